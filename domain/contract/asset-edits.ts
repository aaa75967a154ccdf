import Type, { type Static } from 'typebox';
import { Asset, AssetParams } from './assets.ts';
import { route } from './route.ts';
import { AssetStatus, LocationKind, Nullable, Outcomes, Plate, Position, SeenVersion, UnitId, words } from './terms.ts';

/** What may be said anew of an asset, and by whom: domain/asset-edit.ts. Every change names the version that was looked at. */
const Text = (most: number) => Type.String({ minLength: 1, maxLength: most });
const OnDate = Type.String({ pattern: '^[1-9]\\d{3}-\\d{2}-\\d{2}$', format: 'date', description: 'A date of the city' });
const Millimetres = Type.Integer({ minimum: 1, maximum: 20_000 });

const CoverShape = words('round', 'rectangular');
const CoverMaterial = words('ductile_iron', 'grey_iron', 'concrete', 'composite', 'concrete_filled');
const LoadClass = words('A15', 'B125', 'C250', 'D400', 'E600', 'F900');
const HowMeasured = words('rtk', 'total_station', 'mobile_mapping', 'handheld', 'drawing', 'estimated');
const ChamberMaterial = words('brick', 'concrete', 'precast_concrete', 'plastic', 'stone');
/** Where a statement comes from; a keeper's own word is always its owner's. */
const StatementSource = words('survey', 'owner', 'registrar');

const known = <T extends import('typebox').TSchema>(schema: T) => Type.Optional(Nullable(schema));

/** What is known of a cover, at least one fact of it; null or not there: nobody knows. Of the cover that is on: what was recorded wrong. */
export const CoverFacts = Type.Object(
  {
    shape: known(CoverShape),
    sizeMm: known(Millimetres),
    material: known(CoverMaterial),
    loadClass: known(LoadClass),
    lettering: known(Text(40)),
    maker: known(Text(80)),
    clearOpeningMm: known(Millimetres),
    widthMm: known(Millimetres),
    bolted: known(Type.Boolean()),
    vented: known(Type.Boolean()),
    smartSensor: known(Type.Boolean()),
    levelDifferenceMm: known(Type.Number({ minimum: -2000, maximum: 2000 })),
    fittedOn: known(OnDate),
  },
  { additionalProperties: false, minProperties: 1 },
);
export type CoverFacts = Static<typeof CoverFacts>;

const facts = {
  position: Type.Optional(Position),
  positionAccuracyM: Type.Optional(Type.Number({ minimum: 0.01, maximum: 1000 })),
  howMeasured: Type.Optional(Nullable(HowMeasured)),
  address: Type.Optional(Nullable(Text(200))),
  locationKind: Type.Optional(LocationKind),
  classCode: Type.Optional(Type.String({ pattern: '^\\d{4}$' })),
  authorityId: Type.Optional(Nullable(UnitId)),
  ownerId: Type.Optional(Nullable(UnitId)),
  maintainerId: Type.Optional(Nullable(UnitId)),
  ownerConfidence: Type.Optional(Type.Number({ minimum: 0, maximum: 1 })),
  ownerEvidence: Type.Optional(Text(40)),
  status: Type.Optional(AssetStatus),
  depthM: Type.Optional(Nullable(Type.Number({ minimum: 0, maximum: 100 }))),
  yearBuilt: Type.Optional(Nullable(Type.Integer({ minimum: 1840, maximum: 2200 }))),
  hasAntiFallNet: Type.Optional(Nullable(Type.Boolean())),
  floodProne: Type.Optional(Nullable(Type.Boolean())),
  chamberSizeMm: Type.Optional(Nullable(Millimetres)),
  chamberMaterial: Type.Optional(Nullable(ChamberMaterial)),
  gridCell: Type.Optional(Nullable(Text(40))),
  objectName: Type.Optional(Nullable(Text(80))),
  sourceNumber: Type.Optional(Nullable(Text(40))),
  lastVerifiedOn: Type.Optional(Nullable(OnDate)),
  remark: Type.Optional(Nullable(Text(1000))),
};

const Why = Type.String({ maxLength: 500, description: 'Why it is changed' });

