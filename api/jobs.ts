import { inTransaction } from '#db/pool.ts';
import { takeJob } from '#db/queries/jobs.ts';
import { deleteOrphanPhotos } from '#db/queries/photos.ts';
import { deleteExpiredSessions } from '#db/queries/sessions.ts';
import type { App } from './app-type.ts';

const everyMs = 10 * 60_000;
const dayMs = 86_400_000;

/** Forgets uploads of yesterday that no report named and sessions that ended a day ago. Of two servers at once one does it. */
export const tidy = async (app: App): Promise<{ photos: number; sessions: number }> => {
  const before = new Date(Date.parse(app.clock.now()) - dayMs).toISOString();
  return inTransaction(app.pool, async (client) => {
    if (!(await takeJob(client, 'tidy'))) return { photos: 0, sessions: 0 };
    return { photos: await deleteOrphanPhotos(client, before), sessions: await deleteExpiredSessions(client, before) };
  });
};

/** Runs the jobs every ten minutes until the app closes. A run that fails is logged; the next one tries again. */
export const startJobs = (app: App): void => {
  const timer = setInterval(() => {
    tidy(app).catch((error: unknown) => app.log.error({ code: (error as { code?: string }).code }, 'a job failed'));
  }, everyMs);
  timer.unref();
  app.addHook('onClose', async () => clearInterval(timer));
};
