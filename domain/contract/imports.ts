import Type, { type Static, type TSchema } from 'typebox';
import { route } from './route.ts';
import { AssetStatus, Name, Point, words } from './terms.ts';

const Nullable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()]);
const ImportId = Type.Object({ id: Type.String({ pattern: '^[1-9]\\d{0,17}$' }) });
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
  state: State,
  /** The program at work on it has not been heard of for a while: check or apply goes on from where it was. */
  interrupted: Type.Boolean(),
  step: Nullable(Type.String({ description: 'read, twins, compare, apply' })),
  done: Type.Number(),
  total: Type.Number({ description: 'Of this step: bytes of the file in thousandths while reading, else rows' }),
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
  person: Nullable(Type.String()),
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
  summary: 'Sources whose columns, coordinates and words are remembered, the latest first: one’s own and those of one’s places',
  reply: { 200: Type.Object({ items: Type.Array(Type.Object({ name: Type.String(), system: Type.String(), axes: Axes, updatedAt: Type.String() })) }) },
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
          unit: Type.Optional(Type.Record(Type.String({ maxLength: 200 }), Type.String({ maxLength: 64 }))),
          class: Type.Optional(Type.Record(Type.String({ maxLength: 200 }), Type.String({ pattern: '^\\d{4}$' }))),
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
  summary: 'Says what its columns, coordinates and words mean; remembered with its source. It is to be checked anew then',
  params: ImportId,
  body: ImportSettings,
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

const DoubtKind = words(
  'near_registered',
  'near_in_file',
  'source_number_in_file',
  'source_number_registered',
  'moved_far',
  'number_refused_before',
  'place_differs',
);
const Decision = words('merge', 'keep', 'refuse');
const Side = Type.Object(
  {
    row: Nullable(Type.Integer()),
    assetId: Nullable(Type.String()),
    sourceNumber: Nullable(Type.String()),
    owner: Nullable(Name),
    address: Nullable(Type.String()),
    status: Nullable(AssetStatus),
    lettering: Nullable(Type.String()),
    point: Point,
  },
  { description: 'One of the two that may be one well: a row of the file, or a registered asset' },
);

export const listDoubts = route({
  name: 'listDoubts',
  method: 'GET',
  path: '/api/v1/imports/:id/doubts',
  access: 'assets.import',
  csrf: false,
  summary: 'Rows that wait for a person to say what they are, by row',
  params: ImportId,
  query: Type.Object(
    { after: Type.Optional(Type.Integer({ minimum: 0 })), limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500 })) },
    { additionalProperties: false },
  ),
  reply: {
    200: Type.Object({
      open: Type.Integer(),
      kinds: Type.Array(Type.Object({ kind: DoubtKind, open: Type.Integer() }), { description: 'Open ones by kind' }),
      items: Type.Array(
        Type.Object({
          row: Type.Integer(),
          kind: DoubtKind,
          assetId: Nullable(Type.String()),
          otherRow: Nullable(Type.Integer()),
          distanceM: Nullable(Type.Number()),
          said: Nullable(Type.String({ description: 'the number or the place code that the row says, where that is doubted' })),
          decision: Nullable(Decision),
          className: Name,
          here: Side,
          there: Nullable(Side),
        }),
      ),
      nextAfter: Nullable(Type.Integer()),
    }),
  },
});

export const decideDoubts = route({
  name: 'decideDoubts',
  method: 'POST',
  path: '/api/v1/imports/:id/doubts',
  access: 'assets.import',
  csrf: true,
  summary: 'Says of rows, or of all open ones of a kind, whether they are the same well (merge), another (keep) or not to be taken (refuse)',
  params: ImportId,
  body: Type.Object(
    {
      decision: Decision,
      rows: Type.Optional(Type.Array(Type.Integer({ minimum: 1 }), { minItems: 1, maxItems: 1000 })),
      kind: Type.Optional(DoubtKind),
    },
    { additionalProperties: false, description: 'rows or kind' },
  ),
  reply: { 200: Type.Object({ decided: Type.Integer(), open: Type.Integer() }) },
});

export const getImportSample = route({
  name: 'getImportSample',
  method: 'GET',
  path: '/api/v1/imports/:id/sample',
  access: 'assets.import',
  csrf: false,
  summary: 'Up to 2,000 of its rows as GeoJSON points, spread over the file, with what would happen to each',
  params: ImportId,
  reply: {
    200: Type.Object({
      type: Type.Literal('FeatureCollection'),
      features: Type.Array(
        Type.Object({
          type: Type.Literal('Feature'),
          geometry: Type.Object({ type: Type.Literal('Point'), coordinates: Type.Array(Type.Number(), { minItems: 2, maxItems: 2 }) }),
          properties: Type.Object({
            row: Type.Integer(),
            classCode: Type.String(),
            outcome: words('fresh', 'changed', 'unchanged', 'merged', 'doubted', 'refused'),
          }),
        }),
      ),
    }),
  },
});
