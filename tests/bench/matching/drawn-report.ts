import type { Crossing, Door, Row } from './city-rows.ts';

/** What was said of the thing; each part may be missing. */
export interface SaidWords {
  readonly thing: string | null;
  readonly owner: string | null;
  readonly shape: string | null;
  readonly place: string | null;
  readonly lettering: string | null;
}

export type SaidAddress =
  | { readonly form: 'door'; readonly door: Pick<Door, 'road' | 'number' | 'district'>; readonly withDistrict: boolean }
  | { readonly form: 'crossing'; readonly crossing: Crossing; readonly corner: string | null };

export interface SaidPhoto {
  readonly x: number;
  readonly y: number;
  readonly accuracyM: number;
  readonly directionDeg: number | null;
  readonly isDatumNamed: boolean;
}

/** A report as it was drawn: what is seen of it, and the truth behind it. */
export interface DrawnReport {
  readonly pin: { readonly x: number; readonly y: number; readonly accuracyM: number } | null;
  readonly kind: string | null;
  readonly words: SaidWords | null;
  readonly address: SaidAddress | null;
  /** What could be read of a plate. */
  readonly plate: string | null;
  /** Where a photo says that it was taken, and which way its camera looked. */
  readonly photo: SaidPhoto | null;
  readonly truth: {
    readonly row: Row | null;
    readonly near: Row;
    readonly owner: string | null;
    readonly classCode: string | null;
    readonly registered: boolean;
  };
}
