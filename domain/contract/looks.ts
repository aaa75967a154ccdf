import Type, { type Static } from 'typebox';
import { route } from './route.ts';
import { Cursor, Name, Nullable, words } from './terms.ts';

/** contacts: names and telephones; telephone: found by one; order: the words on an order's page; photo: a photo itself; number: the report's own page. */
const LookWay = words('contacts', 'telephone', 'order', 'photo', 'number');
export type LookWay = Static<typeof LookWay>;

const Look = Type.Object({
  id: Type.String(),
  at: Type.String({ description: 'Of words and photos the first look of its hour: one line stands for all of that hour' }),
  person: Name,
  username: Type.String(),
  token: Nullable(Type.String({ description: 'Of a look by a program: what its token is called' })),
  orderId: Type.String(),
  way: LookWay,
});
export type Look = Static<typeof Look>;

export const listLooks = route({
  name: 'listLooks',
  method: 'GET',
  path: '/api/v1/looks',
  access: 'signed-in',
  csrf: false,
  summary: 'Who looked at callers’ names, telephones, words and photos, newest first: one’s own looks, and with looks.read those at any order within reach',
  query: Type.Object({ orderId: Type.Optional(Type.String({ pattern: '^\\d{1,18}$' })), cursor: Type.Optional(Cursor) }, { additionalProperties: false }),
  reply: { 200: Type.Object({ looks: Type.Array(Look), next: Nullable(Type.String()) }) },
});
