import type { Pool } from '#db/pool.ts';
import { listAssetsAt } from '#db/queries/assets/assets-at.ts';
import { findCity } from '#db/queries/places/cities.ts';
import { reachOf } from '#domain/access.ts';
import { type AssetQuery, mostKmBack } from '#domain/contract/asset-search.ts';
import { metresBetween } from '#domain/datum.ts';
import { hazardRulesOf, verificationDueBefore } from '#domain/hazards.ts';
import { localDate } from '#domain/local-time.ts';
import type { Person } from '../app-type.ts';
import { refuse } from '../errors.ts';
import { wrong } from '../wrong-query.ts';
import { instantOf, readQuery } from './read-query.ts';
import type { Found } from './search-assets.ts';
import { readCursor, writeCursor } from './search-cursor.ts';

/** What an index of the present answers, and the past does not. */
const refusePresent = ({ q, sort, placeCode }: AssetQuery): void => {
  if (q?.trim()) throw wrong('q', '回看历史不支持文字检索。', 'words cannot be asked of the past.');
  if (sort !== undefined && sort !== 'number') throw wrong('sort', '回看历史按编号排序。', 'the past is listed by number.');
  if ((placeCode?.length ?? 0) > 9) throw wrong('placeCode', '回看历史只到街镇。', 'the past is known down to streets.');
};

const boxOf = (box: readonly [number, number, number, number] | undefined) => {
  const refused = refuse('area-too-large', { field: 'bbox', params: { most: mostKmBack } });
  if (!box) throw refused;
  const [west, south, east, north] = box;
  const corner = { lon: west, lat: south };
  const sides = [metresBetween(corner, { lon: east, lat: south }), metresBetween(corner, { lon: west, lat: north })];
  if (Math.max(...sides) > mostKmBack * 1000) throw refused;
  return box;
};

/**
 * A page of an area as it stood at a moment, within the person's reach as it would have been then: what lay in their place, what their
 * unit kept.
 * @throws HttpError area-too-large, query-invalid
 */
export const lookBack = async (pool: Pool, person: Person, query: AssetQuery, wantedAt: string): Promise<Found> => {
  const reach = reachOf(person.grants, 'assets.read', person.cityCode);
  if (reach === null) throw refuse('forbidden');
  refusePresent(query);
  const at = instantOf(wantedAt);
  const { bbox: given, ...filter } = readQuery(query);
  const bbox = boxOf(given);
  const after = query.cursor === undefined ? undefined : readCursor(['number'], query.cursor).id;
  const city = await findCity(pool);
  if (!city) throw refuse('unavailable');
  const verifiedSince = verificationDueBefore(hazardRulesOf(city.settings.hazards), localDate(at, city.timeZone));
  const limit = query.limit ?? 50;
  const { assets, count } = await listAssetsAt(pool, { reach, filter, bbox, at, verifiedSince, after, limit: limit + 1 });
  const page = assets.slice(0, limit);
  const last = page.at(-1);
  return {
    assets: page,
    nextCursor: assets.length > limit && last ? writeCursor('number', { value: null, id: last.id }) : null,
    total: after === undefined ? { count, exact: true } : null,
    understood: null,
    asOf: at,
  };
};
