import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { Session } from '#domain/contract/sessions.ts';

const sides = {
  search: '/registry',
  past: '/registry/past',
  ownerless: '/registry/ownerless',
  imports: '/registry/imports',
  books: '/registry/books',
} as const;
type Side = keyof typeof sides;

const sidesOf = ({ permissions }: Session): Side[] => {
  const may = (permission: Session['permissions'][number]) => permissions.includes(permission);
  return [
    'search',
    'past',
    'ownerless',
    ...(may('assets.import') ? (['imports'] as const) : []),
    ...(may('assets.export') || may('assets.register') ? (['books'] as const) : []),
  ];
};

/** The registry's sides that a person has: what stands in it, what nobody owns of it, what comes in as files, and its books. */
export const RegistryTabs = ({ session, current }: { session: Session; current: Side }) => {
  const { t } = useTranslation();
  return (
    <nav className="home-tabs" aria-label={t('staff.registryTabs.label')}>
      {sidesOf(session).map((side) => (
        <Link key={side} href={sides[side]} aria-current={side === current ? 'page' : undefined}>
          {t(`staff.registryTabs.${side}`)}
        </Link>
      ))}
    </nav>
  );
};
