import { type AssetQuery, mostKm2, mostVertices, type SearchedHazard } from './contract/asset-search.ts';
import type { AssetStatus, Point } from './contract/terms.ts';
import { decideDrawnArea } from './drawn-area.ts';
import { isDay } from './local-time.ts';
import { decideBox, decideQueryPoint, wrongQuery } from './query-places.ts';
import { accept, type Decision } from './rejection.ts';

const decidePolygon = (text: string): Decision<readonly Point[]> => {
  const corners = text.split(';').map((pair) => pair.split(',').map(Number));
  return decideDrawnArea(
    corners.map(([lon = 0, lat = 0]) => ({ lon, lat })),
    { mostVertices, mostKm2 },
  );
};

const decideDay = (field: string, text: string): Decision<string> =>
  isDay(text) && text >= '1800' ? accept(text) : wrongQuery(field, '没有这一天。', 'there is no such day.');

const listOf = <T extends string>(text: string | undefined): readonly T[] | undefined =>
  text === undefined ? undefined : ([...new Set(text.split(','))] as T[]);
const given = <T, R>(value: T | undefined, read: (value: T) => R): R | undefined => (value === undefined ? undefined : read(value));
const decided = <T>(decision: Decision<T> | undefined): T | undefined => (decision?.ok ? decision.value : undefined);
const unitOf = (unit: string | undefined) => (unit === 'none' ? null : unit);

/** What contradicts something else that is asked. */
const contradiction = ({ keeperId, withinM, near, builtFrom, builtTo }: AssetQuery) => {
  if (withinM !== undefined && near === undefined) return wrongQuery('withinM', '需要同时给出 near。', 'it needs near too.');
  if ((builtFrom ?? 0) > (builtTo ?? 9999)) return wrongQuery('builtTo', '早于 builtFrom。', 'it is before builtFrom.');
  if (keeperId === 'none') return wrongQuery('keeperId', '请用 ownerId=none 查无主设施。', 'ask for ownerId=none to find what is ownerless.');
  return undefined;
};

/** The filters of a query that its contract let through, all but its words; whoever asks, on a page or at a terminal, they mean the same. */
export const decideAssetFilter = (query: AssetQuery) => {
  const days = ['recordedFrom', 'recordedTo', 'verifiedBefore'] as const;
  const [recordedFrom, recordedTo, verifiedBefore] = days.map((field) => given(query[field], (day) => decideDay(field, day)));
  const [bbox, polygon] = [given(query.bbox, decideBox), given(query.polygon, decidePolygon)];
  const near = given(query.near, (text) => decideQueryPoint('near', text));
  for (const part of [contradiction(query), recordedFrom, recordedTo, verifiedBefore, bbox, polygon, near]) if (part !== undefined && !part.ok) return part;
  return accept({
    ownerId: unitOf(query.ownerId),
    maintainerId: unitOf(query.maintainerId),
    authorityId: unitOf(query.authorityId),
    keeperId: query.keeperId,
    classCodes: listOf(query.classCode),
    statuses: listOf<AssetStatus>(query.status),
    hazards: listOf<SearchedHazard>(query.hazard),
    placeCode: query.placeCode,
    builtFrom: query.builtFrom,
    builtTo: query.builtTo,
    recordedFrom: decided(recordedFrom),
    recordedTo: decided(recordedTo),
    verifiedBefore: decided(verifiedBefore),
    bbox: decided(bbox),
    polygon: decided(polygon),
    near: decided(near),
    withinM: query.withinM,
  });
};
