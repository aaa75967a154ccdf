import { toString as drawQr } from 'qrcode';
import { inTransaction, type Pool } from '#db/pool.ts';
import { insertAccountEvent } from '#db/queries/people/accounts.ts';
import { asksSecondFactor, clearSecret, confirmSecret, getSecondFactor, replaceRecoveryCodes } from '#db/queries/people/second-factors.ts';
import { deleteSessionsOf } from '#db/queries/people/sessions.ts';
import { revokeTokensOf } from '#db/queries/people/tokens.ts';
import { findCity } from '#db/queries/places/cities.ts';
import type { SecondFactor } from '#domain/contract/account.ts';
import type { Person } from '../app-type.ts';
import { refuse } from '../errors.ts';
import { newRecoveryCodes, newSecret, takeTotp } from '../second-factor.ts';

export const describeSecondFactor = async (pool: Pool, { id }: Person): Promise<SecondFactor> => {
  const { totpConfirmedAt, recoveryCodesLeft } = await getSecondFactor(pool, id);
  return { isOn: totpConfirmedAt !== null, isRequired: await asksSecondFactor(pool), recoveryCodesLeft };
};

/** A secret to be read by an authenticator. @throws HttpError second-factor-on */
export const beginFactor = async (pool: Pool, person: Person) => {
  const city = await findCity(pool);
  const made = await newSecret(pool, person.id, person.username, `井证 ${city?.name ?? ''}`.trim());
  if (!made) throw refuse('second-factor-on');
  return { ...made, qr: await drawQr(made.uri, { type: 'svg', margin: 2 }) };
};

/** Switches it on by the first code that it shows; what was opened by the password alone ends, but the session that this is done in. @returns the recovery codes @throws HttpError second-factor-off, second-factor-on, code-wrong */
export const confirmFactor = (pool: Pool, person: Person, tokenHash: Buffer, code: string, now: string): Promise<{ recoveryCodes: string[] }> =>
  inTransaction(pool, async (client) => {
    const { totpSecret, totpConfirmedAt } = await getSecondFactor(client, person.id);
    if (totpConfirmedAt !== null) throw refuse('second-factor-on');
    if (totpSecret === null) throw refuse('second-factor-off');
    if (!(await takeTotp(client, person.id, totpSecret, code, now))) throw refuse('code-wrong', { field: 'code' });
    if ((await confirmSecret(client, person.id, now)) === 0) throw refuse('second-factor-on');
    await deleteSessionsOf(client, person.id, tokenHash);
    await revokeTokensOf(client, person.id, now);
    const { codes, hashes } = newRecoveryCodes();
    await replaceRecoveryCodes(client, person.id, hashes);
    await insertAccountEvent(client, { at: now, personId: person.id, byId: person.id, action: 'factor-on' });
    return { recoveryCodes: codes };
  });

export const renewCodes = (pool: Pool, person: Person, now: string): Promise<{ recoveryCodes: string[] }> =>
  inTransaction(pool, async (client) => {
    const { codes, hashes } = newRecoveryCodes();
    await replaceRecoveryCodes(client, person.id, hashes);
    await insertAccountEvent(client, { at: now, personId: person.id, byId: person.id, action: 'codes-renewed' });
    return { recoveryCodes: codes };
  });

export const endFactor = (pool: Pool, person: Person, now: string): Promise<void> =>
  inTransaction(pool, async (client) => {
    await clearSecret(client, person.id);
    await insertAccountEvent(client, { at: now, personId: person.id, byId: person.id, action: 'factor-off' });
  });
