import { parsePlate, plateSuggestions } from '#domain/asset-id.ts';
import type { Understood } from '#domain/contract/asset-search.ts';
import type { Point } from '#domain/contract/terms.ts';
import { rangesOfFragment } from '#domain/number-fragment.ts';
import type { Connection } from '../../sql.ts';
import { listCrossings, listPlacesNamed, listRoadIds } from '../addresses.ts';
import { hasNumber, listAliased, listPrefixes } from '../asset-numbers.ts';
import type { Asked } from './asked.ts';
import { findWord, type Word } from './dictionaries.ts';
import { readAddress, type SaidAddress } from './read-address.ts';

/** What the words of a search came to: what is asked of the assets, a place on the map, and how it was understood. */
export interface ReadWords {
  readonly asked: Asked;
  readonly place?: { readonly code: string } | { readonly near: Point; readonly withinM: number };
  readonly understood: Understood;
}

const understood = (as: Understood['as'], text: string, point: Point | null = null): Understood => ({ as, text, point });
const crossingM = 60;
const mostRanges = 20_000;
const mostWords = 4;

const asNumber = async (connection: Connection, q: string): Promise<ReadWords | null> => {
  const typed = q.replace(/[\s-]/g, '').toUpperCase();
  if (!/^\d{4,18}$|^\d{3,17}X$/.test(typed)) return null;
  const aliased = await listAliased(connection, q);
  const plate = parsePlate(typed);
  if (plate.ok) return { asked: { ids: [plate.value, ...aliased] }, understood: understood('number', plate.value) };
  const slips = plateSuggestions(typed);
  if (slips.length > 0 && (await hasNumber(connection, slips))) return { asked: { ids: [...slips, ...aliased] }, understood: understood('mistyped', typed) };
  if (aliased.length > 0) return { asked: { ids: aliased }, understood: understood('source-number', q) };
  if (typed.length > 17) return { asked: { ids: [] }, understood: understood('digits', typed) };
  const ranges = rangesOfFragment(typed, await listPrefixes(connection));
  return { asked: { fragment: { text: typed, ranges: ranges.length > mostRanges ? null : ranges } }, understood: understood('digits', typed) };
};

const houseOf = (rest: string): string | null => /^\d{1,6}(弄|号|支弄|-\d{1,4}|之\d{1,3})?(\d{1,4}号?)?/.exec(rest)?.[0] ?? null;

const asAddress = async (connection: Connection, { road, crossing, district, rest }: SaidAddress, near: Point | null): Promise<ReadWords | null> => {
  if (road === null) return null;
  const [met] = crossing === null ? [] : await listCrossings(connection, road, crossing, near);
  if (met) {
    const point = { lon: met.lon, lat: met.lat };
    return { asked: {}, place: { near: point, withinM: crossingM }, understood: understood('crossing', `${road} ${crossing}`, point) };
  }
  const ids = await listRoadIds(connection, road, district);
  const house = houseOf(rest);
  // '1175号' is no '11751号', and '175号' is not found in it.
  if (house !== null)
    return { asked: { roads: { ids, address: `(^|[^0-9])${house.replace(/号$/, '')}([^0-9]|$)` } }, understood: understood('house', road + house) };
  const left = rest.replace(/^(路口|附近|上|near)/, '');
  return {
    asked: { roads: { ids, address: null }, ...(left.length === 0 ? {} : { words: [await findWord(connection, left)] }) },
    understood: understood('road', road),
  };
};

const asPlace = async (connection: Connection, q: string): Promise<ReadWords | null> => {
  const [place] = await listPlacesNamed(connection, [q.toLowerCase(), q]);
  if (!place) return null;
  return { asked: {}, place: { code: place.code }, understood: understood('neighbourhood', place.name, { lon: place.lon, lat: place.lat }) };
};

const asWords = async (connection: Connection, q: string): Promise<ReadWords> => {
  const said = [...new Set(q.split(/[\s,，、;；]+/).filter(Boolean))].slice(0, mostWords);
  const words: Word[] = [];
  for (const word of said) words.push(await findWord(connection, word));
  return { asked: { words }, understood: understood('words', said.join(' ')) };
};

/** Reads the words of a search: a number or a part of one, an owner's own number, an address, a place, else words. */
export const readWords = async (connection: Connection, given: string, near: Point | null): Promise<ReadWords> => {
  const q = given.normalize('NFKC').trim();
  const number = await asNumber(connection, q);
  if (number) return number;
  const ids = await listAliased(connection, q);
  if (ids.length > 0) return { asked: { ids }, understood: understood('source-number', q) };
  return (await asAddress(connection, await readAddress(connection, q), near)) ?? (await asPlace(connection, q)) ?? (await asWords(connection, q));
};
