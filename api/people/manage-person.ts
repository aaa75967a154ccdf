import { inTransaction, type Pool } from '#db/pool.ts';
import { endBeyondReach } from '#db/queries/messages/subscriptions.ts';
import { holdUnits } from '#db/queries/network/network-units.ts';
import { hastenCallsOf } from '#db/queries/orders/calls.ts';
import {
  type AccountRow,
  findAccount,
  findGrounds,
  insertAccount,
  insertAccountEvent,
  listAccountEvents,
  listAccounts,
  lockAccount,
  replaceGrants,
  updateAccount,
} from '#db/queries/people/accounts.ts';
import { endInvitationsOf } from '#db/queries/people/invitations.ts';
import { clearSecret } from '#db/queries/people/second-factors.ts';
import { deleteSessionsOf } from '#db/queries/people/sessions.ts';
import { deleteFailures } from '#db/queries/people/sign-in-failures.ts';
import { revokeTokensOf } from '#db/queries/people/tokens.ts';
import type { Connection } from '#db/sql.ts';
import { type Grant, type Reach, reachOf } from '#domain/access.ts';
import { decideText } from '#domain/clean-text.ts';
import type { GivenGrant, PersonWhole } from '#domain/contract/people.ts';
import type { Name } from '#domain/contract/terms.ts';
import { decideGrants, groundOf, mayManage } from '#domain/granting.ts';
import type { Person } from '../app-type.ts';
import { accepted, refuse } from '../errors.ts';
import { orderReachOf } from '../order-access.ts';
import { readIdCursor } from '../page-by-id.ts';
import { nameHashOf } from '../sign-in-lock.ts';

export const reachOfManager = (person: Person | null): Reach => {
  const reach = person && reachOf(person.grants, 'people.manage', person.cityCode);
  if (!reach) throw refuse('forbidden');
  return reach;
};

export const pageSize = 50;

export const listManaged = async (pool: Pool, person: Person | null, q: string, cursor: string | undefined, now: string) => {
  const found = await listAccounts(pool, reachOfManager(person), { q, after: readIdCursor(cursor) ?? '0', now, limit: pageSize + 1 });
  const people = found.slice(0, pageSize);
  return { people, next: found.length > pageSize ? (people.at(-1)?.id ?? null) : null };
};

const grantOf = ({ role, placeCode, unitId }: GivenGrant): Grant => ({ role, placeCode: placeCode ?? null, unitId: unitId ?? null });

/** Both scopes at once are no scope. */
const requireOneScope = (grants: readonly GivenGrant[]): void => {
  const both = grants.findIndex(({ placeCode, unitId }) => placeCode !== undefined && unitId !== undefined);
  if (both >= 0) throw refuse('role-needs-place', { field: `grants/${both}/unitId` });
};

const decidedGrants = async (client: Connection, reach: Reach, given: readonly GivenGrant[], held: readonly Grant[]): Promise<readonly Grant[]> => {
  requireOneScope(given);
  const grants = given.map(grantOf);
  return accepted(decideGrants({ reach, held, grounds: await findGrounds(client, grants) }, grants));
};

const cleanName = ({ zh, en }: Name): Name => ({ zh: accepted(decideText(zh, 'name/zh', 60)), en: accepted(decideText(en, 'name/en', 60)) });

const tokenOf = (grant: Grant): string => `${grant.role} ${groundOf(grant)}`;

/** No unit and no place ends while roles are decided and written: what follows it would not get them. Held before any person, whom an ending holds after. */
const holdScopes = async (client: Connection, by: Person | null): Promise<Reach> => {
  const reach = reachOfManager(by);
  await holdUnits(client);
  return reach;
};

/** Makes an account that nobody can sign in to yet, first in a transaction. @throws HttpError username-taken, outside-scope and what decideGrants says */
export const makePerson = async (
  client: Connection,
  by: Person,
  body: { username: string; name: Name; email?: string; grants: readonly GivenGrant[] },
  now: string,
): Promise<string> => {
  const grants = await decidedGrants(client, await holdScopes(client, by), body.grants, []);
  const personId = await insertAccount(client, { username: body.username, name: cleanName(body.name), email: body.email ?? null });
  await replaceGrants(client, personId, grants);
  await insertAccountEvent(client, { at: now, personId, byId: by.id, action: 'invited', details: { grants: grants.map(tokenOf) } });
  return personId;
};

/** Holds a person whom this administrator is responsible for. Whom they are not, they learn nothing of: the same answer as for nobody. */
export const holdManaged = async (client: Connection, by: Person | null, id: string) => {
  const reach = reachOfManager(by);
  const person = await lockAccount(client, id);
  if (!person || !by) throw refuse(reach.city ? 'not-found' : 'outside-scope', { field: 'id' });
  if (!mayManage(reach, person.grants, await findGrounds(client, person.grants))) throw refuse('outside-scope', { field: 'id' });
  return { ...person, reach, by };
};

