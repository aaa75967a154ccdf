import type { AssetFilter } from '#db/queries/asset-filters.ts';
import { type AssetQuery, type AssetSort, mostKm2, mostVertices, type SearchedHazard } from '#domain/contract/asset-search.ts';
import type { AssetStatus } from '#domain/contract/terms.ts';
import { decideDrawnArea } from '#domain/drawn-area.ts';
import { accepted } from '../errors.ts';
import { readBox } from '../read-box.ts';
import { readPoint } from '../read-point.ts';
import { wrong } from '../wrong-query.ts';

const polygonOf = (text: string) => {
  const corners = text.split(';').map((pair) => pair.split(',').map(Number));
  return accepted(
    decideDrawnArea(
      corners.map(([lon = 0, lat = 0]) => ({ lon, lat })),
      { mostVertices, mostKm2 },
    ),
  );
};

const dayOf = (field: string, text: string): string => {
  const at = Date.parse(`${text}T00:00:00Z`);
  if (Number.isNaN(at) || !new Date(at).toISOString().startsWith(text) || text < '1800') throw wrong(field, '没有这一天。', 'there is no such day.');
  return text;
};

/** A day before the last that four digits write, so that it has a date in every city. */
const lastMoment = Date.parse('9999-12-30T00:00:00Z');

/** @throws HttpError query-invalid */
export const instantOf = (at: string): string => {
  const time = Date.parse(at);
  const day = Date.parse(`${at.slice(0, 10)}T00:00:00Z`); // 31 February would be read as 3 March
  if (Number.isNaN(time) || Number.isNaN(day) || !new Date(day).toISOString().startsWith(at.slice(0, 10)))
    throw wrong('at', '没有这个日期时间。', 'there is no such moment.');
  if (time > lastMoment) throw wrong('at', '这个时间太远。', 'that is too far away.');
  return new Date(time).toISOString();
};

const listOf = <T extends string>(text: string | undefined): readonly T[] | undefined =>
  text === undefined ? undefined : ([...new Set(text.split(','))] as T[]);
const given = <T, R>(value: T | undefined, read: (value: T) => R): R | undefined => (value === undefined ? undefined : read(value));

const unitsOf = ({ ownerId, maintainerId, keeperId, authorityId }: AssetQuery) => {
  if (keeperId === 'none') throw wrong('keeperId', '请用 ownerId=none 查无主设施。', 'ask for ownerId=none to find what is ownerless.');
  const idOf = (unit: string | undefined) => (unit === 'none' ? null : unit);
  return { ownerId: idOf(ownerId), maintainerId: idOf(maintainerId), authorityId: idOf(authorityId), keeperId };
};

/** What a page is sorted by: by distance where a point is given and nothing else is asked. @throws HttpError query-invalid */
export const sortOf = ({ sort, near }: AssetQuery): AssetSort => {
  if (sort === 'distance' && near === undefined) throw wrong('sort', '按距离排序需要给出 near。', 'sorting by distance needs near.');
  return sort ?? (near === undefined ? 'number' : 'distance');
};

/** The filters of an address, all but its words. @param today in the city @throws HttpError query-invalid, naming the field */
export const readQuery = (query: AssetQuery): AssetFilter => {
  if (query.withinM !== undefined && query.near === undefined) throw wrong('withinM', '需要同时给出 near。', 'it needs near too.');
  if ((query.builtFrom ?? 0) > (query.builtTo ?? 9999)) throw wrong('builtTo', '早于 builtFrom。', 'it is before builtFrom.');
  return {
    ...unitsOf(query),
    classCodes: listOf(query.classCode),
    statuses: listOf<AssetStatus>(query.status),
    hazards: listOf<SearchedHazard>(query.hazard),
    placeCode: query.placeCode,
    builtFrom: query.builtFrom,
    builtTo: query.builtTo,
    recordedFrom: given(query.recordedFrom, (day) => dayOf('recordedFrom', day)),
    recordedTo: given(query.recordedTo, (day) => dayOf('recordedTo', day)),
    verifiedBefore: given(query.verifiedBefore, (day) => dayOf('verifiedBefore', day)),
    bbox: given(query.bbox, readBox),
    polygon: given(query.polygon, polygonOf),
    near: given(query.near, (text) => readPoint('near', text)),
    withinM: query.withinM,
  };
};
