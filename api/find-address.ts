import {
  type AddressPoint,
  findAcross,
  findNumberBeside,
  findRoadNear,
  findWrittenPlace,
  type HouseNumber,
  listCrossings,
  listHouseNumbers,
  listPlacesNamed,
} from '#db/queries/places/addresses.ts';
import { piecesOf, readAddress, type SaidAddress } from '#db/queries/search/read-address.ts';
import type { Connection } from '#db/sql.ts';
import type { Name, Point } from '#domain/contract/terms.ts';
import { metresBetween } from '#domain/datum.ts';
import { isElsewhere } from '#domain/match/elsewhere.ts';
import type { AddressPoint as FoundAddress } from '#domain/match/observation.ts';
import { readSpot, type SaidSpot } from '#domain/match/read-spot.ts';
import { addressOf, type SharedPlace, shiftedBy } from '#domain/match/spot-places.ts';
import { type HttpError, refuse } from './errors.ts';
import { guessRoads } from './guess-roads.ts';

export type { FoundAddress };

type Places = readonly SharedPlace[];

const alike = (points: readonly Point[], errorM: number): Places => points.map(({ lon, lat }) => ({ point: { lon, lat }, errorM, share: 1 }));

/** Of houses of one number in several districts the one in the district said is meant so many times as often: districts are named wrongly too. */
const saidDistrict = 20;

const ofHouses = async (connection: Connection, houses: readonly HouseNumber[], isOpposite: boolean): Promise<Places> => {
  const places: SharedPlace[] = [];
  for (const { lon, lat, roadId, isInDistrict } of houses) {
    const share = isInDistrict ? saidDistrict : 1;
    const across = isOpposite ? await findAcross(connection, roadId, { lon, lat }) : undefined;
    if (across) places.push({ point: { lon: across.lon, lat: across.lat }, errorM: 25, share: 0.8 * share });
    places.push({ point: { lon, lat }, errorM: 25, share: across ? 0.2 * share : share });
  }
  return places;
};

/** Between two crossings of one road: the middle of those that lie nearest together, and half as far to either side. */
const between = async (connection: Connection, { roads }: SaidAddress, near: Point | null): Promise<Places> => {
  const [road = '', from = '', to = ''] = roads;
  const [ends, others] = [await listCrossings(connection, road, from, near), await listCrossings(connection, road, to, near)];
  const pairs = ends.flatMap((a) => others.map((b) => ({ a, b, apartM: metresBetween(a, b) }))).toSorted((one, other) => one.apartM - other.apartM);
  const [pair] = pairs;
  if (!pair || pair.apartM > 2000) return [];
  const parts = [0.17, 0.5, 0.83];
  const at = (part: number): Point => ({ lon: pair.a.lon + part * (pair.b.lon - pair.a.lon), lat: pair.a.lat + part * (pair.b.lat - pair.a.lat) });
  return alike(parts.map(at), Math.max(30, Math.round(pair.apartM / 5)));
};

/** On the road that is named: between two others, by its number, at a crossing, beside the next number, near the pin; the first that is found. */
const onRoad = async (connection: Connection, address: SaidAddress, spot: SaidSpot, near: Point | null): Promise<Places> => {
  const { road, crossing, rest, district, roads } = address;
  if (road === null) return [];
  if (spot.isBetween && roads.length >= 3 && !/^\d/.test(rest)) {
    const section = await between(connection, address, near);
    if (section.length > 0) return section;
  }
  const met = crossing === null || /^\d/.test(rest) ? [] : await listCrossings(connection, road, crossing, near);
  if (met.length > 0) return alike(met, 30);
  const houses = await listHouseNumbers(connection, road, rest, district, near);
  if (houses.length > 0) return ofHouses(connection, houses, spot.isOpposite);
  return besideOf(connection, address, near);
};

const besideOf = async (connection: Connection, { road, crossing, rest, district }: SaidAddress, near: Point | null): Promise<Places> => {
  if (road === null) return [];
  const met = crossing === null ? [] : await listCrossings(connection, road, crossing, near);
  if (met.length > 0) return alike(met, 30);
  const wanted = /^\d{1,6}/.exec(rest)?.[0];
  const beside = wanted === undefined ? undefined : await findNumberBeside(connection, road, Number(wanted), district);
  if (beside) return alike([beside], 80);
  const nearest = near ? await findRoadNear(connection, road, near) : undefined;
  return nearest ? alike([nearest], 150) : [];
};

