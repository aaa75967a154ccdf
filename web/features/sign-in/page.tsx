import { Button, Spin } from 'antd';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, Redirect, useLocation } from 'wouter';
import type { Session } from '#domain/contract/sessions.ts';
import { useCity } from '../../client/city.ts';
import { useSession } from '../../client/session.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { startOf, startOnPhone } from '../../staff/homes.ts';
import { StaffTheme } from '../../staff/theme.tsx';
import { SignInForm } from './sign-in-form.tsx';
import '../../staff/door.css';
import './sign-in.css';
import './words.ts';

/** Only paths of this site: a link must not lead a person who just signed in elsewhere. */
const safeNext = (): string | null => {
  const next = new URLSearchParams(location.search).get('next');
  return next?.startsWith('/') && !next.startsWith('//') && !next.includes('\\') ? next : null;
};

const startHere = (session: Session): string => (matchMedia('(max-width: 600px)').matches ? startOnPhone(session) : startOf(session));

const Door = () => {
  const { t } = useTranslation();
  const { language, choose, named } = useLanguage();
  const session = useSession();
  const [, navigate] = useLocation();
  const city = useCity().data;
  useEffect(() => {
    document.title = `${t('signIn.title')} · ${t('staff.brand')}`;
  }, [t]);
  if (session.isPending) return <Spin size="large" className="staff-alone" />;
  if (session.data) return <Redirect to={safeNext() ?? startHere(session.data)} replace />;
  return (
    <main className="door">
      <div className="sign-in-top">
        <Link href="/">{t('signIn.citizen')}</Link>
        <Button type="text" size="small" onClick={() => choose(language === 'zh' ? 'en' : 'zh')} lang={language === 'zh' ? 'en' : 'zh-CN'}>
          {t('staff.languageSwitch')}
        </Button>
      </div>
      <div className="door-card sign-in">
        <p className="sign-in-brand">
          <span className="staff-seal" aria-hidden="true">
            井
          </span>
          <span>
            {t('staff.brand')}
            {city && <small>{named(city.name)}</small>}
          </span>
        </p>
        <h1>{t('signIn.title')}</h1>
        <p className="sign-in-lead">{t('signIn.lead')}</p>
        <SignInForm isDemo={city?.isDemo === true} onSignedIn={(signedIn) => navigate(safeNext() ?? startHere(signedIn), { replace: true })} />
      </div>
    </main>
  );
};

export default function SignInPage() {
  return (
    <StaffTheme>
      <Door />
    </StaffTheme>
  );
}
