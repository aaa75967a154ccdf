import type { Settled } from '#domain/match/learn/settled.ts';
import { findShifts, type Miss } from '#domain/registry-checks/survey-shifts.ts';
import type { Row } from './city-rows.ts';

const metresPerDegree = 111_195;

const missOf = ({ observation: { position }, nearby, found }: Settled, rows: ReadonlyMap<string, Row>, file: ReadonlySet<string>, number = 'file'): Miss[] => {
  const well = nearby.find(({ id }) => id === found.assetId);
  const row = well && rows.get(well.id);
  if (!position || !row) return [];
  const eastM = (position.lon - well.lon) * metresPerDegree * Math.cos((well.lat * Math.PI) / 180);
  const miss = { assetId: row.id, eastM, northM: (position.lat - well.lat) * metresPerDegree, point: { lon: well.lon, lat: well.lat } };
  // Farther off it was of another place, as the registry's own list takes it.
  return Math.hypot(miss.eastM, miss.northM) > 60 ? [] : [{ ...miss, streetCode: row.street, importId: file.has(row.id) ? number : null }];
};

/** From where the registry has the wells to where those orders found them. */
export const missesOf = (orders: readonly Settled[], things: readonly Row[], file: { readonly number: string; readonly rows: readonly Row[] }): Miss[] => {
  const [rows, inFile] = [new Map(things.map((row) => [row.id, row])), new Set(file.rows.map(({ id }) => id))];
  return orders.flatMap((order) => missOf(order, rows, inFile, file.number));
};

/** What the registrar is told of surveys that lie to one side, from so many settled orders on; null: nothing in all of them. */
export interface Told {
  readonly after: number;
  readonly offM: number;
  readonly wells: number;
}

const step = 10;

/** From how many settled orders on a street of theirs, or their file, is told to the registrar as lying to one side. */
export const surveyTold = (orders: readonly Settled[], things: readonly Row[], shifted: readonly Row[], by: 'street' | 'import'): Told | null => {
  const rows = new Map(things.map((row) => [row.id, row]));
  const file = new Set(by === 'import' ? shifted.map(({ id }) => id) : []);
  const streets = new Set(shifted.map(({ street }) => street));
  const misses: Miss[] = [];
  for (const [i, order] of orders.entries()) {
    misses.push(...missOf(order, rows, file));
    if ((i + 1) % step !== 0) continue;
    const found = findShifts(misses).find((shift) => shift.by === by && (by === 'import' || streets.has(shift.key)));
    if (found) return { after: i + 1, offM: Math.hypot(found.eastM, found.northM), wells: found.wells };
  }
  return null;
};
