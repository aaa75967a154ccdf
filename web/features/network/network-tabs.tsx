import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';

/** The network's two sides: by which rules orders go, and to which units. */
export const NetworkTabs = ({ current }: { current: 'rules' | 'units' }) => {
  const { t } = useTranslation();
  return (
    <nav className="home-tabs" aria-label={t('network.tabs.label')}>
      <Link href="/network" aria-current={current === 'rules' ? 'page' : undefined}>
        {t('network.tabs.rules')}
      </Link>
      <Link href="/network/units" aria-current={current === 'units' ? 'page' : undefined}>
        {t('network.tabs.units')}
      </Link>
    </nav>
  );
};
