import { randomBytes } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';
import { keepSecret, takeRecoveryCode, takeStep } from '#db/queries/people/second-factors.ts';
import type { Connection } from '#db/sql.ts';
import { hashOf } from './authentication.ts';

/** RFC 6238 as every authenticator reads it. */
const totpOf = (secret: string, username: string, issuer: string): TOTP =>
  new TOTP({ issuer, label: username, algorithm: 'SHA1', digits: 6, period: 30, secret: Secret.fromBase32(secret) });

/** A new secret of 160 bits, kept until it is confirmed; null when one is on already. */
export const newSecret = async (
  connection: Connection,
  personId: string,
  username: string,
  issuer: string,
): Promise<{ secret: string; uri: string } | null> => {
  const secret = new Secret({ size: 20 }).base32;
  if ((await keepSecret(connection, personId, secret)) === 0) return null;
  return { secret, uri: totpOf(secret, username, issuer).toString() };
};

const plain = (code: string): string => code.replace(/[\s-]/g, '').toLowerCase();

/** Whether six digits are a secret's code now, or the one before or after: clocks differ. Each opens once. */
export const takeTotp = async (connection: Connection, personId: string, secret: string, code: string, now: string): Promise<boolean> => {
  const token = plain(code);
  if (!/^\d{6}$/.test(token)) return false;
  const totp = totpOf(secret, '', '');
  const timestamp = Date.parse(now);
  const delta = totp.validate({ token, timestamp, window: 1 });
  return delta !== null && (await takeStep(connection, personId, totp.counter({ timestamp }) + delta)) === 1;
};

const letters = 'abcdefghjkmnpqrstuvwxyz23456789'; // none that is mistaken for another

const newRecoveryCode = (): string => {
  const signs = [...randomBytes(24)].filter((byte) => byte < 248).map((byte) => letters[byte % letters.length]);
  return signs.length < 12 ? newRecoveryCode() : [0, 4, 8].map((from) => signs.slice(from, from + 4).join('')).join('-');
};

/** Ten codes for the day the telephone is lost, and what is stored of them. */
export const newRecoveryCodes = (): { codes: string[]; hashes: Buffer[] } => {
  const codes = Array.from({ length: 10 }, newRecoveryCode);
  return { codes, hashes: codes.map((code) => hashOf(plain(code))) };
};

/** Whether a code opens: the authenticator's, or a recovery code, which is used up by it. */
export const takeCode = async (connection: Connection, personId: string, secret: string, code: string, now: string): Promise<boolean> =>
  (await takeTotp(connection, personId, secret, code, now)) || (await takeRecoveryCode(connection, personId, hashOf(plain(code)), now)) === 1;
