import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { currentLanguage, languageTag } from './language.ts';
import zh from './zh.json' with { type: 'json' };

let hasEnglish = false;

/** English comes in a script of its own, 3 kB that nine in ten readers never need before their first field. */
export const loadEnglish = async (): Promise<void> => {
  if (hasEnglish) return;
  const { default: en } = await import('./en.json');
  hasEnglish = true;
  i18next.addResourceBundle('en', 'translation', en, true, true);
};

export const startI18n = async (): Promise<void> => {
  i18next.on('languageChanged', (next) => {
    document.documentElement.lang = languageTag(next === 'en' ? 'en' : 'zh');
  });
  await i18next.use(initReactI18next).init({
    resources: { zh: { translation: zh } },
    lng: currentLanguage(),
    fallbackLng: 'zh',
    interpolation: { escapeValue: false },
    returnNull: false,
  });
  if (currentLanguage() === 'en') await loadEnglish().catch(() => undefined); // Chinese is better than nothing
};
