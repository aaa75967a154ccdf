import type { StreetGround } from './build-roads.ts';
import type { RoadSection } from './road-sections.ts';

/** Assets per 100 m, as measured on what place-wells.ts puts there; only used to plan, the true count is held later. */
const per100M = { expressway: 20, arterial: 40, secondary: 38, local: 34, lane: 0 } as const;

/** How many times a road may be laid out again beyond what it carries usually. */
const mostPerRoom = 4;

/** A street's share grows with its density and its ground, and the very centre of the city is equipped more completely. */
const weightOf = ({ district, areaM2, core }: StreetGround): number => {
  const fromCentreKm = Math.hypot(core.x, core.y) / 1000;
  return district.density * Math.min(areaM2, 40e6) * (1 + 6 * Math.exp(-((fromCentreKm / 2.5) ** 2)));
};

const capacityOf = (sections: readonly RoadSection[]) => sections.reduce((sum, { road, fromM, toM }) => sum + ((toM - fromM) / 100) * per100M[road.class], 0);

/**
 * Shares the wanted number of assets among the streets by weight, none beyond what its roads can carry while others have room.
 * @throws when the roads of the city cannot hold as many
 * @returns whole numbers per street code that sum to `wanted`
 */
export const streetQuotas = (
  wanted: number,
  grounds: ReadonlyMap<string, StreetGround>,
  sections: ReadonlyMap<string, readonly RoadSection[]>,
): Map<string, number> => {
  const streets = [...grounds].map(([code, ground]) => ({ code, weight: weightOf(ground), capacity: capacityOf(sections.get(code) ?? []), quota: 0 }));
  const able = streets.filter((s) => s.capacity > 0);
  const total = able.reduce((sum, s) => sum + s.capacity, 0);
  if (wanted > total * mostPerRoom)
    throw new Error(`the roads of this city have room for about ${Math.floor(total * mostPerRoom)} assets, not for ${wanted}; ask for fewer`);
  const stretch = Math.max(1, (wanted / total) * 1.05);
  let left = wanted;
  let open = able;
  while (left > 1e-6 && open.length > 0) {
    const weight = open.reduce((sum, s) => sum + s.weight, 0);
    const share = left / weight;
    for (const s of open) s.quota = Math.min(s.capacity * stretch, s.quota + share * s.weight);
    left = wanted - able.reduce((sum, s) => sum + s.quota, 0);
    open = able.filter((s) => s.quota < s.capacity * stretch - 1e-6);
  }
  let [given, exact] = [0, 0];
  return new Map(
    able.map(({ code, quota }) => {
      exact += quota;
      const whole = Math.round(exact) - given;
      given += whole;
      return [code, whole];
    }),
  );
};