/** A lone name of a neighbourhood; several of one name are each as likely. */
const inNeighbourhood = async (connection: Connection, text: string): Promise<Places> => {
  const named = (await listPlacesNamed(connection, piecesOf(text))).filter(({ code }) => code.length === 12);
  const longest = Math.max(0, ...named.map(({ name }) => name.length));
  return alike(named.filter(({ name }) => name.length === longest).slice(0, 5), 300);
};

/** What the registry's own addresses would hold: road and number where both are said, as an expressway has no houses but wells with numbers. */
const wordsOf = ({ road, rest, text }: SaidAddress): string | null => {
  const number = /^\d+(弄|号)?(\d+号)?/.exec(rest)?.[0];
  if (road === null) return text;
  return number === undefined ? null : road + number;
};

const unroaded = async (connection: Connection, address: SaidAddress): Promise<Places> => {
  if (address.text.length < 2) return [];
  const words = wordsOf(address);
  const written: AddressPoint | undefined = words === null ? undefined : await findWrittenPlace(connection, words);
  return written ? alike([written], 60) : inNeighbourhood(connection, address.beside);
};

/** What a guessed address comes to: its crossing, its number in the district that is said where it has one there, or the number next to it. */
const ofGuess = async (connection: Connection, guess: string, spot: SaidSpot, near: Point | null): Promise<{ exact: Places; beside: Places }> => {
  const read = await readAddress(connection, guess);
  const { crossing, rest, district } = read;
  const road = read.road ?? '';
  const nothing = { exact: [], beside: [] };
  if (crossing === null && !/^\d/.test(rest)) return nothing;
  const met = crossing === null ? [] : alike(await listCrossings(connection, road, crossing, near), 30);
  if (met.length > 0) return { exact: met, beside: [] };
  const houses = await listHouseNumbers(connection, road, rest, district, near);
  const inDistrict = houses.filter(({ isInDistrict }) => isInDistrict);
  if (houses.length > 0) return { exact: await ofHouses(connection, inDistrict.length > 0 ? inDistrict : houses, spot.isOpposite), beside: [] };
  const wanted = /^\d{1,6}/.exec(rest)?.[0];
  const beside = wanted === undefined ? undefined : await findNumberBeside(connection, road, Number(wanted), district);
  return { exact: [], beside: beside ? alike([beside], 80) : [] };
};

/** A road that nobody knows, or that has no such number, may be one that was heard or typed wrong by a character: each that has the number, or crosses, may be meant. */
const misspelt = async (connection: Connection, said: string, address: SaidAddress, spot: SaidSpot, near: Point | null): Promise<Places> => {
  const found: { exact: Places; beside: Places }[] = [];
  for (const guess of await guessRoads(connection, said, address.roads)) found.push(await ofGuess(connection, guess, spot, near));
  const exact = found.flatMap((one) => one.exact);
  const places = exact.length > 0 ? exact : found.flatMap((one) => one.beside);
  return places.length <= 8 ? places : [];
};

/**
 * Where an address lies, as places with shares: between two roads, a crossing or its corner, the road and house number or what lies across from it, so many metres
 * on from there; else the number of that road next to it; else, with a pin, the road's nearest point. Else where the registry's own
 * addresses hold these words, or roads misspelt by a character, or a neighbourhood of that name.
 * null when none is found.
 */
export const findAddress = async (
  connection: Connection,
  said: string,
  near: Point | null,
  cityNames: readonly string[] = [],
): Promise<FoundAddress | null> => {
  if (isElsewhere(said, cityNames)) return null;
  const address = await readAddress(connection, said);
  const spot = readSpot(address.beside);
  const found = await onRoad(connection, address, spot, near);
  if (found.length > 0) return addressOf(shiftedBy(found, spot), spot, near);
  const guessed = address.road === null || address.crossing === null ? await misspelt(connection, said, address, spot, near) : [];
  const places = guessed.length > 0 ? guessed : await unroaded(connection, address);
  return places.length === 0 ? null : addressOf(shiftedBy(places, spot), spot, near);
};

/** Why nothing was found, for who said it. */
export const refuseAddress = async (connection: Connection, said: string, city: Name): Promise<HttpError> => {
  const field = 'address';
  if (isElsewhere(said, Object.values(city))) return refuse('address-elsewhere', { field, params: { cityZh: city.zh, cityEn: city.en } });
  const { roads, crossing } = await readAddress(connection, said);
  const [one = '', other = ''] = roads;
  return crossing === null ? refuse('address-not-found', { field }) : refuse('roads-do-not-meet', { field, params: { one, other } });
};
