import type { MatchContext } from '../observation.ts';
import type { LearnedTables } from '../priors.ts';
import { readWords } from '../weigh.ts';
import { Counts, Table } from './counts.ts';
import type { Responsible } from './responsibilities.ts';
import type { Settled } from './settled.ts';

/** A word said so seldom teaches nothing. */
const fewestSaid = 4;
/** Orders' worth of belief that a class is spoken of as the city's lists say, and that owners of a class are as the class is. */
const steadyingClass = 5;
const steadyingOwner = 6;
/** A unit is called by one of its own words so often. */
const ownNamed = 0.06;

interface Said {
  /** By word: how often with a class, and with a class of one owner. */
  readonly words: Table;
  /** Orders with words, by the same. */
  readonly cells: Counts;
}

const cellsOf = (responsible: readonly Responsible[]): [string, number][] =>
  responsible.flatMap(({ asset, after }): [string, number][] =>
    asset && after > 0.01
      ? [
          [asset.classCode, after],
          [`${asset.classCode}|${asset.ownerId ?? ''}`, after],
        ]
      : [],
  );

const countSaid = (orders: readonly Settled[], responsible: readonly (readonly Responsible[])[], context: MatchContext): Said => {
  const said: Said = { words: new Table(), cells: new Counts() };
  orders.forEach(({ observation }, i) => {
    if (observation.text === '') return;
    const { mentions } = readWords(observation, context);
    for (const [cell, share] of cellsOf(responsible[i] ?? [])) {
      said.cells.add(cell, share);
      for (const { word } of mentions) said.words.row(word).add(cell, share);
    }
  });
  return said;
};

/** Classes that the city's own lists call by a word. */
const classesCalled = (word: string, { classWords }: MatchContext): ReadonlySet<string> =>
  new Set(classWords.filter((c) => c.words.some((w) => w.startsWith(word) || word.startsWith(w))).map((c) => c.code));

const sharesOf = (word: string, { words, cells }: Said, context: MatchContext): Record<string, number> | null => {
  const row = words.row(word);
  const classes = context.classWords.map(({ code }) => code);
  const sum = (counts: Counts) => classes.reduce((total, code) => total + counts.of(code), 0);
  if (sum(row) < fewestSaid) return null;
  const usual = sum(row) / sum(cells);
  const called = classesCalled(word, context);
  const named = new Set(context.unitWords.filter((u) => u.words.includes(word)).map((u) => u.unitId));
  const shares: Record<string, number> = { '*': usual };
  for (const code of classes) {
    const believed = called.size === 0 ? usual : usual * (called.has(code) ? 4 : 0.15);
    shares[code] = (row.of(code) + steadyingClass * believed) / (cells.of(code) + steadyingClass);
  }
  for (const cell of cells.keys()) {
    const [code = '', owner = ''] = cell.split('|');
    const believed = Math.max(shares[code] ?? usual, named.has(owner) ? ownNamed : 0);
    if (owner !== '') shares[cell] = (row.of(cell) + steadyingOwner * believed) / (cells.of(cell) + steadyingOwner);
  }
  return shares;
};

/** How often each word is said of each class, and of each owner's. */
export const learnWords = (orders: readonly Settled[], responsible: readonly (readonly Responsible[])[], context: MatchContext): LearnedTables['words'] => {
  const said = countSaid(orders, responsible, context);
  return Object.fromEntries(
    said.words.keys().flatMap((word) => {
      const shares = sharesOf(word, said, context);
      return shares ? [[word, shares] as const] : [];
    }),
  );
};

const longestNew = 5;
/** So many new words at a time: once they are heard, what overlaps them tells no more and is not taken. */
const newAtOnce = 15;
/** Least that a word must tell beyond all else that was said, in all and each time it is said: below lies what chance makes. */
const leastGain = 4;
const leastGainEach = 0.15;
const han = /^\p{Script=Han}+$/u;

/** Runs of characters within a text, each once. */
const runsOf = (text: string): Set<string> => {
  const runs = new Set<string>();
  for (let at = 0; at < text.length; at++)
    for (let length = 2; length <= longestNew; length++) {
      const run = text.slice(at, at + length);
      if (run.length === length && han.test(run)) runs.add(run);
    }
  return runs;
};

interface Run {
  readonly seen: Counts;
  readonly expected: Counts;
  times: number;
}

const countRuns = (orders: readonly Settled[], responsible: readonly (readonly Responsible[])[], context: MatchContext): Map<string, Run> => {
  const runs = new Map<string, Run>();
  orders.forEach(({ observation }, i) => {
    const cells = new Map<string, { said: number; after: number }>();
    for (const { asset, said, after } of responsible[i] ?? []) {
      if (!asset) continue;
      const sum = cells.get(`${asset.classCode}|${asset.ownerId ?? ''}`) ?? { said: 0, after: 0 };
      cells.set(`${asset.classCode}|${asset.ownerId ?? ''}`, { said: sum.said + said, after: sum.after + after });
    }
    const about = [...cells].filter(([, { said, after }]) => said + after > 0.02);
    for (const text of runsOf(readWords({ ...observation, address: null }, context).text)) {
      const run = runs.get(text) ?? { seen: new Counts(), expected: new Counts(), times: 0 };
      runs.set(text, run);
      run.times += 1;
      for (const [cell, { said, after }] of about) {
        run.seen.add(cell, after);
        run.expected.add(cell, said);
      }
    }
  });
  return runs;
};

const gainOf = ({ seen, expected }: Run): number =>
  seen.keys().reduce((sum, cell) => sum + seen.of(cell) * Math.log((seen.of(cell) + 0.5) / (expected.of(cell) + 0.5)), 0);

/**
 * Words that no list holds and that tell what is meant beyond what place, kind and known words tell already: said with some classes or owners
 * more often than was expected of the same orders. The best few, no two that share a character.
 */
export const findNewWords = (orders: readonly Settled[], responsible: readonly (readonly Responsible[])[], context: MatchContext): string[] => {
  const known = new Set([...[...context.classWords, ...context.unitWords].flatMap(({ words }) => words), ...context.priors.learned.newWords]);
  const gains = [...countRuns(orders, responsible, context)]
    .filter(([text, { times }]) => times >= 2 * fewestSaid && !known.has(text))
    .map(([text, run]) => ({ text, times: run.times, gain: gainOf(run) }))
    .filter(({ gain, times }) => gain >= leastGain && gain / times >= leastGainEach)
    .sort((a, b) => b.gain - a.gain || b.text.length - a.text.length);
  const taken: string[] = [];
  const used = new Set<string>();
  for (const { text } of gains) {
    if (taken.length === newAtOnce) break;
    if ([...text].some((character) => used.has(character))) continue;
    taken.push(text);
    for (const character of text) used.add(character);
  }
  return taken;
};
