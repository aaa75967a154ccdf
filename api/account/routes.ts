import { hashPassword } from '#db/passwords.ts';
import { inTransaction } from '#db/pool.ts';
import { insertAccountEvent } from '#db/queries/people/accounts.ts';
import { endInvitationsOf } from '#db/queries/people/invitations.ts';
import { replacePassword } from '#db/queries/people/second-factors.ts';
import { deleteOwnSession, deleteSessionsOf, listSessions } from '#db/queries/people/sessions.ts';
import { revokeTokensOf } from '#db/queries/people/tokens.ts';
import * as contract from '#domain/contract/account.ts';
import { decidePassword } from '#domain/new-password.ts';
import type { App } from '../app-type.ts';
import { accepted, refuse } from '../errors.ts';
import { ownSession } from '../own-session.ts';
import { serve } from '../serve.ts';
import { requireOwnCode, requireOwnPassword } from './check-own.ts';
import { beginFactor, confirmFactor, describeSecondFactor, endFactor, renewCodes } from './second-factor.ts';

const passwordRoutes = (app: App): void => {
  serve(app, contract.changePassword, async ({ body, request, now }) => {
    const { person, tokenHash } = ownSession(request);
    const from = await requireOwnPassword(app.pool, person, now, body.current, 'current');
    const to = await hashPassword(accepted(decidePassword(body.password, person.username)));
    await inTransaction(app.pool, async (client) => {
      if ((await replacePassword(client, person.id, { from, to })) === 0) throw refuse('password-wrong', { field: 'current' });
      await deleteSessionsOf(client, person.id, tokenHash);
      await revokeTokensOf(client, person.id, now);
      await endInvitationsOf(client, person.id, now);
      await insertAccountEvent(client, { at: now, personId: person.id, byId: person.id, action: 'password' });
    });
    return null;
  });

  serve(app, contract.listSessions, async ({ request, now }) => {
    const { person, tokenHash } = ownSession(request);
    return { sessions: await listSessions(app.pool, person.id, tokenHash, now) };
  });

  serve(app, contract.endSession, async ({ params, request, now }) => {
    const { person, tokenHash } = ownSession(request);
    if (params.id === 'others') await deleteSessionsOf(app.pool, person.id, tokenHash);
    else if ((await deleteOwnSession(app.pool, person.id, params.id)) === 0) throw refuse('not-found', { field: 'id' });
    return { sessions: await listSessions(app.pool, person.id, tokenHash, now) };
  });
};

const factorRoutes = (app: App): void => {
  serve(app, contract.getSecondFactor, ({ request }) => describeSecondFactor(app.pool, ownSession(request).person));

  serve(app, contract.beginSecondFactor, async ({ body, request, now }) => {
    const { person } = ownSession(request);
    await requireOwnPassword(app.pool, person, now, body.password, 'password');
    return beginFactor(app.pool, person);
  });

  serve(app, contract.confirmSecondFactor, ({ body, request, now }) => {
    const { person, tokenHash } = ownSession(request);
    return confirmFactor(app.pool, person, tokenHash, body.code, now);
  });

  serve(app, contract.renewRecoveryCodes, async ({ body, request, now }) => {
    const { person } = ownSession(request);
    await requireOwnCode(app.pool, person, now, body.code);
    return renewCodes(app.pool, person, now);
  });

  serve(app, contract.endSecondFactor, async ({ body, request, now }) => {
    const { person } = ownSession(request);
    await requireOwnPassword(app.pool, person, now, body.password, 'password');
    await requireOwnCode(app.pool, person, now, body.code);
    await endFactor(app.pool, person, now);
    return describeSecondFactor(app.pool, person);
  });
};

export const accountRoutes = (app: App): void => {
  passwordRoutes(app);
  factorRoutes(app);
};
