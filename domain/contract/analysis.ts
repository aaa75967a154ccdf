import Type, { type Static } from 'typebox';
import { OrderRow } from './orders.ts';
import { route } from './route.ts';
import { BoundingBox, Cursor, Day, Limit, Name, Nullable, PlaceCode, Point, UnitId, words } from './terms.ts';

/** Days that one analysis reaches over: a year and its leap day. */
export const mostDays = 366;
/** Points that a map of an analysis shows. */
export const mostPoints = 2000;

const filters = {
  from: Day,
  to: Type.Unsafe<Static<typeof Day>>({ ...Day, description: `Both days count; at most ${mostDays} in all` }),
  since: Type.Optional(
    Type.Unsafe<Static<typeof Day>>({ ...Day, description: 'With `until`: the part of the days that everything but the line of time is narrowed to' }),
  ),
  until: Type.Optional(Day),
  placeCode: Type.Optional(PlaceCode),
  kind: Type.Optional(Type.String({ maxLength: 200, pattern: '^[a-z_]{1,40}(,[a-z_]{1,40}){0,9}$', description: 'Up to ten kinds with commas between' })),
  unitId: Type.Optional(Type.Unsafe<Static<typeof UnitId>>({ ...UnitId, description: 'Accountable for it now, or when it was closed' })),
  hazard: Type.Optional(Type.Boolean()),
  standing: Type.Optional(words('open', 'late', 'done')),
  bbox: Type.Optional(BoundingBox),
};
export const AnalysisQuery = Type.Object(filters, { additionalProperties: false });
export type AnalysisQuery = Static<typeof AnalysisQuery>;

const Count = Type.Integer({ minimum: 0 });
const counts = {
  orders: Count,
  hazards: Type.Integer({ minimum: 0, description: 'Of them about a danger, also when it was made safe' }),
  open: Count,
  late: Type.Integer({ minimum: 0, description: 'Of the open ones: a deadline has passed, and no pause holds it' }),
};
const Counted = Type.Object(counts);
const of = (what: string) => Type.Array(Type.Object({ code: Type.String(), name: Name, ...counts }), { description: what });

export const Analysis = Type.Object({
  bucket: words('day', 'week', 'month'),
  times: Type.Array(Type.Object({ from: Day, to: Day, ...counts }), { description: 'Narrowed by everything but since and until; none is left out' }),
  within: Nullable(Type.Interface([Name], {}, { description: 'The chosen district, whose streets stand in places' })),
  placeLevel: words('district', 'street'),
  places: of('Narrowed by everything but the place, most orders first; the streets of the district that is chosen, or of the reader’s own'),
  kinds: of('Narrowed by everything but the kind'),
  units: of('Narrowed by everything but the unit: the forty with most orders'),
  total: Type.Interface([Counted], { madeUp: Type.Integer({ minimum: 0, description: 'Of a demo city’s past' }) }, { description: 'Narrowed by everything' }),
});
export type Analysis = Static<typeof Analysis>;
export type Counts = Static<typeof Counted>;

export const getAnalysis = route({
  name: 'getAnalysis',
  method: 'GET',
  path: '/api/v1/analysis',
  access: 'orders.analyse',
  csrf: false,
  summary: 'Orders within reach counted by time, place, kind and accountable unit, each narrowed by the choices in the others',
  query: AnalysisQuery,
  reply: { 200: Analysis },
});

export const listAnalysedOrders = route({
  name: 'listAnalysedOrders',
  method: 'GET',
  path: '/api/v1/analysis/orders',
  access: 'orders.analyse',
  csrf: false,
  summary: 'The orders behind the figures, newest first',
  query: Type.Object({ ...filters, cursor: Type.Optional(Cursor), limit: Type.Optional(Limit) }, { additionalProperties: false }),
  reply: { 200: Type.Object({ orders: Type.Array(OrderRow), nextCursor: Nullable(Type.String()) }) },
});

export const getAnalysisMap = route({
  name: 'getAnalysisMap',
  method: 'GET',
  path: '/api/v1/analysis/map',
  access: 'orders.analyse',
  csrf: false,
  summary: `Where they lie: up to ${mostPoints}, drawn evenly where there are more; bbox does not narrow it`,
  query: AnalysisQuery,
  reply: {
    200: Type.Object({
      of: Type.Integer({ description: 'How many there are in all' }),
      points: Type.Array(Type.Object({ id: Type.String(), position: Point, isHazard: Type.Boolean(), standing: words('open', 'late', 'done') })),
    }),
  },
});
