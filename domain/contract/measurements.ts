import Type, { type Static } from 'typebox';
import { Asset } from './assets.ts';
import { route } from './route.ts';
import { AssetId, Name, SeenVersion } from './terms.ts';

const Millimetres = Type.Integer({ minimum: 1, maximum: 20_000 });

/** What of a measurement the registry has a field for. */
export const WellMeasures = Type.Object(
  {
    sizeMm: Type.Optional(Type.Unsafe<number>({ ...Millimetres, description: 'The cover: its diameter, or its longer side' })),
    widthMm: Type.Optional(Type.Unsafe<number>({ ...Millimetres, description: 'Of a rectangular cover the shorter side' })),
    clearOpeningMm: Type.Optional(Millimetres),
    levelDifferenceMm: Type.Optional(Type.Number({ minimum: -2000, maximum: 2000, description: 'Of the cover to the road; above it: positive' })),
    depthM: Type.Optional(Type.Number({ minimum: 0, maximum: 100, description: 'From the road to the bottom' })),
  },
  { additionalProperties: false },
);
export type WellMeasures = Static<typeof WellMeasures>;

/** What a crew measures on site; gas and water stay with the order. */
export const Measured = Type.Object(
  {
    ...WellMeasures.properties,
    waterM: Type.Optional(Type.Number({ minimum: 0, maximum: 100, description: 'Depth of the water in it' })),
    gasLelPercent: Type.Optional(Type.Number({ minimum: 0, maximum: 100, description: 'Combustible gas, in % of the lower explosive limit' })),
    h2sPpm: Type.Optional(Type.Number({ minimum: 0, maximum: 2000, description: 'Hydrogen sulphide, in ppm' })),
  },
  { additionalProperties: false, minProperties: 1 },
);
export type Measured = Static<typeof Measured>;

export const Measurement = Type.Object({
  id: Type.String(),
  orderId: Type.String(),
  at: Type.String(),
  by: Name,
  taken: WellMeasures,
});
export type Measurement = Static<typeof Measurement>;

export const listMeasurements = route({
  name: 'listMeasurements',
  method: 'GET',
  path: '/api/v1/assets/:id/measurements',
  access: 'assets.read',
  csrf: false,
  summary: 'What crews measured of it in their orders and nobody has adopted or refused yet, newest first',
  params: Type.Object({ id: AssetId }),
  reply: { 200: Type.Object({ measurements: Type.Array(Measurement) }) },
});

export const answerMeasurement = route({
  name: 'answerMeasurement',
  method: 'POST',
  path: '/api/v1/measurements/:id/answer',
  access: 'assets.edit',
  csrf: true,
  summary: 'Who may change the well adopts what was measured, or says no; either way it waits no more',
  params: Type.Object({ id: Type.String({ pattern: '^\\d{1,18}$' }) }),
  body: Type.Object({ adopt: Type.Boolean(), version: SeenVersion }, { additionalProperties: false }),
  reply: { 200: Asset },
});
