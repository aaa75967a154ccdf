import { Button, Spin } from 'antd';
import { type ReactNode, useEffect, useRef } from 'react';
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
import { addressOf, type Home, holds, homesOf, ownAddressOf, type StaffPage, startOf } from './homes.ts';
import { LiveBadge } from './live-badge.tsx';
import { LiveOrdersProvider } from './live-orders.tsx';
import { ProblemNotice } from './problem-notice.tsx';
import { TabLink } from './tab-link.tsx';
import { StaffTheme } from './theme.tsx';

interface Ready {
  readonly session: Session;
  readonly city: City;
}

/** A page beside a home's own is that home's too. */
const isIn = (home: Home, page: StaffPage): boolean => home === page || (home === 'analysis' && page === 'matching');

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
          <TabLink key={to} href={addressOf(to)} isCurrent={isIn(to, home)}>
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

/** The session ended while the page was open: what was typed waits behind this, unseen, until its person is back. */
const SessionOver = ({ who }: { who: string }) => {
  const { t } = useTranslation();
  return (
    <Absent title={t('staff.sessionOver.title')} words={t('staff.sessionOver.text', { who })}>
      <Button type="primary" href="/sign-in" target="_blank">
        {t('staff.sessionOver.signIn')}
      </Button>
    </Absent>
  );
};

interface FrameProps {
  readonly home: StaffPage;
  /** Nothing but the page: for a wall. */
  readonly isBare?: boolean;
  /** The pages beside this one, in a row of their own under the header: it stays where it is from one to the next, however each is laid out. */
  readonly tabs?: (ready: Ready) => ReactNode;
  readonly children: (ready: Ready) => ReactNode;
}

/** Who is or was signed in since this page was opened, and whether their session ended meanwhile. */
const usePerson = () => {
  const session = useSession();
  const last = useRef<Session | null>(null);
  if (session.data) last.current = session.data;
  const who = session.data ?? last.current;
  return { session, who, isOver: session.data === null && who !== null };
};

const mayOpen = (who: Session, home: StaffPage): boolean =>
  home === 'account' ||
  home === 'looks' ||
  (home === 'matching' && holds(who, 'matching.read')) ||
  (home === 'wall' && homesOf(who).includes('analysis')) ||
  homesOf(who).some((own) => own === home);

const Shell = ({ home, isBare = false, tabs, isOver, who, city, children }: FrameProps & { isOver: boolean; who: Session; city: City }) => {
  const { named } = useLanguage();
  const isHidden = isOver && !isBare;
  const isOpen = mayOpen(who, home);
  return (
    <LiveOrdersProvider isAllowed={!isOver && who.permissions.includes('orders.read')}>
      {isHidden && <SessionOver who={named(who.name)} />}
      <div className="staff" hidden={isHidden}>
        {!isBare && <Header session={who} home={home} />}
        {!isBare && who.permissions.includes('orders.act') && <Calls home={startOf(who).slice(1)} />}
        {isOpen && tabs?.({ session: who, city })}
        <main className="staff-main">{isOpen ? children({ session: who, city }) : <Forbidden session={who} />}</main>
      </div>
    </LiveOrdersProvider>
  );
};

const Gate = (props: FrameProps) => {
  const { home } = props;
  const { t } = useTranslation();
  const { session, who, isOver } = usePerson();
  const city = useCity();
  const [path] = useLocation();
  const { named } = useLanguage();
  const cityName = city.data ? named(city.data.name) : '';
  useEffect(() => {
    document.title = [t(`staff.nav.${home}`), cityName, t('staff.brand')].filter(Boolean).join(' · ');
  }, [t, home, cityName]);

  if (who && city.data) {
    if (who.lacksSecondFactor && home !== 'account') return <Redirect to="/account" replace />;
    const own = ownAddressOf(who, path);
    if (own !== null) return <Redirect to={own} replace />;
    // Nobody answering does not take away what stands here: the page itself says what it could not load.
    return <Shell {...props} isOver={isOver} who={who} city={city.data} />;
  }
  if (session.data === null) return <Redirect to={`/sign-in?next=${encodeURIComponent(location.pathname + location.search)}`} replace />;
  const error = session.error ?? city.error;
  if (!error) return <Spin size="large" className="staff-alone" description={t('staff.loading')} />;
  const again = () => void Promise.all([session.refetch(), city.refetch()]);
  return (
    <main className="staff-alone">
      <ProblemNotice error={error} title={t('staff.problem.load')} onRetry={again} />
    </main>
  );
};

/** What every page of the staff stands in: who, where to, language, whether it is live; sign-in first, and only one's own pages. */
export const StaffFrame = (props: FrameProps) => (
  <StaffTheme>
    <Gate {...props} />
  </StaffTheme>
);
