import Type, { type Static } from 'typebox';
import { OrderRow } from './orders.ts';
import { route } from './route.ts';
import { Name, Nullable, Point, words } from './terms.ts';

const Count = Type.Integer({ minimum: 0 });

/** Dangers that a wall lists. */
export const mostDangers = 8;
/** Points on its map. */
export const mostOnMap = 1500;

export const Wall = Type.Object({
  asOf: Type.String(),
  now: Type.Object({ open: Count, hazards: Count, unattended: Type.Integer({ minimum: 0, description: 'Dangers where nobody is on site yet' }), late: Count }),
  today: Type.Object({ opened: Count, closed: Count, lateClosed: Count }),
  hours: Type.Array(Type.Object({ from: Type.String(), opened: Count, hazards: Count, closed: Count }), { description: 'The last 24, oldest first' }),
  dangers: Type.Array(
    Type.Interface([Type.Pick(OrderRow, ['id', 'state', 'kind', 'address', 'street', 'district', 'unit', 'dueAt', 'openedAt'])], {
      arrivedAt: Nullable(Type.String()),
    }),
    {
      description: 'Open dangers, nobody on site first, soonest due first',
    },
  ),
  late: Type.Array(Type.Object({ code: Type.String(), name: Name, late: Count, open: Count }), {
    description: 'Districts, or a district’s streets, with most late orders first',
  }),
  growth: Type.Array(Type.Object({ code: Type.String(), name: Name, district: Name, now: Count, before: Count }), {
    description: 'Streets where clearly more came in the last seven days than in the seven before, the clearest first',
  }),
  points: Type.Array(Type.Object({ id: Type.String(), position: Point, standing: words('danger', 'late', 'open') })),
});
export type Wall = Static<typeof Wall>;

export const getWall = route({
  name: 'getWall',
  method: 'GET',
  path: '/api/v1/wall',
  access: 'orders.analyse',
  csrf: false,
  summary: 'The city now, within reach: what is dangerous, what is late, where it grows',
  reply: { 200: Wall },
});
