import { affected, type Connection, firstRow, oneRow, sql } from '../../sql.ts';

export interface SecondFactorRow {
  readonly username: string;
  readonly passwordHash: string;
  readonly totpSecret: string | null;
  readonly totpConfirmedAt: string | null;
  readonly recoveryCodesLeft: number;
}

export const getSecondFactor = (connection: Connection, personId: string): Promise<SecondFactorRow> =>
  oneRow(
    connection,
    sql`select username, password_hash, totp_secret, totp_confirmed_at,
          (select count(*)::integer from recovery_codes where person_id = p.id and used_at is null) as recovery_codes_left
        from people p where id = ${personId}`,
  );

/** Keeps a secret that was shown and is not confirmed yet. @returns 0 when one is on already */
export const keepSecret = (connection: Connection, personId: string, secret: string): Promise<number> =>
  affected(connection, sql`update people set totp_secret = ${secret}, totp_step = null where id = ${personId} and totp_confirmed_at is null`);

/** Takes a step's code, once: of two requests with the same code one gets 0. */
export const takeStep = (connection: Connection, personId: string, step: number): Promise<number> =>
  affected(connection, sql`update people set totp_step = ${step} where id = ${personId} and coalesce(totp_step, -1) < ${step}`);

export const confirmSecret = (connection: Connection, personId: string, now: string): Promise<number> =>
  affected(connection, sql`update people set totp_confirmed_at = ${now} where id = ${personId} and totp_confirmed_at is null and totp_secret is not null`);

export const clearSecret = async (connection: Connection, personId: string): Promise<void> => {
  await affected(connection, sql`update people set totp_secret = null, totp_confirmed_at = null, totp_step = null where id = ${personId}`);
  await affected(connection, sql`delete from recovery_codes where person_id = ${personId}`);
};

export const replaceRecoveryCodes = async (connection: Connection, personId: string, hashes: readonly Buffer[]): Promise<void> => {
  await affected(connection, sql`delete from recovery_codes where person_id = ${personId}`);
  await affected(connection, sql`insert into recovery_codes (person_id, code_hash) select ${personId}, unnest(${[...hashes]}::bytea[])`);
};

/** Uses a recovery code up. @returns 0 when it is none or was used */
export const takeRecoveryCode = (connection: Connection, personId: string, hash: Buffer, now: string): Promise<number> =>
  affected(connection, sql`update recovery_codes set used_at = ${now} where person_id = ${personId} and code_hash = ${hash} and used_at is null`);

export const setPassword = (connection: Connection, personId: string, passwordHash: string): Promise<number> =>
  affected(connection, sql`update people set password_hash = ${passwordHash} where id = ${personId}`);

/** Sets another password in the place of the one that was just found right. @returns 0 where somebody else set one meanwhile */
export const replacePassword = (connection: Connection, personId: string, { from, to }: { readonly from: string; readonly to: string }): Promise<number> =>
  affected(connection, sql`update people set password_hash = ${to} where id = ${personId} and password_hash = ${from}`);

/** Whether the city asks its staff for a second factor: not in a demo, unless its settings say otherwise. */
export const asksSecondFactor = async (connection: Connection): Promise<boolean> => {
  const city = await firstRow<{ asks: boolean }>(
    connection,
    sql`select coalesce(settings->>'secondFactor', case when demo then 'optional' else 'required' end) = 'required' as asks from city`,
  );
  return city?.asks ?? true;
};
