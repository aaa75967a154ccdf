import type { MatchContext } from './observation.ts';

/** A word found in the text and all that it can mean: "电力" is a class of wells and a company. */
export interface Mention {
  readonly word: string;
  readonly classes: readonly string[];
  readonly units: readonly string[];
}

const maxTextLength = 2000;

// What phones' keyboards put for the right character: 窖井 for 窨井, 篦子 for 箅子, 煤汽 for 煤气.
const variants: Readonly<Record<string, string>> = { 窖井: '窨井', 篦子: '箅子', 蓖子: '箅子', 煤汽: '煤气', 下水到: '下水道', 井改: '井盖' };

/** Text as it is searched: compatibility forms folded, lower case, usual slips put right, bounded. */
export const fold = (text: string): string =>
  text
    .slice(0, maxTextLength)
    .normalize('NFKC')
    .slice(0, maxTextLength) // one character may become eighteen
    .toLowerCase()
    .replace(/窖井|篦子|蓖子|煤汽|下水到|井改/g, (slip) => variants[slip] ?? slip);

/** A word of a well and how it is said short: 电力井盖, 电力井, 电力的. */
const saidShort = (word: string): string[] => {
  const stem = word.replace(/井盖?$/, '');
  return stem !== word && stem.length >= 2 ? [word, stem] : [word];
};

interface Meaning {
  readonly classes: Set<string>;
  readonly units: Set<string>;
}

interface KeptLexicon {
  readonly units: MatchContext['unitWords'];
  readonly newWords: readonly string[];
  readonly lexicon: ReadonlyMap<string, Meaning>;
}

const lexicons = new WeakMap<MatchContext['classWords'], KeptLexicon>();

const sameWords = (a: MatchContext['unitWords'], b: MatchContext['unitWords']) =>
  a === b || (a.length === b.length && a.every((unit, i) => unit.words === b[i]?.words));

// Read once per city: its lists of words are the same objects from call to call.
const lexiconOf = ({ classWords, unitWords, priors }: MatchContext): ReadonlyMap<string, Meaning> => {
  const known = lexicons.get(classWords);
  const { newWords } = priors.learned;
  if (known && known.newWords === newWords && sameWords(known.units, unitWords)) return known.lexicon;
  const lexicon = new Map<string, Meaning>();
  const meaningOf = (word: string) => {
    const folded = fold(word);
    const meaning = lexicon.get(folded) ?? { classes: new Set(), units: new Set() };
    if (folded.length > 0) lexicon.set(folded, meaning);
    return meaning;
  };
  for (const { code, words } of classWords) for (const word of words.flatMap(saidShort)) meaningOf(word).classes.add(code);
  for (const { unitId, words } of unitWords) for (const word of words) meaningOf(word).units.add(unitId);
  for (const word of newWords) meaningOf(word);
  lexicons.set(classWords, { units: unitWords, newWords, lexicon });
  return lexicon;
};

/** All that a word can mean by the city's lists; undefined for one that no list holds. Learned ones stand in none. */
export const listedMeaning = (word: string, context: MatchContext): Omit<Mention, 'word'> | undefined => {
  const meaning = lexiconOf(context).get(word);
  return meaning === undefined || meaning.classes.size + meaning.units.size === 0 ? undefined : { classes: [...meaning.classes], units: [...meaning.units] };
};

/** Every word of the city's lists, as it is looked for in a text. */
export const listedWords = (context: MatchContext): string[] => [...lexiconOf(context).keys()];

const isLatin = (word: string) => /^[\x20-\x7e]+$/.test(word);
const letter = /[a-z0-9]/;

const mostFound = 200; // a text that repeats itself is not read for ever
const denied = /(不像|\bnot (an? |the )?|isn['’]t (an? |the )?)$/;

// A Latin word stands between non-letters: "gas" is not in "gasp".
const occurrences = (text: string, word: string): number[] => {
  const found: number[] = [];
  for (let at = text.indexOf(word); at >= 0 && found.length < 20; at = text.indexOf(word, at + 1)) {
    const whole = !isLatin(word) || !(letter.test(text.charAt(at - 1)) || letter.test(text.charAt(at + word.length).replace('s', '')));
    if (whole && !denied.test(text.slice(Math.max(0, at - 8), at))) found.push(at);
  }
  return found;
};

/**
 * The city's words for classes and units that stand in a text; of words within a longer word only the longer counts
 * ("雨水箅子" is a grate, not storm water).
 * @param text folded
 */
export const findMentions = (text: string, context: MatchContext): Mention[] => {
  if (text.length === 0) return [];
  const found = [...lexiconOf(context)]
    .flatMap(([word, meaning]) => occurrences(text, word).map((at) => ({ word, at, end: at + word.length, meaning })))
    .slice(0, mostFound);
  const outer = found.filter((a) => !found.some((b) => b.word.length > a.word.length && b.at <= a.at && b.end >= a.end));
  const byWord = new Map(outer.map((o) => [o.word, o.meaning]));
  return [...byWord].map(([word, meaning]) => ({ word, classes: [...meaning.classes], units: [...meaning.units] }));
};
