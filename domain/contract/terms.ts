import Type, { type Static, type TSchema } from 'typebox';

/** Words that several slices share. Every string is bounded; every number has its range and unit. */
export const words = <V extends string>(...values: V[]) => Type.Unsafe<V>(Type.Enum(values));

/** A value that may be missing, said as null. */
export const Nullable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()]);

export const Datum = words('WGS84', 'GCJ02', 'BD09', 'CGCS2000');
export type Datum = Static<typeof Datum>;

// A latitude beyond 90 is let through to the domain, which tells a swapped position from a wrong one.
export const Position = Type.Object(
  { lon: Type.Number({ minimum: -180, maximum: 180 }), lat: Type.Number({ minimum: -180, maximum: 180 }), datum: Type.Optional(Datum) },
  { additionalProperties: false, description: 'Degrees; WGS 84 unless datum says otherwise' },
);
export type Position = Static<typeof Position>;

/** WGS 84 degrees, as replies carry them. */
export const Point = Type.Object({ lon: Type.Number(), lat: Type.Number() });
export type Point = Static<typeof Point>;

export const AccuracyM = Type.Number({ minimum: 1, maximum: 5000, description: 'Radius in metres within which the truth lies two times in three' });
export const AssetId = Type.String({ pattern: '^\\d{16}[0-9X]$', description: '17 characters: GB/T 30428.2 code and its check character' });
/** As a person types a plate: spaces, dashes, full-width digits and lower-case x are taken. */
export const Plate = Type.String({ minLength: 1, maxLength: 64 });
/** Photos that were uploaded before and sent with nothing yet. */
export const PhotoIds = Type.Array(Type.String({ format: 'uuid' }), { maxItems: 5, uniqueItems: true });
export const UnitId = Type.String({ minLength: 1, maxLength: 64, pattern: '^[a-z0-9-]+$' });
export const PlaceCode = Type.String({ pattern: '^\\d{6}(\\d{3}){0,2}$' });
export const ProblemKindCode = Type.String({ minLength: 1, maxLength: 40, pattern: '^[a-z_]+$' });
/** Chosen by who sends something: sent twice with one key it is one. */
export const OnceKey = Type.String({ minLength: 8, maxLength: 80, pattern: '^[\\x21-\\x7e]+$' });
export const Text = Type.String({ maxLength: 2000 });
export const Address = Type.String({ maxLength: 200 });
export const Name = Type.Object({ zh: Type.String(), en: Type.String() });
export type Name = Static<typeof Name>;

export const BoundingBox = Type.String({
  maxLength: 120,
  pattern: '^(-?\\d{1,3}(\\.\\d{1,17})?,){3}-?\\d{1,3}(\\.\\d{1,17})?$',
  description: 'west,south,east,north (WGS 84)',
});
export const Cursor = Type.String({ maxLength: 200, description: 'As the page before gave it' });
export const Limit = Type.Integer({ minimum: 1, maximum: 100, default: 50 });
/** The greatest integer that the database holds: a greater one is the sender's slip, told with its field. */
export const greatestInteger = 2_147_483_647;
export const SeenVersion = Type.Integer({ minimum: 1, maximum: greatestInteger, description: 'The version that was looked at' });

