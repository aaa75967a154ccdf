import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Language } from '#domain/contract/common-errors.ts';
import type { Name } from '#domain/contract/terms.ts';
import { rememberLanguage } from './language.ts';
import { loadEnglish } from './start.ts';

/** The chosen language, a function that picks a Name's word in it, and the switch. */
export const useLanguage = (): { language: Language; named: (name: Name) => string; choose: (next: Language) => void } => {
  const { i18n } = useTranslation();
  const queries = useQueryClient();
  const language: Language = i18n.language === 'en' ? 'en' : 'zh';
  return {
    language,
    named: (name) => name[language] || name.zh,
    choose: (next) => {
      rememberLanguage(next);
      void loadEnglish()
        .catch(() => undefined)
        .then(() => i18n.changeLanguage(next));
      void queries.invalidateQueries();
    },
  };
};
