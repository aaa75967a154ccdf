import { addressWords } from '#domain/address-words.ts';
import { soughtText } from '#domain/clean-text.ts';
import { crossingM, type Understood } from '#domain/contract/asset-search.ts';
import type { Point } from '#domain/contract/terms.ts';
import { saidWords } from '#domain/said-words.ts';
import type { Connection } from '../../sql.ts';
import type { NamedPlace } from '../assets/asset-filters.ts';
import { findCityName, listCrossings, listHouseNumbers, listPlacesNamed, listRoadIds } from '../places/addresses.ts';
import type { Asked } from './asked.ts';
import { boxRound, findPlaceBox, findRoadBox } from './boxes.ts';
import { findWord, type Word, writtenWord } from './dictionaries.ts';
import { readAddress } from './read-address.ts';
import { readCalled, readNumber } from './read-number.ts';

/** What the words of a search came to: what is asked of the assets, places on the map, and how it was understood. */
export interface ReadWords {
  readonly asked: Asked;
  readonly places: readonly NamedPlace[];
  readonly understood: Understood;
}

interface Place {
  readonly code: string;
  readonly name: string;
  readonly lon: number;
  readonly lat: number;
}

const houseM = 60;
/** Looked up in every dictionary, some milliseconds each; what is said beyond them must be written in the asset itself. */
const mostLookedUp = 8;

const understood = (as: Understood['as'], text: string, rest: Partial<Understood> = {}): Understood => ({
  as,
  text,
  standsFor: null,
  alike: 1,
  besides: [],
  point: null,
  box: null,
  ...rest,
});

const kindOf = ({ code }: Place): Understood['as'] => (code.length === 6 ? 'district' : code.length === 9 ? 'street' : 'neighbourhood');
/** Places of one name: 271 names of Shanghai's neighbourhoods are borne by two to seven of them. */
type Alike = readonly [Place, ...Place[]];
const mostNamed = 200;
const asFilter = (alike: Alike): NamedPlace => ({ codes: alike.map(({ code }) => code) });
const nameOf = ([{ name }]: Alike): string => name;
const alikeIn = (found: readonly Place[], is: (place: Place) => boolean): Alike[] => {
  const [first, ...others] = found.filter(is);
  return first ? [[first, ...others.filter((other) => kindOf(other) === kindOf(first))]] : [];
};

const findWords = async (connection: Connection, every: readonly string[]): Promise<Word[]> => {
  const said = [...new Set(every)];
  const words: Word[] = [];
  for (const word of said.slice(0, mostLookedUp)) words.push(await findWord(connection, word));
  return [...words, ...said.slice(mostLookedUp).map(writtenWord)];
};

/** Of some words those that are a place's whole name, which says what it is: 斜土路街道 is no road. */
const apart = async (connection: Connection, said: readonly string[]): Promise<{ places: Alike[]; words: string[] }> => {
  const likely = said.filter((word) => /(街道|镇|乡|区|县|居委会|村)$/.test(word));
  const named = likely.length === 0 ? [] : await listPlacesNamed(connection, likely, mostNamed);
  const places = likely.flatMap((word) => alikeIn(named, ({ name }) => name === word));
  return { places, words: said.filter((word) => places.every((alike) => nameOf(alike) !== word)) };
};

/** What a road or a crossing is narrowed by: the other words, and the places among them. */
const besidesOf = async (connection: Connection, said: readonly string[], before: readonly Alike[]) => {
  const { places, words } = await apart(connection, said.flatMap(saidWords));
  const all = [...before, ...places];
  return { asked: { words: await findWords(connection, words) }, places: all.map(asFilter), besides: [...all.map(nameOf), ...words] };
};

/** Two roads that are named and do not meet: what stands on the one and is written to be at the other. */
const besideRoad = (besides: readonly string[], crossing: string | null): readonly string[] => (crossing === null ? besides : [crossing, ...besides]);

/** Where a house stands that one road alone has. */
const houseAt = async (connection: Connection, road: string, house: string | null, district: string | null): Promise<Point | null> => {
  const [only, ...others] = house === null ? [] : await listHouseNumbers(connection, road, house, district, null);
  return only && others.every(({ isInDistrict }) => only.isInDistrict && !isInDistrict) ? { lon: only.lon, lat: only.lat } : null;
};

