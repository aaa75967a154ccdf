import Type, { type Static } from 'typebox';
import type { Permission } from '../access.ts';
import { route } from './route.ts';

const TokenPermission = Type.Unsafe<Permission>(Type.String({ pattern: '^[a-z]+\\.[a-zA-Z]+$' }));

export const Token = Type.Object({
  id: Type.String(),
  name: Type.String(),
  permissions: Type.Union([Type.Array(Type.String()), Type.Null()], { description: 'What it is good for; null: whatever its person may' }),
  createdAt: Type.String(),
  expiresAt: Type.String(),
});
export type Token = Static<typeof Token>;

export const createToken = route({
  name: 'createToken',
  method: 'POST',
  path: '/api/v1/tokens',
  access: 'signed-in',
  csrf: true,
  summary: 'A bearer token for a program of one’s own; its secret is shown once',
  body: Type.Object(
    {
      name: Type.String({ minLength: 1, maxLength: 80 }),
      days: Type.Integer({ minimum: 1, maximum: 366 }),
      permissions: Type.Optional(Type.Array(TokenPermission, { minItems: 1, maxItems: 30, uniqueItems: true })),
    },
    { additionalProperties: false },
  ),
  reply: { 201: Type.Interface([Token], { secret: Type.String() }) },
});

export const listTokens = route({
  name: 'listTokens',
  method: 'GET',
  path: '/api/v1/tokens',
  access: 'signed-in',
  csrf: false,
  summary: 'One’s own living tokens',
  reply: { 200: Type.Object({ tokens: Type.Array(Token) }) },
});

export const revokeToken = route({
  name: 'revokeToken',
  method: 'DELETE',
  path: '/api/v1/tokens/:id',
  access: 'signed-in',
  csrf: true,
  summary: 'End one of one’s own tokens',
  params: Type.Object({ id: Type.String({ pattern: '^\\d{1,18}$' }) }),
  reply: { 204: Type.Null() },
});
