import Type, { type Static } from 'typebox';
import { mostBillFen } from '../yuan.ts';
import { Measured } from './measurements.ts';
import { Contact, GradesOf } from './reports.ts';
import { route } from './route.ts';
import {
  AssetId,
  BoundingBox,
  CallersPhoto,
  Cursor,
  Day,
  Grade,
  LiabilityOutcome,
  Limit,
  Name,
  Nullable,
  OnceKey,
  OrderAction,
  OrderState,
  Outcomes,
  orderMarks,
  Photo,
  PhotoIds,
  PlaceCode,
  Point,
  Position,
  Reason,
  SeenVersion,
  SupervisingBody,
  Text,
  UnitId,
  UnitLevel,
  words,
} from './terms.ts';

export const OrderRow = Type.Object({
  id: Type.String(),
  state: OrderState,
  version: Type.Integer(),
  isHazard: Type.Boolean(),
  kind: Type.Object({ code: Type.String(), name: Name }),
  assetId: Nullable(Type.String()),
  assetClass: Nullable(Name),
  position: Point,
  address: Nullable(Type.String()),
  street: Name,
  district: Name,
  unit: Type.Object({ id: Type.String(), name: Name, kind: Type.String({ description: 'trade, road, greening or centre' }), level: UnitLevel }),
  part: Type.Union([Type.Literal('accountable'), Type.Literal('fallback'), Type.Literal('informed'), Type.Literal('none')], {
    description: 'What the reader’s own unit is to it',
  }),
  crew: Nullable(Type.Unsafe<Name>({ ...Name, description: 'Whom the unit that acts sent by name' })),
  reportCount: Type.Integer(),
  dueAt: Nullable(Type.String({ description: 'null: calendar pending, the year it falls in is not published yet' })),
  openedAt: Type.String(),
  supervisedAt: Nullable(Type.String({ description: 'When supervision took it up; null: it did not' })),
  isJoinOffered: Type.Boolean({ description: 'Another open order may be about the same place; a dispatcher is asked' }),
  isMadeUp: Type.Boolean({ description: 'Of a demo city’s past: drawn by a model, nobody reported it' }),
});
export type OrderRow = Static<typeof OrderRow>;

