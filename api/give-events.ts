import { inTransaction } from '#db/pool.ts';
import { insertNotices, listRecipients } from '#db/queries/notices.ts';
import { insertDeliveries, listListeners, type QueuedEvent, takeQueued } from '#db/queries/webhooks.ts';
import type { Connection } from '#db/sql.ts';
import { covers, reachOf } from '#domain/access.ts';
import { channelsOf, kindsOf, noticeKinds } from '#domain/notices.ts';
import type { App } from './app-type.ts';

const mostAtOnce = 500;

/** A webhook hears of what its person may read now, so that a role lost is heard no more. */
const giveToWebhooks = async (client: Connection, events: readonly QueuedEvent[], now: string): Promise<void> => {
  const listeners = (await listListeners(client)).flatMap((listener) => {
    const reach = reachOf(listener.grants, 'orders.read', listener.cityCode);
    return reach ? [{ ...listener, reach }] : [];
  });
  const made = events.flatMap((event) =>
    listeners
      .filter(({ actions, reach }) => (actions.length === 0 || actions.includes(event.action)) && covers(reach, event))
      .map(({ webhookId }) => ({ webhookId, eventId: event.eventId })),
  );
  if (made.length > 0) await insertDeliveries(client, made, now);
};

/** People are told of what concerns them by the channels they chose. */
const giveToPeople = async (client: Connection, events: readonly QueuedEvent[], now: string): Promise<void> => {
  const asked = events.flatMap(({ eventId, action }) => kindsOf(action).map((kind) => ({ eventId, kind, to: noticeKinds[kind].to })));
  if (asked.length === 0) return;
  const made = (await listRecipients(client, asked)).flatMap(({ eventId, orderId, kind, personId, chosen, email, mobile }) => {
    const channels = channelsOf(kind, chosen, { email, mobile });
    const messages = channels.filter((channel) => channel !== 'page');
    return channels.length === 0 ? [] : [{ eventId, orderId, kind, personId, onPage: channels.includes('page'), messages }];
  });
  if (made.length > 0) await insertNotices(client, made, now);
};

/** Gives queued events to those who listen, whole or not at all. @returns how many events were given */
export const giveEvents = (app: App): Promise<number> =>
  inTransaction(app.pool, async (client) => {
    const events = await takeQueued(client, mostAtOnce);
    if (events.length === 0) return 0;
    const now = app.clock.now();
    await giveToWebhooks(client, events, now);
    await giveToPeople(client, events, now);
    return events.length;
  });
