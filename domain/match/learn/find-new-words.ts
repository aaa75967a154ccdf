import type { MatchContext } from '../observation.ts';
import { readWords } from '../read-words.ts';
import { Counts } from './counts.ts';
import type { Responsible } from './responsibilities.ts';
import type { Settled } from './settled.ts';

const fewestSaid = 8;
const longestNew = 5;
/** So many new words at a time: once they are heard, what overlaps them tells no more and is not taken. */
const newAtOnce = 15;
/** Least that a word must tell, in all, of orders it was not learned from. */
const leastGain = 4;
const steadying = 1;
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

/** Of the orders of one half: by class or by owner, how often a run was said, and how often it would have been if it told nothing. */
interface Half {
  readonly seen: Counts;
  readonly expected: Counts;
}
type Halves = readonly [Half, Half];
interface Run {
  readonly byClass: Halves;
  readonly byOwner: Halves;
}

const half = (): Half => ({ seen: new Counts(), expected: new Counts() });

const count = ({ seen, expected }: Half, key: string, { said, after }: Responsible) => {
  seen.add(key, after);
  expected.add(key, said);
};

const newRun = (): Run => ({ byClass: [half(), half()], byOwner: [half(), half()] });

const countRun = ({ byClass, byOwner }: Run, which: 0 | 1, about: readonly Responsible[]) => {
  for (const one of about) {
    count(byClass[which], one.asset?.classCode ?? '', one);
    count(byOwner[which], one.asset?.ownerId ?? '', one);
  }
};

const countRuns = (texts: readonly Set<string>[], runs: ReadonlySet<string>, responsible: readonly (readonly Responsible[])[]): Map<string, Run> => {
  const counted = new Map([...runs].map((text) => [text, newRun()]));
  texts.forEach((said, i) => {
    const about = (responsible[i] ?? []).filter(({ asset, said: before, after }) => asset !== null && before + after > 0.02);
    for (const text of said) {
      const run = counted.get(text);
      if (run) countRun(run, i % 2 === 0 ? 0 : 1, about);
    }
  });
  return counted;
};

/** What a word learned from one half of the orders tells of the other half: the log of how much likelier it makes what was found there. */
const told = (from: Half, to: Half): number => {
  const ratio = (key: string) => (from.seen.of(key) + steadying) / (from.expected.of(key) + steadying);
  const expected = to.expected.keys().reduce((sum, key) => sum + to.expected.of(key) * ratio(key), 0) / Math.max(1e-9, to.expected.total);
  return to.seen.keys().reduce((sum, key) => sum + to.seen.of(key) * Math.log(ratio(key) / expected), 0);
};

const gainOf = ([one, other]: Halves): number => {
  const [there, back] = [told(one, other), told(other, one)];
  return there > 0 && back > 0 ? there + back : 0;
};

/**
 * Words that no list holds and that tell what is meant beyond what place, kind and known words tell already: learned from every other order they
 * make what was found in the rest likelier, and the other way round. The best few, no two that share a character.
 */
export const findNewWords = (orders: readonly Settled[], responsible: readonly (readonly Responsible[])[], context: MatchContext): string[] => {
  const known = new Set([...[...context.classWords, ...context.unitWords].flatMap(({ words }) => words), ...context.priors.learned.newWords]);
  const texts = orders.map(({ observation }) => runsOf(readWords({ ...observation, address: null }, context).text));
  const times = new Counts();
  for (const said of texts) for (const text of said) times.add(text);
  const often = new Set(times.keys().filter((text) => times.of(text) >= fewestSaid && !known.has(text)));
  const gains = [...countRuns(texts, often, responsible)]
    .map(([text, { byClass, byOwner }]) => ({ text, gain: Math.max(gainOf(byClass), gainOf(byOwner)) }))
    .filter(({ gain }) => gain >= leastGain)
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
