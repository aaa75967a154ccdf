import Type, { type Static } from 'typebox';
import { route } from './route.ts';
import { Cursor, Name, Nullable, OrderState, words } from './terms.ts';

const Measure = words('sign', 'contact', 'close', 'hazard', 'speed', 'manner', 'outcome', 'denials', 'kept', 'passed', 'lasting');
const By = words('unit', 'street', 'district');
const Period = Type.String({ pattern: '^[12]\\d{3}(-(0[1-9]|1[0-2]))?$', description: 'A month, 2026-10, or a year, 2026' });

const Tally = Type.Object({
  measure: Measure,
  of: Type.Integer({ description: 'Cases' }),
  rate: Nullable(Type.Number({ description: '0 to 1; null: no case' })),
});
const Rule = Type.Object({
  version: Type.Integer(),
  weights: Type.Array(Type.Object({ measure: Measure, weight: Type.Number() })),
  signHours: Type.Integer(),
  repeatDays: Type.Integer(),
  leastOrders: Type.Integer(),
});
const Span = Type.Object({ name: Type.String(), fromAt: Type.String(), toAt: Type.String({ description: 'Not in it' }) });

export const Subject = Type.Object({
  id: Type.String(),
  name: Name,
  kind: Type.String({ description: 'trade, road, greening or centre; of places street or district' }),
  isActive: Type.Boolean(),
  orders: Type.Integer({ description: 'Orders of the period that it was accountable for, or that lie in it' }),
  score: Nullable(Type.Number({ description: 'Points of a hundred' })),
  rank: Nullable(Type.Integer({ description: 'null: too few orders' })),
  tallies: Type.Array(Tally),
});
export type Subject = Static<typeof Subject>;

const Counting = Type.Array(Type.String(), {
  description: 'Months of the period that nobody had counted: they are being counted, in none of the figures until then; ask again in some seconds',
});

export const Scores = Type.Object({
  period: Span,
  by: By,
  rule: Rule,
  subjects: Type.Array(Subject),
  madeUp: Type.Integer({ description: 'Orders of a demo city’s past among those counted' }),
  countedAt: Type.String({
    description: 'As of when: now, or where a city has too many orders for that, when they were last counted (each hour, old months each day)',
  }),
  counting: Counting,
});
export type Scores = Static<typeof Scores>;

export const ScoresAsked = { period: Period, by: By };

export const getScores = route({
  name: 'getScores',
  method: 'GET',
  path: '/api/v1/scores',
  access: 'scores.read',
  csrf: false,
  summary: 'Units, streets or districts by score, best first, of a month or a year, with every figure it comes from and the rule',
  query: Type.Object(ScoresAsked, { additionalProperties: false }),
  reply: { 200: Scores },
});

export const exportScores = route({
  name: 'exportScores',
  method: 'GET',
  path: '/api/v1/exports/scores',
  access: 'scores.read',
  csrf: false,
  summary: 'The same as CSV, a line each; the rule stands in the first lines of the yearly report',
  query: Type.Object(ScoresAsked, { additionalProperties: false }),
  reply: {},
});

const Case = Type.Object({
  id: Type.String({ description: 'Of the order' }),
  kind: Name,
  street: Name,
  unit: Name,
  openedAt: Type.String(),
  state: OrderState,
  value: Type.Number({ description: 'How well it went, 0 to 1' }),
  isMadeUp: Type.Boolean(),
});

export const listScoreCases = route({
  name: 'listScoreCases',
  method: 'GET',
  path: '/api/v1/scores/orders',
  access: 'scores.read',
  csrf: false,
  summary: 'The orders behind one figure of a score, newest first',
  query: Type.Object(
    {
      ...ScoresAsked,
      id: Type.String({ minLength: 1, maxLength: 64, pattern: '^[a-z0-9-]+$', description: 'Of the unit, street or district' }),
      measure: Measure,
      missed: Type.Optional(Type.Boolean({ description: 'Only those that did not go well' })),
      cursor: Type.Optional(Cursor),
    },
    { additionalProperties: false },
  ),
  reply: { 200: Type.Object({ orders: Type.Array(Case), next: Nullable(Type.String()) }) },
});

const Count = Type.Object({ name: Name, count: Type.Integer() });

export const YearlyReport = Type.Object({
  period: Span,
  rule: Rule,
  madeUp: Type.Integer(),
  countedAt: Type.String({
    description: 'As of when: now, or where a city has too many orders for that, when they were last counted (each hour, old months each day)',
  }),
  counting: Counting,
  reports: Type.Integer(),
  orders: Type.Integer(),
  closed: Type.Integer(),
  dangers: Type.Integer(),
  byMonth: Type.Array(Type.Object({ month: Type.String(), reports: Type.Integer(), orders: Type.Integer() })),
  byChannel: Type.Array(Type.Object({ channel: Type.String(), count: Type.Integer() })),
  byKind: Type.Array(Count),
  byDistrict: Type.Array(Count),
  whole: Type.Object({ score: Nullable(Type.Number()), tallies: Type.Array(Tally) }, { description: 'The city, or what of it the reader is responsible for' }),
  wrongDenials: Type.Array(Type.Object({ unit: Name, wrong: Type.Integer(), decided: Type.Integer() }), {
    description: 'Units that said "not ours" of what was decided to be theirs',
  }),
  units: Type.Array(Subject),
  districts: Type.Array(Subject),
  streets: Type.Array(Subject),
});
export type YearlyReport = Static<typeof YearlyReport>;

export const getYearlyReport = route({
  name: 'getYearlyReport',
  method: 'GET',
  path: '/api/v1/yearly-report',
  access: 'scores.read',
  csrf: false,
  summary: 'The year in figures: what came in, what became of it, and the scores with their formula',
  query: Type.Object({ year: Type.String({ pattern: '^[12]\\d{3}$' }) }, { additionalProperties: false }),
  reply: { 200: YearlyReport },
});
