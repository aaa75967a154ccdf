import { useTranslation } from 'react-i18next';
import { languageTag } from '../../i18n/language.ts';
import { useLanguage } from '../../i18n/use-language.ts';

/** Plain days in words: 11月3日, 11月3日至9日's two ends, and with the year where it matters. */
export const useSpanWords = () => {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const dayOf = new Intl.DateTimeFormat(languageTag(language), { timeZone: 'UTC', month: language === 'zh' ? 'long' : 'short', day: 'numeric' });
  const longOf = new Intl.DateTimeFormat(languageTag(language), {
    timeZone: 'UTC',
    year: 'numeric',
    month: language === 'zh' ? 'long' : 'short',
    day: 'numeric',
  });
  const of = (format: Intl.DateTimeFormat) => (day: string) => format.format(new Date(day));
  const span = (word: (day: string) => string) => (from: string, to: string) =>
    from === to ? word(from) : t('analysis.span', { from: word(from), to: word(to) });
  return { wordDay: of(dayOf), wordSpan: span(of(dayOf)), wordLongSpan: span(of(longOf)) };
};
