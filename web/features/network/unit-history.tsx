import { useTranslation } from 'react-i18next';
import type { NetworkUnit } from '#domain/contract/network-units.ts';
import { useFormat } from '../../client/use-format.ts';
import { useLanguage } from '../../i18n/use-language.ts';

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
        {changes.map(({ at, person, action, why, changes: parts }) => (
          <li key={`${at} ${action}`}>
            {format.instant(at)} {named(person)} {t(`network.units.action.${action}`)}: {why}
            <ul>
              {parts.map(({ field, before, after }) => (
                <li key={field}>
                  {t('network.units.became', {
                    field: fieldOf(field),
                    before: before || t('network.units.empty'),
                    after: after || t('network.units.empty'),
                  })}
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </>
  );
};
