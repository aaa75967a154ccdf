import { wordError } from '#domain/contract/errors.ts';
import type { Point } from '#domain/contract/terms.ts';
import { type AreaBounds, decideDrawnArea } from '#domain/drawn-area.ts';
import { useLanguage } from '../i18n/use-language.ts';

/** What is wrong with a drawn outline, in the reader's words; null when it can be taken. */
export const useOutlineProblem = (bounds: AreaBounds): ((corners: readonly Point[]) => string | null) => {
  const { language } = useLanguage();
  return (corners) => {
    const decided = decideDrawnArea(corners, bounds);
    return decided.ok ? null : wordError(decided.rejection.code, language, decided.rejection.params);
  };
};
