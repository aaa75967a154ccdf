import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Session } from '#domain/contract/sessions.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { TabLink } from '../../staff/tab-link.tsx';
import { useFilters } from '../../staff/use-filters.ts';

/** The units a person acts for. */
export const unitsOf = (session: Session) => session.grants.flatMap((grant) => (grant.unit ? [grant.unit] : []));

/** The one of them whose orders and wells are shown: the one in the address, else their first. */
export const useUnit = (session: Session) => {
  const [get] = useFilters();
  const units = unitsOf(session);
  return units.find(({ id }) => id === get('unit')) ?? units[0];
};

/** The unit's name, and the others that a person with several can turn to. */
export const UnitTitle = ({ session }: { session: Session }) => {
  const { t } = useTranslation();
  const { named } = useLanguage();
  const [, change] = useFilters();
  const units = unitsOf(session);
  const unit = useUnit(session);
  return (
    <div className="queue-title unit-title">
      <h1>{unit ? named(unit.name) : t('unit.title')}</h1>
      {unit && units.length > 1 && (
        <Select
          aria-label={t('unit.switch')}
          value={unit.id}
          options={units.map(({ id, name }) => ({ value: id, label: named(name) }))}
          onChange={(id: string) => change({ unit: id === units[0]?.id ? null : id, q: null })}
        />
      )}
    </div>
  );
};

/** A unit's sides: orders, wells, and who is on duty. */
export const UnitTabs = ({ session, current }: { session: Session; current: 'orders' | 'wells' | 'duty' }) => {
  const { t } = useTranslation();
  const unit = useUnit(session);
  const search = unit && unit !== unitsOf(session)[0] ? `?unit=${unit.id}` : '';
  return (
    <nav className="home-tabs" aria-label={t('unit.title')}>
      <TabLink href={`/unit${search}`} isCurrent={current === 'orders'}>
        {t('unit.tabs.orders')}
      </TabLink>
      <TabLink href={`/unit/wells${search}`} isCurrent={current === 'wells'}>
        {t('unit.tabs.wells')}
      </TabLink>
      <TabLink href="/crew" isCurrent={false}>
        {t('unit.tabs.crew')}
      </TabLink>
      {session.permissions.includes('duty.edit') && (
        <TabLink href={`/unit/duty${search}`} isCurrent={current === 'duty'}>
          {t('unit.tabs.duty')}
        </TabLink>
      )}
    </nav>
  );
};
