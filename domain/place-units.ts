import type { PlaceUnits } from './apply-rules.ts';
import type { EndedUnits } from './dispatch.ts';

export interface PlacedUnit {
  readonly id: string;
  readonly kind: 'trade' | 'road' | 'greening' | 'centre';
  readonly placeCode: string;
  /** Districts that a road or greening unit looks after besides its own. */
  readonly alsoPlaces: readonly string[];
  readonly active: boolean;
  readonly successorId: string | null;
}

/** The units that ended, and who followed them. */
export const endedUnits = (units: readonly PlacedUnit[]): EndedUnits =>
  Object.fromEntries(units.filter((u) => !u.active).map((u) => [u.id, { successorId: u.successorId }]));

/**
 * Who the words of a rule stand for at each place of the city, by the same order as `findPlace` of db/queries/places.ts: a missing centre
 * is the next one up, a road or greening unit is the district's, else one that looks after it besides its own, else the city's.
 */
export const unitsAt = (units: readonly PlacedUnit[], cityCode: string): ((place: { districtCode: string; streetCode: string }) => PlaceUnits) => {
  const active = units.filter((unit) => unit.active).toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const placesOf = (unit: PlacedUnit) => unit.alsoPlaces.map((code) => [`${unit.kind} ${code}`, unit.id] as const);
  // What is set last stands: a unit's own place over one that it looks after besides, the first by name over the rest.
  const byPlace = new Map([
    ...active.toReversed().flatMap(placesOf),
    ...active.toReversed().map((unit) => [`${unit.kind} ${unit.placeCode}`, unit.id] as const),
  ]);
  const at = (kind: PlacedUnit['kind'], ...codes: readonly string[]) =>
    codes.map((code) => byPlace.get(`${kind} ${code}`)).find((id) => id !== undefined) ?? null;
  const cityCentre = at('centre', cityCode) ?? '';
  return ({ districtCode, streetCode }) => {
    const districtCentre = at('centre', districtCode) ?? cityCentre;
    const streetCentre = at('centre', streetCode) ?? districtCentre;
    return { streetCentre, districtCentre, cityCentre, road: at('road', districtCode, cityCode), greening: at('greening', districtCode, cityCode) };
  };
};
