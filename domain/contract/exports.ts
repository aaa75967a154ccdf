import Type from 'typebox';
import { AssetQuery } from './asset-search.ts';
import { route } from './route.ts';
import { words } from './terms.ts';

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
