import Type, { type Static } from 'typebox';
import { Unit } from './city.ts';
import { route } from './route.ts';
import { Name, Nullable, PlaceCode, SeenVersion, UnitId, words } from './terms.ts';

const Named = Type.Object({ id: Type.String(), name: Name });
const Placed = Type.Object({ code: Type.String(), name: Name });

export const UnitHours = Type.Object(
  {
    weekdays: Type.Array(Type.Integer({ minimum: 1, maximum: 7 }), { minItems: 1, maxItems: 7, uniqueItems: true, description: 'ISO: 1 is Monday' }),
    fromTime: Type.String({ pattern: '^([01]\\d|2[0-3]):[0-5]\\d$' }),
    toTime: Type.String({ pattern: '^([01]\\d|2[0-3]):[0-5]\\d$|^24:00$', description: 'Earlier than fromTime: over midnight' }),
  },
  { additionalProperties: false },
);
export type UnitHours = Static<typeof UnitHours>;

const fields = {
  name: Type.Object({ zh: Type.String({ minLength: 1, maxLength: 60 }), en: Type.String({ minLength: 1, maxLength: 100 }) }, { additionalProperties: false }),
  parentId: Nullable(UnitId),
  placeCode: PlaceCode,
  alsoPlaces: Type.Array(PlaceCode, { maxItems: 20, uniqueItems: true, description: 'Districts that a road or greening unit looks after besides its own' }),
  words: Type.Array(Type.String({ minLength: 1, maxLength: 40 }), { maxItems: 20, uniqueItems: true, description: 'By which callers and covers name it' }),
  phone: Nullable(Type.String({ pattern: '^[0-9+() -]{3,40}$' })),
  hours: Nullable(UnitHours),
  why: Type.String({ minLength: 1, maxLength: 500, description: 'Kept with the change' }),
};

export const NetworkUnit = Type.Object({
  id: Type.String(),
  kind: Unit.properties.kind,
  level: Unit.properties.level,
  name: Name,
  place: Placed,
  parent: Nullable(Named),
  alsoPlaces: Type.Array(Placed),
  words: Type.Array(Type.String()),
  phone: Nullable(Type.String()),
  hours: Nullable(UnitHours),
  active: Type.Boolean(),
  successor: Nullable(Named),
  version: Type.Integer(),
  openOrders: Type.Integer({ description: 'For which it is accountable' }),
  shifts: Type.Integer({ description: 'On its roster' }),
  isMoving: Type.Boolean({ description: 'It ended, and its wells are still being written to who follows it' }),
  mayEdit: Type.Boolean(),
  changes: Type.Array(
    Type.Object({
      at: Type.String(),
      person: Name,
      action: words('added', 'changed', 'closed'),
      why: Type.String(),
      changes: Type.Array(Type.Object({ field: Type.String(), before: Type.String(), after: Type.String() })),
      names: Type.Array(Type.Object({ code: Type.String(), name: Name }), { description: 'Of the units and places whose codes stand in the changes' }),
    }),
    { description: 'The latest fifty, newest first' },
  ),
});
export type NetworkUnit = Static<typeof NetworkUnit>;

const UnitLine = Type.Object({ id: Type.String(), kind: Unit.properties.kind, name: Name, place: Placed, active: Type.Boolean(), successor: Nullable(Named) });
export type UnitLine = Static<typeof UnitLine>;

const params = Type.Object({ unitId: UnitId });
const path = '/api/v1/network-units';

export const listNetworkUnits = route({
  name: 'listNetworkUnits',
  method: 'GET',
  path,
  access: 'rules.read',
  csrf: false,
  summary: 'The city’s units, those too that ended; a hundred at most, found by a word, a kind, a place',
  query: Type.Object(
    { q: Type.Optional(Type.String({ maxLength: 40 })), kind: Type.Optional(Unit.properties.kind), ended: Type.Optional(Type.Boolean()) },
    { additionalProperties: false },
  ),
  reply: { 200: Type.Object({ units: Type.Array(UnitLine), isWhole: Type.Boolean(), mayEdit: Type.Boolean() }) },
});

export const getNetworkUnit = route({
  name: 'getNetworkUnit',
  method: 'GET',
  path: `${path}/:unitId`,
  access: 'rules.read',
  csrf: false,
  summary: 'One unit with what hangs on it and every change of it',
  params,
  reply: { 200: NetworkUnit },
});

export const addUnit = route({
  name: 'addUnit',
  method: 'POST',
  path,
  access: 'units.edit',
  csrf: true,
  summary: 'A new unit; its code and its kind are given once',
  body: Type.Object({ id: UnitId, kind: Unit.properties.kind, ...fields }, { additionalProperties: false }),
  reply: { 201: NetworkUnit },
});

export const changeUnit = route({
  name: 'changeUnit',
  method: 'PUT',
  path: `${path}/:unitId`,
  access: 'units.edit',
  csrf: true,
  summary: 'Another name, parent, place, area, telephone or hours; what is dispatched from then on follows them',
  params,
  body: Type.Object({ version: SeenVersion, ...fields }, { additionalProperties: false }),
  reply: { 200: NetworkUnit },
});

export const closeUnit = route({
  name: 'closeUnit',
  method: 'POST',
  path: `${path}/:unitId/close`,
  access: 'units.edit',
  csrf: true,
  summary: 'Ends a unit; another follows it: its open orders, roster, people and wells go there',
  params,
  body: Type.Object({ version: SeenVersion, successorId: UnitId, why: fields.why }, { additionalProperties: false }),
  reply: { 200: NetworkUnit },
});
