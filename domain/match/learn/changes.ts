import type { HourSort } from '../hour-sorts.ts';
import type { MatchPriors } from '../priors.ts';

/** One number that a version believes otherwise than the one before it; null: not believed before. */
export interface Change {
  /** 'trust.shape', 'errors.pin 14'… */
  readonly term: string;
  readonly before: number | null;
  readonly after: number;
}

/** How many times what was said an error typically is: the spread of the mixture's middle. */
const typical = (mixture: MatchPriors['errorMixture']): number => {
  const total = mixture.reduce((sum, { share }) => sum + share, 0);
  let left = total / 2;
  for (const { share, scale } of [...mixture].sort((a, b) => a.scale - b.scale)) {
    left -= share;
    if (left <= 0) return scale;
  }
  return 1;
};

const named = (name: string, table: Readonly<Record<string, number>>): [string, number][] =>
  Object.entries(table).map(([key, value]) => [`${name}.${key}`, value]);

/** How many times apart two sorts of hours are in the classes they tell of, typically, natural log: each class as often as it is told of. */
const unlike = (a: HourSort, b: HourSort, usual: Readonly<Record<string, number>>): number => {
  const codes = new Set([...Object.keys(a.times), ...Object.keys(b.times)]);
  const weightOf = (code: string) => (Object.keys(usual).length === 0 ? 1 : (usual[code] ?? 0));
  const apart = (code: string) => Math.log((a.times[code] ?? 1) / (b.times[code] ?? 1));
  const [sum, weight] = [...codes].reduce(([s, w], code) => [s + weightOf(code) * apart(code) ** 2, w + weightOf(code)], [0, 0]);
  return weight > 0 ? Math.sqrt(sum / weight) : 0;
};

/** Sorts farther apart than that are two: the same one, learned anew from another year, moves by a third at most. */
const mostUnlike = 0.5;

/** A sort has no name, and its rank changes with its share: each is told beside the one before that is most like it, none twice; null: one that is new. */
const likeliestBefore = (before: MatchPriors, after: MatchPriors): (HourSort | null)[] => {
  const found: (HourSort | null)[] = after.learned.hours.map(() => null);
  const pairs = after.learned.hours.flatMap((is, i) => before.learned.hours.map((was) => ({ i, was, apart: unlike(was, is, after.learned.hoursUsual) })));
  for (const { i, was, apart } of pairs.sort((a, b) => a.apart - b.apart)) if (apart <= mostUnlike && found[i] === null && !found.includes(was)) found[i] = was;
  return found;
};

const hoursNumbers = (name: string, { share, times }: HourSort): [string, number][] => [[name, share], ...named(name, times)];

/** How often a word is said of that class, or those owner's things, of which it is said most; of all else together ('*', '|*') it tells nothing. */
const mostSaid = (said: Readonly<Record<string, number>>): number =>
  Math.max(0, ...Object.entries(said).flatMap(([of, often]) => (of === '*' || of === '|*' ? [] : [often])));

/** The numbers of a version that can be read one by one; its tables of words and kinds are too many for that. */
const numbersOf = (priors: MatchPriors, hours: readonly (readonly [string, HourSort])[]): Map<string, number> => {
  const newWords = priors.learned.newWords.map((word): [string, number] => [`newWords.${word}`, mostSaid(priors.learned.words[word] ?? {})]);
  return new Map([
    ['unregisteredShare', priors.unregisteredShare],
    ['nothingShare', priors.nothingShare],
    ['plate.slip', priors.plate.slip],
    ['photo.aheadM', priors.photo.aheadM],
    ...named('trust', priors.trust),
    ...named('statusOdds', priors.statusOdds),
    ...named('classRates', priors.learned.classRates),
    ...named('locationRates', priors.learned.locationRates),
    ...named('ownerRight', priors.learned.ownerRight),
    ...named('sharpness', priors.learned.sharpness),
    ...Object.entries(priors.learned.shifts).map(([key, { eastM, northM }]): [string, number] => [
      `shifts.${key.replace(' ', '.')}`,
      Math.hypot(eastM, northM),
    ]),
    ...newWords,
    ...hours.flatMap(([name, sort]) => hoursNumbers(name, sort)),
    ...Object.entries(priors.learned.errors).map(([band, mixture]): [string, number] => [`errors.${band}`, typical(mixture)]),
  ]);
};

const leastApart = 0.02;

/** What a version believes otherwise than another, what changed most first: by how many times it grew or shrank. A sort of hours that is gone has no share any more, a word that is no longer heard is said of nothing, and what is no longer found aside lies where its record says. */
export const changesBetween = (before: MatchPriors, after: MatchPriors): Change[] => {
  const rankOf = (i: number) => `hours.${i + 1}`;
  const was = likeliestBefore(before, after);
  const known = numbersOf(
    before,
    was.flatMap((sort, i) => (sort ? [[rankOf(i), sort] as const] : [])),
  );
  const believed = numbersOf(
    after,
    after.learned.hours.map((sort, i) => [rankOf(i), sort] as const),
  );
  const gone = before.learned.hours.flatMap((sort, i) => (was.includes(sort) ? [] : [{ term: `hours.gone.${i + 1}`, before: sort.share, after: 0 }]));
  const unheard = [...known].flatMap(([term, value]) => (/^(newWords|shifts)\./.test(term) && !believed.has(term) ? [{ term, before: value, after: 0 }] : []));
  const apart = (change: Change) => Math.abs(Math.log((change.after + 0.001) / ((change.before ?? 1) + 0.001)));
  return [...[...believed].map(([term, value]) => ({ term, before: known.get(term) ?? null, after: value })), ...gone, ...unheard]
    .filter((change) => apart(change) >= leastApart)
    .sort((a, b) => apart(b) - apart(a));
};
