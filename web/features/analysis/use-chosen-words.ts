import { useTranslation } from 'react-i18next';
import type { Analysis } from '#domain/contract/analysis.ts';
import type { City } from '#domain/contract/city.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import type { Filter } from './address.ts';
import { useSpanWords } from './use-span-words.ts';

export interface Chosen {
  readonly words: string;
  /** Their names in the address. */
  readonly names: readonly string[];
}

const inAddress: Readonly<Record<string, string>> = { placeCode: 'place', unitId: 'unit', bbox: 'view' };

/** In words, everything that narrows beside the days themselves. */
export const useChosenWords = (city: City, analysis: Analysis | undefined): ((filter: Filter) => Chosen[]) => {
  const { t } = useTranslation();
  const { named } = useLanguage();
  const { wordSpan } = useSpanWords();
  const nameOf = (groups: Analysis['places'] | undefined, code: string) => {
    const found = groups?.find((group) => group.code === code);
    return found ? named(found.name) : code;
  };
  const kindName = (code: string) => {
    const known = city.problemKinds.find((kind) => kind.code === code);
    return known ? named(known.name) : code;
  };
  const wordPlace = (code: string) => (code.length === 6 && analysis?.within ? named(analysis.within) : nameOf(analysis?.places, code));
  const words: { readonly [K in keyof Filter]?: (value: string) => string } = {
    placeCode: wordPlace,
    kind: (codes) => codes.split(',').map(kindName).join(t('common.comma')),
    unitId: (id) => nameOf(analysis?.units, id),
    hazard: () => t('analysis.totals.hazards'),
    standing: (standing) => t(`analysis.standing.${standing}`),
    bbox: () => t('analysis.inView'),
  };
  return (filter) => {
    const part = filter.since && filter.until ? [{ words: wordSpan(filter.since, filter.until), names: ['since', 'until'] }] : [];
    const others = Object.entries(words).flatMap(([key, word]) => {
      const value = filter[key as keyof Filter];
      return value === undefined ? [] : [{ words: word(String(value)), names: [inAddress[key] ?? key] }];
    });
    return [...part, ...others];
  };
};
