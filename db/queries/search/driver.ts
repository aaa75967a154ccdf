import type { NumberRange } from '#domain/number-fragment.ts';
import { type Sql, sql } from '../../sql.ts';

/** A part of `assets` that one index answers, given as `id` and `value`: what is met besides, and at most so many. */
export type Source = (value: Sql, met: Sql, most: number) => Sql;

/** What narrows a search, and by how much. */
export interface Driver {
  /** Estimated rows of assets. */
  readonly rows: number;
  readonly sources: readonly Source[];
  /** Whether each source gives its rows by number, so that a page by number needs no more than a page of each. */
  readonly byNumber: boolean;
}

// "offset 0" keeps the other conditions out of the inner query, and a pair compared with a pair leaves it no other order than that of the
// index on key and number, whatever the planner believes: rows are looked at one by one, and no more are read than are asked for.
const eachOf =
  (given: Sql, key: Sql): Source =>
  (value, met, most) =>
    sql`select a.id, a.value from ${given} cross join lateral (
          select a.id, ${value} as value from (select * from assets a where (${key}, a.id) > (k.key, '') and (${key}, a.id) < (k.key, 'Z') order by ${key}, a.id offset 0) a
          where ${met} limit ${most}) a`;

export const facetKey = (alias: Sql): Sql =>
  sql`asset_facet(${alias}.street_code, ${alias}.district_code, ${alias}.class_code, ${alias}.owner_id, ${alias}.maintainer_id, ${alias}.authority_id, ${alias}.status, ${alias}.hazards)`;

export const eachFacet = (keys: readonly string[]): Source => eachOf(sql`unnest(${keys}::bigint[]) k(key)`, facetKey(sql`a`));

export const eachStreet = (codes: readonly string[]): Source => eachOf(sql`unnest(${codes}::text[]) k(key)`, sql`a.street_code`);

export const eachRoad = (ids: readonly number[]): Source => eachOf(sql`unnest(${ids}::integer[]) k(key)`, sql`a.road_id`);

export const eachRange =
  (ranges: readonly NumberRange[]): Source =>
  (value, met, most) =>
    sql`select a.id, a.value from unnest(${ranges.map((r) => r.from)}::text[], ${ranges.map((r) => r.to)}::text[]) k(low, high) cross join lateral (
          select a.id, ${value} as value from (select * from assets a where a.id between k.low and k.high order by a.id offset 0) a where ${met} limit ${most}) a`;

/** Assets whose wording has one of these keys. */
export const eachWording = (keys: readonly string[]): Source =>
  eachOf(sql`unnest(${keys}::bigint[]) k(key)`, sql`asset_wording_key(a.address, a.note, a.object_name)`);

/** Assets whose cover has one of these letterings. */
export const eachLettering =
  (letterings: readonly string[]): Source =>
  (value, met, most) =>
    sql`select a.id, a.value from unnest(${letterings}::text[]) l(lettering) cross join lateral (
          select a.id, ${value} as value
          from (select asset_id from covers c where c.lettering = l.lettering and c.removed_on is null order by c.asset_id offset 0) k
            cross join lateral (select * from assets a where a.id = k.asset_id offset 0) a
          where ${met} limit ${most}) a`;

/** Whatever index the planner finds for the conditions themselves. */
export const byConditions: Source = (value, met, most) => sql`select a.id, ${value} as value from assets a where ${met} limit ${most}`;
