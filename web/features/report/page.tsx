import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearch } from 'wouter';
import type { ReportStory } from '#domain/contract/reports.ts';
import { useCity } from '../../client/city.ts';
import { wordProblem } from '../../client/problem-error.ts';
import { useWaiting } from '../../client/use-waiting.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import { Waiting } from '../../ui/waiting.tsx';
import { type Draft, keepDraft } from './draft.ts';
import { ReportForm } from './report-form.tsx';

// After the first field.
const Sent = lazy(() => import('./sent.tsx'));
const WaitingHere = lazy(() => import('./waiting-here.tsx'));

const NoCity = ({ error, onAgain }: { error: unknown; onAgain: () => void }) => {
  const { t } = useTranslation();
  const { language } = useLanguage();
  return (
    <main className="report-waiting">
      {error ? (
        <Notice tone="bad">
          <p>{wordProblem(error, language)}</p>
          <Button onClick={onAgain}>{t('common.again')}</Button>
        </Notice>
      ) : (
        <Waiting />
      )}
    </main>
  );
};

type View = { readonly show: 'form' | 'waiting' } | { readonly show: 'sent'; readonly story: ReportStory };

/** `/`: say where, what, and it is on its way. `?plate=` comes from a plate's own page. */
export default function ReportPage() {
  const { t } = useTranslation();
  const city = useCity();
  const plate = new URLSearchParams(useSearch()).get('plate');
  const waiting = useWaiting('report') ?? [];
  const [view, setView] = useState<View>({ show: 'form' });
  const toForm = () => setView({ show: 'form' });
  const toSent = (story: ReportStory) => setView({ show: 'sent', story });
  const mend = (draft: Draft) => {
    keepDraft(draft);
    toForm();
  };
  const isForm = view.show === 'form';
  return (
    <PageFrame title={t('report.title')} wide={isForm}>
      {view.show === 'sent' && (
        <Suspense fallback={<Waiting />}>
          <Sent story={view.story} onAnother={toForm} />
        </Suspense>
      )}
      {view.show === 'waiting' && (
        <Suspense fallback={<Waiting />}>
          <WaitingHere city={city.data} waiting={waiting} onMend={mend} onSent={toSent} onAnother={toForm} />
        </Suspense>
      )}
      {isForm && waiting.length > 0 && (
        <button type="button" className="waiting-strip" onClick={() => setView({ show: 'waiting' })}>
          {t(waiting.some(({ state }) => state === 'waiting') ? 'report.waiting.strip' : 'report.waiting.stripGone', { count: waiting.length })}
        </button>
      )}
      {isForm && city.data && <ReportForm city={city.data} plate={plate} onSent={toSent} onKept={() => setView({ show: 'waiting' })} />}
      {isForm && !city.data && <NoCity error={city.error} onAgain={() => void city.refetch()} />}
    </PageFrame>
  );
}
