import Type, { type Static } from 'typebox';
import { AfterRules } from './after-rules.ts';
import { DispatchRule } from './dispatch-rules.ts';
import { route } from './route.ts';
import { Cursor, greatestInteger, Limit, Name, Nullable, PlaceCode, Point, UnitId } from './terms.ts';

const Id = Type.String({ pattern: '^\\d{1,18}$' });
const Instant = Type.String({ format: 'date-time', maxLength: 40 });
const Title = Type.String({ minLength: 1, maxLength: 120 });
const Rules = Type.Array(DispatchRule, { minItems: 1, maxItems: 200 });
const Revision = Type.Integer({ minimum: 1, maximum: greatestInteger, description: 'The revision the person was looking at' });

/** A version that holds, held or will hold, or a draft. */
export const RuleSetLine = Type.Object({
  id: Type.String(),
  version: Nullable(Type.Integer({ description: 'null: a draft' })),
  title: Type.String(),
  revision: Type.Integer(),
  ruleCount: Type.Integer(),
  draftedBy: Nullable(Name),
  draftedAt: Type.String(),
  editedBy: Nullable(Name),
  editedAt: Nullable(Type.String()),
  switchedOnBy: Nullable(Name),
  switchedOnAt: Nullable(Type.String()),
  effectiveAt: Nullable(Type.String()),
  withdrawnBy: Nullable(Name),
  withdrawnAt: Nullable(Type.String({ description: 'Taken back before its date: it never holds' })),
  isInForce: Type.Boolean(),
});
export type RuleSetLine = Static<typeof RuleSetLine>;

export const RuleFault = Type.Object({
  isWarning: Type.Boolean({ description: 'A warning does not keep the set from being switched on' }),
  ruleId: Nullable(Type.String()),
  code: Type.String(),
  text: Name,
});
export type RuleFault = Static<typeof RuleFault>;

export const RuleSet = Type.Interface([RuleSetLine], {
  rules: Type.Array(DispatchRule),
  after: AfterRules,
  basedOn: Nullable(
    Type.Object(
      { version: Nullable(Type.Integer({ description: 'null: it was or is a draft itself' })), title: Type.String() },
      { description: 'What it was copied from' },
    ),
  ),
  outrunBy: Nullable(
    Type.Object(
      { version: Type.Integer(), title: Type.String(), by: Nullable(Name) },
      { description: 'Of a draft: the newest version that was switched on since it was copied, whose changes it would take back' },
    ),
  ),
  faults: Type.Array(RuleFault),
  isTried: Type.Boolean({ description: 'Its rules are those in force, or were tried as they are now on a month of orders: else it is not switched on' }),
  mayEdit: Type.Boolean(),
});
export type RuleSet = Static<typeof RuleSet>;

const params = Type.Object({ id: Id });

export const listRuleSets = route({
  name: 'listRuleSets',
  method: 'GET',
  path: '/api/v1/rules',
  access: 'rules.read',
  csrf: false,
  summary: 'The versions of the dispatch rules and the drafts',
  reply: {
    200: Type.Object({
      items: Type.Array(RuleSetLine),
      mayEdit: Type.Boolean(),
      places: Type.Array(Type.Object({ code: PlaceCode, name: Name }), { description: 'What a rule can name: the districts and streets of today' }),
      units: Type.Array(Type.Object({ id: UnitId, name: Name }), { description: 'And single units, as unit:ID; handling centres are named by their level' }),
    }),
  },
});

export const getRuleSet = route({
  name: 'getRuleSet',
  method: 'GET',
  path: '/api/v1/rules/:id',
  access: 'rules.read',
  csrf: false,
  summary: 'One version or draft, with what is wrong with it in words',
  params,
  reply: { 200: RuleSet },
});

export const createDraft = route({
  name: 'createDraft',
  method: 'POST',
  path: '/api/v1/rules',
  access: 'rules.edit',
  csrf: true,
  summary: 'A draft that begins as a copy, or with the words that somebody wrote in one that was dropped or switched on meanwhile',
  body: Type.Object({ from: Id, title: Title, rules: Type.Optional(Rules), after: Type.Optional(AfterRules) }, { additionalProperties: false }),
  reply: { 201: RuleSet },
});

export const saveDraft = route({
  name: 'saveDraft',
  method: 'PUT',
  path: '/api/v1/rules/:id',
  access: 'rules.edit',
  csrf: true,
  summary: 'Saves a draft whole; of two editors at once the second is told. A faulty draft is kept and says what is wrong',
  params,
  body: Type.Object({ revision: Revision, title: Title, rules: Rules, after: Type.Optional(AfterRules) }, { additionalProperties: false }),
  reply: { 200: RuleSet },
});

export const dropDraft = route({
  name: 'dropDraft',
  method: 'DELETE',
  path: '/api/v1/rules/:id',
  access: 'rules.edit',
  csrf: true,
  summary: 'Puts a draft away; what was switched on stays',
  params,
  query: Type.Object(
    {
      revision: Type.Optional(
        Type.Unsafe<number>({
          ...Revision,
          description: 'The revision that was looked at: where another saved since, rules-changed. Left out, it goes as it is',
        }),
      ),
    },
    { additionalProperties: false },
  ),
  reply: { 200: Type.Object({ dropped: Type.Boolean() }) },
});

