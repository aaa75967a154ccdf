import { randomBytes } from 'node:crypto';
import { inTransaction } from '#db/pool.ts';
import { holdSession } from '#db/queries/people/sessions.ts';
import { insertToken, listTokens as listRows, revokeToken as revoke } from '#db/queries/people/tokens.ts';
import { permissionsOf } from '#domain/access.ts';
import { decideText } from '#domain/clean-text.ts';
import { createToken, listTokens, revokeToken } from '#domain/contract/tokens.ts';
import type { App, Person } from '../app-type.ts';
import { hashOf } from '../authentication.ts';
import { accepted, refuse } from '../errors.ts';
import { knownPerson } from '../known-person.ts';
import { serve } from '../serve.ts';

const day = 86_400_000;

/** What the list of tokens shows, so no sign of direction in it. */
const nameOf = (given: string): string => {
  const name = accepted(decideText(given, 'name', 80));
  if (name === '') throw refuse('field-invalid', { field: 'name', params: { field: 'name', whyZh: '必须填写。', whyEn: 'it must be given.' } });
  return name;
};

/** A token is good for what its person may at the most: more would be an empty promise. */
const requireHeld = ({ grants }: Person, permissions: readonly string[]): void => {
  const held = new Set<string>(grants.flatMap(({ role }) => permissionsOf[role]));
  const missing = permissions.findIndex((permission) => !held.has(permission));
  if (missing >= 0) throw refuse('forbidden', { field: `permissions/${missing}` });
};

export const tokensRoutes = (app: App): void => {
  serve(app, createToken, async ({ body, person, now, request, reply }) => {
    const { session } = request;
    if (!session) throw refuse('forbidden'); // a leaked token must not breed others that outlive it
    if (knownPerson(person).lacksSecondFactor) throw refuse('second-factor-missing');
    const name = nameOf(body.name);
    const permissions = body.permissions ?? null;
    requireHeld(knownPerson(person), permissions ?? []);
    const secret = `jzt_${randomBytes(32).toString('base64url')}`;
    const expiresAt = new Date(Date.parse(now) + body.days * day).toISOString();
    const made = { tokenHash: hashOf(secret), personId: knownPerson(person).id, name, permissions, createdAt: now, expiresAt };
    const token = await inTransaction(app.pool, async (client) => {
      if (!(await holdSession(client, made.personId, session.tokenHash))) throw refuse('not-signed-in'); // it would outlive what ended its session
      return insertToken(client, made);
    });
    reply.header('cache-control', 'no-store');
    return { ...token, secret };
  });

  serve(app, listTokens, async ({ person, now }) => ({ tokens: await listRows(app.pool, knownPerson(person).id, now) }));

  serve(app, revokeToken, async ({ params, person, now, request }) => {
    if (!request.session) throw refuse('forbidden'); // nor end those of its person
    if ((await revoke(app.pool, knownPerson(person).id, params.id, now)) === 0) throw refuse('token-unknown', { field: 'id' });
    return null;
  });
};
