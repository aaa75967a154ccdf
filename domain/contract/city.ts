import Type, { type Static } from 'typebox';
import { route } from './route.ts';
import { Name, Point, UnitLevel } from './terms.ts';

export const ProblemKind = Type.Object({
  code: Type.String(),
  name: Name,
  about: Type.Union([Type.Literal('well'), Type.Literal('asset'), Type.Literal('none')]),
  assetClasses: Type.Array(Type.String()),
  isHazard: Type.Boolean(),
  isEmergency: Type.Boolean(),
});
export type ProblemKind = Static<typeof ProblemKind>;

export const AssetClass = Type.Object({ code: Type.String(), name: Name, isWell: Type.Boolean(), isSensitive: Type.Boolean() });
export type AssetClass = Static<typeof AssetClass>;

export const City = Type.Object({
  code: Type.String(),
  name: Name,
  timeZone: Type.String(),
  centre: Point,
  bounds: Type.Tuple([Type.Number(), Type.Number(), Type.Number(), Type.Number()]),
  isDemo: Type.Boolean(),
  hotline: Type.String(),
  emergencyNumbers: Type.Array(Type.Object({ number: Type.String(), name: Name })),
  problemKinds: Type.Array(ProblemKind),
  assetClasses: Type.Array(AssetClass),
  limits: Type.Object(
    { longWorkingDays: Type.Integer(), superviseWorkingDays: Type.Integer(), recheckWorkingDays: Type.Integer(), callAnswerMinutes: Type.Integer() },
    { description: 'Limits as the city set them, where a page says how long something may take before it begins' },
  ),
  basemapStyleUrl: Type.Union([Type.String(), Type.Null()], { description: 'A MapLibre style of the city’s choosing under our layers' }),
});
export type City = Static<typeof City>;

export const getCity = route({
  name: 'getCity',
  method: 'GET',
  path: '/api/v1/city',
  access: 'public',
  csrf: false,
  summary: 'What a client needs to know of the city before it starts',
  reply: { 200: City },
});

export const listRoadNames = route({
  name: 'listRoadNames',
  method: 'GET',
  path: '/api/v1/road-names',
  access: 'public',
  csrf: false,
  summary: 'Roads’ names in both languages, by their Chinese ones; those the city does not have are left out',
  query: Type.Object(
    { names: Type.String({ minLength: 1, maxLength: 1500, description: 'At most 60, with commas between them' }) },
    { additionalProperties: false },
  ),
  reply: { 200: Type.Object({ roads: Type.Array(Name) }) },
});

export const Unit = Type.Object({
  id: Type.String(),
  kind: Type.Union([Type.Literal('trade'), Type.Literal('road'), Type.Literal('greening'), Type.Literal('centre')]),
  level: UnitLevel,
  placeCode: Type.String(),
  name: Name,
});
export type Unit = Static<typeof Unit>;

export const listUnits = route({
  name: 'listUnits',
  method: 'GET',
  path: '/api/v1/units',
  access: 'signed-in',
  csrf: false,
  summary: 'The units that orders can be sent to, those of the place first',
  query: Type.Object(
    { q: Type.Optional(Type.String({ maxLength: 40 })), near: Type.Optional(Type.String({ pattern: '^\\d{6}(\\d{3})?$', description: 'A place code' })) },
    { additionalProperties: false },
  ),
  reply: { 200: Type.Object({ units: Type.Array(Unit) }) },
});
