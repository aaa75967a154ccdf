import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { City } from '#domain/contract/city.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { scrollTo } from '../../ui/scroll-to.ts';
import './emergency-panel.css';

/** First of all: call. It comes to the reader, above everything else that is asked. */
export const EmergencyPanel = ({ city }: { city: City }) => {
  const { t } = useTranslation();
  const { named } = useLanguage();
  const panel = useRef<HTMLElement>(null);
  useEffect(() => {
    scrollTo(panel.current, 'start');
  }, []);
  return (
    <section ref={panel} className="emergency" role="alert" aria-labelledby="emergency-title">
      <h2 id="emergency-title">{t('report.emergency.title')}</h2>
      <p>{t('report.emergency.text')}</p>
      <div className="emergency-numbers">
        {city.emergencyNumbers.map(({ number, name }) => (
          <a key={number} href={`tel:${number}`}>
            <strong>{number}</strong>
            <span>{named(name)}</span>
          </a>
        ))}
      </div>
    </section>
  );
};
