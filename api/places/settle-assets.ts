import { inTransaction } from '#db/pool.ts';
import { listLeftAssets, moveLeftAssets } from '#db/queries/assets/left-assets.ts';
import { localDate } from '#domain/local-time.ts';
import type { App } from '../app-type.ts';
import { vocabularyOf } from '../vocabulary.ts';

/** Assets that were registered or moved where a street was being dissolved lie in the one that follows: nobody looks for a well in a place that is no more. @returns how many were moved */
export const settleAssets = async (app: App): Promise<number> => {
  const ids = await listLeftAssets(app.pool);
  if (ids.length === 0) return 0;
  const { city } = await vocabularyOf(app.pool);
  const at = app.clock.now();
  return inTransaction(app.pool, (client) => moveLeftAssets(client, ids, { at, on: localDate(at, city.timeZone) }));
};
