import { verifyPassword } from '#db/passwords.ts';
import type { Pool } from '#db/pool.ts';
import { getSecondFactor, type SecondFactorRow } from '#db/queries/people/second-factors.ts';
import type { ErrorCode } from '#domain/contract/errors.ts';
import type { Person } from '../app-type.ts';
import { refuse } from '../errors.ts';
import { takeCode } from '../second-factor.ts';
import { countFailure, forgetFailures, nameHashOf, requireUnlocked } from '../sign-in-lock.ts';

/** A wrong password or code typed on the account page counts as a wrong sign-in does: an open page is no place to guess at. */
const guarded = async (pool: Pool, person: Person, now: string, code: ErrorCode, field: string, isRight: () => Promise<boolean>): Promise<void> => {
  const nameHash = nameHashOf(person.username);
  await requireUnlocked(pool, nameHash, now);
  if (await isRight()) return forgetFailures(pool, nameHash, now);
  await countFailure(pool, nameHash, now);
  throw refuse(code, { field });
};

/** @returns what the password was found right by @throws HttpError password-wrong, account-locked */
export const requireOwnPassword = async (pool: Pool, person: Person, now: string, password: string, field: string): Promise<string> => {
  const { passwordHash } = await getSecondFactor(pool, person.id);
  await guarded(pool, person, now, 'password-wrong', field, () => verifyPassword(password, passwordHash));
  return passwordHash;
};

/** @throws HttpError second-factor-off, code-wrong, account-locked */
export const requireOwnCode = async (pool: Pool, person: Person, now: string, code: string): Promise<SecondFactorRow> => {
  const factor = await getSecondFactor(pool, person.id);
  const { totpSecret, totpConfirmedAt } = factor;
  if (totpSecret === null || totpConfirmedAt === null) throw refuse('second-factor-off');
  await guarded(pool, person, now, 'code-wrong', 'code', () => takeCode(pool, person.id, totpSecret, code, now));
  return factor;
};
