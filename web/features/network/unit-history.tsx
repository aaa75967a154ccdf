import { useTranslation } from 'react-i18next';
import type { NetworkUnit } from '#domain/contract/network-units.ts';
import type { Name } from '#domain/contract/terms.ts';
import { useFormat } from '../../client/use-format.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { dotted } from '../../ui/dotted.ts';

type Change = NetworkUnit['changes'][number];

/** Fields whose text is codes of units or places. */
const coded = ['parentId', 'placeCode', 'alsoPlaces', 'successorId'];

/** Codes by the names that they have now, one that stands for nothing as it is. */
const nameCodes = (text: string, names: Change['names'], named: (name: Name) => string): string =>
  dotted(
    text.split(' ').map((code) => {
      const known = names.find((one) => one.code === code);
      return known ? named(known.name) : code;
    }),
  );

const fields = ['name', 'parentId', 'placeCode', 'alsoPlaces', 'words', 'phone', 'hours', 'successorId'] as const;

/** Who changed what of a unit, when and why, newest first. */
export const UnitHistory = ({ changes }: Pick<NetworkUnit, 'changes'>) => {
  const { t } = useTranslation();
  const { named } = useLanguage();
  const format = useFormat();
  const fieldOf = (name: string) => {
    const known = fields.find((field) => field === name);
    return known ? t(`network.units.field.${known}`) : name;
  };
  return (
    <>
      <h2>{t('network.units.history')}</h2>
      {changes.length === 0 && <p>{t('network.units.nothing')}</p>}
      <ul className="unit-history">
        {changes.map(({ at, person, action, why, changes: parts, names }) => (
          <li key={`${at} ${action}`}>
            {format.instant(at)} {named(person)} {t(`network.units.action.${action}`)}: {why}
            <ul>
              {parts.map(({ field, before, after }) => {
                const word = (text: string) => (coded.includes(field) ? nameCodes(text, names, named) : text) || t('network.units.empty');
                return <li key={field}>{t('network.units.became', { field: fieldOf(field), before: word(before), after: word(after) })}</li>;
              })}
            </ul>
          </li>
        ))}
      </ul>
    </>
  );
};
