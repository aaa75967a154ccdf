import type { FastifyRequest } from 'fastify';
import { inTransaction } from '#db/pool.ts';
import { insertAccountEvent } from '#db/queries/people/accounts.ts';
import { findInvitation } from '#db/queries/people/invitations.ts';
import { listGrantNames } from '#db/queries/people/people.ts';
import * as contract from '#domain/contract/people.ts';
import type { App } from '../app-type.ts';
import { hashOf } from '../authentication.ts';
import { refuse } from '../errors.ts';
import { invite } from '../invite.ts';
import { ownSession } from '../own-session.ts';
import { serve } from '../serve.ts';
import { acceptInvitation } from './accept-invitation.ts';
import { changePerson, clearFactor, endSessions, getAccount, holdManaged, listManaged, makePerson, tellPerson, unlockPerson } from './manage-person.ts';

/** Where this service is reached, for a link. */
const here = (app: App, request: FastifyRequest): string => app.publicUrl ?? `${request.protocol}://${request.host}`;

const inviteRoutes = (app: App): void => {
  serve(app, contract.createPerson, ({ body, request, now }) => {
    const { person: by } = ownSession(request);
    return inTransaction(app.pool, async (client) => {
      const personId = await makePerson(client, by, body, now);
      const made = await invite(client, { personId, madeBy: by.id, publicUrl: here(app, request), now });
      return { person: await getAccount(client, personId, now), ...made };
    });
  });

  serve(app, contract.invitePerson, ({ params: { id }, request, now }) => {
    const { person } = ownSession(request);
    return inTransaction(app.pool, async (client) => {
      const { by } = await holdManaged(client, person, id);
      const made = await invite(client, { personId: id, madeBy: by.id, publicUrl: here(app, request), now });
      await insertAccountEvent(client, { at: now, personId: id, byId: by.id, action: 'link' });
      return { person: await getAccount(client, id, now), ...made };
    });
  });

  serve(app, contract.readInvitation, async ({ body, now }) => {
    const invitation = await findInvitation(app.pool, hashOf(body.token), now);
    if (!invitation) throw refuse('invitation-over');
    const { username, name, personId, expiresAt } = invitation;
    return { username, name, grants: await listGrantNames(app.pool, personId), expiresAt };
  });

  serve(app, contract.acceptInvitation, async ({ body, now }) => {
    await acceptInvitation(app.pool, body.token, body.password, now);
    return null;
  });
};

export const peopleRoutes = (app: App): void => {
  const { pool } = app;
  serve(app, contract.listPeople, ({ query, person, now }) => listManaged(pool, person, query.q?.trim() ?? '', query.cursor, now));
  serve(app, contract.getPerson, ({ params: { id }, person, now }) =>
    inTransaction(pool, async (client) => {
      await holdManaged(client, person, id);
      return tellPerson(client, id, now);
    }),
  );
  // Changes ask for a page's session: a leaked token must not make accounts.
  serve(app, contract.changePerson, ({ params, body, request, now }) => changePerson(pool, ownSession(request).person, params.id, body, now));
  serve(app, contract.unlockPerson, ({ params, request, now }) => unlockPerson(pool, ownSession(request).person, params.id, now));
  serve(app, contract.endPersonSessions, ({ params, request, now }) => endSessions(pool, ownSession(request).person, params.id, now));
  serve(app, contract.clearSecondFactor, ({ params, request, now }) => clearFactor(pool, ownSession(request).person, params.id, now));
  inviteRoutes(app);
};
