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
import { type Draft, keepDraft, type Place } from './draft.ts';
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

/** A map on another site knows the place as well as a finger on ours. */
const linkAccuracyM = 8;

/** Where a link says that it is: `?plate=` from a plate's own page, `?at=lon,lat` from a map on another site. */
const placeIn = (search: URLSearchParams): Place | null => {
  const plate = search.get('plate');
  if (plate) return { by: 'plate', plate };
  const [, lon, lat] = /^(-?\d{1,3}(?:\.\d+)?),(-?\d{1,2}(?:\.\d+)?)$/.exec(search.get('at') ?? '') ?? [];
  return lon && lat ? { by: 'pin', position: { lon: Number(lon), lat: Number(lat) }, accuracyM: linkAccuracyM } : null;
};

/** `/`: say where, what, and it is on its way. */
export default function ReportPage() {
  const { t } = useTranslation();
  const city = useCity();
  const begun = placeIn(new URLSearchParams(useSearch()));
  const waiting = useWaiting('report', !city.isPending) ?? [];
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
      {isForm && city.data && <ReportForm city={city.data} begun={begun} onSent={toSent} onKept={() => setView({ show: 'waiting' })} />}
      {isForm && !city.data && <NoCity error={city.error} onAgain={() => void city.refetch()} />}
    </PageFrame>
  );
}
