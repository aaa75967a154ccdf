import Type, { type Static } from 'typebox';
import { route } from './route.ts';
import { Name, Nullable, OrderState, PlaceCode } from './terms.ts';

/** What one shift of a handling centre tells the next. */
const Handover = Type.Object({
  id: Type.String(),
  placeCode: Type.String(),
  place: Name,
  person: Name,
  isOwn: Type.Boolean({ description: 'The reader wrote it: it is for somebody else to take' }),
  at: Type.String(),
  note: Type.String(),
  openCount: Type.Integer({ description: 'Open orders of the place when it was written' }),
  dangerCount: Type.Integer(),
  lateCount: Type.Integer(),
  orders: Type.Array(
    Type.Object({ id: Type.String(), kind: Name, state: OrderState, isHazard: Type.Boolean(), address: Nullable(Type.String()), street: Name }),
    { description: 'The orders it names, as they stand now' },
  ),
  takenBy: Nullable(Name),
  takenAt: Nullable(Type.String()),
});
export type Handover = Static<typeof Handover>;
const Handovers = Type.Object({
  places: Type.Array(Type.Object({ code: Type.String(), name: Name }), { description: 'The centres for which the reader dispatches' }),
  handovers: Type.Array(Handover),
});
export type Handovers = Static<typeof Handovers>;

export const listHandovers = route({
  name: 'listHandovers',
  method: 'GET',
  path: '/api/v1/handovers',
  access: 'orders.dispatch',
  csrf: false,
  summary: 'The latest hand-overs of the reader’s own centres, newest first',
  reply: { 200: Handovers },
});

export const createHandover = route({
  name: 'createHandover',
  method: 'POST',
  path: '/api/v1/handovers',
  access: 'orders.dispatch',
  csrf: true,
  summary: 'Hands a centre’s shift over, with words and the orders to look at first',
  body: Type.Object(
    {
      placeCode: PlaceCode,
      note: Type.String({ minLength: 1, maxLength: 2000 }),
      orderIds: Type.Array(Type.String({ pattern: '^\\d{1,18}$' }), { maxItems: 50, uniqueItems: true }),
    },
    { additionalProperties: false },
  ),
  reply: { 201: Handovers },
});

export const takeHandover = route({
  name: 'takeHandover',
  method: 'POST',
  path: '/api/v1/handovers/:id/take',
  access: 'orders.dispatch',
  csrf: true,
  summary: 'The next shift says that it has read it; of two the first stands',
  params: Type.Object({ id: Type.String({ pattern: '^\\d{1,18}$' }) }),
  reply: { 200: Handovers },
});
