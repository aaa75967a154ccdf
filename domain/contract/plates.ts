import Type, { type Static } from 'typebox';
import { route } from './route.ts';
import { AssetId, AssetStatus, PlaceCode, UnitId } from './terms.ts';

/** Plates of one file; longer selections come in parts. */
export const platesPerPart = 600;
/** A street has up to 30,000 wells; more than this is no selection any more. */
export const mostPlates = 50_000;

export const PlateSelection = Type.Object(
  {
    ids: Type.Optional(
      Type.String({
        maxLength: 3600,
        pattern: '^\\d{16}[0-9X](,\\d{16}[0-9X]){0,199}$',
        description: 'Up to 200 numbers with commas between; nothing else then',
      }),
    ),
    placeCode: Type.Optional(PlaceCode),
    ownerId: Type.Optional(UnitId),
    classCode: Type.Optional(Type.String({ pattern: '^\\d{4}$' })),
    status: Type.Optional(AssetStatus),
  },
  { additionalProperties: false, description: 'ids, or a district or street, or an owner; class and status narrow it. Removed ones only when asked for' },
);
export type PlateSelection = Static<typeof PlateSelection>;

export const PlateParts = Type.Object({
  plates: Type.Integer({ description: 'In the whole selection' }),
  sheets: Type.Integer(),
  perSheet: Type.Integer(),
  plateMm: Type.Object({ width: Type.Number(), height: Type.Number() }),
  parts: Type.Array(
    Type.Object({
      after: Type.Union([AssetId, Type.Null()], { description: 'What getPlates takes to begin here; null: the first' }),
      first: AssetId,
      last: AssetId,
      plates: Type.Integer(),
    }),
    { description: `Files of at most ${platesPerPart} plates, by number` },
  ),
});
export type PlateParts = Static<typeof PlateParts>;

export const listPlateParts = route({
  name: 'listPlateParts',
  method: 'GET',
  path: '/api/v1/plates/parts',
  access: 'plates.print',
  csrf: false,
  summary: 'How many plates a selection has and the files it comes in',
  query: PlateSelection,
  reply: { 200: PlateParts },
});

export const getPlates = route({
  name: 'getPlates',
  method: 'GET',
  path: '/api/v1/plates',
  access: 'plates.print',
  csrf: false,
  summary: `Plates to print at true size: a PDF of A4 sheets with crop marks, at most ${platesPerPart} plates; the header x-next-after names where the next part begins`,
  query: Type.Object({ ...PlateSelection.properties, after: Type.Optional(AssetId) }, { additionalProperties: false }),
  reply: {},
});
