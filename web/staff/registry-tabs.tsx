import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Session } from '#domain/contract/sessions.ts';
import { call } from '../client/call.ts';
import { listSurveyShifts } from './routes.ts';
import { TabLink } from './tab-link.tsx';

const sides = {
  search: '/registry',
  past: '/registry/past',
  ownerless: '/registry/ownerless',
  imports: '/registry/imports',
  checks: '/registry/checks',
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
    ...(may('assets.register') ? (['checks'] as const) : []),
    'books',
  ];
};

/** So long, in milliseconds, what settled orders say of a survey is not asked again: it changes by the week. */
const freshMs = 600_000;

/** How many surveys lie to one side: a registrar is told of it on every side of the registry. */
const useShiftsFound = ({ permissions }: Session): number => {
  const found = useQuery({
    queryKey: ['survey-shifts'],
    queryFn: ({ signal }) => call(listSurveyShifts, { signal }),
    enabled: permissions.includes('assets.register'),
    staleTime: freshMs,
    retry: false,
  });
  return found.data?.shifts.length ?? 0;
};

/** The registry's sides that a person has: what stands in it, what nobody owns of it, what comes in as files, and its books. */
export const RegistryTabs = ({ session, current }: { session: Session; current: Side }) => {
  const { t } = useTranslation();
  const shifts = useShiftsFound(session);
  return (
    <nav className="home-tabs" aria-label={t('staff.registryTabs.label')}>
      {sidesOf(session).map((side) => (
        <TabLink key={side} href={sides[side]} isCurrent={side === current}>
          {t(`staff.registryTabs.${side}`)}
          {side === 'checks' && shifts > 0 && t('staff.registryTabs.shiftsFound', { count: shifts })}
        </TabLink>
      ))}
    </nav>
  );
};
