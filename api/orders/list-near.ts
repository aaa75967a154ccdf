import { listNear } from '#db/queries/orders/last-positions.ts';
import type { NearPerson } from '#domain/contract/near.ts';
import type { App, Person } from '../app-type.ts';
import { refuse } from '../errors.ts';
import { mayDispatch, requireReachable } from '../order-access.ts';

/** A position older than this says where somebody was. */
const minutes = 60;
/** A quarter of an hour on a bicycle. */
const withinM = 3000;
const most = 8;

/** Whom a dispatcher could ask to look: who arrived or made safe nearby within the hour. */
export const nearOf = async (app: App, orderId: string, person: Person, now: string): Promise<{ withinM: number; minutes: number; people: NearPerson[] }> => {
  if (!mayDispatch(person, await requireReachable(app, orderId, person))) throw refuse('outside-scope');
  const since = new Date(Date.parse(now) - minutes * 60_000).toISOString();
  return { withinM, minutes, people: await listNear(app.pool, orderId, { since, withinM, most }) };
};
