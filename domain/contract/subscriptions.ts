import Type, { type Static } from 'typebox';
import { route } from './route.ts';
import { OrderState } from './terms.ts';

const ClassCode = Type.String({ pattern: '^\\d{4}$' });

const Subscriptions = Type.Object({
  orders: Type.Array(Type.Object({ id: Type.String(), state: OrderState, kind: Type.String(), since: Type.String() }), { description: 'Newest first' }),
  classes: Type.Array(Type.String(), { description: 'Codes of asset classes' }),
});
export type Subscriptions = Static<typeof Subscriptions>;

const ofOrder = {
  path: '/api/v1/orders/:id/subscription',
  access: 'orders.read',
  csrf: true,
  params: Type.Object({ id: Type.String({ pattern: '^\\d{1,18}$' }) }),
} as const;

export const listSubscriptions = route({
  name: 'listSubscriptions',
  method: 'GET',
  path: '/api/v1/account/subscriptions',
  access: 'orders.read',
  csrf: false,
  summary: 'The orders and the classes of asset that one asked to be told of, as far as one may read them now',
  reply: { 200: Subscriptions },
});

export const subscribeOrder = route({
  name: 'subscribeOrder',
  method: 'PUT',
  ...ofOrder,
  summary: 'Has oneself told of what happens to an order, while one may read it',
  reply: { 204: Type.Null() },
});

export const unsubscribeOrder = route({
  name: 'unsubscribeOrder',
  method: 'DELETE',
  ...ofOrder,
  summary: 'Is told no more of an order than one’s role asks for; the same answer where one did not follow it',
  reply: { 204: Type.Null() },
});

export const putSubscribedClasses = route({
  name: 'putSubscribedClasses',
  method: 'PUT',
  path: '/api/v1/account/subscribed-classes',
  access: 'orders.read',
  csrf: true,
  summary: 'Has oneself told of the orders about these classes of asset, where one may read them, and of no other class',
  body: Type.Object({ classes: Type.Array(ClassCode, { maxItems: 100, uniqueItems: true }) }, { additionalProperties: false }),
  reply: { 200: Subscriptions },
});
