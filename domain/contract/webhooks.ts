import Type, { type Static } from 'typebox';
import { storyActions } from '../story-actions.ts';
import { route } from './route.ts';
import { Nullable, words } from './terms.ts';

const Id = Type.String({ pattern: '^\\d{1,18}$' });
/** One that no story has would never be told of: it is refused by name. */
const Action = words(...storyActions);

export const Webhook = Type.Object({
  id: Type.String(),
  name: Type.String(),
  url: Type.String(),
  actions: Type.Array(Type.String(), { description: 'Empty: every one' }),
  subscribedOnly: Type.Boolean({ description: 'Only of the orders and classes that its person follows' }),
  createdAt: Type.String(),
  failures: Type.Integer({ description: 'In a row' }),
  pausedUntil: Nullable(Type.String()),
  waiting: Type.Integer({ description: 'Deliveries that have not arrived yet' }),
});
export type Webhook = Static<typeof Webhook>;

export const Delivery = Type.Object({
  id: Type.String({ description: 'Sent as Jingzheng-Delivery: the same however often it is tried' }),
  action: Type.String(),
  orderId: Type.String(),
  createdAt: Type.String(),
  attempts: Type.Integer(),
  state: Type.String(),
  lastAnswer: Nullable(Type.String()),
  dueAt: Nullable(Type.String()),
  endedAt: Nullable(Type.String()),
});
export type Delivery = Static<typeof Delivery>;

export const listWebhooks = route({
  name: 'listWebhooks',
  method: 'GET',
  path: '/api/v1/webhooks',
  access: 'webhooks.manage',
  csrf: false,
  summary: 'One’s own living webhooks',
  reply: { 200: Type.Object({ webhooks: Type.Array(Webhook) }) },
});

export const createWebhook = route({
  name: 'createWebhook',
  method: 'POST',
  path: '/api/v1/webhooks',
  access: 'webhooks.manage',
  csrf: true,
  summary:
    'Has orders’ events posted to an address, as far as one may read the orders. Each is signed: Jingzheng-Signature is t=<seconds>,v1=<HMAC-SHA256 of "<seconds>.<body>" in hex>. At least once; Jingzheng-Delivery names it. The secret is shown once',
  body: Type.Object(
    {
      name: Type.String({ minLength: 1, maxLength: 80 }),
      url: Type.String({ minLength: 8, maxLength: 500 }),
      actions: Type.Array(Action, { maxItems: storyActions.length, uniqueItems: true }),
      subscribedOnly: Type.Optional(Type.Boolean({ description: 'Only of the orders and classes that one follows; false unless said' })),
    },
    { additionalProperties: false },
  ),
  reply: { 201: Type.Object({ webhook: Webhook, secret: Type.String() }) },
});

export const endWebhook = route({
  name: 'endWebhook',
  method: 'DELETE',
  path: '/api/v1/webhooks/:id',
  access: 'webhooks.manage',
  csrf: true,
  summary: 'Ends one of one’s own webhooks; what waits for it is given up',
  params: Type.Object({ id: Id }),
  reply: { 204: Type.Null() },
});

export const listDeliveries = route({
  name: 'listDeliveries',
  method: 'GET',
  path: '/api/v1/webhooks/:id/deliveries',
  access: 'webhooks.manage',
  csrf: false,
  summary: 'The last hundred deliveries of a webhook',
  params: Type.Object({ id: Id }),
  reply: { 200: Type.Object({ deliveries: Type.Array(Delivery) }) },
});

export const sendDeliveryAgain = route({
  name: 'sendDeliveryAgain',
  method: 'POST',
  path: '/api/v1/webhooks/:id/deliveries/:deliveryId/again',
  access: 'webhooks.manage',
  csrf: true,
  summary: 'Sends a delivery once more, whether it arrived or was given up',
  params: Type.Object({ id: Id, deliveryId: Id }),
  reply: { 200: Type.Object({ deliveries: Type.Array(Delivery) }) },
});
