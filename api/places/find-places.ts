import { findNumberBeside, listCrossings, listHouseNumbers, listRoadNames } from '#db/queries/places/addresses.ts';
import { listPlacesBeginning, listRoadsBeginning } from '#db/queries/places/place-search.ts';
import type { Vocabulary } from '#db/queries/places/vocabulary.ts';
import { readAddress, type SaidAddress } from '#db/queries/search/read-address.ts';
import type { Connection } from '#db/sql.ts';
import { soughtText } from '#domain/clean-text.ts';
import { type FoundPlace, mostPlaces } from '#domain/contract/place-search.ts';
import type { Name, Point } from '#domain/contract/terms.ts';
import { metresBetween } from '#domain/datum.ts';
import { wordAddressInEnglish } from '#domain/english-address.ts';
import { placeOf } from '../place-of.ts';

type Bare = Omit<FoundPlace, 'street' | 'district'>;

const nameOf = (names: readonly Name[], road: string): Name => names.find(({ zh }) => zh === road) ?? { zh: road, en: road };

const houseOf = (road: Name, { number, ...position }: { lon: number; lat: number; number: string | null }): Bare => {
  const zh = `${road.zh}${number ?? ''}`;
  const { lon, lat } = position;
  return { kind: 'house', name: { zh, en: wordAddressInEnglish(zh, road) ?? zh }, position: { lon, lat }, reachM: 25 };
};

/** Where two roads that are named meet; else the house of the number, or the one next to it. */
const onRoad = async (connection: Connection, { road, crossing, rest, district }: SaidAddress, near: Point): Promise<Bare[]> => {
  if (road === null) return [];
  const names = await listRoadNames(connection, crossing === null ? [road] : [road, crossing]);
  const name = nameOf(names, road);
  if (/^\d/.test(rest)) {
    const houses = await listHouseNumbers(connection, road, rest, district, near);
    const beside = houses.length > 0 ? undefined : await findNumberBeside(connection, road, Number(/^\d{1,6}/.exec(rest)?.[0]), district);
    return [...houses, ...(beside ? [beside] : [])].map((house) => houseOf(name, house));
  }
  if (crossing === null) return [];
  const other = nameOf(names, crossing);
  const met = await listCrossings(connection, road, crossing, near);
  return met.map(({ lon, lat }) => ({
    kind: 'crossing',
    name: { zh: `${name.zh}/${other.zh}`, en: `${name.en} / ${other.en}` },
    position: { lon, lat },
    reachM: 30,
  }));
};

const beginning = async (connection: Connection, text: string, near: Point): Promise<Bare[]> => {
  const roads = await listRoadsBeginning(connection, text, near, mostPlaces);
  const places = await listPlacesBeginning(connection, text, near, mostPlaces);
  const isExact = ({ name }: { name: Name }) => name.zh === text || name.en.toLowerCase() === text.toLowerCase();
  const found = [
    ...roads.map(({ name, lon, lat }): Bare => ({ kind: 'road', name, position: { lon, lat }, reachM: 150 })),
    ...places.map(({ kind, name, lon, lat, reachM }): Bare => ({ kind, name, position: { lon, lat }, reachM })),
  ];
  return found.toSorted((a, b) => Number(isExact(b)) - Number(isExact(a)) || metresBetween(a.position, near) - metresBetween(b.position, near));
};

/** Places by what somebody types while they look at a map: a house or a crossing where the words say one, else what begins so. */
export const findPlacesFor = async (connection: Connection, vocabulary: Vocabulary, said: string, near: Point): Promise<FoundPlace[]> => {
  const text = soughtText(said);
  if (text === '') return [];
  const address = await readAddress(connection, text);
  const precise = await onRoad(connection, address, near);
  const others = precise.length > 0 ? [] : await beginning(connection, text, near);
  // Of a road whose number nobody knows the road itself is told.
  const road = precise.length === 0 && others.length === 0 && address.road !== null ? await beginning(connection, address.road, near) : [];
  const found = [...precise, ...others, ...road].slice(0, mostPlaces);
  return Promise.all(
    found.map(async (place) => {
      const within = await placeOf(connection, vocabulary, place.position);
      const isArea = place.kind === 'street' || place.kind === 'district';
      return { ...place, street: isArea ? null : (within?.streetName ?? null), district: place.kind === 'district' ? null : (within?.districtName ?? null) };
    }),
  );
};
