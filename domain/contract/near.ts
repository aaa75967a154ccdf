import Type, { type Static } from 'typebox';
import { OrderId } from './orders.ts';
import { route } from './route.ts';
import { Name } from './terms.ts';

const NearPerson = Type.Object({
  name: Name,
  unit: Name,
  at: Type.String({ description: 'When they said where they are: on arriving somewhere, or on making it safe' }),
  distanceM: Type.Integer(),
  isBusy: Type.Boolean({ description: 'Whether the order that took them there is not done yet' }),
});
export type NearPerson = Static<typeof NearPerson>;

export const listNear = route({
  name: 'listNear',
  method: 'GET',
  path: '/api/v1/orders/:id/near',
  access: 'orders.dispatch',
  csrf: false,
  summary: 'Who stood near an order within the last hour, by their own word, the nearest first',
  params: OrderId,
  reply: {
    200: Type.Object({ withinM: Type.Integer(), minutes: Type.Integer(), people: Type.Array(NearPerson) }),
  },
});
