import Type, { type Static } from 'typebox';
import { route } from './route.ts';

const Password = Type.String({ minLength: 1, maxLength: 200 });
/** Six digits of an authenticator, or one of the recovery codes. */
export const Code = Type.String({ minLength: 6, maxLength: 20, pattern: '^[0-9A-Za-z -]+$' });

export const OwnSession = Type.Object({
  id: Type.String(),
  createdAt: Type.String(),
  seenAt: Type.String(),
  expiresAt: Type.String(),
  agent: Type.String({ description: 'What the browser calls itself' }),
  isThis: Type.Boolean(),
});
export type OwnSession = Static<typeof OwnSession>;

export const changePassword = route({
  name: 'changePassword',
  method: 'PUT',
  path: '/api/v1/account/password',
  access: 'signed-in',
  csrf: true,
  summary: 'Changes one’s own password; ends one’s other sessions',
  body: Type.Object({ current: Password, password: Password }, { additionalProperties: false }),
  reply: { 204: Type.Null() },
});

export const listSessions = route({
  name: 'listSessions',
  method: 'GET',
  path: '/api/v1/account/sessions',
  access: 'signed-in',
  csrf: false,
  summary: 'Where one is signed in',
  reply: { 200: Type.Object({ sessions: Type.Array(OwnSession) }) },
});

export const endSession = route({
  name: 'endSession',
  method: 'DELETE',
  path: '/api/v1/account/sessions/:id',
  access: 'signed-in',
  csrf: true,
  summary: 'Ends one of one’s own sessions',
  params: Type.Object({ id: Type.String({ pattern: '^(\\d{1,18}|others)$', description: 'A session’s id, or "others" for all but this one' }) }),
  reply: { 200: Type.Object({ sessions: Type.Array(OwnSession) }) },
});

export const SecondFactor = Type.Object({
  isOn: Type.Boolean(),
  isRequired: Type.Boolean({ description: 'Without it nothing else opens' }),
  recoveryCodesLeft: Type.Integer(),
});
export type SecondFactor = Static<typeof SecondFactor>;

export const getSecondFactor = route({
  name: 'getSecondFactor',
  method: 'GET',
  path: '/api/v1/account/second-factor',
  access: 'signed-in',
  csrf: false,
  summary: 'Whether one’s second factor is on',
  reply: { 200: SecondFactor },
});

export const beginSecondFactor = route({
  name: 'beginSecondFactor',
  method: 'POST',
  path: '/api/v1/account/second-factor',
  access: 'signed-in',
  csrf: true,
  summary: 'A new secret for an authenticator (RFC 6238: SHA-1, six digits, 30 s); it counts once a code of it was confirmed',
  body: Type.Object({ password: Password }, { additionalProperties: false }),
  reply: { 201: Type.Object({ secret: Type.String(), uri: Type.String(), qr: Type.String({ description: 'The uri as an SVG' }) }) },
});

export const confirmSecondFactor = route({
  name: 'confirmSecondFactor',
  method: 'POST',
  path: '/api/v1/account/second-factor/confirm',
  access: 'signed-in',
  csrf: true,
  summary: 'Switches the second factor on; ends one’s other sessions; the recovery codes are told once',
  body: Type.Object({ code: Code }, { additionalProperties: false }),
  reply: { 200: Type.Object({ recoveryCodes: Type.Array(Type.String()) }) },
});

export const renewRecoveryCodes = route({
  name: 'renewRecoveryCodes',
  method: 'POST',
  path: '/api/v1/account/recovery-codes',
  access: 'signed-in',
  csrf: true,
  summary: 'New recovery codes instead of those before',
  body: Type.Object({ code: Code }, { additionalProperties: false }),
  reply: { 200: Type.Object({ recoveryCodes: Type.Array(Type.String()) }) },
});

export const endSecondFactor = route({
  name: 'endSecondFactor',
  method: 'POST',
  path: '/api/v1/account/second-factor/end',
  access: 'signed-in',
  csrf: true,
  summary: 'Switches the second factor off, with the password and a code',
  body: Type.Object({ password: Password, code: Code }, { additionalProperties: false }),
  reply: { 200: SecondFactor },
});
