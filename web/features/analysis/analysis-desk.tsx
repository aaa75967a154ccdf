import { Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { City } from '#domain/contract/city.ts';
import type { Session } from '#domain/contract/sessions.ts';
import { useFormat } from '../../client/use-format.ts';
import { useNow } from '../../client/use-now.ts';
import type { Bounds } from '../../map/types.ts';
import { ProblemNotice } from '../../staff/problem-notice.tsx';
import { useDebounced } from '../../staff/use-debounced.ts';
import { useFilters } from '../../staff/use-filters.ts';
import { readFilter } from './address.ts';
import { AnalysisFilters } from './analysis-filters.tsx';
import { AnalysisMap } from './analysis-map.tsx';
import { Bars } from './bars.tsx';
import { OrdersBehind } from './orders-behind.tsx';
import { useAnalysis } from './queries.ts';
import { TakeOut } from './take-out.tsx';
import { TimeChart } from './time-chart.tsx';
import { Totals } from './totals.tsx';

/** Figures on the left, where they lie and the orders behind them on the right; what is chosen in one narrows all the others. */
export const AnalysisDesk = ({ city, by }: { city: City; by: Session }) => {
  const { t } = useTranslation();
  const format = useFormat();
  const [get, change] = useFilters();
  const [bounds, setBounds] = useState<Bounds | null>(null);
  const settled: Bounds | null = JSON.parse(useDebounced(JSON.stringify(bounds)));
  const filter = readFilter(get, settled, useNow(), city.timeZone);
  const found = useAnalysis(filter);
  const analysis = found.data;
  return (
    <div className="analysis">
      <header className="analysis-head">
        <h1>{t('analysis.title')}</h1>
        {analysis && <TakeOut analysis={analysis} filter={filter} city={city} by={by} isOld={found.isPlaceholderData} />}
        <AnalysisFilters city={city} filter={filter} change={change} analysis={analysis} />
      </header>
      <div className="analysis-figures">
        {found.isPending && <Skeleton active paragraph={{ rows: 16 }} />}
        {found.isError && <ProblemNotice error={found.error} title={t('staff.problem.load')} onRetry={() => void found.refetch()} />}
        {analysis && (
          <div className={found.isPlaceholderData ? 'analysis-old' : ''}>
            <Totals total={analysis.total} filter={filter} />
            <TimeChart analysis={analysis} filter={filter} change={change} />
            <div className="analysis-bars">
              <Bars
                of={`places.${analysis.placeLevel}`}
                name="place"
                chosen={get('place')}
                groups={analysis.places}
                up={get('place') ? { place: null } : null}
              />
              <Bars of="kinds" name="kind" chosen={get('kind')} groups={analysis.kinds} />
              <Bars of="units" name="unit" chosen={get('unit')} groups={analysis.units} />
            </div>
            {analysis.total.madeUp > 0 && (
              <p className="analysis-note on-screen">{t('analysis.madeUp', { count: analysis.total.madeUp, shown: format.number(analysis.total.madeUp) })}</p>
            )}
          </div>
        )}
      </div>
      <div className="analysis-side">
        <AnalysisMap city={city} filter={filter} get={get} change={change} onBounds={setBounds} />
        <OrdersBehind filter={filter} total={analysis?.total.orders} />
      </div>
    </div>
  );
};
