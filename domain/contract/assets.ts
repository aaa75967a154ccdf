import Type, { type Static } from 'typebox';
import { Looks } from './match.ts';
import { route } from './route.ts';
import { AssetStatus, Cursor, Limit, LocationKind, Name, PlaceCode, Plate, Point, UnitId } from './terms.ts';

const Nullable = <T extends import('typebox').TSchema>(schema: T) => Type.Union([schema, Type.Null()]);
const UnitRef = Type.Object({ id: Type.String(), name: Name });

/** What anyone standing at the plate may know. */
export const AssetSeen = Type.Object({
  id: Type.String(),
  classCode: Type.String(),
  className: Name,
  isWell: Type.Boolean(),
  status: AssetStatus,
  position: Point,
  address: Nullable(Type.String()),
  street: Name,
  district: Name,
  looks: Nullable(Looks),
});

export const AssetRow = Type.Interface([AssetSeen], {
  owner: Nullable(UnitRef),
  maintainer: Nullable(UnitRef),
  ownerConfidence: Type.Number(),
  version: Type.Integer(),
});
export type AssetRow = Static<typeof AssetRow>;

export const Cover = Type.Object({
  shape: Type.String(),
  sizeMm: Type.Integer(),
  material: Type.String(),
  loadClass: Type.String(),
  lettering: Nullable(Type.String()),
  maker: Nullable(Type.String()),
  fittedOn: Nullable(Type.String()),
  removedOn: Nullable(Type.String()),
});

export const Asset = Type.Interface([AssetRow], {
  authority: Nullable(UnitRef),
  ownerEvidence: Type.String(),
  positionAccuracyM: Type.Number(),
  locationKind: LocationKind,
  depthM: Nullable(Type.Number()),
  yearBuilt: Nullable(Type.Integer()),
  hasAntiFallNet: Nullable(Type.Boolean()),
  firstRecordedOn: Type.String(),
  changedOn: Type.String(),
  dataSource: Type.String(),
  sourceNumber: Nullable(Type.String()),
  note: Nullable(Type.String()),
  covers: Type.Array(Cover, { description: 'The one on it first, then those before' }),
  events: Type.Array(
    Type.Object({
      at: Type.String(),
      action: Type.String(),
      source: Type.String(),
      person: Nullable(Name),
      changes: Type.Record(Type.String(), Type.Unknown()),
      note: Nullable(Type.String()),
    }),
  ),
  orders: Type.Array(Type.Object({ id: Type.String(), kind: Name, state: Type.String(), openedAt: Type.String() }), {
    description: 'Those the reader may see',
  }),
  canChangeStatus: Type.Boolean(),
});
export type Asset = Static<typeof Asset>;

export const listAssets = route({
  name: 'listAssets',
  method: 'GET',
  path: '/api/v1/assets',
  access: 'assets.read',
  csrf: false,
  summary: 'Search the registry: near a point, inside a box, by number, road or address',
  query: Type.Object(
    {
      near: Type.Optional(Type.String({ pattern: '^-?\\d{1,3}(\\.\\d{1,12})?,-?\\d{1,2}(\\.\\d{1,12})?$', description: 'lon,lat (WGS 84)' })),
      bbox: Type.Optional(
        Type.String({ maxLength: 120, pattern: '^(-?\\d{1,3}(\\.\\d{1,12})?,){3}-?\\d{1,3}(\\.\\d{1,12})?$', description: 'west,south,east,north (WGS 84)' }),
      ),
      q: Type.Optional(Type.String({ maxLength: 80, description: 'Part of a number, a road, an address' })),
      classCode: Type.Optional(Type.String({ pattern: '^\\d{4}$' })),
      status: Type.Optional(AssetStatus),
      ownerId: Type.Optional(UnitId),
      placeCode: Type.Optional(PlaceCode),
      cursor: Type.Optional(Cursor),
      limit: Type.Optional(Limit),
    },
    { additionalProperties: false },
  ),
  reply: { 200: Type.Object({ assets: Type.Array(AssetRow), nextCursor: Nullable(Type.String()) }) },
});

export const AssetParams = Type.Object({ id: Plate });

export const getAsset = route({
  name: 'getAsset',
  method: 'GET',
  path: '/api/v1/assets/:id',
  access: 'public',
  csrf: false,
  summary: 'One asset by its plate: what can be seen there for the public, its whole life for staff',
  params: AssetParams,
  reply: { 200: Type.Union([Asset, AssetSeen]) },
});

export const patchAsset = route({
  name: 'patchAsset',
  method: 'PATCH',
  path: '/api/v1/assets/:id',
  access: 'assets.status',
  csrf: true,
  summary: 'Its recorded owner or maintainer changes its status; nobody else',
  params: AssetParams,
  body: Type.Object(
    { version: Type.Integer({ minimum: 1 }), status: AssetStatus, note: Type.Optional(Type.String({ maxLength: 500 })) },
    { additionalProperties: false },
  ),
  reply: { 200: Asset },
});
