import { inTransaction } from '#db/pool.ts';
import { insertNotices, listRecipients, type NewNotice, type Recipient } from '#db/queries/messages/notices.ts';
import { listSubscribers, type Subscriber, unsubscribe } from '#db/queries/messages/subscriptions.ts';
import { insertDeliveries, listListeners, type QueuedEvent, takeQueued } from '#db/queries/messages/webhooks.ts';
import type { Connection } from '#db/sql.ts';
import { mayBeSent } from '#domain/delivery.ts';
import { channelsOf, kindsOf, noticeKinds, sayOnce } from '#domain/notices.ts';
import { decideFollowed, type Followed, isTold } from '#domain/subscriptions.ts';
import type { App } from './app-type.ts';

/** In one transaction. */
export const mostGiven = 500;

type Heard = Followed<QueuedEvent, Subscriber>['heard'];

/** A webhook hears of what its person may read now, so that a role lost is heard no more; one of subscriptions of what they follow alone. */
const giveToWebhooks = async (client: Connection, events: readonly QueuedEvent[], heard: Heard, now: string): Promise<void> => {
  const followed = new Set(heard.map(({ event, by }) => `${event.eventId} ${by.personId}`));
  const listeners = await listListeners(client);
  const made = events.flatMap((event) =>
    listeners
      .filter(({ actions }) => actions.length === 0 || actions.includes(event.action))
      .filter(({ subscribedOnly, personId }) => !subscribedOnly || followed.has(`${event.eventId} ${personId}`))
      .filter((listener) => mayBeSent(listener, event))
      .map(({ webhookId }) => ({ webhookId, eventId: event.eventId })),
  );
  if (made.length > 0) await insertDeliveries(client, made, now);
};

/** Who is told of what, by which ways; without those who chose none. */
const tellingsOf = (reached: readonly Recipient[], actions: ReadonlyMap<string, string>) =>
  reached
    .map((one) => ({ ...one, action: actions.get(one.eventId), channels: channelsOf(one.kind, one.chosen, one) }))
    .filter(({ channels }) => channels.length > 0);

const noticeOf = ({ eventId, orderId, kind, personId, channels }: ReturnType<typeof tellingsOf>[number]): NewNotice => ({
  ...{ eventId, orderId, kind, personId },
  onPage: channels.includes('page'),
  messages: channels.filter((channel) => channel !== 'page'),
});

/** People are told of what concerns them, and of what they follow where nothing else told them of it, by the channels they chose. */
const giveToPeople = async (client: Connection, events: readonly QueuedEvent[], heard: Heard, now: string): Promise<void> => {
  const actions = new Map(events.map(({ eventId, action }) => [eventId, action]));
  const asked = events
    .flatMap(({ eventId, action }) => kindsOf(action).map((kind) => ({ eventId, kind, to: noticeKinds[kind].to })))
    .filter(({ to }) => !to.includes('subscriber'));
  const concerned = asked.length === 0 ? [] : tellingsOf(await listRecipients(client, asked), actions);
  const told = new Set(concerned.map(({ eventId, personId }) => `${eventId} ${personId}`));
  const following = heard
    .filter((each) => isTold(each) && !told.has(`${each.event.eventId} ${each.by.personId}`))
    .map(({ event: { eventId, orderId }, by: { personId, email, mobile, chosen }, kind }) => ({ eventId, orderId, kind, personId, email, mobile, chosen }));
  const made = sayOnce([...concerned, ...tellingsOf(following, actions)]).map(noticeOf);
  if (made.length > 0) await insertNotices(client, made, now);
};

/** Gives queued events to those who listen, whole or not at all; who may not read an order any more follows it no longer. @returns how many events were given */
export const giveEvents = (app: App): Promise<number> =>
  inTransaction(app.pool, async (client) => {
    const events = await takeQueued(client, mostGiven);
    if (events.length === 0) return 0;
    const now = app.clock.now();
    const orderIds = [...new Set(events.map(({ orderId }) => orderId))];
    const classCodes = [...new Set(events.flatMap(({ classCode }) => classCode ?? []))];
    const { heard, lost } = decideFollowed(events, await listSubscribers(client, orderIds, classCodes));
    await giveToWebhooks(client, events, heard, now);
    await giveToPeople(client, events, heard, now);
    for (const { personId, orderId } of lost) if (orderId !== null) await unsubscribe(client, personId, orderId);
    return events.length;
  });
