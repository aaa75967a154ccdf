import { type ReactNode, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { useCity } from '../client/city.ts';
import { LanguageSwitch } from './language-switch.tsx';
import './page-frame.css';

const Mark = () => (
  <svg viewBox="0 0 32 32" width="28" height="28" aria-hidden="true">
    <circle cx="16" cy="16" r="15" fill="var(--accent)" />
    <circle cx="16" cy="16" r="11.5" fill="none" stroke="var(--accent-ink)" strokeWidth="1.6" />
    <path d="M12.5 9.5v13M19.5 9.5v13M9.5 12.5h13M9.5 19.5h13" stroke="var(--accent-ink)" strokeWidth="2.4" strokeLinecap="round" />
  </svg>
);

const Footer = () => {
  const { t } = useTranslation();
  const { data: city } = useCity();
  return (
    <footer className="frame-footer">
      {city && (
        <p>
          {t('frame.hotline')} <a href={`tel:${city.hotline}`}>{city.hotline}</a>
        </p>
      )}
      {city?.isDemo && <p>{t('frame.synthetic')}</p>}
      <p className="frame-ways">
        <Link href="/notices">{t('frame.notices')}</Link>
        <Link href="/sign-in">{t('frame.staff')}</Link>
      </p>
    </footer>
  );
};

/** Header, page and footer of the citizen's pages. `wide` gives a page the whole window. */
export const PageFrame = ({ title, wide = false, children }: { title: string; wide?: boolean; children: ReactNode }) => {
  const { t } = useTranslation();
  const name = t('common.name');
  useEffect(() => {
    document.title = `${title} · ${name}`;
  }, [title, name]);
  return (
    <div className={`frame ${wide ? 'frame-wide' : ''}`}>
      <header className="frame-header">
        <Link href="/" className="frame-name">
          <Mark />
          <span>{name}</span>
        </Link>
        <nav aria-label={t('frame.menu')}>
          <Link href="/r" className="frame-link">
            {t('frame.progress')}
          </Link>
          <LanguageSwitch />
        </nav>
      </header>
      {children}
      <Footer />
    </div>
  );
};
