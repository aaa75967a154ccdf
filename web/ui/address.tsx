import type { Name } from '#domain/contract/terms.ts';
import { roadOf, wordAddressInEnglish } from '#domain/english-address.ts';
import { useRoadName } from '../client/road-names.ts';
import { useLanguage } from '../i18n/use-language.ts';
import { dot } from './dotted.ts';

/** An address as the registry has it; on an English page in English where its road has an English name, else marked as Chinese. Which begins a line begins with a capital. */
export const Address = ({ of, isFirst = false }: { of: string; isFirst?: boolean }) => {
  const { language } = useLanguage();
  const road = useRoadName(language === 'en' ? roadOf(of) : null);
  // A lane's or house's figure never stands on another line than its 弄 or 号.
  if (language === 'zh')
    return of.split(/(\d+[弄号])/).map((part, i) =>
      i % 2 === 1 ? (
        <span key={part} className="unparted">
          {part}
        </span>
      ) : (
        part
      ),
    );
  const english = road ? wordAddressInEnglish(of, road) : null;
  if (english === null) return <span lang="zh-CN">{of}</span>;
  return isFirst ? english.charAt(0).toUpperCase() + english.slice(1) : english;
};

/** The address behind a dot, where there is one. */
export const AndAddress = ({ of }: { of: string | null }) =>
  of ? (
    <>
      {dot}
      <Address of={of} />
    </>
  ) : null;

/** The address, or, where none is known, the street. */
export const AddressOrStreet = ({ address, street }: { address: string | null; street: Name }) => {
  const { named } = useLanguage();
  return address ? <Address of={address} /> : named(street);
};
