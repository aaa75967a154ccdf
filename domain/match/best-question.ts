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
  /** What of a candidate its answer depends on: those alike in it are weighed as one. Null: what is not registered. */
  readonly keyOf: (asset: NearbyAsset | null) => string | null;
  /** How likely an answer is when what is meant is such a one. */
  readonly likelihood: (key: string | null, answer: string) => number;
}

/** One of several answers is right for each asset; the others are given as often as people err. */
const split = (ask: Asked['ask'], likely: readonly NearbyAsset[], answerOf: (asset: NearbyAsset) => string, right: number): Asked => {
  const answers = new Set(['', ...likely.map(answerOf)]);
  const keyOf = (asset: NearbyAsset | null) => {
    const answer = asset ? answerOf(asset) : '';
    return answers.has(answer) ? answer : '';
  };
  const wrong = (1 - right) / Math.max(1, answers.size - 1);
  const likelihood = (key: string | null, answer: string) => (answers.size === 1 ? 1 : key === answer ? right : wrong);
  return { ask, about: null, answers: [...answers], keyOf, likelihood };
};

/** How likely it is said to stand on the cover, or not to. */
export const letteringAnswered = (lettering: string | null, about: string, right: number): number => {
  if (lettering === null) return letteredByChance;
  return lettering.toLowerCase() === about.toLowerCase() ? right : 1 - right;
};

const questionsAbout = <A extends NearbyAsset>(likely: readonly A[], mayAskOf: (asset: A) => boolean, { answerRight }: MatchPriors): Asked[] => {
  const letterings = new Set(likely.flatMap((asset) => (mayAskOf(asset) ? (asset.lettering ?? []) : [])));
  const shapes = ['round', 'rectangular'];
  return [
    ...[...letterings].map((about): Asked => {
      const yes = (lettering: string | null) => letteringAnswered(lettering, about, answerRight.lettering);
      const likelihood = (lettering: string | null, answer: string) => (answer === 'yes' ? yes(lettering) : 1 - yes(lettering));
      return { ask: 'lettering', about, answers: ['yes', 'no'], keyOf: (asset) => asset?.lettering ?? null, likelihood };
    }),
    {
      ask: 'shape',
      about: null,
      answers: shapes,
      keyOf: (asset) => asset?.shape ?? null,
      likelihood: (shape, answer) => (shape === null ? 0.5 : shape === answer ? answerRight.shape : 1 - answerRight.shape),
    },
    split('tap', likely, ({ id }) => id, answerRight.tap),
    split('photo', likely, ({ classCode, lettering, shape }) => [classCode, lettering, shape].join('|'), answerRight.photo),
  ];
};

const costOf = ({ ask }: Asked, { question }: ActionCosts) => (ask === 'photo' ? photoTimes * question : question);

/** Candidates that a question cannot tell apart: how likely it is one of them, and how surely it is this or that owner's. */
interface Alike {
  readonly key: string | null;
  given: number;
  /** Owners by number, and beside each how surely: lists, since each answer of each question walks through them. */
  readonly owners: number[];
  readonly sure: number[];
}

interface Weighed {
  readonly asset: NearbyAsset | null;
  readonly probability: number;
  /** Which of the owners; -1 for what is not registered. */
  readonly owner: number;
  readonly sure: number;
}

/** Owners by number, so that each question and each of its answers adds up numbers alone. */
const numberOwners = (candidates: readonly MatchCandidate[], { learned }: MatchPriors) => {
  const owners = new Map<string | null, number>();
  const numberOf = (ownerId: string | null): number => {
    const number = owners.get(ownerId) ?? owners.size;
    owners.set(ownerId, number);
    return number;
  };
  const weighed = candidates.map(({ asset, probability }): Weighed => {
    if (!asset) return { asset, probability, owner: -1, sure: 0 };
    const sure = probability * (asset.ownerId === null ? asset.ownerConfidence : ownerSureness(asset, learned));
    return { asset, probability, owner: numberOf(asset.ownerId), sure };
  });
  return { weighed, owners: owners.size };
};

const gather = (weighed: readonly Weighed[], keyOf: Asked['keyOf']): Alike[] => {
  const groups = new Map<string | null, Alike>();
  for (const { asset, probability, owner, sure } of weighed) {
    const key = keyOf(asset);
    const alike = groups.get(key) ?? { key, given: 0, owners: [], sure: [] };
    groups.set(key, alike);
    alike.given += probability;
    if (owner < 0) continue;
    const known = alike.owners.indexOf(owner);
    const at = known < 0 ? alike.owners.push(owner) - 1 : known;
    alike.sure[at] = (alike.sure[at] ?? 0) + sure;
  }
  return [...groups.values()];
};

/** Each answer leaves the candidates that fit it, and the others as far as answers err; then whatever is cheapest is done. */
const weighQuestion = (asked: Asked, { weighed, owners }: ReturnType<typeof numberOwners>, costs: ActionCosts): Question => {
  const groups = gather(weighed, asked.keyOf);
  const held = new Float64Array(owners);
  let [sureAfter, cost] = [0, costOf(asked, costs)];
  for (const answer of asked.answers) {
    held.fill(0);
    let given = 0;
    for (const group of groups) {
      const share = asked.likelihood(group.key, answer);
      given += group.given * share;
      for (let i = 0; i < group.owners.length; i += 1) {
        const owner = group.owners[i] ?? 0;
        held[owner] = (held[owner] ?? 0) + (group.sure[i] ?? 0) * share;
      }
    }
    let surest = 0;
    for (const sure of held) surest = Math.max(surest, sure);
    sureAfter += surest;
    cost += Math.min((given - surest) * costs.wrongDispatch, given * costs.patrol);
  }
  return { ask: asked.ask, about: asked.about, sureAfter: Math.min(1, sureAfter), cost };
};

/**
 * The question that is expected to cost least together with what is done after it; null where no registered candidate is left to ask about,
 * or everything was asked.
 * @param given what was answered before: nothing is asked twice
 * @param mayAskOf of which assets it may be told what stands on them: a question names it
 */
export const bestQuestion = <A extends NearbyAsset>(
  candidates: readonly MatchCandidate<A>[],
  costs: ActionCosts,
  priors: MatchPriors,
  { given = [], mayAskOf = () => true }: { readonly given?: readonly Answer[] | undefined; readonly mayAskOf?: ((asset: A) => boolean) | undefined } = {},
): Question | null => {
  const weighed = candidates.filter(({ probability }) => probability >= leastWeighed);
  const likely = weighed.flatMap(({ asset, probability }) => (asset && probability >= fewest ? [asset] : []));
  if (likely.length === 0) return null;
  const isGiven = ({ ask, about }: Asked) => given.some((one) => one.ask === ask && (one.ask !== 'lettering' || one.about === about));
  const numbered = numberOwners(weighed, priors);
  const questions = questionsAbout(likely, mayAskOf, priors)
    .filter((asked) => !isGiven(asked))
    .map((asked) => weighQuestion(asked, numbered, costs));
  return questions.reduce<Question | null>((best, one) => (best !== null && best.cost <= one.cost ? best : one), null);
};
