import type { LearnedTables, MatchPriors } from './priors.ts';

type Shares = Readonly<Record<string, number>>;

/** Who follows each unit that ended. */
export type Heirs = ReadonlyMap<string, string>;

const ownersOf = ({ classOwners }: LearnedTables, followedBy: Heirs): LearnedTables['classOwners'] => {
  const ofClass = (owners: Shares): Shares => {
    const shares: Record<string, number> = {};
    for (const [owner, share] of Object.entries(owners)) {
      const heir = followedBy.get(owner) ?? owner;
      shares[heir] = (shares[heir] ?? 0) + share;
    }
    return shares;
  };
  return Object.fromEntries(Object.entries(classOwners).map(([code, owners]) => [code, ofClass(owners)]));
};

/** How much of all classes is each owner's: by that two owners' words are one owner's. */
const weightsOf = ({ classOwners }: LearnedTables): ReadonlyMap<string, number> => {
  const weights = new Map<string, number>();
  for (const owners of Object.values(classOwners)) for (const [owner, share] of Object.entries(owners)) weights.set(owner, (weights.get(owner) ?? 0) + share);
  return weights;
};

const least = 1e-6;

/** How often a word is said of the things of who follows: of their own and of those that they took over, each as often as before. What was said of theirs who ended stays beside it, for things not yet handed over. */
const saidOf = (said: Shares, groups: ReadonlyMap<string, readonly string[]>, weights: ReadonlyMap<string, number>): Shares => {
  const merged = [...groups].flatMap(([heir, ended]): [string, number][] => {
    const known = [heir, ...ended].flatMap((unit) => {
      const often = said[`|${unit}`] ?? (unit === heir ? said['|*'] : undefined);
      return often === undefined ? [] : [{ often, weight: Math.max(least, weights.get(unit) ?? 0) }];
    });
    if (!ended.some((unit) => said[`|${unit}`] !== undefined)) return [];
    const all = known.reduce((sum, { weight }) => sum + weight, 0);
    return [[`|${heir}`, known.reduce((sum, { often, weight }) => sum + often * weight, 0) / all]];
  });
  return { ...said, ...Object.fromEntries(merged) };
};

/**
 * What was learned while units stood that have ended since, as it is of who follows them: whose classes are, and how often each word is said of whose things. Else a
 * merger would forget until the next version what a whole owner's things are called, and name an owner who is no more.
 */
export const followUnits = (priors: MatchPriors, followedBy: Heirs): MatchPriors => {
  if (followedBy.size === 0) return priors;
  const { learned } = priors;
  const groups = new Map<string, string[]>();
  for (const [ended, heir] of followedBy) groups.set(heir, [...(groups.get(heir) ?? []), ended]);
  const weights = weightsOf(learned);
  const words = Object.fromEntries(Object.entries(learned.words).map(([word, said]) => [word, saidOf(said, groups, weights)]));
  return { ...priors, learned: { ...learned, words, classOwners: ownersOf(learned, followedBy) } };
};