export const Order = Type.Interface([OrderRow], {
  districtCode: PlaceCode,
  streetCode: PlaceCode,
  matchScore: Nullable(Type.Number()),
  matchReasons: Type.Array(Reason),
  dispatchReason: Reason,
  dispatchRule: Nullable(
    Type.Object(
      { version: Type.Integer(), row: Nullable(Type.Integer()), ruleId: Nullable(Type.String()), note: Nullable(Name) },
      { description: 'By which row of which version it was first sent; null: before the rules were data' },
    ),
  ),
  dispatchPath: Type.Array(Type.Object({ id: Type.String(), name: Name })),
  ownerEvidence: Nullable(
    Type.String({ description: 'On what the registry has the asset’s owner today: survey, claim, decision …; null: the order is about no asset' }),
  ),
  reply: Nullable(Type.String()),
  arrivedAt: Nullable(Type.String({ description: 'Since when somebody is on site' })),
  securedAt: Nullable(Type.String({ description: 'Since when the danger is over; the repair may be still to come' })),
  timeAskedAt: Nullable(Type.String({ description: 'More time was asked for and is not yet given or refused' })),
  timeGrantedAt: Nullable(Type.String()),
  supervisedBy: Type.Array(SupervisingBody, { description: 'The bodies that took it up, jointly when all three did; empty: a leader' }),
  docketedAt: Nullable(Type.String({ description: 'On the docket of the yearly on-site meeting since' })),
  pauseAskedAt: Nullable(Type.String({ description: 'A pause was asked for and is not yet given or refused' })),
  pausedAt: Nullable(Type.String()),
  resumesOn: Nullable(Type.String({ description: 'Local date: until when a pause was asked for or given' })),
  repairedAt: Nullable(Type.String({ description: 'Since when the work is done and shown' })),
  mergedInto: Nullable(Type.String({ description: 'The order that this one became part of' })),
  absorbed: Type.Array(Type.String(), { description: 'The orders that became part of this one' }),
  joinOffers: Type.Array(
    Type.Object({
      orderId: Type.String(),
      probability: Type.Number(),
      reasons: Type.Array(Reason),
      offeredAt: Type.String(),
      state: OrderState,
      isHazard: Type.Boolean(),
      kind: Name,
      unit: Name,
      address: Nullable(Type.String()),
      position: Point,
      distanceM: Type.Number(),
      reportCount: Type.Integer(),
      openedAt: Type.String(),
    }),
    { description: 'Open orders that may be about the same hole, for who dispatches both to say' },
  ),
  chosen: Nullable(
    Type.Object(
      { at: Type.String(), by: Name, className: Name, ownerName: Nullable(Name), position: Point },
      { description: 'Of an asset that a dispatcher chose instead of the matched one: when, who, and what it is' },
    ),
  ),
  actions: Type.Array(OrderAction, { description: 'What this reader may do now' }),
  lastAct: Nullable(Type.Unsafe<OrderAction>({ ...OrderAction, description: 'What take_back would undo; null where this reader may not' })),
  suggestion: Nullable(
    Type.Object(
      { unit: Type.Object({ id: Type.String(), name: Name }), probability: Type.Number() },
      { description: 'For who may dispatch it: whose it likeliest is of all who neither have it nor denied it' },
    ),
  ),
  deadlines: Type.Array(
    Type.Object({
      clock: words('contact', 'close', 'hazard', 'secure', 'supervise', 'request', 'recheck'),
      startedAt: Type.String(),
      dueAt: Nullable(Type.String({ description: 'null: calendar pending' })),
      metAt: Nullable(Type.String()),
      reason: Reason,
    }),
  ),
  assignments: Type.Array(
    Type.Object({
      unit: Type.Object({ id: Type.String(), name: Name }),
      part: Type.String(),
      assignedAt: Type.String(),
      endedAt: Nullable(Type.String()),
      reason: Reason,
      endReason: Nullable(Type.String()),
      crew: Nullable(
        Type.Object({ name: Name, sentAt: Type.String(), isReader: Type.Boolean() }, { description: 'Who of the unit was sent by name; null: nobody' }),
      ),
    }),
  ),
  liability: Type.Array(
    Type.Object({
      id: Type.String(),
      unit: Name,
      fallbackUnit: Name,
      openedAt: Type.String(),
      reason: Reason,
      billFen: Nullable(Type.Number({ description: 'What the fallback spent, in fen' })),
      billNote: Nullable(Type.String()),
      billedAt: Nullable(Type.String()),
      settledAt: Nullable(Type.String()),
      outcome: Nullable(LiabilityOutcome),
      settlement: Nullable(Type.String()),
      objection: Nullable(
        Type.Object({ at: Type.String(), by: Name, note: Type.String() }, { description: 'What who is asked to pay disputes: their last word' }),
      ),
      objectionPhotos: Type.Array(Photo, { description: 'What they showed with it, and with what they said before' }),
      mayBill: Type.Boolean({ description: 'Whether this reader may enter the bill now' }),
      mayObject: Type.Boolean({ description: 'Whether this reader acts for the unit that is asked to pay, and the case is open' }),
      maySettle: Type.Boolean({
        description:
          'Whether this reader may settle it (never who asks for the money, nor who entered the bill): as unbilled alone, as long as nothing is billed',
      }),
    }),
    { description: 'Who should have come, and who acted in their place: the bill and the blame, settled afterwards' },
  ),
  events: Type.Array(
    Type.Object({
      at: Type.String(),
      action: Type.String(),
      fromState: Nullable(OrderState),
      toState: OrderState,
      person: Nullable(Name),
      unit: Nullable(Name),
      note: Nullable(Type.String()),
      because: Nullable(
        Type.Unsafe<Reason>({
          ...Reason,
          description:
            'What a page wrote for its person, to be worded in the reader’s language; the note says it in Chinese, before what they wrote themselves',
        }),
      ),
      measured: Nullable(Type.Unsafe<Measured>({ ...Measured, description: 'What was measured on site' })),
      assetId: Nullable(Type.String({ description: 'Of a choice, or of a merge of its asset’s record: which asset it is about since' })),
      orderId: Nullable(Type.String({ description: 'The other order that it tells of: merged with, released from, kept apart from or split out of' })),
      crew: Nullable(Type.Unsafe<Name>({ ...Name, description: 'Of the sending of a crew: who was sent' })),
      key: Nullable(Type.String({ description: 'Of the reader’s own act: the key that it was sent with' })),
      likelihood: Nullable(
        Type.Object(
          { probability: Type.Number(), reasons: Type.Array(Reason) },
          { description: 'Of a report that was joined because it very likely tells of the same hole: how likely, and why' },
        ),
      ),
    }),
  ),
  reports: Type.Array(
    Type.Object({
      id: Type.String({ description: 'Names it within its order' }),
      number: Nullable(Type.String({ description: 'Whole only for those who may see personal data' })),
      receivedAt: Type.String(),
      channel: Type.String(),
      text: Type.String(),
      position: Point,
      accuracyM: Type.Number(),
      hasContact: Type.Boolean(),
      contactMasked: Nullable(Type.String()),
      contact: Nullable(
        Type.Object(
          { dueAt: Nullable(Type.String({ description: 'null: calendar pending' })), metAt: Nullable(Type.String()), reason: Reason },
          { description: 'This caller’s own clock; null: none is promised' },
        ),
      ),
      photos: Type.Array(CallersPhoto),
      additions: Type.Array(Type.Object({ at: Type.String(), text: Type.String(), photos: Type.Array(CallersPhoto) }), {
        description: 'What this caller said and showed later, oldest first',
      }),
    }),
  ),
  replyPhotos: Type.Array(Photo),
  evidencePhotos: Type.Array(Photo, { description: 'What units that denied it showed' }),
  securedPhotos: Type.Array(Photo, { description: 'The place made safe' }),
  denials: Type.Array(
    Type.Object({
      unit: Type.Object({ id: Type.String(), name: Name }),
      at: Type.String(),
      note: Type.String(),
      upheld: Nullable(Type.Boolean({ description: 'Whether it was decided that the unit was right; null: not decided' })),
    }),
  ),
  judgements: Type.Array(
    Type.Object({
      reportId: Type.String(),
      at: Type.String(),
      byCaller: Type.Boolean({ description: 'By the caller themselves; else somebody called them back' }),
      solved: Type.Boolean(),
      speed: Nullable(Grade),
      manner: Nullable(Grade),
      outcome: Nullable(Grade),
      note: Nullable(Type.String({ description: 'The caller’s words, or those of who called them back' })),
    }),
  ),
  candidates: Type.Array(
    Type.Object({
      assetId: Nullable(Type.String()),
      className: Nullable(Name),
      ownerName: Nullable(Name),
      distanceM: Nullable(Type.Number()),
      probability: Type.Number(),
      position: Nullable(Point),
      reasons: Type.Array(Reason),
    }),
  ),
});
export type Order = Static<typeof Order>;

