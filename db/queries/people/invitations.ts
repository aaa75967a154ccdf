import { affected, type Connection, firstRow, sql } from '../../sql.ts';

export interface NewInvitation {
  readonly tokenHash: Buffer;
  readonly personId: string;
  readonly madeBy: string | null;
  readonly createdAt: string;
  readonly expiresAt: string;
}

/** Ends the links that a person was sent. The caller holds the person. */
export const endInvitationsOf = (connection: Connection, personId: string, at: string): Promise<number> =>
  affected(connection, sql`update invitations set ended_at = ${at} where person_id = ${personId} and ended_at is null`);

/** Ends the person's earlier links and keeps the new one. The caller holds the person. */
export const replaceInvitation = async (connection: Connection, { tokenHash, personId, madeBy, createdAt, expiresAt }: NewInvitation): Promise<void> => {
  await endInvitationsOf(connection, personId, createdAt);
  await affected(
    connection,
    sql`insert into invitations (token_hash, person_id, made_by, created_at, expires_at) values (${tokenHash}, ${personId}, ${madeBy}, ${createdAt}, ${expiresAt})`,
  );
};

export interface InvitationRow {
  readonly id: string;
  readonly personId: string;
  readonly username: string;
  readonly name: { readonly zh: string; readonly en: string };
  readonly expiresAt: string;
}

/** The invitation of a link that still opens something at `now`. */
export const findInvitation = (connection: Connection, tokenHash: Buffer, now: string): Promise<InvitationRow | undefined> =>
  firstRow(
    connection,
    sql`select i.id, p.id as person_id, p.username, jsonb_build_object('zh', p.name, 'en', p.name_en) as name, i.expires_at
        from invitations i join people p on p.id = i.person_id
        where i.token_hash = ${tokenHash} and i.ended_at is null and i.expires_at > ${now} and p.active`,
  );

export const endInvitation = (connection: Connection, id: string, now: string): Promise<number> =>
  affected(connection, sql`update invitations set ended_at = ${now} where id = ${id}`);
