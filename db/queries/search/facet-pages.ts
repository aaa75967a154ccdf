import { type Connection, rows, type Sql, sql } from '../../sql.ts';
import { eachFacet } from './driver.ts';
import { inAnyOrder, inOrder } from './in-order.ts';

interface FacetKey {
  readonly key: string;
  /** No number of it begins lower. */
  readonly firstPrefix: string;
}

/** So many combinations are asked first; four times as many each time that they do not fill the page. */
export const firstAsked = 300;

const nextKeys = (connection: Connection, facets: Sql, beyond: string | null, after: string, most: number): Promise<FacetKey[]> =>
  rows(
    connection,
    sql`select key::text, first_prefix from asset_facets f where ${facets} and ${beyond === null ? sql`true` : sql`first_prefix > ${beyond}`} and last_prefix >= left(${after}, 10)
        order by first_prefix fetch first ${most} rows with ties`,
  );

/**
 * The lowest numbers of the combinations that meet a condition. Those whose numbers begin lowest are asked first, and no more of them than
 * it takes to be sure: an owner's wells lie in twenty thousand combinations, and its first fifty in one or two hundred.
 * @param facets on `asset_facets f`
 * @param met on `assets a`, the condition itself too
 */
export const lowestOfFacets = async (connection: Connection, facets: Sql, met: Sql, after: string, limit: number): Promise<string[]> => {
  let found: string[] = [];
  let beyond: string | null = null;
  for (let most = firstAsked; ; most *= 4) {
    await inAnyOrder(connection);
    const keys = await nextKeys(connection, facets, beyond, after, most);
    if (keys.length > 0) {
      const asked = eachFacet(keys.map(({ key }) => key)).lowest({ value: sql`null`, met, after }, limit);
      await inOrder(connection);
      const more = await rows<{ id: string }>(connection, asked);
      found = [...found, ...more.map(({ id }) => id)].toSorted().slice(0, limit);
    }
    const last = keys.at(-1);
    if (last === undefined || keys.length < most) return found;
    beyond = last.firstPrefix;
    const furthest = found[limit - 1];
    if (furthest !== undefined && furthest.slice(0, 10) <= beyond) return found;
  }
};
