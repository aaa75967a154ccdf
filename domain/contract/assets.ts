import Type, { type Static } from 'typebox';
import { Looks } from './match.ts';
import { route } from './route.ts';
import { AssetStatus, LocationKind, Name, Nullable, Plate, Point, words } from './terms.ts';

const UnitRef = Type.Object({ id: Type.String(), name: Name });

const Standing = words('current', 'retired', 'merged');
export type Standing = Static<typeof Standing>;

/** What an asset's history tells of, and from what; the database holds both lists (asset_events), and each has its words on the page. */
export const AssetAction = words('minted', 'changed', 'status', 'status_passed', 'owner', 'cover', 'merged', 'split', 'retired', 'place');
export type AssetAction = Static<typeof AssetAction>;
export const AssetSource = words('survey', 'drawing', 'owner', 'order', 'import', 'registrar', 'notice', 'decree');
export type AssetSource = Static<typeof AssetSource>;

export const Hazard = words('weak_cover', 'no_anti_fall_net', 'not_verified');

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
  /** How the number that was asked for stands: a merged one is answered by the asset that it became part of. */
  standing: Standing,
  askedFor: Type.String(),
});

export const AssetRow = Type.Interface([Type.Omit(AssetSeen, ['standing', 'askedFor'])], {
  owner: Nullable(UnitRef),
  maintainer: Nullable(UnitRef),
  road: Nullable(Type.Unsafe<Name>({ ...Name, description: 'The road that it was found to lie on' })),
  ownerConfidence: Type.Number(),
  version: Type.Integer(),
});
export type AssetRow = Static<typeof AssetRow>;

export const Cover = Type.Object({
  shape: Nullable(Type.String({ description: 'null, here and below: not known' })),
  sizeMm: Nullable(Type.Integer()),
  material: Nullable(Type.String()),
  loadClass: Nullable(Type.String()),
  lettering: Nullable(Type.String()),
  maker: Nullable(Type.String()),
  fittedOn: Nullable(Type.String()),
  removedOn: Nullable(Type.String()),
  removedReason: Nullable(Type.String()),
  clearOpeningMm: Nullable(Type.Integer()),
  widthMm: Nullable(Type.Integer({ description: 'The shorter side of a rectangular one' })),
  bolted: Nullable(Type.Boolean()),
  vented: Nullable(Type.Boolean()),
  smartSensor: Nullable(Type.Boolean()),
  levelDifferenceMm: Nullable(Type.Number({ description: 'Above the road: positive' })),
});

export const Asset = Type.Interface([AssetRow], {
  standing: Standing,
  askedFor: Type.String(),
  askedVersion: Nullable(
    Type.Integer({
      description: 'Of a number that was merged into this one: the version of its own record, by which it is made to stand on its own again; null: it has none',
    }),
  ),
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
  lastVerifiedOn: Nullable(Type.String()),
  howMeasured: Nullable(Type.String()),
  floodProne: Nullable(Type.Boolean()),
  chamberSizeMm: Nullable(Type.Integer()),
  chamberMaterial: Nullable(Type.String()),
  gridCell: Nullable(Type.String()),
  objectName: Nullable(Type.String()),
  hazards: Type.Array(Hazard),
  recordedAt: Type.String({ description: 'Since when this version stands' }),
  mergedNumbers: Type.Array(Type.String(), { description: 'Numbers that became part of this one' }),
  aliases: Type.Array(Type.Object({ number: Type.String(), source: Type.String(), reason: Type.String() }), {
    description: 'Numbers others gave it that were not adopted, and why',
  }),
  asOf: Nullable(Type.String({ description: 'The moment it is shown at; null: now' })),
  note: Nullable(Type.String()),
  covers: Type.Array(Cover, { description: 'The one on it first, then those before' }),
  unitNames: Type.Record(Type.String(), Name, { description: 'The units that its events speak of' }),
  placeNames: Type.Record(Type.String(), Name, { description: 'The districts and streets that its events speak of, by their codes' }),
  events: Type.Array(
    Type.Object({
      at: Type.String(),
      action: AssetAction,
      source: AssetSource,
      person: Nullable(Name),
      changes: Type.Record(Type.String(), Type.Unknown()),
      note: Nullable(Type.String()),
      version: Nullable(Type.Integer({ description: 'The version it made' })),
      orderId: Nullable(Type.String()),
      import: Nullable(
        Type.Object({
          id: Type.String(),
          row: Nullable(Type.Integer()),
          fileName: Nullable(Type.String({ description: 'null: not for the reader to look at' })),
        }),
      ),
    }),
  ),
  orders: Type.Array(Type.Object({ id: Type.String(), kind: Name, state: Type.String(), openedAt: Type.String() }), {
    description: 'Those the reader may see',
  }),
  canChangeStatus: Type.Boolean(),
  mayChange: Type.Array(Type.String(), { description: 'The fields of a PATCH that the reader may change; empty: none' }),
  mayRegister: Type.Boolean({ description: 'Whether the reader may merge, split and retire it' }),
});
export type Asset = Static<typeof Asset>;

const LonLat = Type.String({ pattern: '^-?\\d{1,3}(\\.\\d{1,17})?,-?\\d{1,2}(\\.\\d{1,17})?$', description: 'lon,lat (WGS 84)' });
export const Instant = Type.String({
  pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}(:\\d{2}(\\.\\d{1,6})?)?(Z|[+-]\\d{2}:\\d{2})$',
  description: 'The registry as it stood at this instant; staff only',
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
  query: Type.Object(
    {
      at: Type.Optional(Instant),
      near: Type.Optional(LonLat),
    },
    { additionalProperties: false },
  ),
  reply: { 200: Type.Union([Asset, AssetSeen]) },
});
