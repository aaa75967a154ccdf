import type { Static } from 'typebox';
import { inTransaction, type Pool } from '#db/pool.ts';
import { findAssets } from '#db/queries/assets/asset-search.ts';
import { findCity } from '#db/queries/places/cities.ts';
import { reachOf } from '#domain/access.ts';
import type { AssetQuery, listAssets as contract } from '#domain/contract/asset-search.ts';
import { hazardRulesOf, verificationDueBefore } from '#domain/hazards.ts';
import { localDate } from '#domain/local-time.ts';
import type { Person } from '../app-type.ts';
import { refuse } from '../errors.ts';
import { readQuery, sortOf } from './read-query.ts';
import { readCursor, writeCursor } from './search-cursor.ts';

export type Found = Static<(typeof contract)['reply'][200]>;

/** A page of the registry within the person's reach, its count with the first page, and the cursor of the next one; null at the end. */
export const searchAssets = async (pool: Pool, person: Person, query: AssetQuery, now: string): Promise<Found> => {
  const reach = reachOf(person.grants, 'assets.read', person.cityCode);
  if (reach === null) throw refuse('forbidden');
  const filter = readQuery(query);
  const sort = sortOf(query);
  const after = query.cursor === undefined ? undefined : readCursor(sort === undefined ? ['number', 'distance'] : [sort], query.cursor);
  const limit = query.limit ?? 50;
  return inTransaction(pool, async (client) => {
    const city = await findCity(client);
    if (!city) throw refuse('unavailable');
    const verifiedSince = verificationDueBefore(hazardRulesOf(city.settings.hazards), localDate(now, city.timeZone));
    const words = query.q?.trim() || undefined;
    const found = await findAssets(client, { reach, filter, words, sort: sort ?? after?.sort, after, verifiedSince, limit: limit + 1 });
    const page = found.assets.slice(0, limit);
    const last = page.at(-1);
    return {
      assets: page.map(({ place: _, ...asset }) => asset),
      nextCursor: found.assets.length > limit && last ? writeCursor(found.sort, last.place) : null,
      total: after === undefined ? { count: found.count, exact: found.isExact } : null,
      understood: found.understood,
      asOf: null,
    };
  });
};
