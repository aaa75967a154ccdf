import { findHouseNumber, findNumberBeside, findRoadNear, listRoadsNamed } from '#db/queries/addresses.ts';
import type { Connection } from '#db/sql.ts';
import type { Point } from '#domain/contract/terms.ts';

export interface FoundAddress {
  readonly point: Point;
  /** Metres within which the truth lies two times in three. */
  readonly errorM: number;
}

const longestRoadName = 12;
const fold = (address: string) => address.normalize('NFKC').replace(/\s+/g, '').slice(0, 100);

const piecesOf = (address: string): string[] => {
  const letters = [...address];
  return [...new Set(letters.flatMap((_, i) => Array.from({ length: longestRoadName - 1 }, (__, n) => letters.slice(i, i + n + 2).join(''))))];
};

/** The lane or house that an address names after its road: '1175弄2号' of '斜土路1175弄2号', '38' of '斜土路 第38号'. */
const afterRoad = (address: string, road: string) => address.slice(address.indexOf(road) + road.length).replace(/^(第|no\.?|[,，:：])/i, '');

/**
 * Where an address lies: its road and house number; else the number of that road next to it; else, with a pin, the road's
 * nearest point. null when none is found.
 */
export const findAddress = async (connection: Connection, said: string, near: Point | null): Promise<FoundAddress | null> => {
  const address = fold(said);
  const roads = await listRoadsNamed(connection, piecesOf(address));
  const road = roads[0]?.name;
  if (road === undefined) return null;
  const district = roads.find((r) => r.name === road && address.includes(r.district))?.district ?? null;
  const rest = afterRoad(address, road);
  const exact = await findHouseNumber(connection, road, rest, district, near);
  if (exact) return { point: { lon: exact.lon, lat: exact.lat }, errorM: 25 };
  const wanted = /^\d{1,6}/.exec(rest)?.[0];
  const beside = wanted === undefined ? undefined : await findNumberBeside(connection, road, Number(wanted), district);
  if (beside) return { point: { lon: beside.lon, lat: beside.lat }, errorM: 80 };
  const onRoad = near ? await findRoadNear(connection, road, near) : undefined;
  return onRoad ? { point: { lon: onRoad.lon, lat: onRoad.lat }, errorM: 150 } : null;
};
