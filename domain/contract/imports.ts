import Type, { type Static } from 'typebox';
import { route } from './route.ts';
import { Name, Nullable, words } from './terms.ts';

export const ImportId = Type.Object({ id: Type.String({ pattern: '^[1-9]\\d{0,17}$' }) });
const Said = Type.Object({ code: Type.String(), zh: Type.String(), en: Type.String() });

const TwinAnswer = words('merge', 'keep', 'ask');
const ImportRulesShape = Type.Object(
  {
    withinM: Type.Number({ minimum: 0, maximum: 20, description: 'Two of one class no farther apart than this may be one' }),
    sameWithinM: Type.Number({ minimum: 0, maximum: 5, description: 'Two of one class nearer than this are one' }),
    nearRegistered: TwinAnswer,
    nearInFile: TwinAnswer,
    sourceNumberInFile: TwinAnswer,
    sourceNumberWithinM: Type.Number({ minimum: 0, maximum: 1000 }),
    movedFarM: Type.Number({ minimum: 0, maximum: 100_000 }),
    systemIsSure: Type.Boolean(),
  },
  { additionalProperties: false },
);

const Axes = words('east-north', 'north-east');
const Mapping = Type.Record(Type.String({ maxLength: 200 }), Nullable(Type.String({ maxLength: 40 })), {
  description: 'Heading of the file → field of the exchange (its key, such as classCode), or null: left out',
});
const System = Type.String({
  minLength: 1,
  maxLength: 400,
  description: 'EPSG:4326, EPSG:4490, EPSG:4549, EPSG:4550, GCJ-02, BD-09, a PROJ string or a local grid as JSON',
});
const State = words('waiting', 'checking', 'stopped', 'failed', 'checked', 'applying', 'applied', 'cancelled');

const Reading = Type.Object({
  system: Type.String(),
  axes: Axes,
  sampled: Type.Integer(),
  outside: Type.Integer({ description: 'Of the sample, outside the city' }),
  offRoad: Type.Integer({ description: 'Of those inside, off their roads' }),
});

const Scope = Type.Object({
  city: Type.Boolean({ description: 'The whole city' }),
  of: Type.Array(Name, { description: 'Else its places and units' }),
});
export type Scope = Static<typeof Scope>;

/** Steps whose `done` and `total` count indexes or keys, none of them as long as another. */
export const isInParts = (step: string | null): boolean => step === 'index' || step === 'keys';

const Count = Type.Integer({ minimum: 0 });
export const Import = Type.Object({
  id: Type.String(),
  source: Type.String(),
  fileName: Type.String(),
  fileBytes: Type.Number(),
  format: Type.String(),
  columns: Type.Array(Type.String()),
  encoding: Nullable(Type.String()),
  mapping: Mapping,
  system: Nullable(Type.String()),
  axes: Nullable(Axes),
  classCode: Nullable(Type.String()),
  rules: ImportRulesShape,
  scope: Scope,
  memory: Nullable(
    Type.Object(
      {
        scope: Scope,
        isOwn: Type.Boolean(),
        updatedAt: Type.String(),
        own: Type.Object(
          {
            headings: Type.Array(Type.String()),
            rules: Type.Array(Type.String()),
            coordinates: Type.Boolean(),
            words: Type.Integer({ minimum: 0 }),
          },
          { description: 'What its own scope itself said: headings and rules by name, words by number' },
        ),
        /** Whose words stand where its own scope said nothing. */
        wider: Nullable(Scope),
      },
      {
        description:
          'Whose memory of its source it was opened with, or checked last: one’s own scope’s, or that of a wider one, which what is said here does not change',
      },
    ),
  ),
  state: State,
  /** The program at work on it has not been heard of for a while: check or apply goes on from where it was. */
  interrupted: Type.Boolean(),
  step: Nullable(Type.String({ description: 'ground, read, twins, compare; queue, number, apply, change; of a first load index, tiles, keys, open too' })),
  done: Type.Number(),
  total: Type.Number({ description: 'Of this step: bytes of the file in thousandths while reading, indexes or keys while they are made, else rows' }),
  perSecond: Nullable(Type.Number({ description: 'Of `done`, in this step' })),
  secondsLeft: Nullable(Type.Number()),
  counts: Type.Object({
    rows: Type.Optional(Count),
    fresh: Type.Optional(Count),
    changed: Type.Optional(Count),
    unchanged: Type.Optional(Count),
    older: Type.Optional(Count),
    merged: Type.Optional(Count),
    asked: Type.Optional(Count),
    refused: Type.Optional(Count),
    adopted: Type.Optional(Count),
    aliases: Type.Optional(Count),
  }),
  refusals: Type.Array(
    Type.Object({ code: Type.String(), zh: Type.String(), en: Type.String(), rows: Type.Integer(), firstRow: Type.Integer(), column: Nullable(Type.String()) }),
    {
      description: 'Rows refused, by reason, most frequent first',
    },
  ),
  rejection: Nullable(Said),
  likely: Type.Array(Reading, { description: 'Where the coordinate system is in doubt: what it may be, likeliest first' }),
  ranges: Type.Array(
    Type.Object({
      prefix: Type.String({ description: 'District and class, ten digits' }),
      district: Name,
      className: Name,
      wanted: Count,
      left: Type.Integer({ minimum: 0, description: 'Before this import; fewer than wanted: it is not taken in' }),
    }),
    { description: 'Ranges of numbers that it leaves scarce, or would run full' },
  ),
  followed: Type.Array(Type.Object({ id: Type.String({ description: 'Of the unit that ended' }), ended: Name, heir: Name, rows: Count }), {
    description: 'Units that ended and that its rows name by code or name: those rows are read as of the one that stands for it today; most rows first',
  }),
  person: Nullable(Name),
  fileIsHere: Type.Boolean(),
  createdAt: Type.String(),
  checkedAt: Nullable(Type.String()),
  appliedAt: Nullable(Type.String()),
});
export type Import = Static<typeof Import>;

