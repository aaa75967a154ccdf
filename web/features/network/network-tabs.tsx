import { useTranslation } from 'react-i18next';
import { TabLink } from '../../staff/tab-link.tsx';

/** The network's two sides: by which rules orders go, and to which units. */
export const NetworkTabs = ({ current }: { current: 'rules' | 'units' }) => {
  const { t } = useTranslation();
  return (
    <nav className="home-tabs" aria-label={t('network.tabs.label')}>
      <TabLink href="/network" isCurrent={current === 'rules'}>
        {t('network.tabs.rules')}
      </TabLink>
      <TabLink href="/network/units" isCurrent={current === 'units'}>
        {t('network.tabs.units')}
      </TabLink>
    </nav>
  );
};
