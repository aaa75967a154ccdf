import { inTransaction } from '#db/pool.ts';
import { findCallOf, findOpenCall, listCallsOf } from '#db/queries/orders/calls.ts';
import { insertFallback, insertOrderEvent, type LockedOrder, lockOrder, notifyOrderChanged } from '#db/queries/orders/order-changes.ts';
import type { Connection } from '#db/sql.ts';
import { reachOf } from '#domain/access.ts';
import type { Call } from '#domain/contract/calls.ts';
import type { App, Person } from '../app-type.ts';
import { refuse } from '../errors.ts';
import { reaches } from '../order-access.ts';
import { takeCall } from '../send-crew.ts';
import { vocabularyOf } from '../vocabulary.ts';

const goTo = async (client: Connection, order: LockedOrder, unitId: string, personId: string, now: string): Promise<void> => {
  if (unitId !== order.unitId) await insertFallback(client, { orderId: order.id, unitId, at: now, reason: { code: 'assignment-fallback' } });
  const event = { orderId: order.id, at: now, personId, unitId, action: 'acknowledge', fromState: order.state, toState: order.state };
  await insertOrderEvent(client, event);
  await notifyOrderChanged(client, order.id);
};

/** The dangers to which a person is called, as far as they may act on them still. */
export const callsOf = async (connection: Connection, person: Person): Promise<Call[]> => {
  const reach = person.lacksSecondFactor ? null : reachOf(person.grants, 'orders.act', person.cityCode);
  return reach === null ? [] : listCallsOf(connection, person.id, reach);
};

/**
 * The person called says that they go: their unit becomes the order's fallback, and nobody else is called unless they do not arrive.
 * @throws HttpError not-found for another's call; call-over when the next one was called meanwhile, or the danger has ended
 */
export const acknowledge = async (app: App, id: string, person: Person, now: string): Promise<Call[]> => {
  const vocabulary = await vocabularyOf(app.pool);
  return inTransaction(app.pool, async (client) => {
    const call = await findCallOf(client, id, person.id);
    const order = call && (await lockOrder(client, call.orderId));
    if (!order) throw refuse('not-found', { field: 'id' });
    if (!reaches(person, 'orders.act', order)) throw refuse('outside-scope');
    const open = await findOpenCall(client, order.id);
    if (open?.id !== id) throw refuse('call-over', { field: 'id' });
    if (open.acknowledgedAt === null) {
      await takeCall(client, vocabulary, id, order.id, now);
      await goTo(client, order, open.unitId, person.id, now);
    }
    return callsOf(client, person);
  });
};
