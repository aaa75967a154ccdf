import { Button, Input, Segmented } from 'antd';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearch } from 'wouter';
import type { Analysis, mostDays } from '#domain/contract/analysis.ts';
import type { City } from '#domain/contract/city.ts';
import { useNow } from '../../client/use-now.ts';
import { type Change, type Filter, hrefWith, lastDays, spans } from './address.ts';
import { useChosenWords } from './use-chosen-words.ts';

const most: typeof mostDays = 366; // the contract's own, held equal by the compiler

interface Props {
  readonly city: City;
  readonly filter: Filter;
  readonly change: Change;
  readonly analysis: Analysis | undefined;
}

/** Which days, and everything that is chosen: each a button that takes it back. */
export const AnalysisFilters = ({ city, filter, change, analysis }: Props) => {
  const { t } = useTranslation();
  const id = useId();
  const now = useNow();
  const search = useSearch();
  const chosen = useChosenWords(city, analysis)(filter);
  const preset = spans.find((days) => {
    const { from, to } = lastDays(days, now, city.timeZone);
    return from === filter.from && to === filter.to;
  });
  const today = lastDays(1, now, city.timeZone).to;
  const days = (name: 'from' | 'to') => (
    <span className="analysis-day">
      <label htmlFor={`${id}-${name}`}>{t(`analysis.${name}`)}</label>
      <Input
        id={`${id}-${name}`}
        type="date"
        value={filter[name]}
        max={today}
        onChange={({ target: { value } }) => change({ from: filter.from, to: filter.to, [name]: value || null, since: null, until: null }, 'typed')}
      />
    </span>
  );
  return (
    <div className="analysis-filters">
      <Segmented
        aria-label={t('analysis.days')}
        value={preset ?? 0}
        options={spans.map((value) => ({ value, label: t('analysis.lastDays', { count: value }) }))}
        onChange={(value) => change({ ...lastDays(Math.min(value, most), now, city.timeZone), since: null, until: null })}
      />
      <span className="analysis-days">
        {days('from')}
        {days('to')}
      </span>
      {chosen.length > 0 && (
        <ul className="analysis-chosen" aria-label={t('analysis.chosen')}>
          {chosen.map(({ words, names }) => (
            <li key={words}>
              <Link href={hrefWith(search, Object.fromEntries(names.map((name) => [name, null])))} aria-label={t('analysis.takeBack', { what: words })}>
                {words} <span aria-hidden="true">×</span>
              </Link>
            </li>
          ))}
          <li>
            <Button size="small" type="text" onClick={() => change(Object.fromEntries(chosen.flatMap(({ names }) => names).map((name) => [name, null])))}>
              {t('analysis.takeAllBack')}
            </Button>
          </li>
        </ul>
      )}
    </div>
  );
};
