import { useQuery } from '@tanstack/react-query';
import { Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import type { SerialRange } from '#domain/contract/serials.ts';
import { call } from '../../client/call.ts';
import { useFormat } from '../../client/use-format.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { Nothing } from '../../staff/nothing.tsx';
import { ProblemNotice } from '../../staff/problem-notice.tsx';
import { listSerialRanges } from '../../staff/registry-routes.ts';

const Line = ({ range: { prefix, district, className, last, left } }: { range: SerialRange }) => {
  const { t } = useTranslation();
  const { named } = useLanguage();
  const format = useFormat();
  const share = last / (last + left);
  return (
    <li className={`range-line${left < 10_000 ? ' range-urgent' : ''}`}>
      <span>
        <strong>
          {named(district)}&nbsp;· {named(className)}
        </strong>{' '}
        <span className="mono">{prefix}</span>
      </span>
      <strong className="range-left">{t('books.ranges.left', { left: format.number(left) })}</strong>
      <meter min={0} max={1} high={0.9} optimum={0} value={share} aria-label={t('books.ranges.used', { percent: format.number(share * 100) })} />
      <span className="quiet">{t('books.ranges.last', { last: format.number(last) })}</span>
    </li>
  );
};

/** Ranges of numbers about to run full, scarcest first, while there is time. */
export const SerialRanges = () => {
  const { t } = useTranslation();
  const found = useQuery({ queryKey: ['serial-ranges'], queryFn: ({ signal }) => call(listSerialRanges, { signal }) });
  const ranges = found.data?.ranges ?? [];
  return (
    <section className="sheet-card book" aria-labelledby="ranges">
      <h2 id="ranges">{t('books.ranges.title')}</h2>
      <p className="quiet">{t('books.ranges.text')}</p>
      {found.isPending && <Skeleton active paragraph={{ rows: 3 }} title={false} />}
      {found.isError && <ProblemNotice error={found.error} title={t('staff.problem.load')} onRetry={() => void found.refetch()} />}
      {found.isSuccess && ranges.length === 0 && <Nothing words={t('books.ranges.none')} />}
      <ul className="plain-list">
        {ranges.map((range) => (
          <Line key={range.prefix} range={range} />
        ))}
      </ul>
      {ranges.length > 0 && <p className="quiet">{t('books.ranges.whatToDo')}</p>}
    </section>
  );
};
