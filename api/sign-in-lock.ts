import { inTransaction, type Pool } from '#db/pool.ts';
import { deleteOpenFailures, findFailures, lockFailures, noteShut, saveFailures } from '#db/queries/people/sign-in-failures.ts';
import { decideFailure, type Failures, minutesLocked } from '#domain/sign-in-lock.ts';
import { hashOf } from './authentication.ts';
import { refuse } from './errors.ts';

/** What is kept of a typed name. */
export const nameHashOf = (username: string): Buffer => hashOf(username.trim().toLowerCase());

const refuseLocked = (failures: Failures | undefined, now: string): void => {
  const minutes = minutesLocked(failures, now);
  if (minutes > 0) throw refuse('account-locked', { params: { minutes, seconds: minutes * 60 } });
};

/** @throws HttpError account-locked, the same whether anybody has the name or not */
export const requireUnlocked = async (pool: Pool, nameHash: Buffer, now: string): Promise<void> => refuseLocked(await findFailures(pool, nameHash), now);

/**
 * One more wrong try, whatever server it came to.
 * @throws HttpError account-locked where others shut the name while this one was looked at: of a thousand tries at once ten are answered
 */
export const countFailure = (pool: Pool, nameHash: Buffer, now: string): Promise<void> =>
  inTransaction(pool, async (client) => {
    const failures = await lockFailures(client, nameHash, now);
    refuseLocked(failures, now);
    const after = decideFailure(failures, now);
    await saveFailures(client, nameHash, after);
    if (after.lockedUntil !== null) await noteShut(client, nameHash, after, now);
  });

/** A right try. @throws HttpError account-locked as countFailure does: whoever guesses in a crowd is not told which guess was right */
export const forgetFailures = async (pool: Pool, nameHash: Buffer, now: string): Promise<void> => {
  await deleteOpenFailures(pool, nameHash, now);
  await requireUnlocked(pool, nameHash, now);
};
