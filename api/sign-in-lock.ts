import { inTransaction, type Pool } from '#db/pool.ts';
import { deleteFailures, findFailures, lockFailures, saveFailures } from '#db/queries/sign-in-failures.ts';
import { decideFailure, minutesLocked } from '#domain/sign-in-lock.ts';
import { hashOf } from './authentication.ts';
import { refuse } from './errors.ts';

/** What is kept of a typed name. */
export const nameHashOf = (username: string): Buffer => hashOf(username.trim().toLowerCase());

/** @throws HttpError account-locked, the same whether anybody has the name or not */
export const requireUnlocked = async (pool: Pool, nameHash: Buffer, now: string): Promise<void> => {
  const minutes = minutesLocked(await findFailures(pool, nameHash), now);
  if (minutes > 0) throw refuse('account-locked', { params: { minutes, seconds: minutes * 60 } });
};

/** One more wrong try, whatever server it came to. */
export const countFailure = (pool: Pool, nameHash: Buffer, now: string): Promise<void> =>
  inTransaction(pool, async (client) => {
    await saveFailures(client, nameHash, decideFailure(await lockFailures(client, nameHash, now), now));
  });

export const forgetFailures = (pool: Pool, nameHash: Buffer): Promise<number> => deleteFailures(pool, nameHash);
