import { stateOf } from '#db/errors.ts';
import { inTransaction, type Pool } from '#db/pool.ts';
import { takeJob } from '#db/queries/service/jobs.ts';
import { countTileChanges, findWaitingForTiles, recountTiles, seeOneMoment, waitAsLongAsNeeded } from '#db/queries/service/tile-counts.ts';
import type { App } from './app-type.ts';

const everyMs = 500;
const atOnce = 5000;
/** One server at a time folds changes into the counts: the others' upserts of the same cells would only wait for it. */
const job = 'count-tiles';

const countOnce = (pool: Pool): Promise<number> =>
  inTransaction(pool, async (client) => {
    if (!(await takeJob(client, job))) return 0;
    await waitAsLongAsNeeded(client);
    return countTileChanges(client, atOnce);
  });

const recount = (pool: Pool): Promise<void> =>
  inTransaction(pool, async (client) => {
    await seeOneMoment(client);
    if (!(await takeJob(client, job))) return;
    await waitAsLongAsNeeded(client);
    await recountTiles(client);
  });

/** Brings the counts of the low zooms up to the assets. Nothing is lost or counted twice when it ends in the middle. @returns the changes counted */
export const countTiles = async (pool: Pool): Promise<number> => {
  const waiting = await findWaitingForTiles(pool);
  let counted = 0;
  for (let more = waiting.changes; more; ) {
    const taken = await countOnce(pool);
    counted += taken;
    more = taken === atOnce;
  }
  if (waiting.recount) await recount(pool);
  return counted;
};

/** Follows the assets twice a second until the app closes. A run that fails is logged; the next one tries again. */
export const startCountingTiles = (app: App): void => {
  let running: Promise<unknown> = Promise.resolve();
  let timer: NodeJS.Timeout;
  const run = () => {
    running = countTiles(app.pool)
      .catch((error: unknown) => app.log.error({ code: stateOf(error) }, 'the tiles were not counted'))
      .finally(next);
  };
  let ended = false;
  const next = () => {
    if (ended) return;
    timer = setTimeout(run, everyMs);
    timer.unref();
  };
  next();
  app.addHook('onClose', async () => {
    ended = true;
    clearTimeout(timer);
    await running;
  });
};
