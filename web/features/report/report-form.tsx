import { Suspense, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { City } from '#domain/contract/city.ts';
import type { ReportStory } from '#domain/contract/reports.ts';
import { isUnreachable } from '../../client/is-unreachable.ts';
import { wordProblem } from '../../client/problem-error.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import type { MapMark } from '../../map/types.ts';
import { Button } from '../../ui/button.tsx';
import { lazyOrNothing } from '../../ui/lazy-or-nothing.ts';
import { scrollTo } from '../../ui/scroll-to.ts';
import { useAfterPhotos } from '../../ui/use-after-photos.ts';
import { DetailsStep } from './details-step.tsx';
import { type Place, useDraft } from './draft.ts';
import { EmergencyPanel } from './emergency-panel.tsx';
import { EmergencyStrip } from './emergency-strip.tsx';
import { KindStep } from './kind-step.tsx';
import { PlaceStep } from './place-step.tsx';
import { ReportMap } from './report-map.tsx';
import { usePlace } from './use-place.ts';
import { useSending } from './use-sending.ts';
import { WhichStep } from './which-step.tsx';
import './report.css';

// After the first field.
const QuestionCard = lazyOrNothing(() => import('../../ui/question.tsx'));
const Neighbours = lazyOrNothing(() => import('./neighbours.tsx'));
/** What follows the press that sends: fetched before it, since a street may have no signal by then. */
const loadWhatFollows = () => Promise.all([import('./sent.tsx'), import('./waiting-here.tsx'), import('./keep-report.ts')]);

interface Props {
  readonly city: City;
  /** Where it is, when a link or a plate said so. */
  readonly begun: Place | null;
  readonly onSent: (story: ReportStory) => void;
  /** Without a signal it waits on this phone. */
  readonly onKept: () => void;
}

/** The one main button, and why the report could not go. */
const Send = ({ error, isWaiting, isSending, onPress }: { error: string | undefined; isWaiting: boolean; isSending: boolean; onPress: () => void }) => {
  const { t } = useTranslation();
  return (
    <div className="report-send">
      {error && (
        <p className="step-error" role="alert">
          {error} {t('report.kept')}
        </p>
      )}
      <Button look="main" busy={isSending || isWaiting} onClick={onPress}>
        {t(isWaiting ? 'report.photos.sending' : isSending ? 'report.sending' : 'report.send')}
      </Button>
    </div>
  );
};

/** The form and the map beside it; on a phone the map lies above the form. */
export const ReportForm = ({ city, begun, onSent, onKept }: Props) => {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const { draft, change, clear } = useDraft(begun);
  const where = usePlace(city, draft, change);
  const form = useRef<HTMLElement>(null);
  const [near, setNear] = useState<readonly MapMark[]>([]);
  const kind = city.problemKinds.find(({ code }) => code === draft.kind);
  const aboutAsset = kind?.about !== 'none';
  const { send, sending, errors } = useSending({ draft, change, aboutAsset, onSent, onKept, clear });
  const isSilent = isUnreachable(where.match.error);
  const placeError = where.match.error && !isSilent ? wordProblem(where.match.error, language) : errors.place;

  const press = async () => {
    const missing = await send();
    if (missing) scrollTo(form.current?.querySelector(missing === 'place' ? '#step-place' : '.kinds'), 'center');
  };
  const photos = useAfterPhotos(() => void press());
  const hasKind = draft.kind !== null;
  const isWhole = draft.place !== null && hasKind;
  useEffect(() => {
    if (hasKind) loadWhatFollows().catch(() => undefined);
  }, [hasKind]);

  return (
    <main className={`report ${where.hasMap ? '' : 'report-mapless'}`} ref={form}>
      {where.hasMap && (
        <div className="report-map">
          <ReportMap
            city={city}
            pin={where.pin}
            isHere={draft.place?.by === 'here'}
            candidates={aboutAsset && !where.isAsking ? where.candidates : []}
            near={near}
            choice={draft.choice}
            onPick={where.pick}
            onChoose={(choice) => change({ choice })}
            onUnavailable={where.loseMap}
          />
          {!where.pin && <p className="report-tap">{t('report.place.tap')}</p>}
        </div>
      )}
      <div className="report-sheet">
        <h1>{t('report.heading')}</h1>
        {draft.someoneHurt || kind?.isEmergency ? <EmergencyPanel city={city} /> : <EmergencyStrip city={city} />}
        <PlaceStep
          place={draft.place}
          found={where.found?.place}
          here={where.here.state}
          hasMap={where.hasMap}
          error={placeError}
          isSilent={isSilent}
          onHere={where.here.ask}
          onPlace={where.setPlace}
        />
        {where.found && aboutAsset && (
          <WhichStep
            match={where.found}
            isElsewhere={where.isElsewhere}
            isHere={draft.place?.by === 'here'}
            choice={draft.choice}
            onChoose={(choice) => change({ choice })}
          />
        )}
        {where.found && where.pin && (
          <Suspense fallback={null}>
            <Neighbours at={where.pin} onMarks={setNear} />
          </Suspense>
        )}
        <KindStep
          kinds={city.problemKinds}
          kind={draft.kind}
          someoneHurt={draft.someoneHurt}
          error={errors.kind}
          onKind={(code) => change({ kind: code })}
          onHurt={(someoneHurt) => change({ someoneHurt })}
        />
        {aboutAsset && hasKind && draft.choice === null && (
          <Suspense fallback={null}>
            <QuestionCard
              question={where.isElsewhere ? undefined : where.found?.question}
              answers={draft.answers}
              onAnswers={(answers) => change({ answers })}
              toList={
                <button type="button" onClick={() => scrollTo(form.current?.querySelector('.choices'), 'center')}>
                  {t('question.tap.see')}
                </button>
              }
            />
          </Suspense>
        )}
        <DetailsStep draft={draft} errors={errors} change={change} onComing={photos.told} />
        <Send error={errors.other} isWaiting={photos.isWaiting} isSending={sending} onPress={isWhole ? photos.press : () => void press()} />
      </div>
    </main>
  );
};
