import type { NumberRange } from '#domain/number-fragment.ts';
import { type Connection, join, type Sql, sql } from '../../sql.ts';
import { type Called, isCalledSo } from '../assets/asset-numbers.ts';
import { canMeet, findFacets, keptBy, type Word, wordMet } from './dictionaries.ts';
import { type Driver, eachCalled, eachFacet, eachId, eachLettering, eachRange, eachRoad, eachWording, type Key, type KeyPages, type Source } from './driver.ts';
import { firstAsked } from './key-pages.ts';

/** What a number may stand for; whatever is any of it is meant. */
export interface Numbered {
  readonly ids: readonly string[];
  readonly called: Called | null;
  /** `pattern` as `like` reads it; ranges are null when there are too many to be asked one by one. */
  readonly fragment: { readonly pattern: string; readonly ranges: readonly NumberRange[] | null } | null;
}

/** What the words of a search came to. */
export interface Asked {
  readonly numbered?: Numbered;
  readonly roads?: { readonly ids: readonly number[]; readonly address: string | null };
  readonly words?: readonly Word[];
}

const perRoad = 700;

const sum = (numbers: readonly number[]) => numbers.reduce((all, one) => all + one, 0);
const and = (conditions: readonly Sql[]): Sql => join(conditions, sql` and `);
const or = (conditions: readonly Sql[]): Sql => sql`(${join(conditions, sql` or `)})`;

const idsOf = ({ ids, called }: Numbered): string[] => [...new Set([...ids, ...(called?.formerly ?? [])])];

const isNumbered = (numbered: Numbered): Sql =>
  or([
    sql`a.id = any(${idsOf(numbered)})`,
    ...(numbered.called ? [isCalledSo(numbered.called)] : []),
    ...(numbered.fragment ? [sql`a.id like ${numbered.fragment.pattern}`] : []),
  ]);

/** That an asset `a` is what the words ask for. */
export const askedConditions = ({ numbered, roads, words = [] }: Asked): Sql[] => [
  ...(numbered ? [isNumbered(numbered)] : []),
  ...(roads ? [sql`a.road_id = any(${roads.ids})`] : []),
  ...(roads?.address ? [sql`a.address ~ ${roads.address}`] : []),
  ...words.map((word) => sql`(${wordMet(word)})`),
];

const pagesOf = (keys: readonly Key[]): KeyPages[] => (keys.length === 0 ? [] : [{ of: 'wordings', keys }]);
const written = (keys: readonly Key[]): Source[] => (keys.length === 0 ? [] : [eachWording(keys.map(({ key }) => key))]);
const combined = (keys: readonly string[]): Source[] => (keys.length === 0 ? [] : [eachFacet(keys)]);
const asksOf = (keys: number) => Math.min(keys, firstAsked);

/** A word by its keys: its wordings, its letterings, and the combinations of its units and classes. Where too many keys hold it, so much of all is met that a walk comes upon it at once. */
const findWordDriver = async (connection: Connection, word: Word, narrowed: readonly Sql[]): Promise<Driver> => {
  const { wordings, letterings, letteringRows } = word;
  const kept = keptBy(word, sql`f`);
  const combinations = kept.length === 0 ? null : await findFacets(connection, [or(kept)]);
  const rows = wordings.rows + (combinations?.rows ?? 0) + letteringRows;
  if (wordings.keys === null) return { rows, gathered: null, merged: null };
  const lettered = letterings.length === 0 ? [] : [eachLettering(letterings)];
  const keys = combinations === null ? [] : combinations.keys;
  return {
    rows,
    gathered: keys && [...written(wordings.keys), ...lettered, ...combined(keys)],
    merged: {
      pages: [...(combinations ? [{ of: 'facets' as const, where: and([or(kept), ...narrowed]), low: combinations.low }] : []), ...pagesOf(wordings.keys)],
      sources: lettered,
      asks: asksOf(wordings.keys.length) + letterings.length + (combinations ? firstAsked : 0),
    },
  };
};

/** A word within what narrows a search besides: of those combinations the ones that can meet it, and its wordings. Its letterings need not be walked. */
const findWordWithin = async (connection: Connection, word: Word, keys: readonly Key[], narrowed: readonly Sql[]): Promise<Driver> => {
  const where = and([canMeet(word, sql`f`), ...narrowed]);
  const facets = await findFacets(connection, [where]);
  return {
    rows: facets.rows + word.wordings.rows,
    gathered: facets.keys && [...combined(facets.keys), ...written(keys)],
    merged: { pages: [{ of: 'facets', where, low: facets.low }, ...pagesOf(keys)], sources: [], asks: firstAsked + asksOf(keys.length) },
  };
};

/** What few values make up: the combinations that are left. */
const findFacetDriver = async (connection: Connection, narrowed: readonly Sql[]): Promise<Driver> => {
  const { rows, keys, low } = await findFacets(connection, narrowed);
  return { rows, gathered: keys && [eachFacet(keys)], merged: { pages: [{ of: 'facets', where: and(narrowed), low }], sources: [], asks: firstAsked } };
};

/** What words and combinations narrow a search to: each sum over the combinations costs some milliseconds, so that one word within something narrow is asked for at once. */
export const findNarrowing = async (connection: Connection, words: readonly Word[], narrowed: readonly Sql[]): Promise<Driver[]> => {
  const [only, ...others] = words;
  if (only?.wordings.keys && others.length === 0 && narrowed.length > 0) return [await findWordWithin(connection, only, only.wordings.keys, narrowed)];
  const drivers: Driver[] = [];
  for (const word of words) {
    drivers.push(await findWordDriver(connection, word, narrowed));
    if (word.wordings.keys && narrowed.length > 0) drivers.push({ ...(await findWordWithin(connection, word, word.wordings.keys, narrowed)), isPart: true });
  }
  return narrowed.length === 0 ? drivers : [...drivers, await findFacetDriver(connection, narrowed)];
};

const by = (rows: number, source: Source, asks: number): Driver => ({ rows, gathered: [source], merged: { pages: [], sources: [source], asks } });

const numberDrivers = (numbered: Numbered): Driver[] => {
  const { called, fragment } = numbered;
  if (fragment?.ranges === null) return [];
  const [ids, ranges] = [idsOf(numbered), fragment?.ranges ?? []];
  const sources = [
    ...(ids.length === 0 ? [] : [eachId(ids)]),
    ...(called === null || called.rows === 0 ? [] : [eachCalled(called.key)]),
    ...(ranges.length === 0 ? [] : [eachRange(ranges)]),
  ];
  const rows = ids.length + (called?.rows ?? 0) + sum(ranges.map(({ most }) => most));
  return [{ rows, gathered: sources, merged: { pages: [], sources, asks: ids.length + 1 + ranges.length } }];
};

/** What a number, a part of one or an address narrows a search to. */
export const askedDrivers = ({ numbered, roads }: Asked): Driver[] => [
  ...(numbered ? numberDrivers(numbered) : []),
  ...(roads ? [by(perRoad * roads.ids.length, eachRoad(roads.ids), roads.ids.length)] : []),
];
