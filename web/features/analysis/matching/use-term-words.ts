import { useTranslation } from 'react-i18next';
import type { City } from '#domain/contract/city.ts';
import type { MatchVersion } from '#domain/contract/matching.ts';
import { useFormat } from '../../../client/use-format.ts';
import { useLanguage } from '../../../i18n/use-language.ts';
import { useShares } from './use-shares.ts';

type Change = MatchVersion['changes'][number];
type Unit = 'share' | 'times' | 'metres';

const units: Readonly<Record<string, Unit>> = {
  statusOdds: 'times',
  classRates: 'times',
  locationRates: 'times',
  errors: 'times',
  sharpness: 'times',
  photo: 'metres',
  shifts: 'metres',
};
/** A sort's share of the holes is one; how often it tells of a class is a factor. */
const unitOf = ([family = '', , deeper]: readonly string[]): Unit => (family === 'hours' && deeper !== undefined ? 'times' : (units[family] ?? 'share'));

/** A change that a version brought, in words: `trust.shape` is "a shape that was said is right". */
export const useTermWords = (city: City) => {
  const { t, i18n } = useTranslation();
  const { named } = useLanguage();
  const format = useFormat();
  const { percent } = useShares();
  const className = (code: string) => {
    const known = city.assetClasses.find((one) => one.code === code);
    return known ? named(known.name) : code;
  };
  const inGroup = (group: string, key: string) => (i18n.exists(`analysis.matching.${group}.${key}`) ? t(`analysis.matching.${group}.${key}`) : key);
  const wordsOf: Readonly<Record<string, (key: string, deeper: string | undefined) => string>> = {
    trust: (key) => t('analysis.matching.term.trust', { what: inGroup('trust', key) }),
    statusOdds: (key) => t('analysis.matching.term.statusOdds', { what: t(`staff.status.${key}`) }),
    classRates: (key) => t('analysis.matching.term.classRates', { what: className(key) }),
    locationRates: (key) => t('analysis.matching.term.locationRates', { what: inGroup('location', key) }),
    ownerRight: (key) => t('analysis.matching.term.ownerRight', { what: inGroup('evidence', key) }),
    sharpness: (key) => t('analysis.matching.term.sharpness', { what: inGroup('heard', key) }),
    newWords: (key) => t('analysis.matching.term.newWords', { word: key }),
    shifts: (key, deeper) => t(key === 'street' ? 'analysis.matching.term.shiftsStreet' : 'analysis.matching.term.shiftsImport', { code: deeper }),
    hours: (key, deeper) => {
      if (key === 'gone') return t('analysis.matching.term.hoursGone', { sort: deeper });
      return deeper === undefined
        ? t('analysis.matching.term.hours', { sort: key })
        : t('analysis.matching.term.hoursClass', { sort: key, what: className(deeper) });
    },
    errors: (key) => {
      const [how = '', metres = ''] = key.split(' ');
      // A band is named by its farthest metres; beyond the last one by 'far'.
      const within = metres === 'far' ? t('analysis.matching.farther') : t('analysis.matching.upTo', { metres });
      return t('analysis.matching.term.errors', { what: inGroup('place', how), within });
    },
  };
  const wordTerm = (parts: readonly string[]): string => {
    const [family = '', key = '', deeper] = parts;
    return wordsOf[family]?.(key, deeper) ?? inGroup('term', [family, key].filter(Boolean).join('-'));
  };
  const wordValue = (unit: Unit, value: number): string => {
    if (unit === 'share') return percent(value);
    if (unit === 'metres') return t('analysis.matching.metres', { value: format.number(value) });
    return t('analysis.matching.times', { value: Number(value.toPrecision(value < 1 ? 2 : 3)) });
  };
  return ({ term, before, after }: Change) => {
    const parts = term.split('.');
    const unit = unitOf(parts);
    return { words: wordTerm(parts), before: before === null ? null : wordValue(unit, before), after: wordValue(unit, after) };
  };
};
