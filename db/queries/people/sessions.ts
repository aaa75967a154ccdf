import { affected, type Connection, firstRow, rows, sql } from '../../sql.ts';
import { type PersonRow, personColumns, personJoins } from './people.ts';

export interface NewSession {
  readonly tokenHash: Buffer;
  readonly personId: string;
  readonly csrf: string;
  readonly agent: string;
  readonly createdAt: string;
  readonly expiresAt: string;
}

/**
 * Opens a session and notes when its person signed in. The person's row is held first: whoever sets a password or shuts an account holds it before
 * they end the sessions, and of a password that was right a moment ago no session is left behind, nor without a code where one is asked for since.
 * @param by the password that was found right, and whether a code was @returns 0 where it is another by now, or the account is shut
 */
export const openSession = (
  connection: Connection,
  session: NewSession,
  by: { readonly passwordHash: string; readonly totpConfirmedAt: string | null },
): Promise<number> =>
  affected(
    connection,
    sql`with signed as (update people set signed_in_at = ${session.createdAt} where id = ${session.personId} and active and password_hash = ${by.passwordHash}
            and (totp_confirmed_at is null or ${by.totpConfirmedAt !== null}::boolean) returning id)
        insert into sessions (token_hash, person_id, csrf, agent, created_at, seen_at, expires_at)
        select ${session.tokenHash}::bytea, id, ${session.csrf}, ${session.agent}, ${session.createdAt}::timestamptz, ${session.createdAt}::timestamptz, ${session.expiresAt}::timestamptz from signed`,
  );

/** Holds a person against whoever ends their sessions, to the end of the transaction. @returns whether the session still stands */
export const holdSession = async (connection: Connection, personId: string, tokenHash: Buffer): Promise<boolean> => {
  await affected(connection, sql`select from people where id = ${personId} for share`);
  return (await firstRow(connection, sql`select from sessions where token_hash = ${tokenHash}`)) !== undefined;
};

export type SessionRow = PersonRow & { readonly csrf: string; readonly expiresAt: string; readonly seenAt: string | null };

/** The session of a cookie's secret with its person, expired or not; undefined when there is none or the person is gone. */
export const findSession = (connection: Connection, tokenHash: Buffer): Promise<SessionRow | undefined> =>
  firstRow(
    connection,
    sql`select s.csrf, s.expires_at, s.seen_at, ${personColumns} from sessions s join people p on p.id = s.person_id ${personJoins}
        where s.token_hash = ${tokenHash} and p.active`,
  );

export const deleteSession = (connection: Connection, tokenHash: Buffer): Promise<number> =>
  affected(connection, sql`delete from sessions where token_hash = ${tokenHash}`);

/** Forgets what expired before an instant; a day's grace lets its owner be told "expired". */
export const deleteExpiredSessions = (connection: Connection, before: string): Promise<number> =>
  affected(connection, sql`delete from sessions where expires_at < ${before}`);

/** Lets a session live until an instant, never longer than so many days after it began, and never shorter than it would. @returns its end; undefined: it is gone */
export const prolongSession = async (connection: Connection, tokenHash: Buffer, until: string, longestDays: number): Promise<string | undefined> =>
  (
    await firstRow<{ expiresAt: string }>(
      connection,
      sql`update sessions set expires_at = greatest(expires_at, least(${until}::timestamptz, created_at + ${longestDays} * interval '1 day'))
          where token_hash = ${tokenHash} returning expires_at`,
    )
  )?.expiresAt;

/** Notes that a session is in use. */
export const markSessionSeen = (connection: Connection, tokenHash: Buffer, now: string): Promise<number> =>
  affected(connection, sql`update sessions set seen_at = ${now} where token_hash = ${tokenHash}`);

export interface OwnSessionRow {
  readonly id: string;
  readonly createdAt: string;
  readonly seenAt: string;
  readonly expiresAt: string;
  readonly agent: string;
  readonly isThis: boolean;
}

/** A person's living sessions, last used first; `present` is the one that asks. */
export const listSessions = (connection: Connection, personId: string, present: Buffer, now: string): Promise<OwnSessionRow[]> =>
  rows(
    connection,
    sql`select id, created_at, coalesce(seen_at, created_at) as seen_at, expires_at, agent, token_hash = ${present} as is_this
        from sessions where person_id = ${personId} and expires_at > ${now} order by coalesce(seen_at, created_at) desc, id desc limit 100`,
  );

export const deleteOwnSession = (connection: Connection, personId: string, id: string): Promise<number> =>
  affected(connection, sql`delete from sessions where person_id = ${personId} and id = ${id}`);

/** Ends a person's sessions but the one kept; all of them where none is. */
export const deleteSessionsOf = (connection: Connection, personId: string, kept: Buffer | null = null): Promise<number> =>
  affected(connection, sql`delete from sessions where person_id = ${personId} and (${kept}::bytea is null or token_hash <> ${kept})`);
