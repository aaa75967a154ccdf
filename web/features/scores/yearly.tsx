import { useQuery } from '@tanstack/react-query';
import { Button, Skeleton } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { City } from '#domain/contract/city.ts';
import type { YearlyReport } from '#domain/contract/scores.ts';
import type { Name } from '#domain/contract/terms.ts';
import { call, hrefOf } from '../../client/call.ts';
import { useFormat } from '../../client/use-format.ts';
import { useNow } from '../../client/use-now.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { ProblemNotice } from '../../staff/problem-notice.tsx';
import { exportScores, getYearlyReport } from '../../staff/routes.ts';
import { useNotedPrints } from '../../staff/use-noted-prints.ts';
import { askAgain, CountingNotice } from './counting-notice.tsx';
import { Formula } from './formula.tsx';
import { ScoreTable } from './score-table.tsx';

interface PartProps {
  readonly title: string;
  readonly isLong?: boolean;
  /** What is done with it, beside its heading; not on paper. */
  readonly tool?: ReactNode;
  readonly children: ReactNode;
}

const Part = ({ title, isLong = false, tool, children }: PartProps) => (
  <section {...(isLong ? { className: 'yearly-long' } : {})}>
    <div className="yearly-head">
      <h2>{title}</h2>
      {tool && <div className="on-screen">{tool}</div>}
    </div>
    {children}
  </section>
);

interface LinesProps {
  /** What the columns are, in turn. */
  readonly heads: readonly string[];
  readonly lines: readonly (readonly [string, ...(string | number)[]])[];
}

const Lines = ({ heads, lines }: LinesProps) => {
  const format = useFormat();
  return (
    <table className="scores-table">
      <thead>
        <tr>
          {heads.map((head, i) => (
            <th scope="col" key={head} {...(i === 0 ? { className: 'scores-name' } : {})}>
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {lines.map(([name, ...values]) => (
          <tr key={name}>
            <th scope="row" className="scores-name">
              {name}
            </th>
            {values.map((value, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: columns stand where they stand
              <td key={i}>{typeof value === 'number' ? format.number(value) : value}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
};

const Totals = ({ report }: { report: YearlyReport }) => {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <dl className="yearly-totals">
      {(['reports', 'orders', 'closed', 'dangers'] as const).map((key) => (
        <div key={key}>
          <dt>{t(`yearly.${key}`)}</dt>
          <dd>{format.number(report[key])}</dd>
        </div>
      ))}
      <div>
        <dt>{t('yearly.overall')}</dt>
        <dd>{report.whole.score === null ? '—' : report.whole.score.toFixed(1)}</dd>
      </div>
    </dl>
  );
};

const Figures = ({ report }: { report: YearlyReport }) => {
  const { t } = useTranslation();
  const { language, named } = useLanguage();
  const monthOf = new Intl.DateTimeFormat(language, { timeZone: 'UTC', year: 'numeric', month: language === 'zh' ? 'long' : 'short' });
  const percent = new Intl.NumberFormat(language, { style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const measured = report.whole.tallies.map(
    ({ measure, of, rate }) => [t(`scores.measure.${measure}`), rate === null ? '—' : percent.format(rate), of] as const,
  );
  const counted = (all: YearlyReport['byKind']) => all.map(({ name, count }) => [named(name), count] as const);
  return (
    <>
      <div className="yearly-both">
        <Part title={t('yearly.byMonth')}>
          <Lines
            heads={[t('yearly.monthOf'), t('yearly.reports'), t('yearly.orders')]}
            lines={report.byMonth.map(({ month, reports, orders }) => [monthOf.format(new Date(`${month}-01`)), reports, orders] as const)}
          />
        </Part>
        <Part title={t('yearly.measures')}>
          <Lines heads={[t('yearly.measure'), t('yearly.rate'), t('yearly.cases')]} lines={measured} />
        </Part>
        <Part title={t('yearly.byKind')}>
          <Lines heads={[t('yearly.kind'), t('yearly.orders')]} lines={counted(report.byKind)} />
        </Part>
        <Part title={t('yearly.byDistrict')}>
          <Lines heads={[t('yearly.district'), t('yearly.orders')]} lines={counted(report.byDistrict)} />
        </Part>
        <Part title={t('yearly.byChannel')}>
          <Lines
            heads={[t('yearly.channelOf'), t('yearly.reports')]}
            lines={report.byChannel.map(({ channel, count }) => [t(`yearly.channel.${channel}`), count] as const)}
          />
        </Part>
      </div>
      <Part title={t('yearly.wrong')}>
        {report.wrongDenials.length === 0 ? (
          <p>{t('yearly.wrongNone')}</p>
        ) : (
          <ul>
            {report.wrongDenials.map(({ unit, wrong, decided }) => (
              <li key={unit.zh}>{t('yearly.wrongLine', { unit: named(unit), wrong, decided })}</li>
            ))}
          </ul>
        )}
      </Part>
    </>
  );
};

/** The year's tables: by what a file of each is asked, and where it stands in the report. */
const tables = [
  ['unit', 'units'],
  ['district', 'districts'],
  ['street', 'streets'],
] as const;

/** The year in figures, on paper as on the page: what came in, what became of it, who did how, and by which rule. */
export const Yearly = ({ city, year, taker }: { city: City; year: string; taker: Name }) => {
  const { t } = useTranslation();
  const format = useFormat();
  const { language, named } = useLanguage();
  const now = useNow();
  useNotedPrints({ what: 'yearly', form: 'paper', filter: { period: year } });
  const found = useQuery({
    queryKey: ['yearly', year],
    queryFn: ({ signal }) => call(getYearlyReport, { query: { year }, signal }),
    refetchInterval: ({ state }) => askAgain(state.data),
  });
  if (found.isError) return <ProblemNotice error={found.error} onRetry={() => void found.refetch()} />;
  if (!found.data) return <Skeleton active paragraph={{ rows: 12 }} className="yearly" />;
  const report = found.data;
  const [from, to] = [report.period.fromAt, new Date(Date.parse(report.period.toAt) - 1).toISOString()].map(format.date);
  return (
    <article className="yearly">
      <div className="yearly-tools scores-asked">
        <Link href={`/scores?period=${year}`}>{t('yearly.back')}</Link>
        <Button type="primary" onClick={() => window.print()}>
          {t('yearly.print')}
        </Button>
      </div>
      <h1>{t('yearly.title', { city: named(city.name), year })}</h1>
      <p>{t('yearly.span', { from, to })}</p>
      <p className="on-paper">{t('yearly.taken', { by: named(taker), at: format.moment(new Date(now).toISOString()) })}</p>
      <CountingNotice months={report.counting} />
      <p>{t('scores.countedAt', { at: format.moment(report.countedAt) })}</p>
      {report.madeUp > 0 && <p>{t('scores.madeUp', { shown: format.number(report.madeUp) })}</p>}
      <Totals report={report} />
      <Figures report={report} />
      {tables.map(([by, table]) => (
        <Part
          key={by}
          title={t(`yearly.${table}`)}
          isLong
          tool={
            <Button size="small" href={hrefOf(exportScores.path, {}, { period: year, by, lang: language })} disabled={report.counting.length > 0}>
              {t('scores.csv')}
            </Button>
          }
        >
          <ScoreTable subjects={report[table]} rule={report.rule} onOpen={null} />
        </Part>
      ))}
      <Formula rule={report.rule} />
    </article>
  );
};
