import Type, { type Static } from 'typebox';
import { OrderId } from './orders.ts';
import { route } from './route.ts';
import { Name } from './terms.ts';

const SendablePerson = Type.Object({
  id: Type.String(),
  name: Name,
  isCrew: Type.Boolean({ description: 'false: acts for the unit from a desk (a clerk, a centre’s dispatcher or leader)' }),
  jobs: Type.Integer({ description: 'How many orders they were sent to that are not done' }),
});
export type SendablePerson = Static<typeof SendablePerson>;

export const listCrew = route({
  name: 'listCrew',
  method: 'GET',
  path: '/api/v1/orders/:id/crew',
  access: 'orders.act',
  csrf: false,
  summary: 'Whom the reader’s unit can send to an order that it is accountable for or the fallback of, its crew first',
  params: OrderId,
  reply: { 200: Type.Object({ people: Type.Array(SendablePerson) }) },
});
