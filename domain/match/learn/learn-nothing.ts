import type { MatchContext } from '../observation.ts';
import type { LearnedTables } from '../priors.ts';
import { readWords, statedNothing } from '../read-words.ts';
import { Counts } from './counts.ts';
import type { Responsible } from './responsibilities.ts';
import type { Settled } from './settled.ts';

/** Orders' worth of belief that such words tell of nothing as often as they do with any kind. */
const steadying = 2;

/** How much likelier nothing is meant, by what the words tell of and the kind: what was found, beside what was expected of the same orders. */
export const learnNothing = (
  orders: readonly Settled[],
  responsible: readonly (readonly Responsible[])[],
  context: MatchContext,
): LearnedTables['nothingTold'] => {
  const { nothingTold } = context.priors.learned;
  const [seen, base, seenOfWords, baseOfWords] = [new Counts(), new Counts(), new Counts(), new Counts()];
  orders.forEach(({ observation }, i) => {
    const { tellsOf } = readWords(observation, context);
    const key = `${tellsOf} ${observation.kind?.code ?? ''}`;
    const standing = Math.exp(nothingTold[key] ?? statedNothing[tellsOf]);
    for (const { isNothing, before, after } of responsible[i] ?? []) {
      if (!isNothing) continue;
      seen.add(key, after);
      base.add(key, before / standing);
      seenOfWords.add(tellsOf, after);
      baseOfWords.add(tellsOf, before / standing);
    }
  });
  return Object.fromEntries(
    base.keys().map((key) => {
      const [tellsOf = ''] = key.split(' ');
      const usual = (seenOfWords.of(tellsOf) + 0.5) / (baseOfWords.of(tellsOf) + 0.5);
      return [key, Math.log((seen.of(key) + steadying * usual * 0.1) / (base.of(key) + steadying * 0.1))];
    }),
  );
};