export const listOrders = route({
  name: 'listOrders',
  method: 'GET',
  path: '/api/v1/orders',
  access: 'orders.read',
  csrf: false,
  summary: 'The orders the reader may see: dangers first, each soonest due first or, when asked, the newest danger first',
  query: Type.Object(
    {
      state: Type.Optional(Type.Union([OrderState, words('open', 'done')])),
      unitId: Type.Optional(UnitId),
      placeCode: Type.Optional(PlaceCode),
      hazard: Type.Optional(Type.Boolean()),
      mark: Type.Optional(words(...orderMarks)),
      part: Type.Optional(
        Type.Union([Type.Literal('acting'), Type.Literal('informed')], {
          description: 'acting: a unit of the reader’s is accountable or the fallback; informed: none of them is. With unitId: that unit alone',
        }),
      ),
      bbox: Type.Optional(BoundingBox),
      sort: Type.Optional(
        Type.Unsafe<'due' | 'newest'>({
          ...words('due', 'newest'),
          description: 'Of what is open, dangers before all else: the soonest due first (standard), or the danger that came last first',
        }),
      ),
      cursor: Type.Optional(Cursor),
      limit: Type.Optional(Limit),
    },
    { additionalProperties: false },
  ),
  reply: { 200: Type.Object({ orders: Type.Array(OrderRow), nextCursor: Nullable(Type.String()), counts: Type.Record(Type.String(), Type.Integer()) }) },
});

