import type { Measured, WellMeasures } from './contract/measurements.ts';

/** In the order in which a form asks and a story tells; the units stand in their names. */
export const everyMeasure: readonly (keyof Measured)[] = [
  ...(['sizeMm', 'widthMm', 'clearOpeningMm', 'levelDifferenceMm', 'depthM', 'waterM', 'gasLelPercent', 'h2sPpm'] as const),
];

const ofWell: readonly (keyof WellMeasures)[] = ['sizeMm', 'widthMm', 'clearOpeningMm', 'levelDifferenceMm', 'depthM'];

/** What of it the registry has a field for; null: nothing. */
export const wellPart = (measured: Measured): WellMeasures | null => {
  const part = Object.fromEntries(ofWell.flatMap((name) => (measured[name] === undefined ? [] : [[name, measured[name]]])));
  return Object.keys(part).length === 0 ? null : part;
};

/** The same as a change of the well and of the cover that is on it. */
export const changeOf = ({ depthM, ...cover }: WellMeasures): { readonly well: { depthM?: number }; readonly cover: Omit<WellMeasures, 'depthM'> | null } => ({
  well: depthM === undefined ? {} : { depthM },
  cover: Object.keys(cover).length === 0 ? null : cover,
});
