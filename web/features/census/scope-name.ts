import { useTranslation } from 'react-i18next';
import type { Scope } from '#domain/contract/imports.ts';
import { useLanguage } from '../../i18n/use-language.ts';

/** What the scope of a registrar is called: the whole city, or its places and units. */
export const useScopeName = (): ((scope: Scope) => string) => {
  const { t } = useTranslation();
  const { named } = useLanguage();
  return ({ city, of }) => (city ? t('census.wholeCity') : of.map(named).join(t('census.and')));
};
