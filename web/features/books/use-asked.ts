import { useTranslation } from 'react-i18next';
import type { City } from '#domain/contract/city.ts';
import type { TakenExport } from '#domain/contract/exports.ts';
import type { Name } from '#domain/contract/terms.ts';
import { useLanguage } from '../../i18n/use-language.ts';

/** In words, which part an export was asked for: one sentence a filter. */
export const useAsked = (city: City): ((one: Pick<TakenExport, 'filter' | 'names'>) => string[]) => {
  const { t, i18n } = useTranslation();
  const { named } = useLanguage();
  const each = (value: unknown, worded: (one: string) => string) => String(value).split(',').map(worded).join(t('common.comma'));
  const inGroup = (group: string) => (one: string) => (i18n.exists(`${group}.${one}`) ? t(`${group}.${one}`) : one);
  const namedIn = (known: readonly { readonly code: string; readonly name: Name }[]) => (code: string) => {
    const found = known.find((one) => one.code === code);
    return found ? named(found.name) : code;
  };
  const wordings: Readonly<Record<string, (value: unknown) => string>> = {
    classCode: (value) => each(value, namedIn(city.assetClasses)),
    kind: (value) => each(value, namedIn(city.problemKinds)),
    status: (value) => each(value, inGroup('staff.status')),
    hazard: (value) => (typeof value === 'boolean' ? t(value ? 'books.exports.only' : 'books.exports.without') : each(value, inGroup('books.exports.hazards'))),
    by: (value) => inGroup('books.exports.by')(String(value)),
    channel: (value) => inGroup('books.exports.channel')(String(value)),
    standing: (value) => inGroup('books.exports.standing')(String(value)),
    polygon: (value) => t('books.exports.drawn', { count: String(value).split(';').length }),
  };
  const worded = (key: string, value: unknown, names: TakenExport['names']): string => {
    const name = names[String(value)];
    if (name) return named(name);
    return wordings[key]?.(value) ?? (value === 'none' ? t('books.exports.nobody') : String(value));
  };
  const label = (key: string) => (i18n.exists(`books.exports.asked.${key}`) ? t(`books.exports.asked.${key}`) : key);
  return ({ filter, names }) =>
    Object.entries(filter).map(([key, value]) => t('books.exports.askedFor', { what: label(key), value: worded(key, value, names) }));
};
