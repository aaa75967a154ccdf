import type { Grant, Reach } from '#domain/access.ts';
import type { PersonLine } from '#domain/contract/people.ts';
import type { Name } from '#domain/contract/terms.ts';
import type { Grounds } from '#domain/granting.ts';
import { affected, type Connection, escapeLike, firstRow, oneRow, rows, sql } from '../../sql.ts';
import { grantNames } from './people.ts';

export type AccountRow = Omit<PersonLine, 'grants'> & { readonly grants: PersonLine['grants'] };

const columns = (now: string) => sql`p.id, p.username, jsonb_build_object('zh', p.name, 'en', p.name_en) as name, p.email, p.active, p.version,
  (select coalesce(jsonb_agg(to_jsonb(g) order by g.role), '[]') from (${grantNames} where r.person_id = p.id) g) as grants,
  (select f.locked_until from sign_in_failures f where f.name_hash = sha256(convert_to(lower(p.username), 'UTF8')) and f.locked_until > ${now}) as locked_until,
  p.password_hash like 'scrypt$%' as has_password,
  (select max(i.expires_at) from invitations i where i.person_id = p.id and i.ended_at is null and i.expires_at > ${now}) as invited_until,
  p.totp_confirmed_at is not null as has_second_factor,
  (select count(*)::integer from sessions s where s.person_id = p.id and s.expires_at > ${now}) as sessions,
  (select count(*)::integer from api_tokens t where t.person_id = p.id and t.revoked_at is null and t.expires_at > ${now}) as tokens, p.signed_in_at`;

// domain/granting.ts mayManage as SQL: every grant lies in a place that the reach takes in.
const managed = ({ city, placeCodes }: Reach) =>
  city
    ? sql`true`
    : sql`exists (select 1 from person_roles r where r.person_id = p.id) and not exists (
        select 1 from person_roles r left join units u on u.id = r.unit_id
        where r.person_id = p.id and not (coalesce(r.place_code, u.place_code) = any(${placeCodes}) or left(coalesce(r.place_code, u.place_code), 6) = any(${placeCodes})))`;

/** The people that a reach takes in, by number; words are looked for in names and user names. */
export const listAccounts = (
  connection: Connection,
  reach: Reach,
  { q, after, now, limit }: { q: string; after: string; now: string; limit: number },
): Promise<AccountRow[]> => {
  const like = `%${escapeLike(q)}%`;
  return rows(
    connection,
    sql`select ${columns(now)} from people p
        where p.id > ${after} and (p.username ilike ${like} or p.name ilike ${like} or p.name_en ilike ${like}) and ${managed(reach)} order by p.id limit ${limit}`,
  );
};

export const findAccount = (connection: Connection, id: string, now: string): Promise<AccountRow | undefined> =>
  firstRow(connection, sql`select ${columns(now)} from people p where p.id = ${id}`);

/** Whoever changes an account waits for whoever changes it now. @returns its grants as they stand */
export const lockAccount = async (connection: Connection, id: string): Promise<{ username: string; version: number; grants: Grant[] } | undefined> => {
  const person = await firstRow<{ username: string; version: number }>(connection, sql`select username, version from people where id = ${id} for update`);
  if (!person) return undefined;
  return { ...person, grants: await rows<Grant>(connection, sql`select role, place_code, unit_id from person_roles where person_id = ${id}`) };
};

/** Where scopes lie, of those that exist or did, which of them are over, and what places that are over became part of. */
export const findGrounds = async (connection: Connection, grants: readonly Grant[]): Promise<Grounds> => {
  const places = grants.flatMap(({ placeCode }) => placeCode ?? []);
  const units = grants.flatMap(({ unitId }) => unitId ?? []);
  const found = await rows<{ key: string; code: string; isOver: boolean; partOf: string | null }>(
    connection,
    sql`select 'place ' || code as key, code, retired_on is not null as is_over,
          case when retired_on is not null then current_place(code) end as part_of from places where code = any(${places}) and kind in ('city', 'district', 'street')
        union all select 'unit ' || id, place_code, not active, null from units where id = any(${units})`,
  );
  return {
    placeOf: new Map(found.map(({ key, code }) => [key, code])),
    ended: new Set(found.flatMap(({ key, isOver }) => (isOver ? [key] : []))),
    partOf: new Map(found.flatMap(({ key, partOf }) => (partOf === null ? [] : [[key, partOf] as const]))),
  };
};

export const insertAccount = async (
  connection: Connection,
  { username, name, email }: { username: string; name: Name; email: string | null },
): Promise<string> => {
  const { id } = await oneRow<{ id: string }>(
    connection,
    sql`insert into people (username, password_hash, name, name_en, email) values (${username}, '', ${name.zh}, ${name.en}, ${email}) returning id`,
  );
  return id;
};

export interface AccountChange {
  readonly name?: Name | undefined;
  readonly email?: string | null | undefined;
  readonly active?: boolean | undefined;
}

export const updateAccount = (connection: Connection, id: string, { name, email, active }: AccountChange): Promise<number> =>
  affected(
    connection,
    sql`update people set version = version + 1, name = coalesce(${name?.zh ?? null}, name), name_en = coalesce(${name?.en ?? null}, name_en),
          email = case when ${email !== undefined}::boolean then ${email ?? null} else email end, active = coalesce(${active ?? null}, active) where id = ${id}`,
  );

export const replaceGrants = async (connection: Connection, id: string, grants: readonly Grant[]): Promise<void> => {
  await affected(connection, sql`delete from person_roles where person_id = ${id}`);
  for (const { role, placeCode, unitId } of grants)
    await affected(connection, sql`insert into person_roles (person_id, role, place_code, unit_id) values (${id}, ${role}, ${placeCode}, ${unitId})`);
};

export interface AccountEvent {
  readonly at: string;
  readonly personId: string;
  readonly byId: string | null;
  readonly action: string;
  readonly details?: Readonly<Record<string, unknown>>;
}

export const insertAccountEvent = (connection: Connection, { at, personId, byId, action, details = {} }: AccountEvent): Promise<number> =>
  affected(
    connection,
    sql`insert into people_events (at, person_id, by_id, action, details) values (${at}, ${personId}, ${byId}, ${action}, ${JSON.stringify(details)})`,
  );

export interface AccountEventRow {
  readonly at: string;
  readonly action: string;
  readonly by: Name | null;
  readonly details: Record<string, unknown>;
}

export const listAccountEvents = (connection: Connection, id: string): Promise<AccountEventRow[]> =>
  rows(
    connection,
    sql`select e.at, e.action, case when b.id is not null then jsonb_build_object('zh', b.name, 'en', b.name_en) end as by, e.details
        from people_events e left join people b on b.id = e.by_id where e.person_id = ${id} order by e.id desc limit 200`,
  );
