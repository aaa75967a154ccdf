import Type, { type Static } from 'typebox';
import { AnalysisQuery } from './analysis.ts';
import { AssetQuery } from './asset-search.ts';
import { MatchingQuery } from './matching.ts';
import { route } from './route.ts';
import { ScoresAsked } from './scores.ts';
import { Name, Nullable, words } from './terms.ts';

const { cursor: _cursor, limit: _limit, sort: _sort, ...filters } = AssetQuery.properties;

export const exportAssets = route({
  name: 'exportAssets',
  method: 'GET',
  path: '/api/v1/exports/assets',
  access: 'assets.export',
  csrf: false,
  summary: 'Part of the registry as a file, streamed: any filter of listAssets, any form, any coordinate system; each is noted with who took it',
  query: Type.Object(
    {
      ...filters,
      format: words('csv', 'xlsx', 'geojson', 'shapefile', 'geopackage'),
      crs: Type.Optional(
        Type.String({
          minLength: 1,
          maxLength: 400,
          default: 'EPSG:4326',
          description:
            'EPSG:4326, 4490, 4549, 4550, 4528, 4529, GCJ-02, BD-09, or a local grid as a PROJ string or as JSON. In tables the zones stand north first',
        }),
      ),
      encoding: Type.Optional(words('utf-8', 'gb18030')),
    },
    { additionalProperties: false },
  ),
  reply: {},
});

/** order: its paper; refused: rows that an import refused. */
const ExportWhat = words('assets', 'scores', 'yearly', 'analysis', 'matching', 'order', 'bill', 'plates', 'refused');
export type ExportWhat = Static<typeof ExportWhat>;

const OrderNumber = Type.String({ pattern: '^\\d{1,18}$' });

const TakenExport = Type.Object({
  id: Type.String(),
  what: ExportWhat,
  begunAt: Type.String(),
  endedAt: Nullable(Type.String()),
  person: Nullable(Type.Interface([Name], {}, { description: 'null: from the command line' })),
  form: Type.String(),
  coordinateSystem: Nullable(Type.String({ description: 'null: of what is no part of the registry' })),
  filter: Type.Record(Type.String(), Type.Unknown(), { description: 'As it was asked' }),
  names: Type.Record(Type.String(), Name, { description: 'Of the units and the place that the filter names, by id or code' }),
  outcome: words('running', 'whole', 'cancelled', 'broken'),
  count: Type.Integer({ description: 'How many assets, lines, plates or rows left; 1 for a paper or a picture' }),
});
export type TakenExport = Static<typeof TakenExport>;

export const listExports = route({
  name: 'listExports',
  method: 'GET',
  path: '/api/v1/exports',
  access: 'signed-in',
  csrf: false,
  summary: 'Who took what along, latest first: what the reader took; for an administrator all that may hold things of their place',
  query: Type.Object(
    { before: Type.Optional(Type.String({ pattern: '^\\d{1,18}$' })), limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, default: 50 })) },
    { additionalProperties: false },
  ),
  reply: { 200: Type.Object({ exports: Type.Array(TakenExport), nextBefore: Nullable(Type.String()) }) },
});

/** What a page makes of figures that it shows already: whoever takes it along says so first. */
const Made = Type.Union([
  Type.Object({ what: Type.Literal('analysis'), form: words('csv', 'png', 'paper'), filter: AnalysisQuery }, { additionalProperties: false }),
  Type.Object({ what: Type.Literal('matching'), form: words('csv', 'paper'), filter: MatchingQuery }, { additionalProperties: false }),
  Type.Object(
    { what: Type.Literal('scores'), form: words('paper'), filter: Type.Object(ScoresAsked, { additionalProperties: false }) },
    { additionalProperties: false },
  ),
  Type.Object(
    {
      what: Type.Literal('yearly'),
      form: words('paper'),
      filter: Type.Object({ period: Type.String({ pattern: '^\\d{4}$' }) }, { additionalProperties: false }),
    },
    { additionalProperties: false },
  ),
  Type.Object(
    { what: Type.Literal('order'), form: words('paper'), filter: Type.Object({ orderId: OrderNumber }, { additionalProperties: false }) },
    { additionalProperties: false },
  ),
]);
export type MadeExport = Static<typeof Made>;

export const noteExport = route({
  name: 'noteExport',
  method: 'POST',
  path: '/api/v1/exports',
  access: 'signed-in', // what is taken says which permission it needs
  csrf: true,
  summary: 'Notes a table, picture or paper that a page makes of what it shows, in the book of exports',
  body: Made,
  reply: { 204: Type.Null() },
});
