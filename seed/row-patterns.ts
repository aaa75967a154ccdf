import type { Road } from './road.ts';

/** Where assets of a class stand along a road: a row at one distance from the centreline. */
export interface RowPattern {
  classCode: string;
  /** Which roads have it, and what share of those. */
  on: Partial<Record<Road['class'], number>>;
  /** `middle`: share of the half width; `kerb`: metres beyond the kerb (negative: on the carriageway). */
  from: 'middle' | 'kerb';
  distance: number;
  /** 1 right, -1 left, 0 both sides. */
  side: 1 | -1 | 0;
  spacingM: number;
  location: 'carriageway' | 'footway' | 'green';
  /** Covers a metre apart. */
  pair?: boolean;
}

const all = { expressway: 1, arterial: 1, secondary: 1, local: 1 };
const streets = { arterial: 1, secondary: 1, local: 1 };
const large = { arterial: 1, secondary: 1 };

/** Rows of wells as a street has them, by national class (GB/T 30428.2): each utility under its own lane. */
export const wellRows: readonly RowPattern[] = [
  { classCode: '0103', on: all, from: 'middle', distance: 0.42, side: 1, spacingM: 36, location: 'carriageway' },
  { classCode: '0102', on: streets, from: 'middle', distance: 0.4, side: -1, spacingM: 36, location: 'carriageway' },
  { classCode: '0104', on: all, from: 'kerb', distance: -0.3, side: 0, spacingM: 30, location: 'carriageway' },
  { classCode: '0101', on: large, from: 'kerb', distance: 1.1, side: 1, spacingM: 65, location: 'footway' },
  { classCode: '0101', on: { local: 1 }, from: 'middle', distance: 0.72, side: 1, spacingM: 55, location: 'carriageway' },
  { classCode: '0105', on: streets, from: 'kerb', distance: 1.5, side: -1, spacingM: 48, location: 'footway' },
  { classCode: '0107', on: streets, from: 'kerb', distance: 2.1, side: 1, spacingM: 58, location: 'footway', pair: true },
  { classCode: '0107', on: { arterial: 0.6, secondary: 0.3 }, from: 'middle', distance: 0.78, side: -1, spacingM: 90, location: 'carriageway', pair: true },
  { classCode: '0109', on: { arterial: 0.8, secondary: 0.5, local: 0.15 }, from: 'kerb', distance: 2.8, side: -1, spacingM: 95, location: 'footway' },
  { classCode: '0108', on: { arterial: 0.6, secondary: 0.8, local: 0.6 }, from: 'kerb', distance: 2.3, side: -1, spacingM: 85, location: 'footway' },
  { classCode: '0106', on: large, from: 'kerb', distance: 0.5, side: 1, spacingM: 62, location: 'footway' },
  { classCode: '0111', on: { arterial: 0.7, secondary: 0.8, local: 0.8 }, from: 'middle', distance: 0.82, side: -1, spacingM: 72, location: 'carriageway' },
  { classCode: '0110', on: { arterial: 0.14, secondary: 0.08 }, from: 'kerb', distance: 4.2, side: 1, spacingM: 80, location: 'green' },
  { classCode: '0127', on: { arterial: 0.08, secondary: 0.05 }, from: 'kerb', distance: 3.9, side: -1, spacingM: 70, location: 'green' },
  { classCode: '0128', on: { arterial: 0.5, secondary: 0.2 }, from: 'kerb', distance: 1.8, side: -1, spacingM: 420, location: 'footway' },
  { classCode: '0129', on: { arterial: 0.05, secondary: 0.03 }, from: 'kerb', distance: 4.8, side: 1, spacingM: 140, location: 'green' },
  { classCode: '0130', on: { arterial: 0.04, local: 0.01 }, from: 'kerb', distance: 2.5, side: 1, spacingM: 110, location: 'footway' },
];

/** What stands at a road's end, where it meets another: classes with their distances from the end and beyond the kerb. */
export const crossingWells: readonly { classCode: string; backM: number; beyondM: number; side: 1 | -1 }[] = [
  { classCode: '0112', backM: 4, beyondM: 1.2, side: 1 },
  { classCode: '0112', backM: 5.2, beyondM: 1.3, side: -1 },
  { classCode: '0105', backM: 6, beyondM: 2.4, side: -1 },
  { classCode: '0107', backM: 6.5, beyondM: 2.6, side: 1 },
  { classCode: '0107', backM: 7.5, beyondM: 2.6, side: 1 },
  { classCode: '0104', backM: 8.5, beyondM: -0.3, side: 1 },
];

/** Assets that are no wells; `weight` is how often each is among them. */
export const furnitureRows: readonly (RowPattern & { weight: number })[] = [
  { classCode: '0118', on: all, from: 'kerb', distance: 0.6, side: 0, spacingM: 31, location: 'footway', weight: 4 },
  { classCode: '0402', on: streets, from: 'kerb', distance: 0.9, side: 0, spacingM: 17, location: 'green', weight: 2 },
  { classCode: '0209', on: large, from: 'kerb', distance: 0.5, side: 0, spacingM: 75, location: 'footway', weight: 2 },
  { classCode: '0213', on: streets, from: 'kerb', distance: 0.8, side: 1, spacingM: 230, location: 'footway', weight: 3 },
  { classCode: '0210', on: large, from: 'kerb', distance: 0.4, side: 0, spacingM: 240, location: 'footway', weight: 3 },
  { classCode: '0305', on: streets, from: 'kerb', distance: 1.6, side: 0, spacingM: 60, location: 'footway', weight: 2 },
  { classCode: '0117', on: streets, from: 'kerb', distance: 0.7, side: -1, spacingM: 95, location: 'footway', weight: 2 },
  { classCode: '0115', on: streets, from: 'kerb', distance: 2.7, side: 1, spacingM: 130, location: 'footway', weight: 2 },
  { classCode: '0116', on: streets, from: 'kerb', distance: 3.4, side: -1, spacingM: 150, location: 'green', weight: 1 },
  { classCode: '0113', on: streets, from: 'kerb', distance: 0.7, side: 1, spacingM: 115, location: 'footway', weight: 1 },
  { classCode: '0203', on: large, from: 'kerb', distance: 1.4, side: -1, spacingM: 440, location: 'footway', weight: 2 },
];
