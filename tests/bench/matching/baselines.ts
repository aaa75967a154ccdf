import type { Answer } from './answers.ts';
import type { Row } from './city-rows.ts';
import type { DrawnReport } from './drawn-report.ts';
import type { StatedCity } from './stated-city.ts';
import { statedClasses } from './stated-model.ts';

/** What others do: the recorded owner of what lies nearest, sent without a doubt. */
const nearest = (rows: readonly Row[], x: number, y: number): Answer => {
  const found = rows.reduce<Row | null>(
    (best, row) => (best === null || Math.hypot(row.x - x, row.y - y) < Math.hypot(best.x - x, best.y - y) ? row : best),
    null,
  );
  return { owners: [{ unitId: found?.ownerId ?? null, probability: 1 }], action: 'dispatch' };
};

const placeOf = (city: StatedCity, { pin, address, photo }: DrawnReport): { x: number; y: number } | null => {
  if (pin ?? photo) return pin ?? photo;
  if (address?.form === 'crossing') return address.crossing;
  return address ? (city.rows.doors.find((d) => d.road === address.door.road && d.number === address.door.number) ?? null) : null;
};

export const nearestAsset = (city: StatedCity, report: DrawnReport): Answer => {
  const at = placeOf(city, report);
  return at ? nearest(city.rows.thingGrid.around(at.x, at.y, 150), at.x, at.y) : { owners: [], action: 'patrol' };
};

/** The nearest of a class that is called by the word that was said; the nearest well when none is. */
export const nearestOfNamedClass = (city: StatedCity, report: DrawnReport): Answer => {
  const at = placeOf(city, report);
  if (!at) return { owners: [], action: 'patrol' };
  const word = report.words?.thing ?? '';
  const near = city.rows.thingGrid.around(at.x, at.y, 150).filter((row) => row.isWell || !(report.kind ?? 'cover').startsWith('cover'));
  const named = near.filter((row) => statedClasses[row.classCode]?.called.includes(word));
  return nearest(named.length > 0 ? named : near, at.x, at.y);
};
