import { useTranslation } from 'react-i18next';
import type { Session } from '#domain/contract/sessions.ts';
import { holds } from '../../staff/homes.ts';
import { TabLink } from '../../staff/tab-link.tsx';

/** The orders, and how right matching was about their owners; who has but one of these pages needs no row to choose it. */
export const AnalysisTabs = ({ session, current }: { session: Session; current: 'orders' | 'matching' }) => {
  const { t } = useTranslation();
  if (!holds(session, 'orders.analyse') || !holds(session, 'matching.read')) return null;
  return (
    <nav className="home-tabs" aria-label={t('analysis.tabs.label')}>
      <TabLink href="/analysis" isCurrent={current === 'orders'}>
        {t('analysis.tabs.orders')}
      </TabLink>
      <TabLink href="/analysis/matching" isCurrent={current === 'matching'}>
        {t('analysis.tabs.matching')}
      </TabLink>
    </nav>
  );
};
