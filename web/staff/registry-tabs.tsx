import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { Session } from '#domain/contract/sessions.ts';

/** The registry's two sides, where a person has both: what stands in it, and what comes in as files. */
export const RegistryTabs = ({ session, current }: { session: Session; current: 'search' | 'imports' }) => {
  const { t } = useTranslation();
  if (!session.permissions.includes('assets.import')) return null;
  return (
    <nav className="home-tabs" aria-label={t('staff.registryTabs.label')}>
      <Link href="/registry" aria-current={current === 'search' ? 'page' : undefined}>
        {t('staff.registryTabs.search')}
      </Link>
      <Link href="/registry/imports" aria-current={current === 'imports' ? 'page' : undefined}>
        {t('staff.registryTabs.imports')}
      </Link>
    </nav>
  );
};
