import { useTranslation } from 'react-i18next';
import type { Name } from '#domain/contract/terms.ts';
import { useLanguage } from '../i18n/use-language.ts';
import { Address, AndAddress } from './address.tsx';
import { dot } from './dotted.ts';

/** Street and district as the language puts them, and the address where there is one: in Chinese from the large to the small, in English from the small to the large. */
export const PlaceWords = ({ district, street, address }: { district: Name; street: Name; address: string | null }) => {
  const { t } = useTranslation();
  const { language, named } = useLanguage();
  const place = t('common.place', { district: named(district), street: named(street) });
  return (
    <span className="place-words">
      {language === 'en' && address ? (
        <>
          <Address of={address} isFirst />
          {`${dot}${place}`}
        </>
      ) : (
        <>
          {place}
          <AndAddress of={address} />
        </>
      )}
    </span>
  );
};
