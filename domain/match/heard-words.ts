import type { Mention } from './find-words.ts';
import type { MatchContext } from './observation.ts';

/** Wrong answers spread over the others: so many classes and units that one could have named instead. */
const others = { classes: 6, units: 10 };

/** Stands between the words that a reason names. */
export const betweenWords = '、';

/** A unit that some owner is, and nobody knows which. */
export const unknownUnit = '?';

/** How likely what was said is said of a thing of a class that belongs to an owner: '' is nobody, '?' somebody. */
export interface HeardWords {
  readonly words: string;
  of(classCode: string, owner: string): number;
}

type Shares = Readonly<Record<string, number>>;

/**
 * A word stands for the class or for the owner: how often it is said of a thing is the sum of how often it is said of its class and of its
 * owner's things, whatever their class. So a class that is rare with an owner is known from the class and the owner apart.
 */
const taughtOf = (shares: Shares, classCode: string, owner: string): number =>
  (shares[classCode] ?? shares['*'] ?? 0) + (shares[`|${owner}`] ?? shares['|*'] ?? 0);

const statedOf = ({ classes, units }: Mention, { classWord, unitWord }: MatchContext['priors']['trust'], classCode: string, owner: string): number => {
  const byClass = classes.includes(classCode) ? classWord : (1 - classWord) / others.classes;
  const share = owner === unknownUnit ? 1 / others.units : Number(units.includes(owner));
  const byUnit = share * unitWord + ((1 - share) * (1 - unitWord)) / others.units;
  if (units.length === 0) return byClass;
  return classes.length === 0 ? byUnit : (byClass + byUnit) / 2;
};

/** Words that name everything there is would multiply down to nothing, for all alike: here they end. */
const leastHeard = 1e-200;

/** Of several words that were not learned the one that fits best counts, as they are rarely independent. null: no word tells anything. */
export const hearWords = (mentions: readonly Mention[], { priors: { trust, learned } }: MatchContext): HeardWords | null => {
  const taught = mentions.map(({ word }) => learned.words[word]).filter((shares) => shares !== undefined);
  const stated = mentions.filter(({ word, classes, units }) => learned.words[word] === undefined && classes.length + units.length > 0);
  if (taught.length + stated.length === 0) return null;
  return {
    words: mentions.map(({ word }) => word).join(betweenWords),
    of: (classCode, owner) => {
      const best = stated.length === 0 ? 1 : Math.max(...stated.map((mention) => statedOf(mention, trust, classCode, owner)));
      return Math.max(
        leastHeard,
        taught.reduce((product, shares) => product * taughtOf(shares, classCode, owner), best),
      );
    },
  };
};
