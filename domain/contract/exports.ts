import Type, { type Static } from 'typebox';
import { AssetQuery } from './asset-search.ts';
import { route } from './route.ts';
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

const TakenExport = Type.Object({
  id: Type.String(),
  begunAt: Type.String(),
  endedAt: Nullable(Type.String()),
  person: Nullable(Type.Interface([Name], {}, { description: 'null: from the command line' })),
  form: Type.String(),
  coordinateSystem: Type.String(),
  filter: Type.Record(Type.String(), Type.Unknown(), { description: 'As it was asked' }),
  names: Type.Record(Type.String(), Name, { description: 'Of the units and the place that the filter names, by id or code' }),
  outcome: words('running', 'whole', 'cancelled', 'broken'),
  assets: Type.Integer({ description: 'How many left' }),
});
export type TakenExport = Static<typeof TakenExport>;

export const listExports = route({
  name: 'listExports',
  method: 'GET',
  path: '/api/v1/exports',
  access: 'assets.export',
  csrf: false,
  summary: 'Who took which part of the registry out, latest first: what the reader took; for an administrator all that may hold things of their place',
  query: Type.Object(
    { before: Type.Optional(Type.String({ pattern: '^\\d{1,18}$' })), limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, default: 50 })) },
    { additionalProperties: false },
  ),
  reply: { 200: Type.Object({ exports: Type.Array(TakenExport), nextBefore: Nullable(Type.String()) }) },
});
