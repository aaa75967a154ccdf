import { affected, type Connection, firstRow, sql } from '../sql.ts';
import { type PersonRow, personColumns, personJoins } from './people.ts';

export interface NewSession {
  readonly tokenHash: Buffer;
  readonly personId: string;
  readonly csrf: string;
  readonly createdAt: string;
  readonly expiresAt: string;
}

export const insertSession = (connection: Connection, session: NewSession): Promise<number> =>
  affected(
    connection,
    sql`insert into sessions (token_hash, person_id, csrf, created_at, expires_at)
        values (${session.tokenHash}, ${session.personId}, ${session.csrf}, ${session.createdAt}, ${session.expiresAt})`,
  );

export type SessionRow = PersonRow & { readonly csrf: string; readonly expiresAt: string };

/** The session of a cookie's secret with its person, expired or not; undefined when there is none or the person is gone. */
export const findSession = (connection: Connection, tokenHash: Buffer): Promise<SessionRow | undefined> =>
  firstRow(
    connection,
    sql`select s.csrf, s.expires_at, ${personColumns} from sessions s join people p on p.id = s.person_id ${personJoins}
        where s.token_hash = ${tokenHash} and p.active`,
  );

export const deleteSession = (connection: Connection, tokenHash: Buffer): Promise<number> =>
  affected(connection, sql`delete from sessions where token_hash = ${tokenHash}`);

/** Forgets what expired before an instant; a day's grace lets its owner be told "expired". */
export const deleteExpiredSessions = (connection: Connection, before: string): Promise<number> =>
  affected(connection, sql`delete from sessions where expires_at < ${before}`);
