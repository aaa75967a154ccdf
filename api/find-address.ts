import { findHouseNumber, findNumberBeside, findRoadNear, findWrittenPlace, listCrossings, listPlacesNamed } from '#db/queries/addresses.ts';
import { piecesOf, readAddress, type SaidAddress } from '#db/queries/search/read-address.ts';
import type { Connection } from '#db/sql.ts';
import type { Point } from '#domain/contract/terms.ts';

export interface FoundAddress {
  readonly point: Point;
  /** Metres within which the truth lies two times in three. */
  readonly errorM: number;
}

const at = ({ lon, lat }: Point, errorM: number): FoundAddress => ({ point: { lon, lat }, errorM });

const onRoad = async (connection: Connection, { road, crossing, rest, district }: SaidAddress, near: Point | null): Promise<FoundAddress | null> => {
  if (road === null) return null;
  const [met] = crossing === null ? [] : await listCrossings(connection, road, crossing, near);
  if (met) return at(met, 30);
  const exact = await findHouseNumber(connection, road, rest, district, near);
  if (exact) return at(exact, 25);
  const wanted = /^\d{1,6}/.exec(rest)?.[0];
  const beside = wanted === undefined ? undefined : await findNumberBeside(connection, road, Number(wanted), district);
  if (beside) return at(beside, 80);
  const nearest = near ? await findRoadNear(connection, road, near) : undefined;
  return nearest ? at(nearest, 150) : null;
};

/** A lone name of a neighbourhood; of several of one name none, unless a pin tells which. */
const inNeighbourhood = async (connection: Connection, text: string, near: Point | null): Promise<FoundAddress | null> => {
  const named = (await listPlacesNamed(connection, piecesOf(text))).filter(({ code }) => code.length === 12);
  const far = (p: Point) => (near ? Math.hypot(p.lon - near.lon, p.lat - near.lat) : 0);
  const [first] = named.toSorted((a, b) => b.name.length - a.name.length || far(a) - far(b));
  return first && (near !== null || named.filter(({ name }) => name === first.name).length === 1) ? at(first, 300) : null;
};

/** What the registry's own addresses would hold: road and number where both are said, as an expressway has no houses but wells with numbers. */
const wordsOf = ({ road, rest, text }: SaidAddress): string | null => {
  const number = /^\d+(弄|号)?(\d+号)?/.exec(rest)?.[0];
  if (road === null) return text;
  return number === undefined ? null : road + number;
};

/**
 * Where an address lies: a crossing; its road and house number; else the number of that road next to it; else, with a pin, the
 * road's nearest point. Else where the registry's own addresses hold these words, or a neighbourhood of that name.
 * null when none is found.
 */
export const findAddress = async (connection: Connection, said: string, near: Point | null): Promise<FoundAddress | null> => {
  const address = await readAddress(connection, said);
  const found = await onRoad(connection, address, near);
  if (found || address.text.length < 2) return found;
  const words = wordsOf(address);
  const written = words === null ? undefined : await findWrittenPlace(connection, words);
  return written ? at(written, 60) : inNeighbourhood(connection, address.text, near);
};
