import type { AssetFilter } from '#db/queries/assets/asset-filters.ts';
import { decideAssetFilter } from '#domain/asset-query.ts';
import type { AssetQuery, AssetSort } from '#domain/contract/asset-search.ts';
import { isDay } from '#domain/local-time.ts';
import { accepted } from '../errors.ts';
import { wrong } from '../wrong-query.ts';

/** A day before the last that four digits write, so that it has a date in every city. */
const lastMoment = Date.parse('9999-12-30T00:00:00Z');
/** PostgreSQL knows no year 0. */
const firstMoment = Date.parse('0001-01-02T00:00:00Z');

/** @throws HttpError query-invalid */
export const instantOf = (at: string): string => {
  const time = Date.parse(at);
  // 31 February would be read as 3 March.
  if (Number.isNaN(time) || !isDay(at.slice(0, 10))) throw wrong('at', '没有这个日期时间。', 'there is no such moment.');
  if (time < firstMoment) throw wrong('at', '这个时间太早。', 'that is too long ago.');
  if (time > lastMoment) throw wrong('at', '这个时间太远。', 'that is too far away.');
  return new Date(time).toISOString();
};

/** What a page is sorted by: by distance where a point is given and nothing else is asked; undefined: as its words say. @throws HttpError query-invalid */
export const sortOf = ({ sort, near }: AssetQuery): AssetSort | undefined => {
  if (sort === 'distance' && near === undefined) throw wrong('sort', '按距离排序需要给出 near。', 'sorting by distance needs near.');
  return sort ?? (near === undefined ? undefined : 'distance');
};

/** The filters of an address, all but its words. @throws HttpError query-invalid, naming the field */
export const readQuery = (query: AssetQuery): AssetFilter => accepted(decideAssetFilter(query));
