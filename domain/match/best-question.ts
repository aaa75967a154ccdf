import type { Answer, MatchCandidate, NearbyAsset, Question } from './observation.ts';
import type { ActionCosts, MatchPriors } from './priors.ts';
import { ownerSureness } from './thing-owners.ts';

const fewest = 0.02;
/** A candidate less likely than this changes no question. */
const leastWeighed = 0.001;
/** Something stands on the cover of a thing that is not registered, or of which it is not recorded, this very lettering so often. */
const letteredByChance = 0.1;
/** To take a photo costs the person so many times what a tap does. */
const photoTimes = 3;

interface Asked {
  readonly ask: Answer['ask'];
  readonly about: string | null;
  readonly answers: readonly string[];
  /** How likely an answer is when this is what is meant. */
  readonly likelihood: (asset: NearbyAsset | null, answer: string) => number;
}

/** One of several answers is right for each asset; the others are given as often as people err. */
const answeredBy = (answerOf: (asset: NearbyAsset | null) => string, answers: readonly string[], right: number): Asked['likelihood'] => {
  const wrong = (1 - right) / Math.max(1, answers.length - 1);
  return (asset, answer) => (answers.length === 1 ? 1 : answerOf(asset) === answer ? right : wrong);
};

const split = (ask: Asked['ask'], likely: readonly NearbyAsset[], answerOf: (asset: NearbyAsset | null) => string, right: number): Asked => {
  const answers = [...new Set(['', ...likely.map(answerOf)])];
  return { ask, about: null, answers, likelihood: answeredBy((asset) => (answers.includes(answerOf(asset)) ? answerOf(asset) : ''), answers, right) };
};

/** How likely it is said to stand on the cover, or not to. */
export const letteringAnswered = (lettering: string | null, about: string, right: number): number => {
  if (lettering === null) return letteredByChance;
  return lettering.toLowerCase() === about.toLowerCase() ? right : 1 - right;
};

const questionsAbout = (likely: readonly NearbyAsset[], { answerRight }: MatchPriors): Asked[] => {
  const letterings = new Set(likely.flatMap(({ lettering }) => lettering ?? []));
  const shapes = ['round', 'rectangular'];
  return [
    ...[...letterings].map((about): Asked => {
      const yes = (asset: NearbyAsset | null) => letteringAnswered(asset?.lettering ?? null, about, answerRight.lettering);
      return { ask: 'lettering', about, answers: ['yes', 'no'], likelihood: (asset, answer) => (answer === 'yes' ? yes(asset) : 1 - yes(asset)) };
    }),
    {
      ask: 'shape',
      about: null,
      answers: shapes,
      likelihood: (asset, answer) => (asset?.shape == null ? 0.5 : asset.shape === answer ? answerRight.shape : 1 - answerRight.shape),
    },
    split('tap', likely, (asset) => asset?.id ?? '', answerRight.tap),
    split('photo', likely, (asset) => (asset ? [asset.classCode, asset.lettering, asset.shape].join('|') : ''), answerRight.photo),
  ];
};

const costOf = ({ ask }: Asked, { question }: ActionCosts) => (ask === 'photo' ? photoTimes * question : question);

/** Each answer leaves the candidates that fit it, and the others as far as answers err; then whatever is cheapest is done. */
const weighQuestion = (asked: Asked, candidates: readonly MatchCandidate[], costs: ActionCosts, { learned }: MatchPriors): Question => {
  let [sureAfter, cost] = [0, costOf(asked, costs)];
  for (const answer of asked.answers) {
    const owners = new Map<string | null, number>();
    let given = 0;
    for (const { asset, probability } of candidates) {
      const share = probability * asked.likelihood(asset, answer);
      given += share;
      if (asset)
        owners.set(asset.ownerId, (owners.get(asset.ownerId) ?? 0) + share * (asset.ownerId === null ? asset.ownerConfidence : ownerSureness(asset, learned)));
    }
    const surest = Math.max(0, ...owners.values());
    sureAfter += surest;
    cost += Math.min((given - surest) * costs.wrongDispatch, given * costs.patrol);
  }
  return { ask: asked.ask, about: asked.about, sureAfter: Math.min(1, sureAfter), cost };
};

/**
 * The question that is expected to cost least together with what is done after it; null where no registered candidate is left to ask about,
 * or everything was asked.
 * @param given what was answered before: nothing is asked twice
 */
export const bestQuestion = (
  candidates: readonly MatchCandidate[],
  costs: ActionCosts,
  priors: MatchPriors,
  given: readonly Answer[] = [],
): Question | null => {
  const weighed = candidates.filter(({ probability }) => probability >= leastWeighed);
  const likely = weighed.flatMap(({ asset, probability }) => (asset && probability >= fewest ? [asset] : []));
  if (likely.length === 0) return null;
  const isGiven = ({ ask, about }: Asked) => given.some((one) => one.ask === ask && (one.ask !== 'lettering' || one.about === about));
  const questions = questionsAbout(likely, priors)
    .filter((asked) => !isGiven(asked))
    .map((asked) => weighQuestion(asked, weighed, costs, priors));
  return questions.reduce<Question | null>((best, one) => (best !== null && best.cost <= one.cost ? best : one), null);
};
