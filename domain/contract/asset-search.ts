import Type, { type Static } from 'typebox';
import { AssetRow, Instant } from './assets.ts';
import { route } from './route.ts';
import { BoundingBox, Cursor, Limit, Nullable, PlaceCode, Point, UnitId, words } from './terms.ts';

const list = (one: string, most: number, description: string) => Type.String({ maxLength: 200, pattern: `^(${one})(,(${one})){0,${most - 1}}$`, description });
const degrees = '-?\\d{1,3}(\\.\\d{1,17})?';
const Year = Type.Integer({ minimum: 1800, maximum: 2200 });
const Day = Type.String({ pattern: '^[1-9]\\d{3}-\\d{2}-\\d{2}$', format: 'date', description: 'YYYY-MM-DD' });
const Unit = (what: string) => Type.Unsafe<Static<typeof UnitId>>({ ...UnitId, description: what });

/** A count is exact up to this many; above it is said to be an estimate. */
export const exactUpTo = 10_000;
/** What a search takes for a crossing, round where the two roads meet. */
export const crossingM = 60;
export const mostVertices = 100;
/** Of a drawn area. */
export const mostKm2 = 100;
/** Of a side of the box that is looked back at: some 100,000 assets in the densest part of a city, gathered in half a second. */
export const mostKmBack = 5;

export const AssetSort = words('number', 'distance', 'verified', 'built', 'changed');
export type AssetSort = Static<typeof AssetSort>;
/** Derived hazards, and `not_verified`: not looked at for longer than the city's settings.hazards.verifiedWithinDays, or recorded so long ago and never looked at since. */
export const SearchedHazard = words('weak_cover', 'no_anti_fall_net', 'not_verified');
export type SearchedHazard = Static<typeof SearchedHazard>;

/** How `q` was understood; one of them, the first that fits. */
export const Understood = Type.Object({
  as: words(
    'number',
    'merged',
    'retired',
    'unknown',
    'mistyped',
    'digits',
    'source-number',
    'digits-or-source-number',
    'crossing',
    'no-crossing',
    'house',
    'road',
    'district',
    'street',
    'neighbourhood',
    'words',
  ),
  text: Type.String({ description: 'What it was understood as: the number, the road with its house number, the two roads, the place, the words' }),
  standsFor: Nullable(Type.String({ description: 'Of a merged number: the number of the asset that it is part of now' })),
  alike: Type.Integer({ description: 'Of a place: how many bear the name; all of them are meant, and no point is given where there is more than one' }),
  besides: Type.Array(Type.String(), { description: 'What else must be met: words and places besides a road, words besides a place' }),
  point: Nullable(Point),
  box: Nullable(Type.Array(Type.Number(), { minItems: 4, maxItems: 4, description: 'Of a place: west, south, east, north of it, for a map to show' })),
});
export type Understood = Static<typeof Understood>;

export const FoundAsset = Type.Interface([AssetRow], {
  distanceM: Nullable(Type.Number({ description: 'From `near`, else from where the roads of a crossing meet; null without both' })),
  yearBuilt: Nullable(Type.Integer()),
  lastVerifiedOn: Nullable(Type.String()),
  changedOn: Type.String(),
  hazards: Type.Array(Type.String()),
});
export type FoundAsset = Static<typeof FoundAsset>;

export const AssetQuery = Type.Object(
  {
    q: Type.Optional(
      Type.String({
        maxLength: 80,
        description:
          'A number whole, as a national code without its check character, with one wrong character, or any four or more characters of it; an owner’s own number, its dashes, spaces and the letters before it left out or not, or an earlier number; else a road, house number or crossing, a place, and words (of address, note, lettering, unit, class, status), all of which must be met',
      }),
    ),
    classCode: Type.Optional(list('\\d{4}', 20, 'Up to 20 classes with commas between')),
    status: Type.Optional(list('intact|damaged|missing|abandoned|removed', 5, 'Statuses with commas between')),
    ownerId: Type.Optional(Unit('none: ownerless')),
    maintainerId: Type.Optional(Unit('none: nobody maintains it')),
    keeperId: Type.Optional(Unit('Owner or maintainer')),
    authorityId: Type.Optional(Unit('none: no authority is recorded')),
    placeCode: Type.Optional(Type.Unsafe<Static<typeof PlaceCode>>({ ...PlaceCode, description: 'City, district, street (9 digits) or neighbourhood (12)' })),
    hazard: Type.Optional(list('weak_cover|no_anti_fall_net|not_verified', 3, 'With any of these hazards')),
    builtFrom: Type.Optional(Year),
    builtTo: Type.Optional(Year),
    recordedFrom: Type.Optional(Day),
    recordedTo: Type.Optional(Day),
    verifiedBefore: Type.Optional(Type.Unsafe<string>({ ...Day, description: 'Last verified before this day, or never' })),
    bbox: Type.Optional(BoundingBox),
    polygon: Type.Optional(
      Type.String({
        maxLength: 4400,
        pattern: `^${degrees},${degrees}(;${degrees},${degrees}){2,${mostVertices}}$`,
        description: `A drawn area: lon,lat;lon,lat;… (WGS 84), 3 to ${mostVertices} vertices, not crossing itself, at most ${mostKm2} km²`,
      }),
    ),
    near: Type.Optional(Type.String({ pattern: '^-?\\d{1,3}(\\.\\d{1,17})?,-?\\d{1,2}(\\.\\d{1,17})?$', description: 'lon,lat (WGS 84)' })),
    withinM: Type.Optional(Type.Integer({ minimum: 1, maximum: 5000, description: 'Metres from `near`' })),
    sort: Type.Optional(
      Type.Unsafe<AssetSort>({
        ...AssetSort,
        description:
          'number; distance (the default with `near`, and at a crossing, from where its roads meet); verified: never first, then longest ago; built: oldest first; changed: newest first',
      }),
    ),
    cursor: Type.Optional(Cursor),
    limit: Type.Optional(Limit),
  },
  { additionalProperties: false },
);
export type AssetQuery = Static<typeof AssetQuery>;

const AreaAt = Type.Optional(
  Type.Unsafe<string>({
    ...Instant,
    description: `The registry as it stood at this instant: in a bbox of at most ${mostKmBack} km a side, by number, without q`,
  }),
);

export const listAssets = route({
  name: 'listAssets',
  method: 'GET',
  path: '/api/v1/assets',
  access: 'assets.read',
  csrf: false,
  summary: 'Search the registry; filters narrow each other',
  query: Type.Object({ ...AssetQuery.properties, at: AreaAt }, { additionalProperties: false }),
  reply: {
    200: Type.Object({
      assets: Type.Array(FoundAsset),
      nextCursor: Nullable(Type.String()),
      total: Nullable(Type.Object({ count: Type.Integer(), exact: Type.Boolean() }, { description: `Exact up to ${exactUpTo}; null on later pages` })),
      understood: Nullable(Understood),
      asOf: Nullable(Type.String({ description: 'The moment it is shown at; null: now' })),
    }),
  },
});
