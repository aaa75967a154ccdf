import { useTranslation } from 'react-i18next';
import type { Scores } from '#domain/contract/scores.ts';

/** The rule in words, with its weights: a score that nobody can compute again is none. */
export const Formula = ({ rule }: { rule: Scores['rule'] }) => {
  const { t } = useTranslation();
  return (
    <section className="formula">
      <h2>{t('scores.formula', { version: rule.version })}</h2>
      <p>{t('scores.formulaText')}</p>
      <ul>
        {rule.weights.map(({ measure, weight }) => (
          <li key={measure}>
            {t(`scores.measure.${measure}`)}&nbsp;· {t('scores.weight')} {weight}&nbsp;·{' '}
            {t(`scores.about.${measure}`, { signHours: rule.signHours, repeatDays: rule.repeatDays })}
          </li>
        ))}
      </ul>
    </section>
  );
};
