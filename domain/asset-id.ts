import { accept, type Decision, reject } from './rejection.ts';

/** ISO 7064 MOD 11-2 over a string of digits: '0'–'9' or 'X'. The same rule as db/functions/check-character.sql. */
export const checkCharacter = (digits: string): string => {
  let p = 0;
  for (const digit of digits) p = ((p + Number(digit)) * 2) % 11;
  const check = (12 - p) % 11;
  return check === 10 ? 'X' : String(check);
};

/** 16 digits (county 6, class 4, serial 6) and the check character that fits them. */
export const isAssetId = (id: string): boolean => /^\d{16}[0-9X]$/.test(id) && checkCharacter(id.slice(0, 16)) === id.slice(16);

// A county's code begins with 1 to 9: less this, its numbers stay below 2^53, which a browser reads exactly. As in db/functions/tiles/30-staff.sql.
const leastDigits = 10n ** 15n;

/** What a staff tile calls an asset by: a number in place of 17 characters. */
export const tileNumberOf = (id: string): number => Number(BigInt(id.slice(0, 16)) - leastDigits);

/** The asset that a staff tile calls so. */
export const assetIdOf = (tileNumber: number): string => {
  const digits = String(BigInt(tileNumber) + leastDigits);
  return digits + checkCharacter(digits);
};

// Letters that hands and eyes put in place of digits; a plate has no letter but a last X.
const lookalikes: Readonly<Record<string, string>> = { O: '0', I: '1', L: '1', '×': 'X', Х: 'X', Χ: 'X' }; // the last two Cyrillic and Greek

/** The characters of a number alone, as it was typed, pasted or dictated. */
export const clean = (input: string): string => {
  const last = input.normalize('NFKC').slice(0, 200).trim().split('/').filter(Boolean).at(-1) ?? '';
  return last
    .toUpperCase()
    .replace(/[\s\p{Cf}\p{Pd}\u2212_.。·・‧]/gu, '') // \p{Cf}: what a page or a chat pastes along and nobody sees
    .replace(/[OIL×ХΧ]/g, (c) => lookalikes[c] ?? c);
};

/**
 * A plate as a person types, pastes (the whole link of its QR too) or dictates it.
 * `plate-malformed` when no 17 characters remain, `plate-mistyped` when the check character tells of a slip.
 */
export const parsePlate = (input: string): Decision<string> => {
  const id = clean(input);
  if (!/^\d{16}[0-9X]$/.test(id)) return reject('plate-malformed', { field: 'plate' });
  return isAssetId(id) ? accept(id) : reject('plate-mistyped', { field: 'plate' });
};

/** For people's eyes: county, class, serial, check character. */
export const formatPlate = (id: string): string => (id.length === 17 ? `${id.slice(0, 6)} ${id.slice(6, 10)} ${id.slice(10, 16)} ${id.slice(16)}` : id);

const alike = new Set(['08', '06', '17', '38', '56', '58', '68', '27', '49', '69', '89']);
const looksAlike = (a: string, b: string) => alike.has(a < b ? a + b : b + a);
const maxSuggestions = 24;

/**
 * The valid numbers one slip away from what was typed, likeliest slip first: neighbours exchanged, one character left out or
 * doubled, a digit taken for one that looks like it, any other digit. Empty when it is valid or more than one slip away.
 */
export const plateSuggestions = (input: string): string[] => {
  const typed = clean(input);
  if (isAssetId(typed) || typed.length < 16 || typed.length > 18) return [];
  const slips = typed.length === 17 ? [...swaps(typed), ...replacements(typed)] : typed.length === 16 ? insertions(typed) : deletions(typed);
  return [...new Set(slips)].filter(isAssetId).slice(0, maxSuggestions);
};

const places = (typed: string, extra = 0) => Array.from({ length: typed.length + extra }, (_, i) => i);
const digits = [...'0123456789X'];

const swaps = (typed: string) => places(typed, -1).map((i) => `${typed.slice(0, i)}${typed.charAt(i + 1)}${typed.charAt(i)}${typed.slice(i + 2)}`);

const replacements = (typed: string) => {
  const made = places(typed).flatMap((i) => digits.map((d) => ({ d, was: typed.charAt(i), id: typed.slice(0, i) + d + typed.slice(i + 1) })));
  return [...made.filter((m) => looksAlike(m.d, m.was)), ...made.filter((m) => !looksAlike(m.d, m.was))].map((m) => m.id);
};

const insertions = (typed: string) => [
  `${typed}${checkCharacter(typed.replace(/\D/g, '0'))}`,
  ...places(typed).flatMap((i) => digits.map((d) => typed.slice(0, i) + d + typed.slice(i))),
];

const deletions = (typed: string) => places(typed).map((i) => typed.slice(0, i) + typed.slice(i + 1));
