import type { FastifyRequest } from 'fastify';
import type { Static } from 'typebox';
import type { actOnOrders } from '#domain/contract/orders.ts';
import type { Outcomes } from '#domain/contract/terms.ts';
import type { App, Person } from '../app-type.ts';
import { oneByOne } from '../one-by-one.ts';
import { actUnseen } from './act-on-order.ts';

/** The same act on several orders, one after the other, each in a transaction of its own: the work of a shut page goes on to its end. */
export const actOnMany = (
  app: App,
  { orders, ...act }: Static<typeof actOnOrders.body>,
  person: Person,
  { now, request }: { readonly now: string; readonly request: FastifyRequest },
): Promise<Outcomes> => oneByOne(orders, request, (order) => actUnseen(app, { ...act, ...order }, person, now));
