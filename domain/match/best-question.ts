import type { MatchCandidate, NearbyAsset } from './observation.ts';

/** What to ask: tap the one that is meant, whether something stands on the cover, or whether it is round. */
export interface Question {
  readonly ask: 'tap' | 'lettering' | 'shape';
  /** The lettering that is asked for; of a tap and a shape null. */
  readonly about: string | null;
  /** How likely the likeliest owner is expected to be once it is answered. */
  readonly sureAfter: number;
}

const fewest = 0.02;
/** Answers are right so often: people read what stands on a cover more surely than they find themselves on a map. */
const answered = { tap: 0.9, lettering: 0.95, shape: 0.93 };

type Registered = MatchCandidate & { readonly asset: NearbyAsset };

/** The likeliest owner's share, expected over the answers: each answer leaves the candidates that fit it, and the others as far as answers err. */
const sureAfter = (candidates: readonly MatchCandidate[], answerOf: (asset: NearbyAsset) => string, right: number): number => {
  const answers = new Set(candidates.map(({ asset }) => (asset ? answerOf(asset) : '')));
  let sure = 0;
  for (const answer of answers) {
    const owners = new Map<string | null, number>();
    for (const { asset, probability } of candidates) {
      const given = (asset ? answerOf(asset) : '') === answer ? right : (1 - right) / Math.max(1, answers.size - 1);
      const owner = asset?.ownerId ?? null;
      owners.set(owner, (owners.get(owner) ?? 0) + probability * given);
    }
    sure += Math.max(...owners.values());
  }
  return Math.min(1, sure);
};

/** The question whose answer is expected to leave the owner surest; null where no registered candidate is left to ask about. */
export const bestQuestion = (candidates: readonly MatchCandidate[]): Question | null => {
  const likely = candidates.filter((one): one is Registered => one.asset !== null && one.probability >= fewest);
  if (likely.length === 0) return null;
  const letterings = new Set(likely.flatMap(({ asset }) => asset.lettering ?? []));
  const questions: Question[] = [
    ...[...letterings].map((about) => ({
      ask: 'lettering' as const,
      about,
      sureAfter: sureAfter(candidates, (asset) => String(asset.lettering === about), answered.lettering),
    })),
    { ask: 'shape', about: null, sureAfter: sureAfter(candidates, (asset) => asset.shape ?? 'round', answered.shape) },
    { ask: 'tap', about: null, sureAfter: sureAfter(candidates, (asset) => asset.id, answered.tap) },
  ];
  return questions.reduce((best, one) => (one.sureAfter > best.sureAfter ? one : best));
};
