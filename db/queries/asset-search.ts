import type { Reach } from '#domain/access.ts';
import type { AssetRow } from '#domain/contract/assets.ts';
import type { AssetStatus, Point } from '#domain/contract/terms.ts';
import { type Connection, escapeLike, join, oneRow, rows, type Sql, sql } from '../sql.ts';
import { assetColumns, assetJoins } from './assets.ts';
import { assetInReach } from './reach.ts';

export interface AssetFilter {
  readonly near?: Point | undefined;
  /** west, south, east, north */
  readonly bbox?: readonly [number, number, number, number] | undefined;
  readonly words?: string | undefined;
  readonly classCode?: string | undefined;
  readonly status?: AssetStatus | undefined;
  readonly ownerId?: string | undefined;
  readonly placeCode?: string | undefined;
  /** The last row of the page before: its distance in degrees (0 when not near), its id. */
  readonly after?: readonly [number, string] | undefined;
  readonly limit: number;
}

interface NamedRoads {
  /** Roads whose name holds the words. */
  readonly whole: number[];
  /** Roads whose name stands in the words, as in "桥头路38号". */
  readonly within: number[];
}

const findRoads = (connection: Connection, words: string): Promise<NamedRoads> => {
  const like = `%${escapeLike(words)}%`;
  return oneRow(
    connection,
    sql`select coalesce(array_agg(id) filter (where name ilike ${like} or name_en ilike ${like}), '{}') as whole,
          coalesce(array_agg(id) filter (where strpos(${words}, name) > 0), '{}') as within
        from roads where name ilike ${like} or name_en ilike ${like} or strpos(${words}, name) > 0`,
  );
};

/**
 * Digits are the beginning of a number; anything else an owner's own number, or a road's name with or without a house number.
 * The roads are looked up first: as a subquery inside an "or" they keep the index on assets.road_id from being used.
 */
const wordsCondition = async (connection: Connection, words: string): Promise<Sql> => {
  const digits = words.replace(/[\s-]/g, '');
  if (/^\d{4,16}[0-9X]?$/i.test(digits)) return sql`(a.id like ${`${digits.toUpperCase()}%`} or a.source_number = ${words})`;
  const { whole, within } = await findRoads(connection, words);
  return sql`(a.source_number = ${words} or a.road_id = any(${whole}) or (a.road_id = any(${within}) and a.address ilike ${`%${escapeLike(words)}%`}))`;
};

const conditionsOf = async (connection: Connection, filter: AssetFilter): Promise<Sql[]> => {
  const { bbox, words, classCode, status, ownerId, placeCode } = filter;
  const conditions: Sql[] = [];
  if (bbox) conditions.push(sql`a.geom && st_makeenvelope(${bbox[0]}, ${bbox[1]}, ${bbox[2]}, ${bbox[3]}, 4326)`);
  if (words) conditions.push(await wordsCondition(connection, words));
  if (classCode) conditions.push(sql`a.class_code = ${classCode}`);
  if (status) conditions.push(sql`a.status = ${status}`);
  if (ownerId) conditions.push(sql`a.owner_id = ${ownerId}`);
  if (placeCode)
    conditions.push(
      placeCode.length === 6 ? sql`(a.district_code = ${placeCode} or ${placeCode} = (select code from city))` : sql`a.street_code = ${placeCode}`,
    );
  return conditions;
};

export type ListedAsset = AssetRow & { readonly far: number };

/** A page of assets within a reach: nearest first when `near` is given, else by number. */
export const listAssets = async (connection: Connection, reach: Reach, filter: AssetFilter): Promise<ListedAsset[]> => {
  const { near, after, limit } = filter;
  const far = near ? sql`a.geom <-> st_setsrid(st_point(${near.lon}, ${near.lat}), 4326)` : sql`0::float8`;
  const beyond = after === undefined ? [] : [near ? sql`(${far}, a.id) > (${after[0]}::float8, ${after[1]}::text)` : sql`a.id > ${after[1]}`];
  const conditions = join([assetInReach(reach), ...(await conditionsOf(connection, filter)), ...beyond], sql` and `);
  // By distance alone, so that the index gives the order; whatever is equally far comes along, and the page is cut after that.
  const page = near ? sql`order by far fetch first ${limit} rows with ties` : sql`order by a.id limit ${limit}`;
  return rows(
    connection,
    sql`with page as (select a.id, ${far} as far from assets a where ${conditions} ${page})
        select ${assetColumns}, page.far from page join assets a on a.id = page.id ${assetJoins} order by page.far, a.id limit ${limit}`,
  );
};
