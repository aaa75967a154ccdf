import type { Reason } from '../contract/terms.ts';
import { listedMeaning } from './find-words.ts';
import { betweenWords } from './heard-words.ts';
import type { MatchContext } from './observation.ts';

/**
 * A reason as anybody may read it, null for one that only staff may. What words tell of an asset is weighed by its class and its owner together: its
 * weight, and whether it speaks for or against, would tell whose things they are, also by a word that no list holds and that settled orders taught. So the
 * public is told anew, by the lists of classes alone.
 * @param classCode of the candidate; null where nothing is registered
 */
export const publicReason = (reason: Reason, classCode: string | null, context: MatchContext): Reason | null => {
  if (!reason.code.startsWith('match-words')) return reason;
  const said = String(reason.params?.['words'] ?? '')
    .split(betweenWords)
    .flatMap((word) => {
      const meaning = listedMeaning(word, context);
      return meaning === undefined || meaning.units.length > 0 ? [] : [{ word, fits: classCode !== null && meaning.classes.includes(classCode) }];
    });
  if (said.length === 0) return null;
  const fitting = said.filter(({ fits }) => fits);
  const told = fitting.length > 0 ? fitting : said;
  return { code: fitting.length > 0 ? 'match-words' : 'match-words-other', params: { words: told.map(({ word }) => word).join(betweenWords) } };
};
