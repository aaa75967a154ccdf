import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import en from './en.json' with { type: 'json' };
import { currentLanguage, languageTag } from './language.ts';
import zh from './zh.json' with { type: 'json' };

/** Words both languages ship together: a switch needs no network. */
export const startI18n = async (): Promise<void> => {
  i18next.on('languageChanged', (next) => {
    document.documentElement.lang = languageTag(next === 'en' ? 'en' : 'zh');
  });
  await i18next.use(initReactI18next).init({
    resources: { zh: { translation: zh }, en: { translation: en } },
    lng: currentLanguage(),
    fallbackLng: 'zh',
    interpolation: { escapeValue: false },
    returnNull: false,
  });
};
