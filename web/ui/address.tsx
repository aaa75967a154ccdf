import type { Name } from '#domain/contract/terms.ts';
import { roadOf, wordAddressInEnglish } from '#domain/english-address.ts';
import { useRoadName } from '../client/road-names.ts';
import { useLanguage } from '../i18n/use-language.ts';

/** An address as the registry has it; on an English page in English where its road has an English name, else marked as Chinese. */
export const Address = ({ of }: { of: string }) => {
  const { language } = useLanguage();
  const road = useRoadName(language === 'en' ? roadOf(of) : null);
  if (language === 'zh') return of;
  const english = road ? wordAddressInEnglish(of, road) : null;
  return english === null ? <span lang="zh-CN">{of}</span> : english;
};

/** The address behind a dot, where there is one. */
export const AndAddress = ({ of }: { of: string | null }) =>
  of ? (
    <>
      {'\u00a0· '}
      <Address of={of} />
    </>
  ) : null;

/** The address, or, where none is known, the street. */
export const AddressOrStreet = ({ address, street }: { address: string | null; street: Name }) => {
  const { named } = useLanguage();
  return address ? <Address of={address} /> : named(street);
};
