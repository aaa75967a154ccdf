import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { LanguageSwitch } from '../../ui/language-switch.tsx';
import './crew.css';

const useOnline = (): boolean => {
  const [isOnline, setOnline] = useState(navigator.onLine);
  useEffect(() => {
    const read = () => setOnline(navigator.onLine);
    addEventListener('online', read);
    addEventListener('offline', read);
    return () => {
      removeEventListener('online', read);
      removeEventListener('offline', read);
    };
  }, []);
  return isOnline;
};

/** The crew's own frame: whether there is a signal, and nothing that gloves could hit by mistake. */
export const CrewFrame = ({ title, children }: { title: string; children: ReactNode }) => {
  const { t } = useTranslation();
  const isOnline = useOnline();
  useEffect(() => {
    document.title = `${title} · ${t('common.name')}`;
  }, [title, t]);
  return (
    <div className="crew">
      <header className="crew-header">
        <Link href="/crew">{t('crew.title')}</Link>
        <span className={`crew-signal ${isOnline ? '' : 'is-off'}`} role="status">
          {t(isOnline ? 'crew.online' : 'crew.offline')}
        </span>
        <LanguageSwitch />
        <Link href="/unit">{t('crew.wide')}</Link>
      </header>
      <main>{children}</main>
    </div>
  );
};
