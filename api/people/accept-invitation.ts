import { hashPassword } from '#db/passwords.ts';
import { inTransaction, type Pool } from '#db/pool.ts';
import { insertAccountEvent, lockAccount } from '#db/queries/people/accounts.ts';
import { endInvitation, findInvitation } from '#db/queries/people/invitations.ts';
import { setPassword } from '#db/queries/people/second-factors.ts';
import { deleteSessionsOf } from '#db/queries/people/sessions.ts';
import { deleteFailures } from '#db/queries/people/sign-in-failures.ts';
import { revokeTokensOf } from '#db/queries/people/tokens.ts';
import { decidePassword } from '#domain/new-password.ts';
import { hashOf } from '../authentication.ts';
import { accepted, refuse } from '../errors.ts';
import { nameHashOf } from '../sign-in-lock.ts';

/** Sets a person's password by their link, which ends with it, as does every session that was open before. @throws HttpError invitation-over */
export const acceptInvitation = async (pool: Pool, token: string, given: string, now: string): Promise<void> => {
  const tokenHash = hashOf(token);
  const known = await findInvitation(pool, tokenHash, now);
  if (!known) throw refuse('invitation-over');
  const password = await hashPassword(accepted(decidePassword(given, known.username))); // 80 ms, which no lock waits for
  await inTransaction(pool, async (client) => {
    await lockAccount(client, known.personId); // who makes another link holds the person first, too; and it is used once
    const invitation = await findInvitation(client, tokenHash, now);
    if (!invitation) throw refuse('invitation-over');
    await endInvitation(client, invitation.id, now);
    await setPassword(client, invitation.personId, password);
    await deleteSessionsOf(client, invitation.personId);
    await revokeTokensOf(client, invitation.personId, now);
    await deleteFailures(client, nameHashOf(invitation.username));
    await insertAccountEvent(client, { at: now, personId: invitation.personId, byId: invitation.personId, action: 'joined' });
  });
};