const onRoad = async (connection: Connection, road: string, house: string | null, district: string | null) => {
  const ids = await listRoadIds(connection, road, district);
  // '1175号' is no '11751号', and '175号' is not found in it.
  const address = house && `(^|[^0-9])${house.replace(/号$/, '')}([^0-9]|$)`;
  const point = await houseAt(connection, road, house, district);
  return { roads: { ids, address }, place: { point, box: point ? boxRound(point, houseM) : await findRoadBox(connection, ids) } };
};

const asAddress = async (connection: Connection, q: string, before: readonly Alike[], near: Point | null): Promise<ReadWords | null> => {
  const read = await readAddress(connection, q);
  const { spaced, district, rest } = read;
  if (read.road === null) return null;
  const city = await findCityName(connection);
  const said = [district, city, city.replace(/市$/, '')].filter((name) => name !== null);
  const asksCrossing = read.crossing !== null && !/^\d/.test(rest);
  const [met] = asksCrossing ? await listCrossings(connection, read.road, read.crossing ?? '', near) : [];
  // Of two that do not meet the one said first is meant, of a house's the one that its number follows.
  const [road = read.road, crossing = read.crossing] = asksCrossing && !met ? read.roads : [];
  const { house, besides: others } = addressWords(spaced, { road, crossing, places: said });
  const { asked, places, besides } = await besidesOf(connection, house === null && !met ? besideRoad(others, crossing) : others, before);
  if (met) {
    const point = { lon: met.lon, lat: met.lat };
    const text = `${road} ${crossing}`;
    return {
      asked,
      places: [{ near: point, withinM: crossingM }, ...places],
      understood: understood('crossing', text, { point, besides, box: boxRound(point, crossingM) }),
    };
  }
  const { roads, place } = await onRoad(connection, road, house, district);
  const [as, text] = house ? (['house', road + house] as const) : crossing ? (['no-crossing', `${road} ${crossing}`] as const) : (['road', road] as const);
  return { asked: { ...asked, roads }, places, understood: understood(as, text, { ...place, besides }) };
};

const inPlaces = async (connection: Connection, [called, ...others]: readonly Alike[], words: readonly string[], said?: string): Promise<ReadWords | null> => {
  if (!called) return null;
  const [first] = called;
  const besides = [...others.map(nameOf), ...words];
  const place = called.length > 1 ? {} : { point: { lon: first.lon, lat: first.lat }, box: await findPlaceBox(connection, first.code) };
  return {
    asked: { words: await findWords(connection, words) },
    places: [called, ...others].map(asFilter),
    understood: understood(kindOf(first), said !== undefined && called.some(({ name }) => name !== first.name) ? said : first.name, {
      alike: called.length,
      besides,
      ...place,
    }),
  };
};

/** What is called by just these words; what ends in more than they say (新华 for 新华居委会) where nothing bears the very name. */
const findCalledSo = async (connection: Connection, q: string): Promise<Alike[]> => {
  const found = await listPlacesNamed(connection, [q.toLowerCase(), q], mostNamed);
  const very = alikeIn(found, ({ name }) => name === q);
  return very.length > 0 ? very : alikeIn(found, () => true);
};

/** Reads the words of a search: a number or a part of one, an owner's own number; else an address, places and words, all of which must be met. */
export const readWords = async (connection: Connection, given: string, near: Point | null): Promise<ReadWords> => {
  const q = soughtText(given);
  const number = (await readNumber(connection, q)) ?? (await readCalled(connection, q));
  if (number) return { ...number, places: [] };
  const { places, words } = await apart(connection, saidWords(q));
  const address = words.length === 0 ? null : await asAddress(connection, words.join(' '), places, near);
  if (address) return address;
  const called = places.length > 0 ? [] : await findCalledSo(connection, q);
  const named = await (called.length > 0 ? inPlaces(connection, called, [], q) : inPlaces(connection, places, words));
  if (named) return named;
  const all = words.length === 0 ? [q] : words;
  return { asked: { words: await findWords(connection, all) }, places: [], understood: understood('words', all.join(' ')) };
};