export const tellPerson = async (connection: Connection, id: string, now: string): Promise<PersonWhole> => ({
  person: await getAccount(connection, id, now),
  events: await listAccountEvents(connection, id),
});

export const getAccount = async (connection: Connection, id: string, now: string): Promise<AccountRow> => {
  const person = await findAccount(connection, id, now);
  if (!person) throw refuse('not-found', { field: 'id' });
  return person;
};

type Held = Awaited<ReturnType<typeof holdManaged>>;

/** Runs a change on a person held, and tells how they stand after it. @param first holds what is held before a person */
const change = (
  pool: Pool,
  by: Person | null,
  id: string,
  now: string,
  work: (client: Connection, held: Held) => Promise<void>,
  first?: (client: Connection) => Promise<unknown>,
): Promise<PersonWhole> =>
  inTransaction(pool, async (client) => {
    await first?.(client);
    await work(client, await holdManaged(client, by, id));
    return tellPerson(client, id, now);
  });

interface Change {
  readonly version: number;
  readonly name?: Name;
  readonly email?: string | null;
  readonly active?: boolean;
  readonly grants?: readonly GivenGrant[];
}

/** Nobody locks themselves out, nor gives themselves more. */
const requireOther = (by: Person, id: string, { active, grants }: Change): void => {
  if (by.id !== id) return;
  if (active === false) throw refuse('own-account', { field: 'active' });
  if (grants !== undefined) throw refuse('own-account', { field: 'grants' });
};

const changeGrants = async (client: Connection, held: Held, id: string, given: readonly GivenGrant[], now: string): Promise<void> => {
  const grants = await decidedGrants(client, held.reach, given, held.grants);
  await replaceGrants(client, id, grants);
  await endBeyondReach(client, id, orderReachOf({ grants, cityCode: held.by.cityCode }), now);
  const details = { before: held.grants.map(tokenOf), after: grants.map(tokenOf) };
  await insertAccountEvent(client, { at: now, personId: id, byId: held.by.id, action: 'roles', details });
};

/** Every door that stood open for a person: a token made before must not outlive what shut the others. */
const endAccess = async (client: Connection, id: string, now: string): Promise<{ sessions: number; tokens: number }> => ({
  sessions: await deleteSessionsOf(client, id),
  tokens: await revokeTokensOf(client, id, now),
});

const changeHeld = async (client: Connection, held: Held, id: string, body: Change, now: string): Promise<void> => {
  const { name, email, active, grants } = body;
  if (held.version !== body.version) throw refuse('person-changed', { field: 'version' });
  requireOther(held.by, id, body);
  await updateAccount(client, id, { name: name && cleanName(name), email, active });
  const note = (action: string) => insertAccountEvent(client, { at: now, personId: id, byId: held.by.id, action });
  if (name || email !== undefined) await note('renamed');
  if (active !== undefined) await note(active ? 'opened' : 'locked');
  if (active === false) await Promise.all([endAccess(client, id, now), endInvitationsOf(client, id, now)]);
  if (grants) await changeGrants(client, held, id, grants, now);
};

/** Who is called to a danger, or on the way to one, and may not act on it any more: the next one is called, once the change stands. */
const hastenCalls = async (pool: Pool, by: Person | null, id: string, { active, grants }: Change, now: string): Promise<void> => {
  if (!by || (active !== false && grants === undefined)) return;
  const reach = active === false ? null : reachOf((grants ?? []).map(grantOf), 'orders.act', by.cityCode);
  await hastenCallsOf(pool, id, reach, now);
};

export const changePerson = async (pool: Pool, by: Person | null, id: string, body: Change, now: string): Promise<PersonWhole> => {
  const changed = await change(
    pool,
    by,
    id,
    now,
    (client, held) => changeHeld(client, held, id, body, now),
    body.grants && ((client) => holdScopes(client, by)),
  );
  await hastenCalls(pool, by, id, body, now);
  return changed;
};

export const unlockPerson = (pool: Pool, by: Person | null, id: string, now: string): Promise<PersonWhole> =>
  change(pool, by, id, now, async (client, held) => {
    await deleteFailures(client, nameHashOf(held.username));
    await insertAccountEvent(client, { at: now, personId: id, byId: held.by.id, action: 'unlocked' });
  });

export const endSessions = (pool: Pool, by: Person | null, id: string, now: string): Promise<PersonWhole> =>
  change(pool, by, id, now, async (client, held) => {
    const details = await endAccess(client, id, now);
    await insertAccountEvent(client, { at: now, personId: id, byId: held.by.id, action: 'sessions-ended', details });
  });

export const clearFactor = (pool: Pool, by: Person | null, id: string, now: string): Promise<PersonWhole> =>
  change(pool, by, id, now, async (client, held) => {
    if (held.by.id === id) throw refuse('own-account');
    await clearSecret(client, id);
    await endAccess(client, id, now);
    await insertAccountEvent(client, { at: now, personId: id, byId: held.by.id, action: 'factor-cleared' });
  });
