import { useTranslation } from 'react-i18next';
import type { mostKm2, mostVertices } from '#domain/contract/asset-search.ts';
import type { Point } from '#domain/contract/terms.ts';
import { type AreaBounds, decideDrawnArea } from '#domain/drawn-area.ts';
import { useLanguage } from '../i18n/use-language.ts';

/** The search's own bounds (the compiler holds them equal to its contract's), so that no schema is bundled. */
export const searchBounds: { readonly mostVertices: typeof mostVertices; readonly mostKm2: typeof mostKm2 } = { mostVertices: 100, mostKm2: 100 };

/** What is wrong with a drawn outline, in the reader's words; null when it can be taken. */
export const useOutlineProblem = (bounds: AreaBounds): ((corners: readonly Point[]) => string | null) => {
  const { t } = useTranslation();
  const { language } = useLanguage();
  return (corners) => {
    const decided = decideDrawnArea(corners, bounds);
    if (decided.ok) return null;
    // Who drew it knows no query nor its fields: only why.
    const { whyZh, whyEn } = decided.rejection.params ?? {};
    return t('staff.areaRefused', { why: language === 'zh' ? whyZh : whyEn });
  };
};
