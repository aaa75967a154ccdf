import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import type { PersonRow } from '#db/queries/people/people.ts';
import { findSession, markSessionSeen } from '#db/queries/people/sessions.ts';
import { findToken } from '#db/queries/people/tokens.ts';
import { reachOf } from '#domain/access.ts';
import type { RouteContract } from '#domain/contract/route.ts';
import type { App, Person } from './app-type.ts';
import { refuse } from './errors.ts';

export const sessionCookie = 'jz_session';

/** What is stored of a secret: its sha256. A secret of 256 random bits needs no salt. */
export const hashOf = (secret: string): Buffer => createHash('sha256').update(secret).digest();

const personOf = ({ personId, username, name, grants, unitIds, cityCode, lacksSecondFactor }: PersonRow): Person => ({
  id: personId,
  username,
  name,
  grants,
  unitIds,
  cityCode,
  lacksSecondFactor,
  tokenId: null,
});

/** A session's last use is noted this seldom: a page asks many times a minute. */
const seenEveryMs = 5 * 60_000;

const byBearer = async (app: App, request: FastifyRequest, header: string): Promise<void> => {
  const seconds = app.door.shutFor(request);
  if (seconds > 0) throw refuse('too-many-requests', { params: { seconds } });
  const secret = /^Bearer (jzt_[A-Za-z0-9_-]{20,100})$/i.exec(header)?.[1];
  const found = secret === undefined ? undefined : await findToken(app.pool, hashOf(secret));
  if (!found) app.door.countWrong(request);
  // Read in a program's log, by somebody who has no page to sign in at.
  if (!found) throw refuse('token-refused');
  if (found.expiresAt <= app.clock.now()) throw refuse('token-expired');
  const person = { ...personOf(found), tokenId: found.tokenId };
  const { permissions: only } = found;
  request.person = only === null ? person : { ...person, grants: person.grants.map((grant) => ({ ...grant, only })) };
};

/** A cookie that opens nothing leaves a public route public; where a person is needed it is told apart from no cookie. */
const byCookie = async (app: App, request: FastifyRequest, secret: string, isPublic: boolean): Promise<void> => {
  const seconds = app.door.shutFor(request);
  if (seconds > 0 && !isPublic) throw refuse('too-many-requests', { params: { seconds } });
  if (seconds > 0) return; // a page left open since yesterday goes on as nobody's
  const tokenHash = hashOf(secret);
  const found = await findSession(app.pool, tokenHash);
  if (!found) app.door.countWrong(request);
  const living = found !== undefined && found.expiresAt > app.clock.now();
  if (living) {
    request.person = personOf(found);
    request.session = { csrf: found.csrf, expiresAt: found.expiresAt, tokenHash };
    const now = app.clock.now();
    if (found.seenAt === null || Date.parse(now) - Date.parse(found.seenAt) > seenEveryMs) await markSessionSeen(app.pool, tokenHash, now);
  } else if (!isPublic) {
    throw refuse(found ? 'session-expired' : 'not-signed-in');
  }
};

const sameText = (a: string, b: string) => timingSafeEqual(hashOf(a), hashOf(b));

const actAsNobody = (request: FastifyRequest): void => {
  request.person = null;
  request.session = null;
};

/** Finds out who asks, and refuses what the contract does not grant them: 401 unknown, 403 no permission or no CSRF header. */
export const admit = async (app: App, contract: RouteContract, request: FastifyRequest): Promise<void> => {
  const bearer = request.headers.authorization;
  const cookie = request.cookies[sessionCookie];
  const isPublic = contract.access === 'public';
  if (bearer !== undefined) await byBearer(app, request, bearer);
  else if (cookie !== undefined && cookie !== '') await byCookie(app, request, cookie, isPublic);
  if (!isPublic) requireAccess(contract, request.person);
  if (!contract.csrf || request.session === null) return;
  const sent = request.headers['x-csrf-token'];
  // A citizen's page asks for no session: in the browser of somebody who is signed in, too, what is open to all is done as nobody's.
  if (isPublic && sent === undefined) return actAsNobody(request);
  if (typeof sent !== 'string' || !sameText(sent, request.session.csrf)) throw refuse('csrf-missing');
};

const requireAccess = (contract: RouteContract, person: Person | null): void => {
  if (person === null) throw refuse('not-signed-in');
  const { access } = contract;
  if (access === 'public' || access === 'signed-in') return;
  if (person.lacksSecondFactor) throw refuse('second-factor-missing');
  if (reachOf(person.grants, access, person.cityCode) === null) throw refuse('forbidden');
};
