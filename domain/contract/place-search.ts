import Type, { type Static } from 'typebox';
import { route } from './route.ts';
import { Name, Nullable, Point, words } from './terms.ts';

/** So many are told of one search. */
export const mostPlaces = 8;

export const FoundPlace = Type.Object({
  kind: words('house', 'crossing', 'road', 'neighbourhood', 'street', 'district'),
  name: Name,
  street: Nullable(Name),
  district: Nullable(Name),
  position: Point,
  reachM: Type.Number({ description: 'How far round its position it may reach: a house 25 m, a district several km' }),
});
export type FoundPlace = Static<typeof FoundPlace>;

export const findPlaces = route({
  name: 'findPlaces',
  method: 'GET',
  path: '/api/v1/place-search',
  access: 'public',
  csrf: false,
  summary: 'Roads, houses, crossings, neighbourhoods, streets and districts by their names, the nearest first; nothing of the registry',
  query: Type.Object(
    {
      q: Type.String({ minLength: 1, maxLength: 80, description: 'An address, or how a name begins' }),
      near: Type.Optional(
        Type.String({ pattern: '^-?\\d{1,3}(\\.\\d{1,9})?,-?\\d{1,2}(\\.\\d{1,9})?$', description: 'lon,lat in WGS 84: where one looks from' }),
      ),
    },
    { additionalProperties: false },
  ),
  reply: { 200: Type.Object({ places: Type.Array(FoundPlace) }) },
});
