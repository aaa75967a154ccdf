import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { Session } from '#domain/contract/sessions.ts';
import { useLanguage } from '../../i18n/use-language.ts';

/** The units a person acts for. */
export const unitsOf = (session: Session) => session.grants.flatMap((grant) => (grant.unit ? [grant.unit] : []));

/** The unit's name, and its two sides: orders and wells. */
export const UnitTabs = ({ session, current }: { session: Session; current: 'orders' | 'wells' }) => {
  const { t } = useTranslation();
  const { named } = useLanguage();
  return (
    <>
      <div className="queue-title">
        <h1>{unitsOf(session)[0] ? named(unitsOf(session)[0]?.name ?? { zh: '', en: '' }) : t('unit.title')}</h1>
      </div>
      <nav className="unit-tabs" aria-label={t('unit.title')}>
        <Link href="/unit" aria-current={current === 'orders' ? 'page' : undefined}>
          {t('unit.tabs.orders')}
        </Link>
        <Link href="/unit/wells" aria-current={current === 'wells' ? 'page' : undefined}>
          {t('unit.tabs.wells')}
        </Link>
      </nav>
    </>
  );
};
