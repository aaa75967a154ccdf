import Type, { type Static } from 'typebox';
import { route } from './route.ts';
import {
  AccuracyM,
  Address,
  Answers,
  AssetId,
  CallersPhoto,
  Grade,
  Name,
  Nullable,
  OnceKey,
  OrderState,
  Photo,
  PhotoIds,
  Plate,
  Point,
  Position,
  ProblemKindCode,
  Text,
} from './terms.ts';

export const Contact = Type.Object(
  {
    name: Type.Optional(Type.String({ maxLength: 60 })),
    phone: Type.Optional(Type.String({ maxLength: 30, description: 'Seven digits at least; a Chinese mobile number whole' })),
  },
  { additionalProperties: false },
);
export type Contact = Static<typeof Contact>;

export const ReportRequest = Type.Object(
  {
    kind: ProblemKindCode,
    position: Type.Optional(Position),
    accuracyM: Type.Optional(AccuracyM),
    text: Type.Optional(Text),
    address: Type.Optional(Address),
    plate: Type.Optional(Plate),
    assetId: Type.Optional(AssetId),
    notListed: Type.Optional(Type.Boolean({ description: 'The person looked and what they mean is not among the candidates' })),
    someoneHurt: Type.Optional(Type.Boolean()),
    photoIds: Type.Optional(PhotoIds),
    contact: Type.Optional(Contact),
    answers: Type.Optional(Answers),
    channel: Type.Optional(Type.Union([Type.Literal('pin'), Type.Literal('plate'), Type.Literal('hotline'), Type.Literal('api')])),
  },
  { additionalProperties: false, description: 'At least one place: position, plate or assetId, or an address that can be found' },
);
export type ReportRequest = Static<typeof ReportRequest>;

/** What its reporter said and showed later. */
const Addition = Type.Object({ at: Type.String(), text: Type.String(), photos: Type.Array(CallersPhoto) });

/** What a citizen sees of their report. No person and no owner's staff is named. */
export const ReportStory = Type.Object({
  number: Type.String(),
  kind: Type.Object({ code: Type.String(), name: Name }),
  state: OrderState,
  isHazard: Type.Boolean(),
  position: Point,
  address: Type.Union([Type.String(), Type.Null()]),
  place: Type.Object({ street: Name, district: Name }),
  text: Type.String(),
  unit: Name,
  receivedAt: Type.String(),
  contactDueAt: Nullable(Type.String({ description: 'By when this caller is to be contacted; null: they left no contact, or calendar pending' })),
  contactedAt: Nullable(Type.String({ description: 'Since when this caller was contacted by the unit that has it now' })),
  hasContact: Type.Boolean({ description: 'Whether this caller left a contact that is still kept' }),
  closeDueAt: Nullable(Type.String({ description: 'null: calendar pending, the year it falls in is not published yet' })),
  hazardDueAt: Nullable(Type.String({ description: 'By when somebody is at the danger; null: there is none, or they were there' })),
  recheckDueAt: Nullable(Type.String({ description: 'By when what its reporter called not solved is looked at again' })),
  reply: Type.Union([Type.String(), Type.Null()]),
  photos: Type.Array(CallersPhoto, { description: 'The reporter’s own' }),
  additions: Type.Array(Addition, { description: 'What the reporter said and showed later, oldest first' }),
  mayAdd: Type.Boolean({ description: 'It is not over: its reporter may say and show more' }),
  replyPhotos: Type.Array(Photo),
  events: Type.Array(
    Type.Object({
      at: Type.String(),
      action: Type.String(),
      state: OrderState,
      unit: Type.Union([Name, Type.Null()]),
      words: Nullable(Type.String({ description: 'What the reporter themselves wrote when they judged it or said that it is not solved' })),
    }),
  ),
  mayJudge: Type.Boolean({ description: 'The work is done: its reporter may judge it, or say that it is not solved' }),
  judged: Nullable(Type.Object({ at: Type.String(), solved: Type.Boolean(), speed: Nullable(Grade), manner: Nullable(Grade), outcome: Nullable(Grade) })),
  resumesOn: Nullable(Type.String({ description: 'Local date until which it is paused' })),
  emergency: Type.Boolean({ description: 'First of all call 110, 119 or 120' }),
  isFollowed: Type.Boolean({ description: 'A neighbour’s report that the holder of this number follows: no words, photos, answer or person of theirs' }),
});
export type ReportStory = Static<typeof ReportStory>;

