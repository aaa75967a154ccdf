import { WarningFilled } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import type { Wall } from '#domain/contract/wall.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { Remaining } from '../../staff/remaining.tsx';
import { AddressOrStreet } from '../../ui/address.tsx';

/** Open dangers, those first where nobody is; more than fit are counted. */
export const Dangers = ({ dangers, all }: { dangers: Wall['dangers']; all: number }) => {
  const { t } = useTranslation();
  const { named } = useLanguage();
  return (
    <section className="wall-card wall-dangers" aria-labelledby="wall-dangers">
      <h2 id="wall-dangers">
        <WarningFilled aria-hidden="true" /> {t('wall.dangers.title')}
      </h2>
      {dangers.length === 0 && <p className="wall-none">{t('wall.dangers.none')}</p>}
      <ul className="plain-list">
        {dangers.map(({ id, kind, address, street, district, unit, dueAt, arrivedAt }) => (
          <li key={id} className={arrivedAt === null ? '' : 'wall-attended'}>
            <strong>{named(kind.name)}</strong>
            <span className="wall-clock">{arrivedAt === null ? <Remaining dueAt={dueAt} /> : t('wall.dangers.attended')}</span>
            <span className="wall-where">
              {named(district)}&nbsp;· <AddressOrStreet address={address} street={street} /> <span className="wall-who">· {named(unit.name)}</span>
            </span>
          </li>
        ))}
      </ul>
      {all > dangers.length && <p className="wall-more">{t('wall.dangers.more', { count: all - dangers.length })}</p>}
    </section>
  );
};
