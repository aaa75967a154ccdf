import { rm } from 'node:fs/promises';
import { stateOf } from '#db/errors.ts';
import { inTransaction } from '#db/pool.ts';
import { endSilentExports } from '#db/queries/imports/export-book.ts';
import { forgetAwaited } from '#db/queries/imports/import-apply.ts';
import { listForgottenFiles, updateImport } from '#db/queries/imports/imports.ts';
import { deleteOldMessages } from '#db/queries/messages/messages.ts';
import { deleteOldDeliveries } from '#db/queries/messages/webhooks.ts';
import { getLateness, listBreaches } from '#db/queries/orders/timers.ts';
import { deleteOldCounts } from '#db/queries/people/request-counts.ts';
import { deleteExpiredSessions } from '#db/queries/people/sessions.ts';
import { deleteOldFailures } from '#db/queries/people/sign-in-failures.ts';
import { deleteWatchedClients } from '#db/queries/people/watched-clients.ts';
import { deleteOrphanPhotos } from '#db/queries/reports/photos.ts';
import { forgetSenders } from '#db/queries/reports/reports.ts';
import { takeJob } from '#db/queries/service/jobs.ts';
import type { App } from './app-type.ts';
import { deriveHazards } from './derive-hazards.ts';
import { eraseOnTime } from './erasure/erase.ts';
import { openMessenger } from './notices/send-messages.ts';
import type { Sender } from './notices/senders.ts';
import { settleAssets } from './places/settle-assets.ts';
import { workDryRuns } from './rules/work-dry-runs.ts';
import { countScores, countWanted } from './scores/stored-figures.ts';
import { settleUnits } from './units/end-unit.ts';
import { settleOrders } from './units/settle-orders.ts';
import { openDeliverer } from './webhooks/deliver.ts';
import { workNotices } from './work-notices.ts';
import { workTimers } from './work-timers.ts';

const everyMs = 10 * 60_000;
const dayMs = 86_400_000;

/** A taker who has not taken a piece for so long is gone, and so is the server that served it. */
const silentExportMs = 3_600_000;

/** Forgets uploads of yesterday that no report named, sessions that ended a day ago and what clients looked up a week ago; ends exports that a killed server left. Of two servers at once one does it. */
export const tidy = async (app: App): Promise<{ photos: number; sessions: number }> => {
  const before = new Date(Date.parse(app.clock.now()) - dayMs).toISOString();
  return inTransaction(app.pool, async (client) => {
    if (!(await takeJob(client, 'tidy'))) return { photos: 0, sessions: 0 };
    await endSilentExports(client, new Date(Date.parse(app.clock.now()) - silentExportMs).toISOString());
    const lastWeek = new Date(Date.parse(app.clock.now()) - 8 * dayMs).toISOString();
    await deleteWatchedClients(client, lastWeek);
    await deleteOldCounts(client, before);
    await forgetSenders(client, lastWeek);
    await deleteOldFailures(client, before);
    await deleteOldMessages(client, new Date(Date.parse(app.clock.now()) - 30 * dayMs).toISOString());
    await deleteOldDeliveries(client, new Date(Date.parse(app.clock.now()) - 30 * dayMs).toISOString());
    return { photos: await deleteOrphanPhotos(client, before), sessions: await deleteExpiredSessions(client, before) };
  });
};

const keepFilesMs = 30 * dayMs;

/** Removes uploaded census files of a month ago; what was refused of them stays in the database. */
export const forgetFiles = async (app: App): Promise<number> => {
  const files = await listForgottenFiles(app.pool, new Date(Date.parse(app.clock.now()) - keepFilesMs).toISOString());
  for (const { id, filePath } of files) {
    await rm(filePath, { force: true });
    await updateImport(app.pool, id, { filePath: null });
    await forgetAwaited(app.pool, id);
  }
  return files.length;
};

/**
 * Runs a job again and again until the app closes, each run after the one before; one that fails is logged, the next one tries again. A job of
 * many pieces asks between them whether the app closes. @param pauseMs after a run that did nothing `idle`, after one that did something `busy`
 */
const repeat = (
  app: App,
  job: (app: App, isClosing: () => boolean) => Promise<unknown>,
  pauseMs: number | { readonly idle: number; readonly busy: number },
): void => {
  const { idle, busy } = typeof pauseMs === 'number' ? { idle: pauseMs, busy: pauseMs } : pauseMs;
  let running: Promise<void> = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;
  let closed = false;
  const run = (): void => {
    running = job(app, () => closed)
      .catch((error: unknown) => app.log.error({ code: stateOf(error) }, 'a job failed'))
      .then((done) => {
        if (!closed) timer = setTimeout(run, typeof done === 'number' && done > 0 ? busy : idle).unref();
      });
  };
  run();
  const stop = async () => {
    closed = true;
    clearTimeout(timer);
  };
  app.addHook('preClose', stop); // while requests are still answered no new run begins
  app.addHook('onClose', async () => {
    await stop();
    await running;
  });
};

const mostLateS = 60;

/**
 * Cries out when an order is nobody's or without a timer, or when timers are late at two looks in a row: at a server's first one those that fell due
 * while none ran are only just being worked.
 */
export const watchOrders = (): ((app: App) => Promise<void>) => {
  let wasLate = false;
  return async (app) => {
    const breaches = await listBreaches(app.pool);
    if (breaches.length > 0) app.log.error({ orders: breaches }, 'open orders without one accountable unit or without an armed timer');
    const lateS = await getLateness(app.pool, app.clock.now());
    const isLate = lateS > mostLateS;
    if (isLate && wasLate) app.log.error({ lateS }, 'timers are not worked in time');
    wasLate = isLate;
  };
};

/** Four at once to a mail server or a receiver, and a second between, would be four a second however quick it is. */
const outgoing = { idle: 1_000, busy: 50 };

/** The clockwork of the service: orders' timers within a second of falling due, a look at the whole each minute, tidying every ten. */
export const startJobs = (app: App, senders: readonly Sender[] = []): void => {
  repeat(app, workTimers, 1_000);
  repeat(app, workNotices, 10_000);
  const deliverer = openDeliverer(app);
  repeat(app, deliverer.run, outgoing);
  const messenger = openMessenger(app, senders);
  repeat(app, messenger.run, outgoing);
  app.addHook('onClose', async () => void (await Promise.all([deliverer.close(), messenger.close()])));
  repeat(app, workDryRuns, 1_000);
  repeat(app, settleUnits, 2_000);
  repeat(app, settleOrders, 5_000);
  repeat(app, settleAssets, 5_000);
  repeat(app, deriveHazards, 5_000);
  repeat(app, watchOrders(), 60_000);
  repeat(app, () => countScores(app), 60_000);
  repeat(app, countWanted, 2_000);
  repeat(app, tidy, everyMs);
  repeat(app, forgetFiles, everyMs);
  repeat(app, (_app, isClosing) => eraseOnTime(app.pool, app.clock.now(), isClosing), everyMs);
};