export const switchOnRules = route({
  name: 'switchOnRules',
  method: 'POST',
  path: '/api/v1/rules/:id/switch-on',
  access: 'rules.edit',
  csrf: true,
  summary:
    'Makes a draft the next version, from a date or at once; refused while some case would be nobody’s, and while its reader does not know of a version that others switched on since it was copied',
  params,
  body: Type.Object(
    {
      revision: Revision,
      effectiveAt: Type.Optional(Instant),
      replaces: Type.Optional(
        Type.Integer({ minimum: 1, maximum: greatestInteger, description: 'The version of `outrunBy`, where its changes are to be taken back' }),
      ),
    },
    { additionalProperties: false },
  ),
  reply: { 200: RuleSet },
});

export const withdrawRules = route({
  name: 'withdrawRules',
  method: 'POST',
  path: '/api/v1/rules/:id/withdraw',
  access: 'rules.edit',
  csrf: true,
  summary: 'Takes a version back whose date has not come: it will never hold, and what held before goes on',
  params,
  reply: { 200: RuleSet },
});

/** A draft tried on orders that were dispatched already. */
export const DryRun = Type.Object({
  id: Type.String(),
  ruleSetId: Type.String(),
  revision: Type.Integer(),
  fromAt: Type.String(),
  toAt: Type.String(),
  askedAt: Type.String(),
  state: Type.Union([Type.Literal('waiting'), Type.Literal('running'), Type.Literal('done'), Type.Literal('failed')]),
  total: Type.Integer({ description: 'Orders of the span' }),
  seen: Type.Integer(),
  withoutCase: Type.Integer({ description: 'Of before the rules were data: they cannot be tried' }),
  moved: Type.Integer({ description: 'Another unit would act' }),
  told: Type.Integer({ description: 'The same unit would act and others be told' }),
  ordersPerSecond: Nullable(Type.Integer()),
  flows: Type.Array(Type.Object({ from: Name, to: Name, fromUnit: UnitId, toUnit: UnitId, count: Type.Integer() }), {
    description: 'From which unit to which, most first, at most 100; only orders the reader may see',
  }),
});
export type DryRun = Static<typeof DryRun>;

const RuleRef = Type.Object({ version: Type.Integer(), row: Nullable(Type.Integer()), ruleId: Nullable(Type.String()) });

export const DryRunChange = Type.Object({
  orderId: Type.String(),
  kind: Name,
  isHazard: Type.Boolean(),
  openedAt: Type.String(),
  address: Nullable(Type.String()),
  street: Name,
  position: Point,
  from: Name,
  to: Name,
  fromRule: RuleRef,
  toRule: RuleRef,
  newlyTold: Type.Array(Name),
  noLongerTold: Type.Array(Name),
});
export type DryRunChange = Static<typeof DryRunChange>;

export const createDryRun = route({
  name: 'createDryRun',
  method: 'POST',
  path: '/api/v1/rules/:id/dry-runs',
  access: 'rules.edit',
  csrf: true,
  summary: 'Tries rules on the orders of a span: the last 30 days unless said. Works in the background; ask for it again to see how far it is',
  params,
  body: Type.Object({ fromAt: Type.Optional(Instant), toAt: Type.Optional(Instant) }, { additionalProperties: false }),
  reply: { 201: DryRun },
});

export const getDryRun = route({
  name: 'getDryRun',
  method: 'GET',
  path: '/api/v1/dry-runs/:id',
  access: 'rules.read',
  csrf: false,
  summary: 'How far a dry run is, and which orders would have gone from whom to whom',
  params,
  reply: { 200: DryRun },
});

export const listDryRunChanges = route({
  name: 'listDryRunChanges',
  method: 'GET',
  path: '/api/v1/dry-runs/:id/orders',
  access: 'rules.read',
  csrf: false,
  summary: 'The orders that would have gone elsewhere, latest first',
  params,
  query: Type.Object(
    { cursor: Type.Optional(Cursor), limit: Type.Optional(Limit), toUnit: Type.Optional(UnitId), fromUnit: Type.Optional(UnitId) },
    { additionalProperties: false },
  ),
  reply: { 200: Type.Object({ items: Type.Array(DryRunChange), nextCursor: Nullable(Type.String()) }) },
});

export const getDryRunMap = route({
  name: 'getDryRunMap',
  method: 'GET',
  path: '/api/v1/dry-runs/:id/map',
  access: 'rules.read',
  csrf: false,
  summary: 'The same as GeoJSON for a map: at most 5,000 of them, spread over all',
  params,
  reply: {
    200: Type.Object({
      type: Type.Literal('FeatureCollection'),
      shown: Type.Integer(),
      total: Type.Integer(),
      features: Type.Array(
        Type.Object({
          type: Type.Literal('Feature'),
          geometry: Type.Object({ type: Type.Literal('Point'), coordinates: Type.Array(Type.Number(), { minItems: 2, maxItems: 2 }) }),
          properties: Type.Object({ orderId: Type.String(), fromUnit: Type.String(), toUnit: Type.String(), isHazard: Type.Boolean() }),
        }),
      ),
    }),
  },
});