export const createReport = route({
  name: 'createReport',
  method: 'POST',
  path: '/api/v1/reports',
  access: 'public',
  csrf: true,
  summary: 'Report a problem; sent twice with one Idempotency-Key it is one report',
  headers: Type.Object({ 'idempotency-key': OnceKey }),
  body: ReportRequest,
  reply: { 200: ReportStory, 201: ReportStory },
});

export const ReportNumber = Type.Object({ number: Type.String({ pattern: '^[0-9A-Z-]{10,40}$' }) });

/** How somebody judges what was done: speed, manner and outcome apart. */
export const GradesOf = Type.Object({ speed: Grade, manner: Grade, outcome: Grade }, { additionalProperties: false });

export const judgeReport = route({
  name: 'judgeReport',
  method: 'POST',
  path: '/api/v1/reports/:number/judgement',
  access: 'public',
  csrf: true,
  summary: 'The reporter judges what was done, or says that it is not solved: then it is looked at again within three working days',
  params: ReportNumber,
  body: Type.Object(
    {
      solved: Type.Boolean(),
      grades: Type.Optional(GradesOf),
      note: Type.Optional(Text),
      isDangerous: Type.Optional(Type.Boolean({ description: 'Somebody can still be hurt' })),
    },
    { additionalProperties: false },
  ),
  reply: { 200: ReportStory },
});

export const addToReport = route({
  name: 'addToReport',
  method: 'POST',
  path: '/api/v1/reports/:number/additions',
  access: 'public',
  csrf: true,
  summary: 'The reporter says or shows more, until it is over; sent twice with one Idempotency-Key it is one addition',
  params: ReportNumber,
  headers: Type.Object({ 'idempotency-key': OnceKey }),
  body: Type.Object({ text: Type.Optional(Text), photoIds: Type.Optional(PhotoIds) }, { additionalProperties: false, description: 'Words, photos, or both' }),
  reply: { 200: ReportStory },
});

export const getReport = route({
  name: 'getReport',
  method: 'GET',
  path: '/api/v1/reports/:number',
  access: 'public',
  csrf: false,
  summary: 'A report’s story, for whoever holds its number',
  params: ReportNumber,
  reply: { 200: ReportStory },
});

export const watchReport = route({
  name: 'watchReport',
  method: 'GET',
  path: '/api/v1/reports/:number/events',
  access: 'public',
  csrf: false,
  summary: 'Server-sent events: `changed` whenever the story changed; `beat` every 20 s',
  params: ReportNumber,
  reply: {},
});

export const getReportPhoto = route({
  name: 'getReportPhoto',
  method: 'GET',
  path: '/api/v1/reports/:number/photos/:photoId',
  access: 'public',
  csrf: false,
  summary: 'A photo of the report or of its reply (JPEG)',
  params: Type.Interface([ReportNumber], { photoId: Type.String({ format: 'uuid' }) }),
  reply: {},
});

export const createPhoto = route({
  name: 'createPhoto',
  method: 'POST',
  path: '/api/v1/photos',
  access: 'public',
  csrf: true,
  summary: 'Upload one photo (multipart, field `photo`, at most 12 MB); re-encoded, its metadata stripped; its place is heard by its report’s match',
  reply: { 201: Type.Object({ id: Type.String(), width: Type.Integer(), height: Type.Integer() }) },
});
