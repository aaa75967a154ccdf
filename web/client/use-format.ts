import { useMemo } from 'react';
import { type Format, formatIn } from '../i18n/format.ts';
import { useLanguage } from '../i18n/use-language.ts';
import { useCity } from './city.ts';

/** Dates and numbers in the chosen language and the city's time zone. */
export const useFormat = (): Format => {
  const { language } = useLanguage();
  const timeZone = useCity().data?.timeZone;
  return useMemo(() => formatIn(language, timeZone), [language, timeZone]);
};
