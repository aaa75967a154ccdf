import Type, { type Static } from 'typebox';
import { OrderRow } from './orders.ts';
import { route } from './route.ts';
import { Cursor, Limit, Name, Nullable, words } from './terms.ts';

/** Closed orders, newest first, whose answers are held against who did the work. */
export const mostAnswers = 20_000;
/** Versions that are told, newest first. */
export const mostVersions = 50;
/** Changes of a version that are told, what changed most first. */
export const mostChanges = 15;

const filters = {
  channel: Type.Optional(words('pin', 'plate', 'hotline', 'api')),
  placeCode: Type.Optional(Type.String({ pattern: '^\\d{6}$', description: 'A district' })),
  classCode: Type.Optional(Type.String({ pattern: '^(\\d{4}|none)$', description: 'Of the order’s asset; none: no registered one' })),
};
export const MatchingQuery = Type.Object(filters, { additionalProperties: false });
export type MatchingQuery = Static<typeof MatchingQuery>;

const Count = Type.Integer({ minimum: 0 });
const Share = Type.Number({ minimum: 0, maximum: 1 });
const shares = {
  answers: Count,
  right: Type.Integer({ minimum: 0, description: 'The likeliest owner did the work, or keeps the well for whom it is' }),
  said: Type.Number({ minimum: 0, maximum: 1, description: 'Mean probability that the likeliest owner was given' }),
  low: Type.Number({ minimum: 0, maximum: 1, description: 'Of the share that is right, 95 times in 100 (Wilson)' }),
  high: Share,
};
const figures = {
  ...shares,
  error: Type.Number({ minimum: 0, maximum: 1, description: 'Expected calibration error over tenths' }),
  chance: Type.Number({ minimum: 0, maximum: 1, description: 'What it would be on average with so few answers if each meant just what it says' }),
  misdispatched: Type.Integer({ minimum: 0, description: 'Orders that went first to an owner of things who did not do the work' }),
  looked: Type.Integer({ minimum: 0, description: 'Orders that a handling centre had first' }),
  heard: Type.Integer({ minimum: 0, description: 'Orders whose caller’s answers are not erased' }),
  asked: Type.Integer({ minimum: 0, description: 'Of them whose caller answered a question' }),
  questions: Type.Integer({ minimum: 0, description: 'Questions that these answered' }),
};
const Figures = Type.Object(figures);
const groups = (description: string) => Type.Array(Type.Object({ code: Type.String(), name: Type.Optional(Name), ...figures }), { description });

export const Matching = Type.Object({
  since: Nullable(Type.String({ description: 'When the oldest of the orders that are looked at was closed; null: there is none' })),
  isFull: Type.Boolean({ description: `There were ${mostAnswers} of them: older ones are left out` }),
  total: Figures,
  bins: Type.Array(Type.Object({ bin: Type.Integer({ minimum: 0, maximum: 9 }), ...shares }), {
    description: 'Tenths of what was said; those without answers are left out',
  }),
  channels: groups('Narrowed by everything but the channel'),
  districts: groups('Narrowed by everything but the district'),
  classes: groups('Narrowed by everything but the class'),
});
export type Matching = Static<typeof Matching>;

export const getMatching = route({
  name: 'getMatching',
  method: 'GET',
  path: '/api/v1/analysis/matching',
  access: 'matching.read',
  csrf: false,
  summary: `How sure matching was of the owners of the newest ${mostAnswers} closed orders within reach, against who did the work`,
  query: MatchingQuery,
  reply: { 200: Matching },
});

export const listMatchingOrders = route({
  name: 'listMatchingOrders',
  method: 'GET',
  path: '/api/v1/analysis/matching/orders',
  access: 'matching.read',
  csrf: false,
  summary: 'The orders behind these figures, last closed first',
  query: Type.Object(
    {
      ...filters,
      bin: Type.Optional(Type.Integer({ minimum: 0, maximum: 9, description: 'Tenth of what was said' })),
      which: Type.Optional(words('right', 'wrong', 'misdispatched', 'looked', 'asked')),
      cursor: Type.Optional(Cursor),
      limit: Type.Optional(Limit),
    },
    { additionalProperties: false },
  ),
  reply: {
    200: Type.Object({
      orders: Type.Array(
        Type.Interface([OrderRow], {
          closedAt: Type.String(),
          said: Type.Object({ unit: Name, probability: Share, isRight: Type.Boolean() }),
        }),
      ),
      nextCursor: Nullable(Type.String()),
    }),
  },
});

const HeldOut = Type.Object({
  orders: Count,
  rightOwner: Share,
  surprise: Type.Number({ description: 'Mean of −ln of the probability given to who did the work' }),
  calibrationError: Share,
});

export const MatchVersion = Type.Object({
  id: Type.String(),
  madeAt: Type.String(),
  isUsed: Type.Boolean({ description: 'Better on orders held out than the version before it' }),
  isInForce: Type.Boolean(),
  taught: Type.Integer({ minimum: 0, description: 'Settled orders that it was learned from' }),
  before: HeldOut,
  after: HeldOut,
  gain: Nullable(
    Type.Object({ value: Type.Number(), error: Type.Number() }, { description: 'Of surprise, and its standard error; null: of before it was kept' }),
  ),
  changes: Type.Array(Type.Object({ term: Type.String(), before: Nullable(Type.Number()), after: Type.Number() }), {
    description: `What it believes otherwise than the version in force before it: the ${mostChanges} that changed most`,
  }),
  changed: Type.Integer({ minimum: 0, description: 'How many it believes otherwise in all' }),
});
export type MatchVersion = Static<typeof MatchVersion>;

export const listMatchVersions = route({
  name: 'listMatchVersions',
  method: 'GET',
  path: '/api/v1/analysis/matching/versions',
  access: 'matching.read',
  csrf: false,
  summary: `What settled orders taught matching: the newest ${mostVersions} versions, and the one in force`,
  reply: { 200: Type.Object({ versions: Type.Array(MatchVersion), all: Count }) },
});
