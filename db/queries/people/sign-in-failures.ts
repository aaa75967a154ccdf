import type { Failures } from '#domain/sign-in-lock.ts';
import { affected, type Connection, firstRow, sql } from '../../sql.ts';

/** Wrong tries in a row under a typed name. */
export const findFailures = (connection: Connection, nameHash: Buffer): Promise<Failures | undefined> =>
  firstRow(connection, sql`select failures, locked_until from sign_in_failures where name_hash = ${nameHash}`);

/** As findFailures, held to the end of the transaction, so that two wrong tries at once count as two. */
export const lockFailures = async (connection: Connection, nameHash: Buffer, now: string): Promise<Failures> => {
  const row = await firstRow<Failures>(
    connection,
    sql`insert into sign_in_failures (name_hash, failures, failed_at) values (${nameHash}, 0, ${now})
        on conflict (name_hash) do update set failed_at = ${now} returning failures, locked_until`,
  );
  return row ?? { failures: 0, lockedUntil: null };
};

export const saveFailures = (connection: Connection, nameHash: Buffer, { failures, lockedUntil }: Failures): Promise<number> =>
  affected(connection, sql`update sign_in_failures set failures = ${failures}, locked_until = ${lockedUntil} where name_hash = ${nameHash}`);

/** Writes into the history of whose name it is that it was shut; nothing where nobody has the name, by one statement in both cases. */
export const noteShut = (connection: Connection, nameHash: Buffer, { lockedUntil }: Failures, now: string): Promise<number> =>
  affected(
    connection,
    sql`insert into people_events (at, person_id, action, details)
        select ${now}, p.id, 'shut', jsonb_build_object('until', ${lockedUntil}::text) from people p where sha256(convert_to(lower(p.username), 'UTF8')) = ${nameHash}`,
  );

export const deleteFailures = (connection: Connection, nameHash: Buffer): Promise<number> =>
  affected(connection, sql`delete from sign_in_failures where name_hash = ${nameHash}`);

/** The same of a name that is not shut, also where it was shut a moment ago. */
export const deleteOpenFailures = (connection: Connection, nameHash: Buffer, now: string): Promise<number> =>
  affected(connection, sql`delete from sign_in_failures where name_hash = ${nameHash} and coalesce(locked_until, ${now}) <= ${now}`);

/** Forgets what failed before an instant and is not locked any more. */
export const deleteOldFailures = (connection: Connection, before: string): Promise<number> =>
  affected(connection, sql`delete from sign_in_failures where failed_at < ${before} and coalesce(locked_until, failed_at) < ${before}`);
