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

/** The numbers of a version that can be read one by one; its tables of words and kinds are too many for that. */
const numbersOf = (priors: MatchPriors): Map<string, number> =>
  new Map([
    ['unregisteredShare', priors.unregisteredShare],
    ['nothingShare', priors.nothingShare],
    ['plate.slip', priors.plate.slip],
    ['photo.aheadM', priors.photo.aheadM],
    ...named('trust', priors.trust),
    ...named('statusOdds', priors.statusOdds),
    ...named('classRates', priors.learned.classRates),
    ...named('locationRates', priors.learned.locationRates),
    ...named('ownerRight', priors.learned.ownerRight),
    ...priors.learned.hours.flatMap(({ share, times }, i): [string, number][] => [[`hours.${i + 1}`, share], ...named(`hours.${i + 1}`, times)]),
    ...Object.entries(priors.learned.errors).map(([band, mixture]): [string, number] => [`errors.${band}`, typical(mixture)]),
  ]);

const leastApart = 0.02;

/** What a version believes otherwise than another, what changed most first: by how many times it grew or shrank. */
export const changesBetween = (before: MatchPriors, after: MatchPriors): Change[] => {
  const known = numbersOf(before);
  const apart = ({ before: was, after: is }: Change) => Math.abs(Math.log((is + 0.001) / ((was ?? 1) + 0.001)));
  return [...numbersOf(after)]
    .map(([term, value]) => ({ term, before: known.get(term) ?? null, after: value }))
    .filter((change) => apart(change) >= leastApart)
    .sort((a, b) => apart(b) - apart(a));
};
