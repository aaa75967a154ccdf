import { stateOf } from '#db/errors.ts';
import { inTransaction } from '#db/pool.ts';
import { markArrived, markFailed, type TakenDelivery, takeDeliveries, withhold } from '#db/queries/messages/webhooks.ts';
import { mayBeSent, nextAttemptAt, pausedUntil } from '#domain/delivery.ts';
import type { App } from '../app-type.ts';
import { giveEvents, mostGiven } from '../give-events.ts';
import { postOnce, signatureOf } from '../post-signed.ts';

/** Longer than an attempt can take, so that no other server takes what one is still at. */
const leaseMs = 60_000;
const mostUnderWay = 32;

const answerOf = (error: unknown): string => {
  const code: unknown = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : 'no answer';
};

const attempt = async (app: App, delivery: TakenDelivery, signal: AbortSignal): Promise<void> => {
  if (!mayBeSent(delivery, delivery)) return void (await withhold(app.pool, delivery, app.clock.now()));
  const body = JSON.stringify({ delivery: delivery.id, ...delivery.event });
  const headers = { 'jingzheng-delivery': delivery.id, 'jingzheng-signature': signatureOf(delivery.secret, body, app.clock.now()) };
  const answer = await postOnce({ url: delivery.url, body, headers, allowsInside: app.hooksInside, signal }).then(String, answerOf);
  if (signal.aborted) return; // the server closes: the lease ends by itself, and it is sent again
  const now = app.clock.now();
  if (/^2\d\d$/.test(answer)) return markArrived(app.pool, delivery, answer, now);
  const failures = delivery.failures + 1;
  await markFailed(app.pool, delivery, answer, { now, nextAt: nextAttemptAt(delivery.attempts, now), pausedUntil: pausedUntil(failures, now) });
};

/** The work of sending. */
export interface Deliverer {
  /** Takes what is due and lets it go on by itself, so that a receiver who is slow or away holds up nobody else. @returns how many were taken */
  run(): Promise<number>;
  /** Waits for those under way. */
  settled(): Promise<unknown>;
  /** Breaks off those under way; they are sent again, by whoever is there then. */
  close(): Promise<unknown>;
}

export const openDeliverer = (app: App): Deliverer => {
  const underWay = new Set<Promise<void>>();
  const closing = new AbortController();
  const settled = () => Promise.all(underWay);
  const send = (delivery: TakenDelivery): void => {
    const sending = attempt(app, delivery, closing.signal)
      .catch((error: unknown) => app.log.error({ delivery: delivery.id, code: stateOf(error) }, 'a delivery failed'))
      .finally(() => underWay.delete(sending));
    underWay.add(sending);
  };
  const run = async (): Promise<number> => {
    while ((await giveEvents(app)) === mostGiven && !closing.signal.aborted);
    const now = app.clock.now();
    const until = new Date(Date.parse(now) + leaseMs).toISOString();
    const free = mostUnderWay - underWay.size;
    const taken = free > 0 ? await inTransaction(app.pool, (client) => takeDeliveries(client, now, until, free)) : [];
    for (const delivery of taken) send(delivery);
    return taken.length;
  };
  const close = () => {
    closing.abort();
    return settled();
  };
  return { run, settled, close };
};
