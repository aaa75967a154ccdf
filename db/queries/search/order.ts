import type { AssetSort } from '#domain/contract/asset-search.ts';
import type { Point } from '#domain/contract/terms.ts';
import { type Sql, sql } from '../../sql.ts';

/** The last row of the page before: its sorted value (null: not known), its number. */
export interface SearchPlace {
  readonly value: number | string | null;
  readonly id: string;
}

/** How a list is sorted: on `assets a`, so that an index can give the order, and on what was found (`found.value`, `found.id`). */
export interface SearchOrder {
  readonly value: Sql;
  readonly onAssets: Sql;
  readonly onFound: Sql;
  readonly beyondOnAssets: (place: SearchPlace) => Sql;
  readonly beyondOnFound: (place: SearchPlace) => Sql;
}

// What is equal stands by number read from its end: the index has it so (see its migration).
const last = (id: Sql) => sql`reverse(${id})`;

const nullsFirst = (value: Sql, id: Sql, type: Sql, place: SearchPlace): Sql =>
  place.value === null
    ? sql`((${value} is null and ${last(id)} > reverse(${place.id}::text)) or ${value} is not null)`
    : sql`(${value} is not null and (${value}, ${last(id)}) > (${place.value}::${type}, reverse(${place.id}::text)))`;

const unknownFirst = (column: Sql, type: Sql): SearchOrder => ({
  value: column,
  onAssets: sql`${column} nulls first, reverse(a.id)`,
  onFound: sql`found.value nulls first, reverse(found.id)`,
  beyondOnAssets: (place) => nullsFirst(column, sql`a.id`, type, place),
  beyondOnFound: (place) => nullsFirst(sql`found.value`, sql`found.id`, type, place),
});

const byChange: SearchOrder = {
  value: sql`a.changed_on`,
  onAssets: sql`a.changed_on desc, reverse(a.id) desc`,
  onFound: sql`found.value desc, reverse(found.id) desc`,
  beyondOnAssets: ({ value, id }) => sql`(a.changed_on, reverse(a.id)) < (${value}::date, reverse(${id}::text))`,
  beyondOnFound: ({ value, id }) => sql`(found.value, reverse(found.id)) < (${value}::date, reverse(${id}::text))`,
};

const byNumber: SearchOrder = {
  value: sql`null::text`,
  onAssets: sql`a.id`,
  onFound: sql`found.id`,
  beyondOnAssets: ({ id }) => sql`a.id > ${id}`,
  beyondOnFound: ({ id }) => sql`found.id > ${id}`,
};

// In degrees, as the index orders; equally far ones stand by number.
const byDistance = ({ lon, lat }: Point): SearchOrder => {
  const far = sql`(a.geom <-> st_setsrid(st_point(${lon}::float8, ${lat}::float8), 4326))`;
  return {
    value: far,
    onAssets: far,
    onFound: sql`found.value, found.id`,
    beyondOnAssets: ({ value, id }) => sql`(${far}, a.id) > (${value}::float8, ${id}::text)`,
    beyondOnFound: ({ value, id }) => sql`(found.value, found.id) > (${value}::float8, ${id}::text)`,
  };
};

/** @param near what distances are from; without it, a list by distance stands by number */
export const orderOf = (sort: AssetSort, near: Point | undefined): SearchOrder => {
  if (sort === 'verified') return unknownFirst(sql`a.last_verified_on`, sql`date`);
  if (sort === 'built') return unknownFirst(sql`a.year_built`, sql`integer`);
  if (sort === 'changed') return byChange;
  return sort === 'distance' && near ? byDistance(near) : byNumber;
};
