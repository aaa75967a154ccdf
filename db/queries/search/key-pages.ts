import { type Connection, rows, type Sql, sql } from '../../sql.ts';
import { eachFacet, eachWording, type Key, type KeyPages } from './driver.ts';
import { inAnyOrder, inOrder } from './in-order.ts';

/** What is looked for: what must be met, between which numbers (`after` is not in it), and how many. */
export interface Lowest {
  /** On `assets a`, the pages' own condition too. */
  readonly met: Sql;
  readonly after: string;
  readonly most: number;
}

/** So many keys are asked first, twice as many as a page has rows; four times as many each time that they do not fill it. */
export const firstAsked = 100;
/** Behind every number. */
const beyondAll = 'Z';

/** The lowest of what was found, each once, and the number that none of them is beyond where the page is full. */
export const lowestOf = (found: readonly string[], most: number): string[] => [...new Set(found)].toSorted().slice(0, most);
export const endOf = (found: readonly string[], most: number): string => found[most - 1] ?? beyondAll;

interface Stretch {
  /** Keys that begin here or below were asked already; '': none was. */
  readonly beyond: string;
  readonly after: string;
  readonly end: string;
}

const nextFacets = async (connection: Connection, { where, low }: KeyPages & { of: 'facets' }, { beyond, after, end }: Stretch, most: number) => {
  await inAnyOrder(connection);
  return rows<Key>(
    connection,
    sql`select key::text, first_prefix, last_prefix from asset_facets f where ${where} and ${beyond === '' ? sql`first_prefix >= ${low}` : sql`first_prefix > ${beyond}`}
          and last_prefix >= left(${after}, 10) and first_prefix <= left(${end}, 10)
        order by first_prefix fetch first ${most} rows with ties`,
  );
};

const nextWordings = (keys: readonly Key[], { beyond, after, end }: Stretch, most: number): Key[] => {
  const [from, to] = [after.slice(0, 10), end.slice(0, 10)];
  const left = keys.filter(({ firstPrefix, lastPrefix }) => (beyond === '' || firstPrefix > beyond) && lastPrefix >= from && firstPrefix <= to);
  const last = left[most - 1]?.firstPrefix;
  return last === undefined ? left : left.filter(({ firstPrefix }) => firstPrefix <= last);
};

/**
 * The lowest numbers of the keys that meet a condition, together with those found before. Those whose numbers begin lowest are asked first,
 * and no more of them than it takes to be sure: an owner's wells lie in twenty thousand combinations, and its first fifty in one or two
 * hundred; a character stands in ten thousand wordings, and the first fifty in one or two roads.
 */
export const lowestOfKeys = async (connection: Connection, pages: KeyPages, { met, after, most }: Lowest, before: readonly string[]): Promise<string[]> => {
  let found = [...before];
  let beyond = '';
  for (let asked = firstAsked; ; asked *= 4) {
    const stretch = { beyond, after, end: endOf(found, most) };
    const keys = pages.of === 'facets' ? await nextFacets(connection, pages, stretch, asked) : nextWordings(pages.keys, stretch, asked);
    if (keys.length > 0) {
      const each = (pages.of === 'facets' ? eachFacet : eachWording)(keys.map(({ key }) => key));
      await inOrder(connection);
      const more = await rows<{ id: string }>(connection, each.lowest({ value: sql`null`, met, after, before: stretch.end }, most));
      found = lowestOf([...found, ...more.map(({ id }) => id)], most);
    }
    if (keys.length < asked) return found;
    beyond = keys.at(-1)?.firstPrefix ?? '';
  }
};
