import { useTranslation } from 'react-i18next';
import type { Name } from '#domain/contract/terms.ts';
import { useLanguage } from '../i18n/use-language.ts';
import { AndAddress } from './address.tsx';

/** Street and district as the language puts them, and the address where there is one. */
export const PlaceWords = ({ district, street, address }: { district: Name; street: Name; address: string | null }) => {
  const { t } = useTranslation();
  const { named } = useLanguage();
  return (
    <span className="place-words">
      {t('common.place', { district: named(district), street: named(street) })}
      <AndAddress of={address} />
    </span>
  );
};
