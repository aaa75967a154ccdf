import { useTranslation } from 'react-i18next';
import { Link, useSearch } from 'wouter';
import type { Analysis } from '#domain/contract/analysis.ts';
import { useFormat } from '../../client/use-format.ts';
import { type Change, type Filter, hrefWith } from './address.ts';
import { TimeBars } from './time-bars.tsx';
import { useSpanWords } from './use-span-words.ts';

type Part = Analysis['times'][number];

/** The line of time: a tap narrows everything else to a part of it, a second one with Shift to all between. */
export const TimeChart = ({ analysis: { times, bucket }, filter, change }: { analysis: Analysis; filter: Filter; change: Change }) => {
  const { t } = useTranslation();
  const search = useSearch();
  const format = useFormat();
  const { wordSpan, wordDay } = useSpanWords();
  const { since, until } = filter;
  const isChosen = ({ from, to }: Part) => since === undefined || until === undefined || (from >= since && to <= until);
  const isOnly = ({ from, to }: Part) => since === from && until === to;
  const wordPart = (part: Part) =>
    t('analysis.time.part', { when: wordSpan(part.from, part.to), orders: format.number(part.orders), hazards: format.number(part.hazards) });
  const choose = (part: Part, further: boolean) => {
    if (isOnly(part)) return change({ since: null, until: null });
    const [first, last] = further && since && until ? [since < part.from ? since : part.from, until > part.to ? until : part.to] : [part.from, part.to];
    return change({ since: first, until: last });
  };
  const legend = (
    <p className="time-legend">
      <span className="time-key time-key-all" aria-hidden="true" /> {t('analysis.totals.orders')}{' '}
      <span className="time-key time-key-danger" aria-hidden="true" /> {t('analysis.totals.hazards')}
    </p>
  );
  return (
    <section className="analysis-card" aria-labelledby="bars-time">
      <h2 id="bars-time">{t(`analysis.time.by.${bucket}`)}</h2>
      {legend}
      <TimeBars
        times={times}
        isChosen={isChosen}
        label={t('analysis.time.chart')}
        wordDay={wordDay}
        wordNumber={format.number}
        wordPart={wordPart}
        onChoose={choose}
      />
      <details className="time-table">
        <summary>{t('analysis.time.table')}</summary>
        <ul className="plain-list">
          {times.map((part) => (
            <li key={part.from}>
              <Link
                href={hrefWith(search, isOnly(part) ? { since: null, until: null } : { since: part.from, until: part.to })}
                aria-current={isOnly(part) ? 'true' : undefined}
                className="time-row"
              >
                <span>{wordSpan(part.from, part.to)}</span>
                <span>
                  {t('analysis.time.figures', { orders: format.number(part.orders), hazards: format.number(part.hazards), late: format.number(part.late) })}
                </span>
              </Link>
            </li>
          ))}
        </ul>
      </details>
    </section>
  );
};