export const AssetChanges = Type.Object({ ...facts, cover: Type.Optional(CoverFacts) }, { additionalProperties: false });
export type AssetChanges = Static<typeof AssetChanges>;

const change = { access: 'assets.edit', csrf: true, params: AssetParams, reply: { 200: Asset } } as const;

export const patchAsset = route({
  ...change,
  name: 'patchAsset',
  method: 'PATCH',
  path: '/api/v1/assets/:id',
  summary: 'Its owner or maintainer changes its status and what maintenance finds; the registrar of its place everything but its number',
  body: Type.Object(
    { version: SeenVersion, note: Type.Optional(Why), source: Type.Optional(StatementSource), ...AssetChanges.properties },
    { additionalProperties: false, minProperties: 2 },
  ),
});

export const setStatuses = route({
  name: 'setStatuses',
  method: 'POST',
  path: '/api/v1/asset-statuses',
  access: 'assets.edit',
  csrf: true,
  summary: 'One status for several assets, each for itself: what one refuses stops none of the others',
  body: Type.Object(
    { ids: Type.Array(Plate, { minItems: 1, maxItems: 100, uniqueItems: true }), status: AssetStatus, note: Type.Optional(Why) },
    { additionalProperties: false },
  ),
  reply: { 200: Outcomes },
});

export const createAsset = route({
  name: 'createAsset',
  method: 'POST',
  path: '/api/v1/assets',
  access: 'assets.register',
  csrf: true,
  summary: 'Registers one asset: its district and street follow from the position, its number is adopted when valid and free, else minted',
  body: Type.Object(
    {
      ...facts,
      position: Position,
      classCode: Type.String({ pattern: '^\\d{4}$' }),
      locationKind: LocationKind,
      number: Type.Optional(Plate),
      cover: Type.Optional(CoverFacts),
      note: Type.Optional(Why),
      source: Type.Optional(StatementSource),
    },
    { additionalProperties: false },
  ),
  reply: { 201: Asset },
});

export const replaceCover = route({
  ...change,
  name: 'replaceCover',
  method: 'POST',
  path: '/api/v1/assets/:id/cover',
  summary: 'Closes the cover that is on and puts another on; a missing or damaged well whose cover is replaced is intact again',
  body: Type.Object(
    { version: SeenVersion, cover: CoverFacts, removedReason: Type.Optional(words('broken', 'stolen', 'worn', 'upgraded', 'other')), note: Type.Optional(Why) },
    { additionalProperties: false },
  ),
});

export const mergeAsset = route({
  ...change,
  access: 'assets.register',
  name: 'mergeAsset',
  method: 'POST',
  path: '/api/v1/assets/:id/merge',
  summary: 'This record and another are one well: both numbers stay, this one points to the other, which is returned',
  body: Type.Object({ version: SeenVersion, into: Plate, note: Type.String({ minLength: 1, maxLength: 500 }) }, { additionalProperties: false }),
});

export const splitAsset = route({
  name: 'splitAsset',
  method: 'POST',
  path: '/api/v1/assets/:id/split',
  access: 'assets.register',
  csrf: true,
  summary: 'This record is two wells: it keeps its number, the other gets a new one and is returned. A merged number stands on its own again',
  params: AssetParams,
  body: Type.Object(
    {
      version: SeenVersion,
      note: Type.String({ minLength: 1, maxLength: 500 }),
      position: Type.Optional(Position),
      classCode: Type.Optional(Type.String({ pattern: '^\\d{4}$' })),
      locationKind: Type.Optional(LocationKind),
      ownerId: Type.Optional(Nullable(UnitId)),
      cover: Type.Optional(CoverFacts),
    },
    { additionalProperties: false },
  ),
  reply: { 201: Asset },
});

export const retireAsset = route({
  ...change,
  access: 'assets.register',
  name: 'retireAsset',
  method: 'POST',
  path: '/api/v1/assets/:id/retire',
  summary: 'The well is filled in (abandoned) or gone (removed); its number stays and still resolves',
  body: Type.Object(
    { version: SeenVersion, status: words('abandoned', 'removed'), note: Type.String({ minLength: 1, maxLength: 500 }) },
    { additionalProperties: false },
  ),
});
