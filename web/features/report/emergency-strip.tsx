import { useTranslation } from 'react-i18next';
import type { City } from '#domain/contract/city.ts';
import { useLanguage } from '../../i18n/use-language.ts';

/** Before anything is asked: whom to call when somebody is hurt or it smells of gas; one tap calls. */
export const EmergencyStrip = ({ city }: { city: City }) => {
  const { t } = useTranslation();
  const { named } = useLanguage();
  return (
    <p className="emergency-strip">
      <span>{t('report.emergency.first')}</span>
      <span className="emergency-calls">
        {city.emergencyNumbers.map(({ number, name }) => (
          <a key={number} href={`tel:${number}`} aria-label={`${number} ${named(name)}`}>
            {number}
          </a>
        ))}
      </span>
    </p>
  );
};
