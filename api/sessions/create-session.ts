import { randomBytes } from 'node:crypto';
import { hashPassword, verifyPassword } from '#db/passwords.ts';
import type { Pool } from '#db/pool.ts';
import { findPersonByUsername } from '#db/queries/people/people.ts';
import { getSecondFactor } from '#db/queries/people/second-factors.ts';
import { deleteExpiredSessions, openSession } from '#db/queries/people/sessions.ts';
import { hashOf } from '../authentication.ts';
import { refuse } from '../errors.ts';
import { sessionHours } from '../keep-session.ts';
import { takeCode } from '../second-factor.ts';
import { countFailure, forgetFailures, nameHashOf, requireUnlocked } from '../sign-in-lock.ts';

const hours = 3_600_000;
const plus = (now: string, ms: number) => new Date(Date.parse(now) + ms).toISOString();

let nobody: Promise<string> | undefined;
/** Someone unknown costs the same time as someone known: their password is checked against nobody's. */
const nobodysHash = () => (nobody ??= hashPassword(randomBytes(24).toString('base64')));

interface Given {
  readonly username: string;
  readonly password: string;
  readonly code: string | undefined;
  /** What the browser calls itself. */
  readonly agent: string;
}

const checkPassword = async (pool: Pool, { username, password }: Given) => {
  const person = await findPersonByUsername(pool, username);
  const right = await verifyPassword(password, person?.passwordHash || (await nobodysHash()));
  return person && right ? person : null;
};

/** The code of who has a second factor. @returns whether it opens @throws HttpError second-factor-needed when none was sent; account-locked */
const checkCode = async (pool: Pool, personId: string, { username, code }: Given, now: string): Promise<boolean> => {
  if (code === undefined || code.trim() === '') {
    await requireUnlocked(pool, nameHashOf(username), now); // that it asks for a code says that the password was right
    throw refuse('second-factor-needed', { field: 'code' });
  }
  const { totpSecret } = await getSecondFactor(pool, personId);
  return totpSecret !== null && (await takeCode(pool, personId, totpSecret, code, now));
};

/**
 * Signs in for 12 hours.
 * @returns the cookie's secret, and the session as findSession gives it
 * @throws HttpError sign-in-failed, the same for an unknown name and a wrong password; account-locked, second-factor-needed, code-wrong
 */
export const createSession = async (pool: Pool, now: string, given: Given) => {
  const nameHash = nameHashOf(given.username);
  await requireUnlocked(pool, nameHash, now);
  const person = await checkPassword(pool, given);
  const isRight = person !== null && (person.totpConfirmedAt === null || (await checkCode(pool, person.personId, given, now)));
  if (!isRight) {
    await countFailure(pool, nameHash, now);
    throw person ? refuse('code-wrong', { field: 'code' }) : refuse('sign-in-failed');
  }
  await forgetFailures(pool, nameHash, now);
  const secret = randomBytes(32).toString('base64url');
  const session = { csrf: randomBytes(24).toString('base64url'), expiresAt: plus(now, sessionHours * hours) };
  const opened = { ...session, agent: given.agent.slice(0, 200), tokenHash: hashOf(secret), personId: person.personId, createdAt: now };
  if ((await openSession(pool, opened, person)) === 0) throw refuse('sign-in-failed');
  await deleteExpiredSessions(pool, plus(now, -24 * hours));
  return { secret, person, ...session };
};