export const OrderId = Type.Object({ id: Type.String({ pattern: '^\\d{1,18}$' }) });

export const getOrder = route({
  name: 'getOrder',
  method: 'GET',
  path: '/api/v1/orders/:id',
  access: 'orders.read',
  csrf: false,
  summary: 'One order, whole: why this unit, its clocks, its story',
  params: OrderId,
  reply: { 200: Order },
});

/** Why an act is done, where its page says so for a person who wrote nothing: a code, worded in each reader's language. */
const ActBecause = Type.Union(
  [
    Type.Object({ code: Type.Literal('note-same-place'), percent: Type.Integer({ minimum: 0, maximum: 100 }) }, { additionalProperties: false }),
    Type.Object({ code: Type.Literal('note-as-suggested'), percent: Type.Integer({ minimum: 0, maximum: 100 }) }, { additionalProperties: false }),
    Type.Object({ code: Type.Literal('note-as-recorded') }, { additionalProperties: false }),
    Type.Object({ code: Type.Literal('note-slip') }, { additionalProperties: false }),
    Type.Object(
      {
        code: Type.Literal('note-done-before'),
        at: Type.String({ pattern: '^\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01]) ([01]\\d|2[0-3]):[0-5]\\d$', description: 'Local' }),
      },
      { additionalProperties: false },
    ),
  ],
  {
    description:
      'What the page says of why, beside the note or in its place; stored as a code and worded for each reader. Each code belongs to certain actions, and what it says of a suggestion, an offer or one’s own merge has to be so: else because-unfit. An hour at which a step was done that cannot be is left out',
  },
);
export type ActBecause = Static<typeof ActBecause>;

/** Photos that were uploaded and are not sent with anything yet. */
const ActKey = Type.String({
  ...OnceKey,
  description: 'Chosen by who sends it: sent twice with one key it is one act, answered with the order as it stands, also when the version has moved on since',
});

export const actOnOrder = route({
  name: 'actOnOrder',
  method: 'POST',
  path: '/api/v1/orders/:id/:action',
  access: 'orders.read', // whose hand a move needs is decided order by order
  csrf: true,
  summary: 'Move an order on; of two people at once one wins and the other is told',
  params: Type.Object({ id: Type.String({ pattern: '^\\d{1,18}$' }), action: OrderAction }),
  body: Type.Object(
    {
      version: SeenVersion,
      key: Type.Optional(ActKey),
      note: Type.Optional(Text),
      because: Type.Optional(ActBecause),
      reply: Type.Optional(Text),
      photoIds: Type.Optional(PhotoIds),
      unitId: Type.Optional(UnitId),
      position: Type.Optional(Position),
      day: Type.Optional(Day),
      bodies: Type.Optional(Type.Array(SupervisingBody, { maxItems: 3, uniqueItems: true })),
      grades: Type.Optional(GradesOf),
      reportId: Type.Optional(Type.String({ pattern: '^\\d{1,18}$', description: 'Which of its reports the act is about' })),
      orderId: Type.Optional(Type.String({ pattern: '^\\d{1,18}$', description: 'With merge and keep_apart: the other order' })),
      assetId: Type.Optional(AssetId),
      personId: Type.Optional(Type.String({ pattern: '^\\d{1,18}$', description: 'With send_crew: who of the unit goes' })),
      isDangerous: Type.Optional(Type.Boolean({ description: 'With not_solved, reopen and rework: somebody can still be hurt' })),
      measured: Type.Optional(Measured),
      assetStatus: Type.Optional(
        Type.Union([Type.Literal('intact'), Type.Literal('damaged'), Type.Literal('missing'), Type.Literal('abandoned'), Type.Literal('removed')]),
      ),
    },
    { additionalProperties: false },
  ),
  reply: { 200: Order },
});

/** Orders that one person can answer for at a time. */
export const mostAtOnce = 100;

