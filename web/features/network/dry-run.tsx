import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Progress } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { City } from '#domain/contract/city.ts';
import type { DryRun, RuleSet } from '#domain/contract/rules.ts';
import { dayAfter, localDate, startOfDay } from '#domain/local-time.ts';
import { call } from '../../client/call.ts';
import { useFormat } from '../../client/use-format.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { ProblemNotice } from '../../staff/problem-notice.tsx';
import { createDryRun, getDryRun } from '../../staff/routes.ts';
import { useFilters } from '../../staff/use-filters.ts';
import { useToday } from '../../staff/use-today.ts';
import { dot } from '../../ui/dotted.ts';
import { DryRunChanges } from './dry-run-changes.tsx';

const dayMs = 86_400_000;
const isAtWork = (run: DryRun | undefined) => run?.state === 'waiting' || run?.state === 'running';

/** First and last day, ISO dates; '' while somebody writes one. */
interface Span {
  readonly from: string;
  readonly to: string;
}
/** Days that somebody chose, and beside which run they did. */
type Chosen = Partial<Span> & { readonly beside: string | null };

const spanOf = ({ fromAt, toAt }: DryRun, { timeZone }: City): Span => ({
  from: localDate(fromAt, timeZone),
  to: localDate(Date.parse(toAt) - 1, timeZone), // it ends before `toAt`
});
const monthTo = (today: string): Span => ({ from: new Date(Date.parse(`${today}T00:00:00Z`) - 30 * dayMs).toISOString().slice(0, 10), to: today });

/** As many are to be pressed; the list holds the orders of the others too. */
const mostFlows = 12;

/** From which unit to which, as the address says it. */
const flowKey = ({ fromUnit, toUnit }: DryRun['flows'][number]) => `${fromUnit} ${toUnit}`;

const Result = ({ run, city }: { run: DryRun; city: City }) => {
  const { t } = useTranslation();
  const { named } = useLanguage();
  const { number, date } = useFormat();
  const [get, change] = useFilters();
  const span = spanOf(run, city);
  const flow = run.flows.find((one) => flowKey(one) === get('flow')) ?? null;
  if (run.state === 'failed') return <Alert type="error" showIcon title={t('network.run.failed')} />;
  if (run.state !== 'done')
    return (
      <p>
        {t('network.run.working', { seen: number(run.seen), total: number(run.total) })}
        <Progress percent={run.total === 0 ? 0 : Math.floor((run.seen / run.total) * 100)} />
      </p>
    );
  return (
    <>
      <p role="status">
        {t('network.run.span', { from: date(span.from), to: date(span.to) })}
        {dot}
        {t('network.run.result', { seen: number(run.seen), moved: number(run.moved), told: number(run.told) })}
        {run.withoutCase > 0 && `${dot}${t('network.run.withoutCase', { count: run.withoutCase })}`}
        {run.ordersPerSecond !== null && `${dot}${t('network.run.rate', { rate: number(run.ordersPerSecond) })}`}
      </p>
      {run.flows.length > 0 && (
        <ul className="plain-list network-flows" aria-label={t('network.run.flows')}>
          {run.flows.slice(0, mostFlows).map((one) => (
            <li key={flowKey(one)}>
              <Button
                size="small"
                type={flow === one ? 'primary' : 'default'}
                aria-pressed={flow === one}
                onClick={() => change({ flow: flow === one ? null : flowKey(one) })}
              >
                {t('network.run.flow', { from: named(one.from), to: named(one.to) })}&nbsp;· {one.count}
              </Button>
            </li>
          ))}
        </ul>
      )}
      {run.flows.length > mostFlows && <p className="field-hint">{t('network.run.flowsShown', { shown: mostFlows })}</p>}
      {run.moved + run.told === 0 ? <p>{t('network.run.none')}</p> : <DryRunChanges key={flow ? flowKey(flow) : ''} run={run} flow={flow} city={city} />}
    </>
  );
};

/** A set of rules tried on orders of before: how far it is, who would get what from whom. */
export const DryRunView = ({ set, city, mayStart, isChanged }: { set: RuleSet; city: City; mayStart: boolean; isChanged: boolean }) => {
  const { t } = useTranslation();
  const id = useId();
  const client = useQueryClient();
  const today = useToday(city);
  const [get, change] = useFilters();
  const asked = get('run') ?? '';
  const runId = /^\d{1,18}$/.test(asked) ? asked : null;
  const [chosen, setChosen] = useState<Chosen>({ beside: null });
  const start = useMutation({
    mutationFn: () =>
      call(createDryRun, {
        params: { id: set.id },
        body: { fromAt: startOfDay(from, city.timeZone), toAt: startOfDay(dayAfter(to), city.timeZone) },
      }),
    onSuccess: (run) => {
      client.setQueryData(['dry-run', run.id], run); // its span stands at once
      change({ run: run.id, flow: null });
    },
  });
  const run = useQuery({
    queryKey: ['dry-run', runId],
    queryFn: async ({ signal }) => {
      const found = await call(getDryRun, { params: { id: runId ?? '' }, signal });
      if (found.state === 'done') void client.invalidateQueries({ queryKey: ['rules', set.id] }); // it may be switched on now
      return found;
    },
    enabled: runId !== null,
    refetchInterval: ({ state }) => (isAtWork(state.data) ? 500 : false),
  });
  // What the rules were when they were tried is what it tells of: of others, or of these before they were changed, it says nothing.
  const isOfThese = run.data?.ruleSetId === set.id && run.data.revision === set.revision;
  const span = run.data && isOfThese ? spanOf(run.data, city) : monthTo(today);
  const own: Partial<Span> = chosen.beside === runId ? chosen : {}; // Back leads to a run and its own span
  const { from = span.from, to = span.to } = own;
  const choose = (part: Partial<Span>) => setChosen({ from, to, ...part, beside: runId });
  if (!mayStart) return null;
  return (
    <section className="network-run" aria-labelledby={id}>
      <h3 id={id}>{t('network.run.title')}</h3>
      <div className="network-head">
        <label>
          {t('network.run.from')} <input type="date" value={from} max={to || today} onChange={(event) => choose({ from: event.target.value })} />
        </label>
        <label>
          {t('network.run.to')} <input type="date" value={to} min={from} max={today} onChange={(event) => choose({ to: event.target.value })} />
        </label>
        <Button type="primary" disabled={isChanged || from === '' || to === ''} loading={start.isPending || isAtWork(run.data)} onClick={() => start.mutate()}>
          {t('network.run.start')}
        </Button>
        {isChanged && <small>{t('network.run.saveFirst')}</small>}
      </div>
      {start.error && <ProblemNotice error={start.error} title={t('staff.problem.title')} />}
      {run.error && <ProblemNotice error={run.error} title={t('staff.problem.load')} />}
      {run.data && isOfThese && <Result run={run.data} city={city} />}
    </section>
  );
};
