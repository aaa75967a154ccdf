import { Button, Spin } from 'antd';
import { type ReactNode, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, Redirect, useLocation } from 'wouter';
import type { City } from '#domain/contract/city.ts';
import type { Session } from '#domain/contract/sessions.ts';
import { useCity } from '../client/city.ts';
import { useSession } from '../client/session.ts';
import { useLanguage } from '../i18n/use-language.ts';
import { Absent } from './absent.tsx';
import { AccountMenu } from './account-menu.tsx';
import { Bell } from './bell.tsx';
import { Calls } from './calls.tsx';
import { homesOf, type StaffPage, startOf } from './homes.ts';
import { LiveBadge } from './live-badge.tsx';
import { LiveOrdersProvider } from './live-orders.tsx';
import { ProblemNotice } from './problem-notice.tsx';
import { TabLink } from './tab-link.tsx';
import { StaffTheme } from './theme.tsx';

interface Ready {
  readonly session: Session;
  readonly city: City;
}

const Header = ({ session, home }: { session: Session; home: StaffPage }) => {
  const { t } = useTranslation();
  const { language, choose, named } = useLanguage();
  const city = useCity().data;
  return (
    <header className="staff-header">
      <Link href={startOf(session)} className="staff-brand">
        <span className="staff-seal" aria-hidden="true">
          井
        </span>
        <span className="staff-name">{t('staff.brand')}</span>
        {city && <span className="staff-city">{named(city.name)}</span>}
      </Link>
      <nav aria-label={t('staff.nav.label')} className="staff-nav">
        {homesOf(session).map((to) => (
          <TabLink key={to} href={`/${to}`} isCurrent={to === home}>
            {t(`staff.nav.${to}`)}
          </TabLink>
        ))}
      </nav>
      <div className="staff-header-end">
        <LiveBadge />
        <Bell home={homesOf(session)[0] === 'unit' ? 'unit' : 'desk'} />
        <Button type="text" size="small" onClick={() => choose(language === 'zh' ? 'en' : 'zh')} lang={language === 'zh' ? 'en' : 'zh-CN'}>
          {t('staff.languageSwitch')}
        </Button>
        <AccountMenu session={session} />
      </div>
    </header>
  );
};

const Forbidden = ({ session }: { session: Session }) => {
  const { t } = useTranslation();
  const { named } = useLanguage();
  const [, navigate] = useLocation();
  return (
    <Absent title={t('staff.forbidden.title')} words={t('staff.forbidden.text', { who: named(session.name) })}>
      <Button type="primary" onClick={() => navigate(startOf(session))}>
        {t('staff.forbidden.home')}
      </Button>
    </Absent>
  );
};

interface FrameProps {
  readonly home: StaffPage;
  /** Nothing but the page: for a wall. */
  readonly isBare?: boolean;
  readonly children: (ready: Ready) => ReactNode;
}

const Gate = ({ home, isBare = false, children }: FrameProps) => {
  const { t } = useTranslation();
  const session = useSession();
  const city = useCity();
  const { named } = useLanguage();
  const cityName = city.data ? named(city.data.name) : '';
  useEffect(() => {
    document.title = [t(`staff.nav.${home}`), cityName, t('staff.brand')].filter(Boolean).join(' · ');
  }, [t, home, cityName]);

  const error = session.error ?? city.error;
  if (error) {
    const again = () => void Promise.all([session.refetch(), city.refetch()]);
    return (
      <main className="staff-alone">
        <ProblemNotice error={error} title={t('staff.problem.load')} onRetry={again} />
      </main>
    );
  }
  if (session.data === null) return <Redirect to={`/sign-in?next=${encodeURIComponent(location.pathname + location.search)}`} replace />;
  if (!session.data || !city.data) return <Spin size="large" className="staff-alone" description={t('staff.loading')} />;
  const isAccount = home === 'account';
  if (session.data.lacksSecondFactor && !isAccount) return <Redirect to="/account" replace />;
  const isMine =
    isAccount || home === 'looks' || (home === 'wall' && homesOf(session.data).includes('analysis')) || homesOf(session.data).some((own) => own === home);
  return (
    <LiveOrdersProvider isAllowed={session.data.permissions.includes('orders.read')}>
      <div className="staff">
        {!isBare && <Header session={session.data} home={home} />}
        {!isBare && session.data.permissions.includes('orders.act') && <Calls home={startOf(session.data).slice(1)} />}
        <main className="staff-main">{isMine ? children({ session: session.data, city: city.data }) : <Forbidden session={session.data} />}</main>
      </div>
    </LiveOrdersProvider>
  );
};

/** What every page of the staff stands in: who, where to, language, whether it is live; sign-in first, and only one's own pages. */
export const StaffFrame = (props: FrameProps) => (
  <StaffTheme>
    <Gate {...props} />
  </StaffTheme>
);
