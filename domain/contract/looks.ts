import Type, { type Static } from 'typebox';
import { route } from './route.ts';
import { Cursor, Name, Nullable } from './terms.ts';

const Look = Type.Object({ id: Type.String(), at: Type.String(), person: Name, username: Type.String(), orderId: Type.String(), purpose: Type.String() });
export type Look = Static<typeof Look>;

export const listLooks = route({
  name: 'listLooks',
  method: 'GET',
  path: '/api/v1/looks',
  access: 'signed-in',
  csrf: false,
  summary: 'Who looked at callers’ data, newest first: one’s own looks, and with looks.read those at any order within reach',
  query: Type.Object({ orderId: Type.Optional(Type.String({ pattern: '^\\d{1,18}$' })), cursor: Type.Optional(Cursor) }, { additionalProperties: false }),
  reply: { 200: Type.Object({ looks: Type.Array(Look), next: Nullable(Type.String()) }) },
});
