import Type, { type Static } from 'typebox';
import { Code } from './account.ts';
import { route } from './route.ts';
import { Name, PlaceCode, Role, UnitId } from './terms.ts';

export const Grant = Type.Object({
  role: Role,
  place: Type.Union([Type.Object({ code: PlaceCode, name: Name }), Type.Null()]),
  unit: Type.Union([Type.Object({ id: UnitId, name: Name, hasEnded: Type.Boolean() }), Type.Null()]),
});
export const Session = Type.Object({
  username: Type.String(),
  name: Name,
  grants: Type.Array(Grant),
  permissions: Type.Array(Type.String()),
  area: Type.Union([Type.Tuple([Type.Number(), Type.Number(), Type.Number(), Type.Number()]), Type.Null()], {
    description: 'west, south, east, north (WGS 84) of the districts and streets that the grants are about; null: the whole city, or none',
  }),
  lacksSecondFactor: Type.Boolean({ description: 'Nothing opens until it is switched on' }),
  csrfToken: Type.String({ description: 'Send as X-CSRF-Token with every change made by cookie' }),
  expiresAt: Type.String(),
});
export type Session = Static<typeof Session>;

export const DemoAccount = Type.Object({ username: Type.String(), name: Name, grants: Type.Array(Grant) });
export type DemoAccount = Static<typeof DemoAccount>;

export const listDemoAccounts = route({
  name: 'listDemoAccounts',
  method: 'GET',
  path: '/api/v1/demo-accounts',
  access: 'public',
  csrf: false,
  summary: 'Who may sign in to a demo city, to try it; 404 in any other',
  reply: { 200: Type.Object({ accounts: Type.Array(DemoAccount) }) },
});

export const createSession = route({
  name: 'createSession',
  method: 'POST',
  path: '/api/v1/session',
  access: 'public',
  csrf: false,
  summary: 'Sign in; sets the session cookie. Who has a second factor is asked for its code (second-factor-needed)',
  body: Type.Object(
    { username: Type.String({ minLength: 1, maxLength: 64 }), password: Type.String({ minLength: 1, maxLength: 200 }), code: Type.Optional(Code) },
    { additionalProperties: false },
  ),
  reply: { 201: Session },
});

export const getSession = route({
  name: 'getSession',
  method: 'GET',
  path: '/api/v1/session',
  access: 'signed-in',
  csrf: false,
  summary: 'Who is signed in',
  reply: { 200: Session },
});

export const deleteSession = route({
  name: 'deleteSession',
  method: 'DELETE',
  path: '/api/v1/session',
  access: 'signed-in',
  csrf: true,
  summary: 'Sign out',
  reply: { 204: Type.Null() },
});
