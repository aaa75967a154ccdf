import type { MatchPriors } from '../priors.ts';
import { trustLearned } from './learn-trust.ts';

type Trust = Partial<Pick<MatchPriors['trust'], (typeof trustLearned)[number]>>;

/** What settled orders taught of the priors, and nothing else. */
export type LearnedPart = Pick<MatchPriors, 'unregisteredShare' | 'learned'> & {
  readonly plate: Pick<MatchPriors['plate'], 'slip'>;
  readonly photo: Pick<MatchPriors['photo'], 'aheadM'>;
  readonly trust: Trust;
};

/**
 * Of what a version believes that which it learned: this alone is kept. What it took from the city's settings, or from what is stated, belongs to these: a cost
 * that the city takes back must not live on in a version of then.
 */
export const learnedPart = ({ unregisteredShare, plate, photo, trust, learned }: MatchPriors): LearnedPart => ({
  unregisteredShare,
  plate: { slip: plate.slip },
  photo: { aheadM: photo.aheadM },
  trust: Object.fromEntries(trustLearned.map((name) => [name, trust[name]])),
  learned,
});
