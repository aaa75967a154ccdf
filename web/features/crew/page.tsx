import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation, useParams } from 'wouter';
import type { Waiting as WaitingAct } from '../../client/device/store.ts';
import { wordProblem } from '../../client/problem-error.ts';
import { sessionQuery } from '../../client/session.ts';
import { useFormat } from '../../client/use-format.ts';
import { useWaiting } from '../../client/use-waiting.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Waiting } from '../../ui/waiting.tsx';
import { findActDraft } from './act-draft.ts';
import { Calls } from './calls.tsx';
import { CrewFrame } from './frame.tsx';
import { Job } from './job.tsx';
import { JobList } from './job-list.tsx';
import { showAnswered, useJobs } from './jobs.ts';
import { Leave } from './leave.tsx';
import { memoOf, syncActs } from './sync.ts';
import './words.ts';

const tryEveryMs = 20_000;

/** Sends what waits at the start, when the device says that there is a signal, and now and then while something waits. */
const useSync = (acts: readonly WaitingAct[], onSent: () => void): (() => Promise<void>) => {
  const count = acts.filter(({ state }) => state === 'waiting').length;
  const queries = useQueryClient();
  const run = useCallback(async () => {
    // A page that began without a signal does not know its session yet, nor the token that each change needs.
    const session = await queries.fetchQuery(sessionQuery).catch(() => null);
    if (session) await syncActs(session, Date.now(), (order) => showAnswered(queries, session, order));
    onSent();
  }, [queries, onSent]);
  useEffect(() => {
    if (count === 0) return;
    const attempt = () => void run();
    attempt();
    addEventListener('online', attempt);
    const timer = setInterval(attempt, tryEveryMs);
    return () => {
      clearInterval(timer);
      removeEventListener('online', attempt);
    };
  }, [count, run]);
  return run;
};

const SignIn = ({ hasWaiting }: { hasWaiting: boolean }) => {
  const { t } = useTranslation();
  return (
    <Notice tone="warn">
      <p>{t(hasWaiting ? 'crew.signInToSend' : 'crew.signIn')}</p>
      <Link className="button button-main" href="/sign-in?next=/crew">
        {t('crew.toSignIn')}
      </Link>
    </Notice>
  );
};

/** `/crew`: a crew’s jobs on their phone, worked on with or without a signal; `/crew/<order>` is one of them. */
export default function CrewPage() {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const { instant } = useFormat();
  const { id } = useParams<{ id?: string }>();
  const [, go] = useLocation();
  const { jobs, keptAt, isWaiting, isSignedOut, error, reload } = useJobs();
  const waiting = useWaiting('act') ?? [];
  const acts = waiting.filter((one) => jobs === null || memoOf(one).by === jobs.username);
  const run = useSync(acts, reload);
  const found = jobs?.orders.find((one) => one.id === id);
  // An order that goes to others while a step of it is being filled in takes nothing away: what they did is told when it is sent.
  const before = useRef(found);
  if (found) before.current = found;
  const order = found ?? (id !== undefined && before.current?.id === id && findActDraft(id) !== null ? before.current : undefined);
  return (
    <CrewFrame title={t('crew.title')}>
      {isSignedOut && <SignIn hasWaiting={acts.length > 0} />}
      {keptAt && jobs && !isSignedOut && <Notice tone="warn">{t('crew.keptAt', { at: instant(keptAt) })}</Notice>}
      {jobs && !isSignedOut && <Calls onGo={reload} />}
      {isWaiting && <Waiting />}
      {error !== null && !isSignedOut && (
        <Notice tone="bad">
          <p>{wordProblem(error, language)}</p>
          <Button onClick={reload}>{t('common.again')}</Button>
        </Notice>
      )}
      {jobs && order && <Job key={order.id} order={order} by={jobs.username} acts={acts.filter(({ queue }) => queue === order.id)} onDone={run} />}
      {jobs && !order && <JobList jobs={jobs} acts={acts} onOpen={(orderId) => go(`/crew/${orderId}`)} onDone={run} />}
      {jobs && !order && !isSignedOut && <Leave username={jobs.username} waiting={acts.filter(({ state }) => state !== 'sent').length} />}
    </CrewFrame>
  );
}
