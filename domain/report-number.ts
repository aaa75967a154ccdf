import { accept, type Decision, reject } from './rejection.ts';

// Crockford's base 32: no I, L, O or U, so that it survives a telephone.
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const randomCharacters = 12; // 60 bits: at a billion guesses a day and ten million reports, one hit in some thirty years

/**
 * A tracking number that cannot be guessed: the day it came, then 60 of the random bits.
 * @param bytes at least 8 random bytes
 * @param day the city's local date, '2026-11-23'
 */
export const reportNumber = (bytes: Uint8Array, day: string): string => {
  if (bytes.length < 8) throw new RangeError('a report number needs 8 random bytes');
  let bits = bytes.slice(0, 8).reduce((all, byte) => (all << 8n) | BigInt(byte), 0n);
  let random = '';
  for (let i = 0; i < randomCharacters; i++) {
    random += alphabet.charAt(Number(bits & 31n));
    bits >>= 5n;
  }
  return `${day.replaceAll('-', '')}-${group(random)}`;
};

const group = (random: string) => `${random.slice(0, 4)}-${random.slice(4, 8)}-${random.slice(8, 12)}`;

/** A tracking number as a person types it: any case and spacing, O for 0, I or L for 1. `not-found` when it can be none. */
export const parseReportNumber = (input: string): Decision<string> => {
  const typed = input
    .normalize('NFKC')
    .slice(0, 200)
    .toUpperCase()
    .replace(/[\s\p{Pd}\u2212_.]/gu, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1');
  if (!/^\d{8}[0-9A-HJKMNP-TV-Z]{12}$/.test(typed)) return reject('not-found', { field: 'number' });
  return accept(`${typed.slice(0, 8)}-${group(typed.slice(8))}`);
};
