import type { NumberRange } from '#domain/number-fragment.ts';
import { type Sql, sql } from '../../sql.ts';

/** What is asked of a driver's parts: what is listed beside the number, what must be met, the number that it begins behind ('': any) and the last that is wanted ('Z': any). */
export interface Wanted {
  readonly value: Sql;
  readonly met: Sql;
  readonly after: string;
  readonly before: string;
}

/** A part of `assets` that one index answers, as `id` and `value`: all of it, or so many of its lowest numbers. */
export interface Source {
  readonly all: (wanted: Wanted) => Sql;
  readonly lowest: (wanted: Wanted, most: number) => Sql;
}

/** What narrows a search, and by how much. */
export interface Driver {
  /** Estimated rows of assets. */
  readonly rows: number;
  /** What gives all of its rows; null where that is too much to be named. */
  readonly gathered: readonly Source[] | null;
  /** What gives its rows by number; null: nothing does. */
  readonly merged: Merged | null;
  /** Narrowed by others already: another way to the same, which narrows nothing more. */
  readonly isPart?: true;
}

/** A key of a dictionary, and where its numbers lie: none begins lower or higher. */
export interface Key {
  readonly key: string;
  readonly firstPrefix: string;
  readonly lastPrefix: string;
}

/** Keys that are asked a few at a time, from those on whose numbers begin lowest: combinations, told by a condition on `asset_facets f` of which none begins below `low`, or wordings, each named. */
export type KeyPages = { readonly of: 'facets'; readonly where: Sql; readonly low: string } | { readonly of: 'wordings'; readonly keys: readonly Key[] };

export interface Merged {
  /** Asked first, so that the sources need not go beyond what is found. */
  readonly pages: readonly KeyPages[];
  readonly sources: readonly Source[];
  /** About how many keys are asked: of each at least one row is looked at. */
  readonly asks: number;
}

const everyRow = 1_000_000_000;

// "offset 0" keeps the other conditions out of the inner query: rows are looked at one by one by the index on key and number, and no more
// are read than are asked for. By number alone: an order by the key too has it computed for each row, five times the cost of the row.
// For the lowest the first row of each key comes first: what begins behind `most` others has nothing on the page, and no key has any there
// beyond the last of those first ones.
const eachOf = (given: Sql, held: (from: Sql, to: Sql) => Sql): Source => ({
  all: ({ value, met, after, before }) =>
    sql`select a.id, a.value from ${given} cross join lateral (
          select a.id, ${value} as value from (${held(sql`${after}::text`, sql`${before}::text`)}) a where ${met} limit ${everyRow}) a`,
  lowest: ({ value, met, after, before }, most) =>
    sql`select a.id, a.value from (
          select k.*, case when count(*) over () < ${most} then ${before}::text else max(k.first) over () end as last from (
            select k.*, f.id as first from ${given} cross join lateral (
              select a.id from (${held(sql`${after}::text`, sql`${before}::text`)}) a where a.id > ${after} and ${met} limit 1) f
            order by f.id limit ${most}) k
        ) k cross join lateral (select a.id, ${value} as value from (${held(sql`k.first`, sql`k.last`)}) a where ${met} limit ${most}) a
        order by a.id limit ${most}`,
});

const eachKey = (given: Sql, key: Sql): Source =>
  eachOf(given, (from, to) => sql`select * from assets a where ${key} = k.key and a.id >= ${from} and a.id <= ${to} order by a.id offset 0`);

const facetKey = sql`asset_facet(a.street_code, a.district_code, a.class_code, a.owner_id, a.maintainer_id, a.authority_id, a.status, a.hazards)`;

export const eachFacet = (keys: readonly string[]): Source => eachKey(sql`unnest(${keys}::bigint[]) k(key)`, facetKey);

export const eachRoad = (ids: readonly number[]): Source => eachKey(sql`unnest(${ids}::integer[]) k(key)`, sql`a.road_id`);

export const eachId = (ids: readonly string[]): Source => eachKey(sql`unnest(${ids}::text[]) k(key)`, sql`a.id`);

/** What owners call by numbers of this key. */
export const eachCalled = (key: string): Source =>
  eachKey(sql`unnest(${[key]}::text[]) k(key)`, sql`a.source_number is not null and own_number_key(a.source_number)`);

export const eachRange = (ranges: readonly NumberRange[]): Source =>
  eachOf(
    sql`unnest(${ranges.map((r) => r.from)}::text[], ${ranges.map((r) => r.to)}::text[]) k(low, high)`,
    (from, to) => sql`select * from assets a where a.id >= greatest(k.low, ${from}) and a.id <= least(k.high, ${to}) order by a.id offset 0`,
  );

/** Assets whose wording has one of these keys. */
export const eachWording = (keys: readonly string[]): Source =>
  eachKey(sql`unnest(${keys}::bigint[]) k(key)`, sql`asset_wording_key(a.address, a.note, a.object_name)`);

/** Assets whose cover has one of these letterings. */
export const eachLettering = (letterings: readonly string[]): Source =>
  eachOf(
    sql`unnest(${letterings}::text[]) k(lettering)`,
    (from, to) => sql`select a.* from (
          select asset_id from covers c where c.lettering = k.lettering and c.asset_id >= ${from} and c.asset_id <= ${to} and c.removed_on is null order by c.asset_id offset 0) c
        cross join lateral (select * from assets a where a.id = c.asset_id offset 0) a`,
  );

/** Whatever index the planner finds for the conditions themselves. */
export const byConditions: Source = {
  all: ({ value, met }) => sql`select a.id, ${value} as value from assets a where ${met} limit ${everyRow}`,
  lowest: ({ value, met, after, before }, most) =>
    sql`select a.id, ${value} as value from assets a where ${met} and a.id > ${after} and a.id <= ${before} order by a.id limit ${most}`,
};
