import type { Permission } from '#domain/access.ts';
import type { Token } from '#domain/contract/tokens.ts';
import { affected, type Connection, firstRow, oneRow, rows, sql } from '../../sql.ts';
import { type PersonRow, personColumns, personJoins } from './people.ts';

export interface NewToken {
  readonly tokenHash: Buffer;
  readonly personId: string;
  readonly name: string;
  readonly permissions: readonly string[] | null;
  readonly createdAt: string;
  readonly expiresAt: string;
}

export const insertToken = (connection: Connection, token: NewToken): Promise<Token> =>
  oneRow(
    connection,
    sql`insert into api_tokens (token_hash, person_id, name, permissions, created_at, expires_at)
        values (${token.tokenHash}, ${token.personId}, ${token.name}, ${token.permissions && [...token.permissions]}, ${token.createdAt}, ${token.expiresAt}) returning id, name, permissions, created_at, expires_at`,
  );

/** One's own tokens that still open doors at `now`, newest first. */
export const listTokens = (connection: Connection, personId: string, now: string): Promise<Token[]> =>
  rows(
    connection,
    sql`select id, name, permissions, created_at, expires_at from api_tokens
        where person_id = ${personId} and revoked_at is null and expires_at > ${now} order by id desc limit 100`,
  );

/** @returns how many were ended: 0 when it is not theirs, unknown or ended before. */
export const revokeToken = (connection: Connection, personId: string, id: string, now: string): Promise<number> =>
  affected(connection, sql`update api_tokens set revoked_at = ${now} where id = ${id} and person_id = ${personId} and revoked_at is null`);

/** The living or expired token of a secret with its person; undefined when revoked, unknown, or the person is gone. */
export const findToken = (
  connection: Connection,
  tokenHash: Buffer,
): Promise<(PersonRow & { readonly tokenId: string; readonly expiresAt: string; readonly permissions: Permission[] | null }) | undefined> =>
  firstRow(
    connection,
    sql`select t.id as token_id, t.expires_at, t.permissions, ${personColumns} from api_tokens t join people p on p.id = t.person_id ${personJoins}
        where t.token_hash = ${tokenHash} and t.revoked_at is null and p.active`,
  );

/** Ends every token of a person. */
export const revokeTokensOf = (connection: Connection, personId: string, now: string): Promise<number> =>
  affected(connection, sql`update api_tokens set revoked_at = ${now} where person_id = ${personId} and revoked_at is null`);