export const actOnOrders = route({
  name: 'actOnOrders',
  method: 'POST',
  path: '/api/v1/order-acts',
  access: 'orders.read', // decided order by order, as a single act is
  csrf: true,
  summary: 'The same act on several orders, each for itself: what one refuses stops none of the others; goes on when nobody waits for the reply any more',
  body: Type.Object(
    {
      action: OrderAction,
      orders: Type.Array(Type.Object({ id: Type.String({ pattern: '^\\d{1,18}$' }), version: SeenVersion }, { additionalProperties: false }), {
        minItems: 1,
        maxItems: mostAtOnce,
        uniqueItems: true,
      }),
      note: Type.Optional(Text),
      unitId: Type.Optional(UnitId),
    },
    { additionalProperties: false },
  ),
  reply: { 200: Outcomes },
});

const CaseId = Type.Object({ id: Type.String({ pattern: '^\\d{1,18}$' }) });
/** An ISO instant with Z. */
const SeenStep = Type.Optional(
  Nullable(
    Type.String({
      pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{3}Z$',
      description:
        'When the case was billed or disputed last (the later of `billedAt` and `objection.at`; null: neither), as it was looked at: where more came since, case-changed. Left out, nothing is held against it',
    }),
  ),
);

export const putBill = route({
  name: 'putBill',
  method: 'PUT',
  path: '/api/v1/liability-cases/:id/bill',
  access: 'orders.act',
  csrf: true,
  summary: 'The fallback enters what it spent in another’s place; until the case is settled it may be corrected',
  params: CaseId,
  body: Type.Object({ amountFen: Type.Integer({ minimum: 1, maximum: mostBillFen }), note: Text, seenAt: SeenStep }, { additionalProperties: false }),
  reply: { 200: Order },
});

export const getBill = route({
  name: 'getBill',
  method: 'GET',
  path: '/api/v1/liability-cases/:id/bill',
  access: 'orders.read',
  csrf: false,
  summary: 'The bill of a case as a document (PDF), in the reader’s language: who asks whom, what was done, what it cost, how to object',
  params: CaseId,
  reply: {},
});

export const objectToBill = route({
  name: 'objectToBill',
  method: 'POST',
  path: '/api/v1/liability-cases/:id/objection',
  access: 'orders.act',
  csrf: true,
  summary: 'Who is asked to pay disputes the liability or the amount of a bill, until the case is settled; whoever settles it and whoever asks are told',
  params: CaseId,
  body: Type.Object({ note: Text, photoIds: Type.Optional(PhotoIds), seenAt: SeenStep }, { additionalProperties: false }),
  reply: { 200: Order },
});

export const settleCase = route({
  name: 'settleCase',
  method: 'POST',
  path: '/api/v1/liability-cases/:id/settlement',
  access: 'orders.dispatch',
  csrf: true,
  summary:
    'A handling centre over the place settles a case, and why: a billed one as paid, shared or waived, one that nobody billed as unbilled; both units are told. Who asks for the money does not, nor who entered the bill: case-own',
  params: CaseId,
  body: Type.Object({ outcome: LiabilityOutcome, note: Text, seenAt: SeenStep }, { additionalProperties: false }),
  reply: { 200: Order },
});

export const getOrderContact = route({
  name: 'getOrderContact',
  method: 'GET',
  path: '/api/v1/orders/:id/contacts',
  access: 'contacts.read',
  csrf: false,
  summary: 'The callers’ names and telephones; each look is logged',
  params: OrderId,
  reply: { 200: Type.Object({ contacts: Type.Array(Type.Interface([Contact], { number: Type.String() })) }) },
});

export const getOrderPhoto = route({
  name: 'getOrderPhoto',
  method: 'GET',
  path: '/api/v1/orders/:id/photos/:photoId',
  access: 'orders.read',
  csrf: false,
  summary: 'A photo of one of the order’s reports or of its reply (JPEG)',
  params: Type.Interface([OrderId], { photoId: Type.String({ format: 'uuid' }) }),
  reply: {},
});

export const watchOrders = route({
  name: 'watchOrders',
  method: 'GET',
  path: '/api/v1/events',
  access: 'orders.read',
  csrf: false,
  summary: 'Server-sent events: `order` with { id, version } for each change to an order the reader may see; `beat` every 20 s',
  reply: {},
});
