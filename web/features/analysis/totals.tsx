import { useTranslation } from 'react-i18next';
import { Link, useSearch } from 'wouter';
import type { Analysis } from '#domain/contract/analysis.ts';
import { useFormat } from '../../client/use-format.ts';
import { type Filter, hrefWith } from './address.ts';

/** The four figures; each leads to its orders. */
export const Totals = ({ total, filter }: { total: Analysis['total']; filter: Filter }) => {
  const { t } = useTranslation();
  const search = useSearch();
  const format = useFormat();
  const percent = (part: number) => (total.orders === 0 ? '' : t('analysis.percent', { percent: format.number((100 * part) / total.orders) }));
  const figures = [
    { key: 'orders', value: total.orders, share: '', to: { hazard: null, standing: null }, isOn: !filter.hazard && !filter.standing },
    { key: 'hazards', value: total.hazards, share: percent(total.hazards), to: { hazard: '1' }, isOn: filter.hazard === true },
    { key: 'open', value: total.open, share: percent(total.open), to: { standing: 'open' }, isOn: filter.standing === 'open' },
    { key: 'late', value: total.late, share: percent(total.late), to: { standing: 'late' }, isOn: filter.standing === 'late' },
  ] as const;
  return (
    <ul className="analysis-totals" aria-label={t('analysis.totals.label')}>
      {figures.map(({ key, value, share, to, isOn }) => (
        <li key={key}>
          <Link href={hrefWith(search, to)} className={`analysis-total${value > 0 ? ` analysis-total-${key}` : ''}`} aria-current={isOn ? 'true' : undefined}>
            <span>{t(`analysis.totals.${key}`)}</span>
            <strong>{format.number(value)}</strong>
            <span className="quiet">{share}</span>
          </Link>
        </li>
      ))}
    </ul>
  );
};
