import { randomBytes } from 'node:crypto';
import { hashPassword, verifyPassword } from '#db/passwords.ts';
import type { Pool } from '#db/pool.ts';
import { findPersonByUsername } from '#db/queries/people.ts';
import { deleteExpiredSessions, insertSession } from '#db/queries/sessions.ts';
import { hashOf } from '../authentication.ts';
import { refuse } from '../errors.ts';

const hours = 3_600_000;
const plus = (now: string, ms: number) => new Date(Date.parse(now) + ms).toISOString();

let nobody: Promise<string> | undefined;
/** Someone unknown costs the same time as someone known: their password is checked against nobody's. */
const nobodysHash = () => (nobody ??= hashPassword(randomBytes(24).toString('base64')));

/**
 * Signs in for 12 hours.
 * @returns the cookie's secret, and the session as findSession gives it
 * @throws HttpError sign-in-failed, the same for an unknown name and a wrong password
 */
export const createSession = async (pool: Pool, now: string, username: string, password: string) => {
  const person = await findPersonByUsername(pool, username);
  const right = await verifyPassword(password, person?.passwordHash ?? (await nobodysHash()));
  if (!person || !right) throw refuse('sign-in-failed');
  const secret = randomBytes(32).toString('base64url');
  const session = { csrf: randomBytes(24).toString('base64url'), expiresAt: plus(now, 12 * hours) };
  await insertSession(pool, { ...session, tokenHash: hashOf(secret), personId: person.personId, createdAt: now });
  await deleteExpiredSessions(pool, plus(now, -24 * hours));
  return { secret, person, ...session };
};
