import type { Grant } from '#domain/access.ts';
import type { Name } from '#domain/contract/terms.ts';
import { type Connection, firstRow, rows, sql } from '../../sql.ts';

export interface PersonRow {
  readonly personId: string;
  readonly username: string;
  readonly name: Name;
  readonly grants: readonly Grant[];
  /** Units of the grants, and the handling centre of each grant's place. */
  readonly unitIds: readonly string[];
  readonly cityCode: string;
  /** The city asks staff for a second factor and this person has none yet: their grants are empty until then. */
  readonly lacksSecondFactor: boolean;
}

/** The person's columns; stands with personJoins in a query that has `people p`. */
export const personColumns = sql`p.id as person_id, p.username, jsonb_build_object('zh', p.name, 'en', p.name_en) as name,
  held.grants, held.unit_ids, here.code as city_code, here.asks_factor and p.totp_confirmed_at is null as lacks_second_factor`;

export const personJoins = sql`cross join (
  select code, coalesce(settings->>'secondFactor', case when demo then 'optional' else 'required' end) = 'required' as asks_factor from city) here
  cross join lateral (
  select coalesce(jsonb_agg(jsonb_build_object('role', r.role, 'placeCode', r.place_code, 'unitId', r.unit_id)), '[]') as grants,
    coalesce(array_agg(distinct coalesce(r.unit_id, u.id)) filter (where coalesce(r.unit_id, u.id) is not null), '{}') as unit_ids
  from person_roles r left join units u on u.kind = 'centre' and u.active and u.place_code = r.place_code
  where r.person_id = p.id and (p.totp_confirmed_at is not null or not here.asks_factor)) held`;

export interface SignInRow {
  readonly passwordHash: string;
  readonly totpConfirmedAt: string | null;
}

/** Who signs in under a name, with the stored password; undefined for a name nobody active has. */
export const findPersonByUsername = (connection: Connection, username: string): Promise<(PersonRow & SignInRow) | undefined> =>
  firstRow(
    connection,
    sql`select p.password_hash, p.totp_confirmed_at, ${personColumns} from people p ${personJoins} where p.username = ${username} and p.active`,
  );

export interface GrantNames {
  readonly role: Grant['role'];
  readonly place: { readonly code: string; readonly name: Name } | null;
  readonly unit: { readonly id: string; readonly name: Name; readonly hasEnded: boolean } | null;
}

export const grantNames = sql`select r.role,
          case when pl.code is not null then jsonb_build_object('code', pl.code, 'name', jsonb_build_object('zh', pl.name, 'en', coalesce(pl.name_en, pl.name))) end as place,
          case when u.id is not null then jsonb_build_object('id', u.id, 'name', jsonb_build_object('zh', u.name, 'en', u.name_en), 'hasEnded', not u.active) end as unit
        from person_roles r left join places pl on pl.code = r.place_code left join units u on u.id = r.unit_id`;

export interface DemoAccountRow {
  readonly username: string;
  readonly name: Name;
  readonly grants: GrantNames[];
}

/** The accounts of a demo city, first made first, at most 200; null in a city that is none, whose people are nobody's business. */
export const listDemoAccounts = async (connection: Connection): Promise<DemoAccountRow[] | null> => {
  const demo = await firstRow<{ demo: boolean }>(connection, sql`select demo from city where demo`);
  if (!demo) return null;
  return rows(
    connection,
    sql`select p.username, jsonb_build_object('zh', p.name, 'en', p.name_en) as name,
          (select coalesce(jsonb_agg(to_jsonb(g) order by g.role), '[]') from (${grantNames} where r.person_id = p.id) g) as grants
        from people p where p.active order by p.id limit 200`,
  );
};

/** A person's grants with the names of their scopes, as a reader sees them. */
export const listGrantNames = (connection: Connection, personId: string): Promise<GrantNames[]> =>
  rows(connection, sql`${grantNames} where r.person_id = ${personId} order by r.role, r.place_code, r.unit_id`);

/** The number of whoever has a user name, active or not. */
export const findPersonId = async (connection: Connection, username: string): Promise<string | undefined> =>
  (await firstRow<{ id: string }>(connection, sql`select id from people where username = ${username}`))?.id;