export const AssetStatus = words('intact', 'damaged', 'missing', 'abandoned', 'removed');
export type AssetStatus = Static<typeof AssetStatus>;
export const LocationKind = words('carriageway', 'footway', 'green', 'compound');
export const OrderState = words('dispatched', 'signed', 'contacted', 'in_progress', 'paused', 'resolved', 'checked', 'called_back', 'closed', 'void', 'merged');
export type OrderState = Static<typeof OrderState>;
export const OrderAction = words(
  'sign',
  'contact',
  'start',
  'send_crew',
  'arrive',
  'secure',
  'resolve',
  'return',
  'answer',
  'dispatch',
  'hand_up',
  'hand_down',
  'hand_across',
  'ask_time',
  'grant_time',
  'refuse_time',
  'ask_pause',
  'grant_pause',
  'refuse_pause',
  'resume',
  'supervise',
  'docket',
  'decide_docket',
  'rework',
  'check',
  'no_answer',
  'call_back',
  'not_solved',
  'close',
  'reopen',
  'merge',
  'unmerge',
  'split',
  'keep_apart',
  'choose_asset',
  'void',
  'take_back',
);
export type OrderAction = Static<typeof OrderAction>;
/** How a caller judges one side of what was done: 满意, 基本满意, 一般, 不满意. */
export const Grade = words('satisfied', 'mostly', 'fair', 'unsatisfied');
export type Grade = Static<typeof Grade>;
/** Those who take a hard order up, jointly when all three do (三位一体). */
export const SupervisingBody = words('hotline_office', 'supervision_bureau', 'inspection_office');
export type SupervisingBody = Static<typeof SupervisingBody>;
/** How a case of bill and blame ended: the unit paid, both bore a part, nobody has to. */
/** How a case of bill and blame ends; `unbilled`: nobody asked for money. */
export const LiabilityOutcome = words('paid', 'shared', 'waived', 'unbilled');
export type LiabilityOutcome = Static<typeof LiabilityOutcome>;
/** A local date. */
export const Day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$', description: 'YYYY-MM-DD, city time' });
/** What narrows a list of orders beside their state: supervised, on the docket, a request waits for its answer, a bill or blame is not settled. */
export const orderMarks = ['supervised', 'docketed', 'asked', 'unsettled'] as const;
export type OrderMark = (typeof orderMarks)[number];
export const UnitLevel = words('city', 'district', 'street', 'trade');
export type UnitLevel = Static<typeof UnitLevel>;
export const Role = words('agent', 'dispatcher', 'clerk', 'crew', 'registrar', 'supervisor', 'leader', 'analyst', 'administrator');
export type Role = Static<typeof Role>;

/** A coded reason with its figures; `wordings` in reasons.ts gives the sentence in both languages. */
export const Reason = Type.Object({
  code: Type.String(),
  weight: Type.Optional(Type.Number({ description: 'Natural-log odds this reason adds' })),
  params: Type.Optional(Type.Record(Type.String(), Type.Union([Type.String(), Type.Number(), Type.Boolean(), Type.Null()]))),
});
export type Reason = Static<typeof Reason>;

const Lettering = Type.String({ minLength: 1, maxLength: 60 });
const DontKnow = Type.Literal('unknown');

/** What a person answered to the question that a match asked; each question once. */
export const Answer = Type.Union([
  Type.Object(
    { ask: Type.Literal('lettering'), about: Lettering, answer: Type.Union([Type.Literal('yes'), Type.Literal('no'), DontKnow]) },
    { additionalProperties: false },
  ),
  Type.Object(
    { ask: Type.Literal('shape'), answer: Type.Union([Type.Literal('round'), Type.Literal('rectangular'), DontKnow]) },
    { additionalProperties: false },
  ),
  Type.Object({ ask: Type.Union([Type.Literal('tap'), Type.Literal('photo')]), answer: DontKnow }, { additionalProperties: false }),
]);
export type Answer = Static<typeof Answer>;
export const Answers = Type.Array(Answer, { maxItems: 8, description: 'A tap is answered by `assetId`, a photo by `photoIds`' });

/** RFC 9457. `field` is a JSON pointer without its leading slash; `detail` is in the reader's language. */
export const Problem = Type.Object({
  type: Type.String(),
  title: Type.String(),
  status: Type.Integer(),
  code: Type.String(),
  field: Type.Optional(Type.String()),
  detail: Type.String(),
  params: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
  requestId: Type.Optional(Type.String()),
});
export type Problem = Static<typeof Problem>;

/** What became of each of several things that were asked for at once. */
export const Outcomes = Type.Object({
  outcomes: Type.Array(Type.Object({ id: Type.String(), problem: Nullable(Problem) }), { description: 'In the order asked; null: done' }),
});
export type Outcomes = Static<typeof Outcomes>;

export const Photo = Type.Object({ id: Type.String(), url: Type.String(), width: Type.Integer(), height: Type.Integer() });
export type Photo = Static<typeof Photo>;

/** A caller's own photo: erased with their words, it is only said that it was there. */
export const CallersPhoto = Type.Interface([Photo], {
  erasedAt: Nullable(Type.String({ description: 'Since when the picture is erased; it can be fetched no more' })),
});
export type CallersPhoto = Static<typeof CallersPhoto>;
