import Type, { type Static } from 'typebox';
import { route } from './route.ts';

const SourceName = Type.String({ pattern: '^[a-z-]{1,40}$' });
// Text, because what is coerced to an integer lets 1.5, 0x1 and nothing at all pass for one.
const whole = (description: string) => Type.String({ pattern: '^-?\\d{1,20}$', description });
const z = whole('Zoom, 0 to 22');
const x = whole('Column from the west, 0 to 2^z − 1');
const y = whole('Row from the north, 0 to 2^z − 1');
const Address = Type.Object({ z, x, y });

const list = (item: string) => `^(${item}(,${item}){0,199})?$`;
const classes = Type.Optional(Type.String({ pattern: list('\\d{4}'), description: 'Only these classes: codes of four digits, with commas' }));
const statuses = Type.Optional(Type.String({ pattern: list('(intact|damaged|missing|abandoned)'), description: 'Only these statuses, with commas' }));
const owners = Type.Optional(Type.String({ pattern: list('[a-z0-9-]{1,64}'), description: 'Only what these units own, with commas; - for what nobody owns' }));

/** What narrows a tile. It never widens what the reader may see; a parameter of another name is not looked at. */
const PublicFilter = Type.Object({ class: classes, status: statuses });
const StaffFilter = Type.Object({ class: classes, status: statuses, owner: owners });
export type StaffFilter = Static<typeof StaffFilter>;

/** TileJSON 3.0.0 (github.com/mapbox/tilejson-spec). */
export const TileJson = Type.Object({
  tilejson: Type.Literal('3.0.0'),
  name: Type.String(),
  description: Type.String(),
  scheme: Type.Literal('xyz'),
  tiles: Type.Array(Type.String(), { description: 'Absolute addresses with {z}, {x} and {y}' }),
  minzoom: Type.Integer(),
  maxzoom: Type.Integer(),
  bounds: Type.Tuple([Type.Number(), Type.Number(), Type.Number(), Type.Number()], { description: 'west, south, east, north of the city (WGS 84)' }),
  vector_layers: Type.Array(Type.Object({ id: Type.String(), fields: Type.Record(Type.String(), Type.String()) })),
});
export type TileJson = Static<typeof TileJson>;

export const getTileJson = route({
  name: 'getTileJson',
  method: 'GET',
  path: '/tiles/:source',
  access: 'public',
  csrf: false,
  summary: 'What a public tile source holds (TileJSON): wells, assets, districts, streets, roads, labels, waters',
  params: Type.Object({ source: SourceName }),
  query: PublicFilter,
  reply: { 200: TileJson },
});

export const getTile = route({
  name: 'getTile',
  method: 'GET',
  path: '/tiles/:source/:z/:x/:y',
  access: 'public',
  csrf: false,
  summary: 'A public vector tile (application/vnd.mapbox-vector-tile); 204 where there is nothing',
  params: Type.Interface([Address], { source: SourceName }),
  query: PublicFilter,
  reply: {},
});

export const getStaffWellsTileJson = route({
  name: 'getStaffWellsTileJson',
  method: 'GET',
  path: '/tiles/staff-wells',
  access: 'assets.read',
  csrf: false,
  summary: 'What the staff’s well tiles hold (TileJSON)',
  query: StaffFilter,
  reply: { 200: TileJson },
});

export const getStaffWellsTile = route({
  name: 'getStaffWellsTile',
  method: 'GET',
  path: '/tiles/staff-wells/:z/:x/:y',
  access: 'assets.read',
  csrf: false,
  summary: 'Wells within the reader’s reach, with number and owner',
  params: Address,
  query: StaffFilter,
  reply: {},
});

export const getStaffAssetsTileJson = route({
  name: 'getStaffAssetsTileJson',
  method: 'GET',
  path: '/tiles/staff-assets',
  access: 'assets.read',
  csrf: false,
  summary: 'What the staff’s asset tiles hold (TileJSON)',
  query: StaffFilter,
  reply: { 200: TileJson },
});

export const getStaffAssetsTile = route({
  name: 'getStaffAssetsTile',
  method: 'GET',
  path: '/tiles/staff-assets/:z/:x/:y',
  access: 'assets.read',
  csrf: false,
  summary: 'Assets that are no wells, within the reader’s reach',
  params: Address,
  query: StaffFilter,
  reply: {},
});

export const getStaffOrdersTileJson = route({
  name: 'getStaffOrdersTileJson',
  method: 'GET',
  path: '/tiles/staff-orders',
  access: 'orders.read',
  csrf: false,
  summary: 'What the staff’s order tiles hold (TileJSON)',
  reply: { 200: TileJson },
});

export const getStaffOrdersTile = route({
  name: 'getStaffOrdersTile',
  method: 'GET',
  path: '/tiles/staff-orders/:z/:x/:y',
  access: 'orders.read',
  csrf: false,
  summary: 'Open work orders within the reader’s reach',
  params: Address,
  reply: {},
});
