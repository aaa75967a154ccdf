import { useMemo } from 'react';
import { languageTag } from '../../../i18n/language.ts';
import { useLanguage } from '../../../i18n/use-language.ts';

/** Shares and rates as this page writes them. */
export const useShares = () => {
  const { language } = useLanguage();
  return useMemo(() => {
    const tag = languageTag(language);
    const fine = new Intl.NumberFormat(tag, { style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1 });
    const whole = new Intl.NumberFormat(tag, { style: 'percent', maximumFractionDigits: 0 });
    const rate = new Intl.NumberFormat(tag, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
    const range = (low: number, high: number) => `${(100 * low).toFixed(0)}\u2060–\u2060${whole.format(high)}`;
    return {
      percent: (share: number) => fine.format(share),
      wholePercent: (share: number) => whole.format(share),
      /** 89–93%, on one line */
      range,
      interval: ({ low, high }: { low: number; high: number }) => range(low, high),
      /** Of a thousand. */
      perThousand: (part: number, of: number) => (of === 0 ? '—' : rate.format((1000 * part) / of)),
      figure: (value: number) => value.toFixed(3).replace('-', '−'),
    };
  }, [language]);
};
