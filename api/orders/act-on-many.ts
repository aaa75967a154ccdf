import type { FastifyRequest } from 'fastify';
import type { Static } from 'typebox';
import type { actOnOrders } from '#domain/contract/orders.ts';
import type { App, Person } from '../app-type.ts';
import { problemOf } from '../error-handler.ts';
import { actOnOrder } from './act-on-order.ts';

type Asked = Static<typeof actOnOrders.body>;
type Outcomes = Static<(typeof actOnOrders.reply)[200]>;

/** The same act on several orders, one after the other, each in a transaction of its own: the work of a shut page goes on to its end. */
export const actOnMany = async (
  app: App,
  { orders, ...act }: Asked,
  person: Person,
  { now, request }: { readonly now: string; readonly request: FastifyRequest },
): Promise<Outcomes> => {
  const outcomes: Outcomes['outcomes'] = [];
  for (const { id, version } of orders) {
    const problem = await actOnOrder(app, { ...act, id, version }, person, now).then(
      () => null,
      (error: unknown) => problemOf(error, request),
    );
    outcomes.push({ id, problem });
  }
  return { outcomes };
};
