import Type, { type Static } from 'typebox';
import { route } from './route.ts';
import { Grant } from './sessions.ts';
import { Cursor, Name, Nullable, PlaceCode, Role, UnitId } from './terms.ts';

export const PersonId = Type.String({ pattern: '^\\d{1,18}$' });
export const Username = Type.String({ minLength: 2, maxLength: 64, pattern: '^[a-z0-9][a-z0-9._-]*$', description: 'Small letters, digits, . _ -' });
const GivenName = Type.Object(
  { zh: Type.String({ minLength: 1, maxLength: 60 }), en: Type.String({ minLength: 1, maxLength: 60 }) },
  { additionalProperties: false },
);
export const Email = Type.String({ maxLength: 200, pattern: '^[^\\s@<>"]{1,64}@[^\\s@<>"]{1,130}$' });

const GivenGrant = Type.Object(
  { role: Role, placeCode: Type.Optional(PlaceCode), unitId: Type.Optional(UnitId) },
  { additionalProperties: false, description: 'clerk and crew act for a unit, every other role in a place' },
);
export type GivenGrant = Static<typeof GivenGrant>;

export const Mobile = Type.String({ maxLength: 20, pattern: '^\\+?[0-9][0-9 -]{4,18}$' });

export const PersonLine = Type.Object({
  id: Type.String(),
  username: Type.String(),
  name: Name,
  email: Nullable(Type.String()),
  grants: Type.Array(Grant),
  active: Type.Boolean({ description: 'false: an administrator locked the account' }),
  lockedUntil: Nullable(Type.String({ description: 'Shut after too many wrong tries' })),
  hasPassword: Type.Boolean({ description: 'false: the invitation is not taken up yet' }),
  invitedUntil: Nullable(Type.String({ description: 'How long the link that was sent is good' })),
  hasSecondFactor: Type.Boolean(),
  sessions: Type.Integer(),
  tokens: Type.Integer(),
  signedInAt: Nullable(Type.String()),
  version: Type.Integer(),
});
export type PersonLine = Static<typeof PersonLine>;

const PersonEvent = Type.Object({ at: Type.String(), action: Type.String(), by: Nullable(Name), details: Type.Record(Type.String(), Type.Unknown()) });
export const PersonWhole = Type.Object({ person: PersonLine, events: Type.Array(PersonEvent) });
export type PersonWhole = Static<typeof PersonWhole>;

/** The link is told once; who has it sets the password. */
const Invited = Type.Object({ person: PersonLine, link: Type.String(), expiresAt: Type.String() });

export const listPeople = route({
  name: 'listPeople',
  method: 'GET',
  path: '/api/v1/people',
  access: 'people.manage',
  csrf: false,
  summary: 'The people an administrator is responsible for',
  query: Type.Object({ q: Type.Optional(Type.String({ maxLength: 60 })), cursor: Type.Optional(Cursor) }, { additionalProperties: false }),
  reply: { 200: Type.Object({ people: Type.Array(PersonLine), next: Nullable(Type.String()) }) },
});

export const createPerson = route({
  name: 'createPerson',
  method: 'POST',
  path: '/api/v1/people',
  access: 'people.manage',
  csrf: true,
  summary: 'Makes an account by invitation: the reply’s link lets its person set a password, once',
  body: Type.Object(
    { username: Username, name: GivenName, email: Type.Optional(Email), grants: Type.Array(GivenGrant, { minItems: 1, maxItems: 20 }) },
    { additionalProperties: false },
  ),
  reply: { 201: Invited },
});

const Params = Type.Object({ id: PersonId });

export const getPerson = route({
  name: 'getPerson',
  method: 'GET',
  path: '/api/v1/people/:id',
  access: 'people.manage',
  csrf: false,
  summary: 'One account and what was done to it',
  params: Params,
  reply: { 200: PersonWhole },
});

export const changePerson = route({
  name: 'changePerson',
  method: 'PATCH',
  path: '/api/v1/people/:id',
  access: 'people.manage',
  csrf: true,
  summary: 'Names, roles with their scopes, locked or not; a lost role opens nothing from the next request on',
  params: Params,
  body: Type.Object(
    {
      version: Type.Integer({ minimum: 1, maximum: 2147483647 }),
      name: Type.Optional(GivenName),
      email: Type.Optional(Nullable(Email)),
      active: Type.Optional(Type.Boolean()),
      grants: Type.Optional(Type.Array(GivenGrant, { maxItems: 20 })),
    },
    { additionalProperties: false },
  ),
  reply: { 200: PersonWhole },
});

export const invitePerson = route({
  name: 'invitePerson',
  method: 'POST',
  path: '/api/v1/people/:id/invitation',
  access: 'people.manage',
  csrf: true,
  summary: 'A new link to set a password, for an invitation that ran out or a password forgotten; earlier links end',
  params: Params,
  reply: { 201: Invited },
});

export const unlockPerson = route({
  name: 'unlockPerson',
  method: 'POST',
  path: '/api/v1/people/:id/unlock',
  access: 'people.manage',
  csrf: true,
  summary: 'Opens a name that was shut after wrong tries',
  params: Params,
  reply: { 200: PersonWhole },
});

export const endPersonSessions = route({
  name: 'endPersonSessions',
  method: 'DELETE',
  path: '/api/v1/people/:id/sessions',
  access: 'people.manage',
  csrf: true,
  summary: 'Ends every session and token of a person',
  params: Params,
  reply: { 200: PersonWhole },
});

export const clearSecondFactor = route({
  name: 'clearSecondFactor',
  method: 'DELETE',
  path: '/api/v1/people/:id/second-factor',
  access: 'people.manage',
  csrf: true,
  summary: 'Takes a lost second factor away, and ends every session',
  params: Params,
  reply: { 200: PersonWhole },
});

const LinkToken = Type.String({ minLength: 20, maxLength: 100, pattern: '^[A-Za-z0-9_-]+$' });

export const readInvitation = route({
  name: 'readInvitation',
  method: 'POST',
  path: '/api/v1/invitations/read',
  access: 'public',
  csrf: false,
  summary: 'Whose link this is; the token travels in the body, so that no log holds it',
  body: Type.Object({ token: LinkToken }, { additionalProperties: false }),
  reply: { 200: Type.Object({ username: Type.String(), name: Name, grants: Type.Array(Grant), expiresAt: Type.String() }) },
});

export const acceptInvitation = route({
  name: 'acceptInvitation',
  method: 'POST',
  path: '/api/v1/invitations/accept',
  access: 'public',
  csrf: false,
  summary: 'Sets one’s own password; ends the link and every session before',
  body: Type.Object({ token: LinkToken, password: Type.String({ minLength: 1, maxLength: 200 }) }, { additionalProperties: false }),
  reply: { 204: Type.Null() },
});
