import { listSendable, saveCrew } from '#db/queries/orders/crews.ts';
import { findOrderScope } from '#db/queries/orders/orders.ts';
import type { SendablePerson } from '#domain/contract/crew.ts';
import type { App, Person } from '../app-type.ts';
import { refuse } from '../errors.ts';
import { centresOf, requireReachable, unitOfHand } from '../order-access.ts';
import { vocabularyOf } from '../vocabulary.ts';
import type { Acting } from './acting.ts';

/** A unit hands its part in an order to one of its people by name. @throws HttpError person-unknown who does not act for the unit, outside-scope where it has no part */
export const nameCrew = async ({ client, vocabulary, order, act, person, now }: Acting): Promise<void> => {
  if (act.action !== 'send_crew' || person === null) return;
  const unitId = unitOfHand(person, order, centresOf(vocabulary.units));
  const meant = unitId === null ? undefined : (await listSendable(client, unitId)).find(({ id }) => id === act.personId);
  if (unitId === null || !meant) throw refuse('person-unknown', { field: 'personId' });
  if ((await saveCrew(client, { orderId: order.id, unitId, personId: meant.id, at: now })) === 0) throw refuse('outside-scope');
};

/** Whom the person's unit can send to an order. Refuses who neither acts for its accountable unit nor for its fallback. */
export const crewFor = async (app: App, orderId: string, person: Person): Promise<{ people: SendablePerson[] }> => {
  await requireReachable(app, orderId, person);
  const order = await findOrderScope(app.pool, orderId);
  const unitId = order ? unitOfHand(person, order, centresOf((await vocabularyOf(app.pool)).units)) : null;
  if (unitId === null) throw refuse('outside-scope');
  return { people: await listSendable(app.pool, unitId) };
};