export const listImports = route({
  name: 'listImports',
  method: 'GET',
  path: '/api/v1/imports',
  access: 'assets.import',
  csrf: false,
  summary: 'Files taken in or about to be, newest first; one’s own unless one keeps the whole city',
  reply: { 200: Type.Object({ items: Type.Array(Import) }) },
});

export const createImport = route({
  name: 'createImport',
  method: 'POST',
  path: '/api/v1/imports',
  access: 'assets.import',
  csrf: true,
  summary:
    'Uploads a census file: multipart, the fields source, and optionally system, axes, encoding, layer before the file. Nothing is read into the registry',
  reply: { 201: Import },
});

export const getImport = route({
  name: 'getImport',
  method: 'GET',
  path: '/api/v1/imports/:id',
  access: 'assets.import',
  csrf: false,
  summary: 'One file, how far it is and what was found',
  params: ImportId,
  reply: { 200: Import },
});

export const listCensusSources = route({
  name: 'listCensusSources',
  method: 'GET',
  path: '/api/v1/census-sources',
  access: 'assets.import',
  csrf: false,
  summary:
    'Sources whose columns, coordinates and words are remembered, the latest first: one’s own and those of one’s places, each as it holds for one’s scope',
  reply: {
    200: Type.Object({
      items: Type.Array(
        Type.Object({
          name: Type.String(),
          coordinates: Nullable(Type.Object({ system: Type.String(), axes: Axes })),
          updatedAt: Type.String(),
          scope: Scope,
        }),
      ),
    }),
  },
});

export const getImportHead = route({
  name: 'getImportHead',
  method: 'GET',
  path: '/api/v1/imports/:id/head',
  access: 'assets.import',
  csrf: false,
  summary: 'Its first rows as they stand in the file, to see what its columns mean',
  params: ImportId,
  reply: { 200: Type.Object({ rows: Type.Array(Type.Array(Nullable(Type.String())), { description: 'Up to five, in the order of its columns' }) }) },
});

export const listUnknownWords = route({
  name: 'listUnknownWords',
  method: 'GET',
  path: '/api/v1/imports/:id/words',
  access: 'assets.import',
  csrf: false,
  summary: 'Words for units and classes that nobody knows, most frequent first, with what they may be: changeImport says what they mean',
  params: ImportId,
  reply: {
    200: Type.Object({
      items: Type.Array(
        Type.Object({
          of: words('unit', 'class'),
          text: Type.String(),
          rows: Type.Integer(),
          firstRow: Type.Integer(),
          column: Nullable(Type.String()),
          likely: Type.Array(Type.Object({ id: Type.String(), name: Name })),
        }),
      ),
    }),
  },
});

/** Words said at once: a page shows fewer. */
const mostWords = 1000;

const ImportSettings = Type.Object(
  {
    mapping: Type.Optional(Mapping),
    system: Type.Optional(System),
    axes: Type.Optional(Axes),
    classCode: Type.Optional(Nullable(Type.String({ pattern: '^\\d{4}$' }))),
    rules: Type.Optional(ImportRulesShape),
    words: Type.Optional(
      Type.Object(
        {
          unit: Type.Optional(Type.Record(Type.String({ maxLength: 200 }), Type.String({ maxLength: 64 }), { maxProperties: mostWords })),
          class: Type.Optional(Type.Record(Type.String({ maxLength: 200 }), Type.String({ pattern: '^\\d{4}$' }), { maxProperties: mostWords })),
        },
        { additionalProperties: false, description: 'What this source means by a word: remembered with the source' },
      ),
    ),
  },
  { additionalProperties: false },
);
export type ImportSettings = Static<typeof ImportSettings>;

export const changeImport = route({
  name: 'changeImport',
  method: 'PATCH',
  path: '/api/v1/imports/:id',
  access: 'assets.import',
  csrf: true,
  summary: 'Says what its columns, coordinates and words mean; remembered with its source, for the scope it was sent for. It is to be checked anew then',
  params: ImportId,
  body: ImportSettings,
  reply: { 200: Import },
});

export const forgetSource = route({
  name: 'forgetSource',
  method: 'POST',
  path: '/api/v1/imports/:id/forget',
  access: 'assets.import',
  csrf: true,
  summary:
    'Forgets what the scope it was sent for said of its source: that scope follows the wider ones again. This file is read as they say, and is to be checked anew',
  params: ImportId,
  reply: { 200: Import },
});

const step = <const N extends string, const P extends string>(name: N, path: P, summary: string) =>
  route({ name, method: 'POST', path, access: 'assets.import', csrf: true, summary, params: ImportId, reply: { 202: Import } });
export const checkImport = step(
  'checkImport',
  '/api/v1/imports/:id/check',
  'Reads the whole file and finds out what would happen; the registry is not touched',
);
export const applyImport = step('applyImport', '/api/v1/imports/:id/apply', 'Writes what was checked into the registry; broken off, it goes on where it was');
export const cancelImport = step('cancelImport', '/api/v1/imports/:id/cancel', 'Stops it; what is in the registry already stays');

export const getRefusedRows = route({
  name: 'getRefusedRows',
  method: 'GET',
  path: '/api/v1/imports/:id/refused',
  access: 'assets.import',
  csrf: false,
  summary: 'The refused rows as they came, in a file of the form they came in (CSV once an uploaded file with a geometry is gone), with the reason beside each',
  params: ImportId,
  reply: {},
});
