import { type Client, inTransaction, withCommit } from '#db/pool.ts';
import { insertOrderEvent, notifyOrderChanged } from '#db/queries/orders/order-changes.ts';
import { attachToReport } from '#db/queries/reports/photos.ts';
import { findReportsByKeys, insertReports, lockReportKey } from '#db/queries/reports/reports.ts';
import type { Connection } from '#db/sql.ts';
import type { ReportStory } from '#domain/contract/reports.ts';
import type { App } from '../app-type.ts';
import { refuse } from '../errors.ts';
import { type MatchedReport, matchReport } from '../match-report.ts';
import { farthestPickM } from '../named-assets.ts';
import type { Opened } from '../open-order.ts';
import { placeInQueue } from '../order-clocks.ts';
import { tellStory } from '../tell-story.ts';
import { AssetMoved, openOrder } from './join-or-open.ts';
import { type Asked, type Ready, readyOf, writtenOf } from './sent-report.ts';
import { storyOfNew } from './story-of-new.ts';

export interface Taken {
  readonly story: ReportStory;
  /** Whether this call made it. */
  readonly created: boolean;
}

const save = async (connection: Connection, ready: Ready, opened: Opened): Promise<void> => {
  const written = writtenOf(ready, opened);
  const [reportId = ''] = await insertReports(connection, [written]);
  if (opened.joined && written.clock) await placeInQueue(connection, opened.orderId);
  const photoIds = ready.body.photoIds ?? [];
  const attached = photoIds.length === 0 ? 0 : await attachToReport(connection, reportId, photoIds, ready.person?.id ?? null);
  if (attached < photoIds.length) throw refuse('photo-unknown', { field: 'photoIds' });
};

const takeNew = async (client: Client, ready: Ready): Promise<ReportStory> => {
  const { vocabulary, number, now, opening } = ready;
  const opened = await openOrder(client, vocabulary, opening);
  const { orderId, state } = opened;
  const saved = save(client, ready, opened);
  const story = storyOfNew(ready, opened);
  const { isPickTooFar } = opening.matched;
  if (story && !isPickTooFar) {
    withCommit(client, saved);
    return story;
  }
  const joins = {
    orderId,
    at: now,
    personId: null,
    unitId: null,
    action: 'join',
    fromState: state,
    toState: state,
    details: opened.likelihood ? { likelihood: opened.likelihood } : {},
  };
  await Promise.all([
    saved,
    opened.joined && insertOrderEvent(client, joins),
    opened.joined && notifyOrderChanged(client, orderId), // a new one told of itself
  ]);
  if (isPickTooFar) throw refuse('asset-too-far', { field: 'assetId', params: { metres: farthestPickM } });
  return tellStory(client, number);
};

const takeOnce = (app: App, asked: Asked, matched: MatchedReport | Promise<MatchedReport> | null): Promise<Taken> =>
  inTransaction(app.pool, async (client) => {
    // Sent together, the lock first. What was sent before is told as it was, whatever would be refused today.
    const known = Promise.all([lockReportKey(client, asked.key), findReportsByKeys(client, [asked.key])]);
    const matching = matched ?? matchReport(client, asked.vocabulary, asked.body, asked.lately);
    const settled = Promise.resolve(matching).catch(() => undefined);
    const [, [before]] = await known;
    if (!before) return { story: await takeNew(client, readyOf(asked, await matching)), created: true };
    await settled; // nothing may run on after the connection was given back
    if (!before.bodyHash.equals(asked.hash)) throw refuse('idempotency-key-reused', { field: 'idempotency-key' });
    return { story: await tellStory(client, before.number), created: false };
  });

/**
 * Takes one report in by a transaction of its own: matched, joined to an open incident or given an order. The same key with the same body is
 * the same report, however many send it at once. It is taken anew where its asset was merged meanwhile.
 * @param matched where it was matched before
 */
export const takeAlone = (app: App, asked: Asked, matched: MatchedReport | Promise<MatchedReport> | null): Promise<Taken> =>
  takeOnce(app, asked, matched).catch((error: unknown) => {
    if (error instanceof AssetMoved) return takeAlone(app, asked, null);
    throw error;
  });
