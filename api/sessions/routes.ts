import { listDemoAccounts as listAccounts } from '#db/queries/people/people.ts';
import { deleteSession as forget } from '#db/queries/people/sessions.ts';
import { createSession as contract, deleteSession, getSession, listDemoAccounts } from '#domain/contract/sessions.ts';
import { networkOf } from '#domain/network-of.ts';
import type { App } from '../app-type.ts';
import { sessionCookie } from '../authentication.ts';
import { refuse } from '../errors.ts';
import { cookieOf, sessionHours } from '../keep-session.ts';
import { serve } from '../serve.ts';
import { createSession } from './create-session.ts';
import { describeSession } from './describe-session.ts';

/** Sign-ins a minute from one address, whatever names it tries: each takes a core some 80 ms on purpose. */
const mostPerAddress = 60;

export const sessionsRoutes = (app: App): void => {
  const cookie = cookieOf(app);

  const ofAddress = app.createRateLimit({
    max: mostPerAddress * app.rateLimitFactor,
    timeWindow: 60_000,
    keyGenerator: ({ ip }) => `signIn|${networkOf(ip).line}`,
  });

  serve(app, contract, async ({ body, now, request, reply }) => {
    const limit = await ofAddress(request);
    if (!limit.isAllowed && limit.isExceeded) throw refuse('too-many-requests', { params: { seconds: limit.ttlInSeconds } });
    const { secret, person, ...session } = await createSession(app.pool, now, {
      username: body.username,
      password: body.password,
      code: body.code,
      agent: request.headers['user-agent'] ?? '',
    });
    reply.setCookie(sessionCookie, secret, { ...cookie, maxAge: sessionHours * 3600 }).header('cache-control', 'no-store');
    return describeSession(app.pool, { ...person, id: person.personId }, session);
  });

  serve(app, getSession, async ({ person, request, reply }) => {
    // A bearer token is no session: it has neither a CSRF token nor an end that a page could show.
    if (!person || !request.session) throw refuse('not-signed-in');
    reply.header('cache-control', 'no-store');
    return describeSession(app.pool, person, request.session);
  });

  serve(app, listDemoAccounts, async ({ reply }) => {
    const accounts = await listAccounts(app.pool);
    if (accounts === null) throw refuse('not-found');
    reply.header('cache-control', 'no-cache');
    return { accounts };
  });

  serve(app, deleteSession, async ({ request, reply }) => {
    if (request.session) await forget(app.pool, request.session.tokenHash);
    reply.clearCookie(sessionCookie, cookie);
    return null;
  });
};
