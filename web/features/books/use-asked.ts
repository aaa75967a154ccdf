import { useTranslation } from 'react-i18next';
import type { City } from '#domain/contract/city.ts';
import type { TakenExport } from '#domain/contract/exports.ts';
import { useLanguage } from '../../i18n/use-language.ts';

/** In words, what part of the registry an export was asked for: one sentence a filter. */
export const useAsked = (city: City): ((one: Pick<TakenExport, 'filter' | 'names'>) => string[]) => {
  const { t, i18n } = useTranslation();
  const { named } = useLanguage();
  const each = (value: unknown, worded: (one: string) => string) => String(value).split(',').map(worded).join(t('common.comma'));
  const worded = (key: string, value: unknown, names: TakenExport['names']): string => {
    const className = (code: string) => city.assetClasses.find((one) => one.code === code)?.name;
    const inGroup = (group: string) => (one: string) => (i18n.exists(`${group}.${one}`) ? t(`${group}.${one}`) : one);
    const name = names[String(value)];
    if (name) return named(name);
    if (key === 'classCode')
      return each(value, (one) => {
        const known = className(one);
        return known ? named(known) : one;
      });
    if (key === 'status') return each(value, inGroup('staff.status'));
    if (key === 'hazard') return each(value, inGroup('books.exports.hazards'));
    if (key === 'polygon') return t('books.exports.drawn', { count: String(value).split(';').length });
    return value === 'none' ? t('books.exports.nobody') : String(value);
  };
  const label = (key: string) => (i18n.exists(`books.exports.asked.${key}`) ? t(`books.exports.asked.${key}`) : key);
  return ({ filter, names }) =>
    Object.entries(filter).map(([key, value]) => t('books.exports.askedFor', { what: label(key), value: worded(key, value, names) }));
};
