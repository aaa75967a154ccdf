import type { Rejection } from '#domain/rejection.ts';
import { reject } from '#domain/rejection.ts';

/** Something with a code that files write in many ways. */
interface Worded {
  readonly code: string;
  readonly name: string;
  readonly nameEn: string;
  readonly words: readonly string[];
}

/** A unit that ended, and the code of the one that stands for it today. */
interface Ended {
  readonly id: string;
  readonly name: string;
  readonly nameEn: string;
  readonly heir: string;
}

const plain = (text: string) =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s()（）·.。-]/g, '');

/** How many letters stand between two words (Levenshtein), given up beyond `most`. */
const lettersApart = (a: string, b: string, most: number): number => {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let before = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const now = [i];
    for (let j = 1; j <= b.length; j++) now[j] = Math.min((before[j] ?? 0) + 1, (now[j - 1] ?? 0) + 1, (before[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1));
    before = now;
  }
  return before[b.length] ?? most + 1;
};

/** 雨水 is no class, and a part of two classes' names. */
const isPartOf = (word: string, name: string): boolean => word.length >= 2 && name.includes(word);

/** What named a unit that ended. */
const wordsOf = ({ id, name, nameEn }: Ended): string[] => [id, name, nameEn];

/**
 * What a word means by itself: the one that bears it as its code or its name in either language, else all that it is a word for. What named a unit that
 * ended is a word for its heir.
 */
const ownMeanings = (things: readonly Worded[], ended: readonly Ended[] = []): ((text: string) => readonly string[]) => {
  const sure = new Map(things.flatMap(({ code, name, nameEn }) => [code, name, nameEn].map((word): [string, string] => [plain(word), code])));
  const loose = new Map<string, Set<string>>();
  const wordsFor = [...things.map(({ code, words }) => ({ code, words })), ...ended.map((one) => ({ code: one.heir, words: wordsOf(one) }))];
  for (const { code, words } of wordsFor) for (const word of words) loose.set(plain(word), (loose.get(plain(word)) ?? new Set<string>()).add(code));
  return (text) => {
    const word = plain(text);
    const one = sure.get(word);
    return one === undefined ? [...(loose.get(word) ?? [])] : [one];
  };
};

/** What is said of words must be of something that is there, and not of a word that means something else by itself: by who stands today, of no other. */
export const refuseWords = (
  things: readonly Worded[],
  said: Readonly<Record<string, string>>,
  field: string,
  ended: readonly Ended[] = [],
): Rejection | null => {
  const [own, withEnded] = [ownMeanings(things), ownMeanings(things, ended)];
  const nameOf = new Map(things.map(({ code, name }) => [code, name]));
  for (const [word, code] of Object.entries(said)) {
    if (!nameOf.has(code)) return reject('import-meaning-unknown', { field, params: { text: word.slice(0, 60), code } }).rejection;
    const [meant] = own(word);
    if (meant !== undefined && meant !== code && withEnded(word).length === 1)
      return reject('import-word-taken', { field, params: { text: word.slice(0, 60), means: nameOf.get(meant) } }).rejection;
  }
  return null;
};

export type WordReader = (text: string) => string | Rejection;

/**
 * Reads a unit or a class as files write it: its code, its name in either language, a word that means only it, then what this source was
 * said to mean: never another than a word means by itself, unless by nothing but a unit that ended. Anything else is refused with the names it may
 * be: a misspelt owner is never guessed.
 */
export const wordReader = (
  things: readonly Worded[],
  said: Readonly<Record<string, string>>,
  of: 'unit' | 'class',
  ended: readonly Ended[] = [],
): WordReader => {
  const [own, withEnded] = [ownMeanings(things), ownMeanings(things, ended)];
  const nameOf = new Map(things.map(({ code, name }) => [code, name]));
  // What was said of a unit that has ended since means nothing any more.
  const meant = new Map(Object.entries(said).flatMap(([word, code]): [string, string][] => (nameOf.has(code) ? [[plain(word), code]] : [])));
  const likely = (text: string): string[] => {
    const most = Math.max(1, Math.floor(text.length * 0.4));
    return things
      .map(({ name }) => ({ name, far: isPartOf(text, plain(name)) ? 0 : lettersApart(text, plain(name), most) }))
      .filter(({ far }) => far <= most)
      .sort((a, b) => a.far - b.far)
      .slice(0, 3)
      .map(({ name }) => name);
  };
  return (text) => {
    const word = plain(text);
    const several = own(text).length === 0 && meant.has(word) ? [] : withEnded(text);
    const code = several.length === 1 ? several[0] : meant.get(word);
    if (code !== undefined) return code;
    if (several.length > 1)
      return reject(`census-${of}-several`, { params: { text: text.slice(0, 60), found: several.map((c) => nameOf.get(c)).join('、') } }).rejection;
    const near = likely(word);
    if (near.length === 0) return reject(`census-${of}-unlike`, { params: { text: text.slice(0, 60) } }).rejection;
    return reject(`census-${of}-unknown`, { params: { text: text.slice(0, 60), likely: near.join('、') } }).rejection;
  };
};

/** Says of a word for a unit by which one that ended it is read as another, if by any. */
export const endedReader = (things: readonly Worded[], said: Readonly<Record<string, string>>, ended: readonly Ended[]): ((text: string) => string | null) => {
  const [today, withEnded] = [wordReader(things, said, 'unit'), wordReader(things, said, 'unit', ended)];
  const named = new Map(ended.flatMap((one) => wordsOf(one).map((word): [string, string] => [plain(word), one.id])));
  return (text) => {
    const id = named.get(plain(text));
    return id === undefined || typeof today(text) === 'string' || typeof withEnded(text) !== 'string' ? null : id;
  };
};
