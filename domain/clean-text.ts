import { accept, type Decision, reject } from './rejection.ts';

// C0 and C1 controls but the line feed; marks, overrides and isolates of direction, which make a sentence read as another.
const refused = /[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;
const loneSurrogate = /\p{Surrogate}/u;

const hidden = /(?![\n\r\t])[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]|\p{Surrogate}/u;

/** Whether text that came with a file holds what a person's own words may not; line ends and tabs are none of it. */
export const hidesSomething = (text: string): boolean => hidden.test(text);

/** Words that something is looked up by: full-width letters plain, without what is pasted along and nobody sees. */
export const soughtText = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .trim();

/**
 * Words a person wrote, fit to be stored and shown: NFC, trimmed, line ends as line feeds, a tab as a space; emoji stay.
 * Refuses what cannot be seen and what PostgreSQL cannot hold (`text-control-characters`), and what is too long
 * (`field-invalid`; `maxLength` counts code points, as a person counts).
 */
export const decideText = (text: string, field: string, maxLength: number): Decision<string> => {
  // A code point takes two units at most: far too long is refused before it is read.
  if (text.length > maxLength * 4) return tooLong(field, maxLength);
  const tidy = text.replace(/\r\n?/g, '\n').replaceAll('\t', ' ').normalize('NFC').trim();
  if (refused.test(tidy.replaceAll('\n', '')) || loneSurrogate.test(tidy)) return reject('text-control-characters', { field });
  return [...tidy].length > maxLength ? tooLong(field, maxLength) : accept(tidy);
};

const tooLong = (field: string, maxLength: number) => reject('field-invalid', { field, params: { field, why: `≤ ${maxLength}` } });
