import { useQuery } from '@tanstack/react-query';
import { Button, Segmented, Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { City } from '#domain/contract/city.ts';
import type { Name } from '#domain/contract/terms.ts';
import { localDate } from '#domain/local-time.ts';
import { call, hrefOf } from '../../client/call.ts';
import { useFormat } from '../../client/use-format.ts';
import { useNow } from '../../client/use-now.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import type { FilterAct } from '../../staff/filter-step.ts';
import { Nothing } from '../../staff/nothing.tsx';
import { ProblemNotice } from '../../staff/problem-notice.tsx';
import { exportScores, getScores } from '../../staff/routes.ts';
import { useFilters } from '../../staff/use-filters.ts';
import { useNotedPrints } from '../../staff/use-noted-prints.ts';
import { useToday } from '../../staff/use-today.ts';
import { askAgain, CountingNotice } from './counting-notice.tsx';
import { Formula } from './formula.tsx';
import { ScoreCases } from './score-cases.tsx';
import { type Figure, ScoreTable } from './score-table.tsx';

const kinds = ['unit', 'district', 'street'] as const;
type By = (typeof kinds)[number];

/** A month or a year: the input of months for the one, a number for the other. */
const PeriodField = ({ city, period, onChange }: { city: City; period: string; onChange: (period: string, act: FilterAct) => void }) => {
  const { t } = useTranslation();
  const today = useToday(city);
  const isYear = period.length === 4;
  const year = period.slice(0, 4);
  return (
    <>
      <Segmented<'month' | 'year'>
        value={isYear ? 'year' : 'month'}
        options={(['month', 'year'] as const).map((value) => ({ value, label: t(`scores.${value}`) }))}
        onChange={(next) => onChange(next === 'year' ? year : `${year}-${today.slice(5, 7)}`, 'chosen')}
      />
      {isYear ? (
        <input
          type="number"
          aria-label={t('scores.year')}
          min={1900}
          max={2999}
          value={year}
          onChange={({ target }) => /^[12]\d{3}$/.test(target.value) && onChange(target.value, 'typed')}
        />
      ) : (
        <input type="month" aria-label={t('scores.month')} value={period} onChange={({ target }) => target.value && onChange(target.value, 'typed')} />
      )}
    </>
  );
};

/** Units, streets or districts, best first; every figure opens its orders. */
export const Scores = ({ city, taker }: { city: City; taker: Name }) => {
  const { t } = useTranslation();
  const { language, named } = useLanguage();
  const format = useFormat();
  const [get, change] = useFilters();
  const [open, setOpen] = useState<Figure | null>(null);
  const period = get('period') ?? localDate(Date.now(), city.timeZone).slice(0, 7);
  const by: By = kinds.find((kind) => kind === get('by')) ?? 'unit';
  const now = useNow();
  useNotedPrints({ what: 'scores', form: 'paper', filter: { period, by } });
  const scores = useQuery({
    queryKey: ['scores', period, by],
    queryFn: ({ signal }) => call(getScores, { query: { period, by }, signal }),
    refetchInterval: ({ state }) => askAgain(state.data),
  });
  const counting = scores.data?.counting ?? [];
  const year = period.slice(0, 4);
  return (
    <div className="scores">
      <h1>{t('staff.nav.scores')}</h1>
      <p>
        {t('scores.text')}
        <span className="on-screen">{t('scores.press')}</span>
      </p>
      <p className="on-paper">
        {t(`scores.by.${by}`)}&nbsp;· {period}&nbsp;· {t('yearly.taken', { by: named(taker), at: format.moment(new Date(now).toISOString()) })}
      </p>
      <div className="scores-asked">
        <PeriodField city={city} period={period} onChange={(next, act) => change({ period: next }, act)} />
        <Segmented<By> value={by} options={kinds.map((value) => ({ value, label: t(`scores.by.${value}`) }))} onChange={(next) => change({ by: next })} />
        <Button href={hrefOf(exportScores.path, {}, { period, by, lang: language })} disabled={counting.length > 0}>
          {t('scores.csv')}
        </Button>
        <Link href={`/scores/${year}`}>{t('scores.report', { year })}</Link>
      </div>
      {scores.isError && <ProblemNotice error={scores.error} onRetry={() => void scores.refetch()} />}
      {scores.isPending && <Skeleton active paragraph={{ rows: 6 }} title={false} />}
      <CountingNotice months={counting} />
      {scores.data?.subjects.length === 0 && counting.length === 0 && <Nothing words={t('scores.none')} />}
      {scores.data && scores.data.subjects.length > 0 && (
        <>
          <ScoreTable subjects={scores.data.subjects} rule={scores.data.rule} onOpen={setOpen} />
          <p>{t('scores.countedAt', { at: format.moment(scores.data.countedAt) })}</p>
          {scores.data.madeUp > 0 && <p>{t('scores.madeUp', { shown: format.number(scores.data.madeUp) })}</p>}
        </>
      )}
      {scores.data && <Formula rule={scores.data.rule} />}
      {open && <ScoreCases figure={open} period={period} by={by} taker={taker} onClose={() => setOpen(null)} />}
    </div>
  );
};
