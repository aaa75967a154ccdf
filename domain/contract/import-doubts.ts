import Type from 'typebox';
import { ImportId } from './imports.ts';
import { route } from './route.ts';
import { AssetStatus, greatestInteger, Name, Nullable, Point, words } from './terms.ts';

const DoubtKind = words(
  'near_registered',
  'near_in_file',
  'source_number_in_file',
  'source_number_classes',
  'source_number_registered',
  'moved_far',
  'number_refused_before',
  'number_class_differs',
  'place_differs',
  'changed_since',
);
const Decision = words('merge', 'keep', 'refuse');
const Side = Type.Object(
  {
    row: Nullable(Type.Integer()),
    assetId: Nullable(Type.String()),
    className: Name,
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
  summary: 'Rows that wait for a person to say what they are, by row; all of them, or those of a kind, or open ones alone',
  params: ImportId,
  query: Type.Object(
    {
      after: Type.Optional(Type.Integer({ minimum: 0, maximum: greatestInteger })),
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500 })),
      kind: Type.Optional(DoubtKind),
      open: Type.Optional(Type.Boolean({ description: 'Only what nobody has decided yet' })),
    },
    { additionalProperties: false },
  ),
  reply: {
    200: Type.Object({
      open: Type.Integer(),
      kinds: Type.Array(Type.Object({ kind: DoubtKind, open: Type.Integer(), decided: Type.Integer() }), {
        description: 'By kind: open ones, and decided ones of which nothing is written yet',
      }),
      items: Type.Array(
        Type.Object({
          row: Type.Integer(),
          kind: DoubtKind,
          assetId: Nullable(Type.String()),
          otherRow: Nullable(Type.Integer()),
          distanceM: Nullable(Type.Number()),
          said: Nullable(Type.String({ description: 'the number or the place code that the row says, where that is doubted' })),
          changes: Nullable(
            Type.Record(Type.String(), Type.Array(Type.Unknown()), {
              description: 'Where somebody has changed the asset since the check: what it says now and what the row says, by field',
            }),
          ),
          decision: Nullable(Decision),
          mayTakeBack: Type.Boolean({ description: 'Decided, and nothing of it is written yet' }),
          className: Name,
          here: Side,
          there: Nullable(Side),
        }),
      ),
      nextAfter: Nullable(Type.Integer()),
    }),
  },
});

const Which = {
  rows: Type.Optional(Type.Array(Type.Integer({ minimum: 1, maximum: greatestInteger }), { minItems: 1, maxItems: 1000 })),
  kind: Type.Optional(DoubtKind),
};

export const decideDoubts = route({
  name: 'decideDoubts',
  method: 'POST',
  path: '/api/v1/imports/:id/doubts',
  access: 'assets.import',
  csrf: true,
  summary:
    'Says of rows, or of all open ones of a kind, whether they are the same well (merge), another (keep; of changed_since: leave it as it stands) or not to be taken (refuse)',
  params: ImportId,
  body: Type.Object({ decision: Decision, ...Which }, { additionalProperties: false, description: 'rows or kind' }),
  reply: { 200: Type.Object({ decided: Type.Integer(), open: Type.Integer() }) },
});

export const takeBackDecisions = route({
  name: 'takeBackDecisions',
  method: 'POST',
  path: '/api/v1/imports/:id/doubts/take-back',
  access: 'assets.import',
  csrf: true,
  summary: 'Takes decisions back of which nothing is written yet, by rows or of all of a kind: those rows are in doubt again, as they were',
  params: ImportId,
  body: Type.Object(Which, { additionalProperties: false, description: 'rows or kind' }),
  reply: { 200: Type.Object({ takenBack: Type.Integer(), open: Type.Integer() }) },
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
