import { CloseOutlined } from '@ant-design/icons';
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Button } from 'antd';
import { type SetStateAction, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { parsePlate } from '#domain/asset-id.ts';
import type { City } from '#domain/contract/city.ts';
import type { MatchReply, MatchRequest } from '#domain/contract/match.ts';
import type { Point } from '#domain/contract/terms.ts';
import { call } from '../../client/call.ts';
import { forgetOnLeave } from '../../client/leaving.ts';
import { newKey } from '../../client/new-key.ts';
import { createMatch, createReport } from '../../client/routes.ts';
import { useAsked } from '../../client/use-asked.ts';
import type { MapMark } from '../../map/types.ts';
import { ProblemNotice } from '../../staff/problem-notice.tsx';
import { RefusedForm } from '../../staff/refused.tsx';
import { useDebounced } from '../../staff/use-debounced.ts';
import QuestionCard from '../../ui/question.tsx';
import { KnownCaller } from './known-caller.tsx';
import { LikelyWells } from './likely-wells.tsx';
import { OpenNearby } from './open-nearby.tsx';
import {
  accuracyAt,
  answersHere,
  blankReport,
  matchRequestOf,
  type Picked,
  placeKey,
  type ReportDraft,
  reportRequestOf,
  roughM,
  withAnswers,
} from './report-draft.ts';
import { ReportFields } from './report-fields.tsx';
import { ReportTaken } from './report-taken.tsx';
import { useHeardAddress } from './use-heard-address.ts';
import './new-report.css';

interface Props {
  readonly city: City;
  /** How often the next call was asked for since the form stands. */
  readonly nextCalls: number;
  readonly pin: Point | null;
  readonly mapZoom: number;
  readonly onPin: (pin: Point | null) => void;
  readonly picked: Picked;
  readonly onPicked: (picked: Picked) => void;
  readonly onMarks: (marks: readonly MapMark[]) => void;
  readonly onShowMap: () => void;
  readonly onClose: () => void;
}

/** A caller on the telephone waits no longer; sent again with its key it is one report. */
const longestReportMs = 20_000;

/** Candidates as the form's words and place settle; the last answer stays until the next is there. */
const useLikely = (draft: ReportDraft, pin: Point | null, mapZoom: number) => {
  // The zoom at which the place was tapped tells its accuracy; looking closer afterwards does not better it.
  const [pinned, setPinned] = useState({ pin, zoom: mapZoom });
  if (pinned.pin !== pin) setPinned({ pin, zoom: mapZoom });
  const request = matchRequestOf(draft, pin, pinned.zoom);
  const settled = useDebounced(JSON.stringify(request), 450);
  const likely = useQuery({
    queryKey: ['match', settled],
    queryFn: async ({ signal }) => {
      const body: MatchRequest = JSON.parse(settled);
      return { reply: await call(createMatch, { body, signal }), about: placeKey(body) };
    },
    enabled: settled !== 'null',
    placeholderData: keepPreviousData,
  });
  const reply = settled === 'null' ? undefined : likely.data?.reply;
  // Asked about the place that was told before, an answer would be taken for this one's.
  const question = request && likely.data?.about === placeKey(request) ? reply?.question : undefined;
  return { likely, reply, question, zoom: pinned.zoom };
};

const marksFor = (reply: MatchReply | undefined, pin: Point | null, picked: Picked, words: { pin: string; candidate: (rank: number) => string }): MapMark[] => [
  ...(reply?.candidates ?? [])
    .filter((candidate) => candidate.assetId !== null)
    .slice(0, 6)
    .flatMap((candidate, i) =>
      candidate.assetId === null || candidate.position === null
        ? []
        : [
            {
              id: candidate.assetId,
              position: candidate.position,
              text: String(i + 1),
              label: words.candidate(i + 1),
              chosen: candidate.assetId === picked,
              tone: 'candidate' as const,
            },
          ],
    ),
  ...(pin ? [{ id: 'pin', position: pin, label: words.pin, tone: 'pin' as const }] : []),
];

let kept: ReportDraft = blankReport;
forgetOnLeave(() => {
  kept = blankReport;
});

/** A call that is being written down outlives a look at an order that may be the same, another page, and signing in again. */
const useKept = (): [ReportDraft, (next: SetStateAction<ReportDraft>) => void] => {
  const [draft, setDraft] = useState(kept);
  return [
    draft,
    (next) => {
      kept = typeof next === 'function' ? next(kept) : next;
      setDraft(kept);
    },
  ];
};

/** An agent takes a call: place, kind, words, who calls; what it likely is shows meanwhile, here and on the map. */
export const NewReport = ({ city, nextCalls, pin, mapZoom, onPin, picked, onPicked, onMarks, onShowMap, onClose }: Props) => {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [draft, setDraft] = useKept();
  const [isResumed, setIsResumed] = useState(draft !== blankReport);
  const [key, setKey] = useState(newKey);
  const [wasTried, setWasTried] = useState(false);
  const heard = useHeardAddress(draft.text, pin === null && !draft.isAddressOwn && !parsePlate(draft.plate).ok);
  const told = heard === null ? draft : { ...draft, address: heard };
  const { likely, reply, question, zoom } = useLikely(told, pin, mapZoom);
  const { kind } = draft;
  const hasPlace = pin !== null || told.address.trim() !== '' || draft.plate.trim() !== '' || (picked !== null && picked !== 'not-listed');

  const send = useMutation({
    mutationFn: (kindCode: string) =>
      call(createReport, {
        longestMs: longestReportMs,
        headers: { 'idempotency-key': key },
        body: reportRequestOf({ ...told, kind: kindCode }, pin, zoom, picked),
      }),
    onSuccess: () => {
      kept = blankReport; // taken: nothing of it is offered again
      void queries.invalidateQueries({ queryKey: ['orders'] });
    },
  });
  useEffect(() => {
    onMarks(marksFor(reply, pin, picked, { pin: t('orders.mark.place'), candidate: (rank) => t('orders.mark.candidate', { rank }) }));
  }, [reply, pin, picked, onMarks, t]);
  useAsked(!send.isSuccess && Object.entries(draft).some(([name, value]) => name !== 'answers' && name !== 'isAddressOwn' && Boolean(value)));
  const startAnew = () => {
    setDraft(blankReport);
    setKey(newKey());
    setWasTried(false);
    setIsResumed(false);
    onPin(null);
    onPicked(null);
    send.reset();
  };
  const form = useRef<HTMLElement>(null);
  // What is half written stays: the hand is led back to it.
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is asked for by a press alone
  useEffect(() => {
    if (nextCalls === 0) return;
    if (send.isSuccess) startAnew();
    else form.current?.querySelector('input')?.focus();
  }, [nextCalls]);
  const change = (part: Partial<ReportDraft>) => {
    // What is sent changed: it is another report than one that may have been refused under the old key.
    if (send.isError) setKey(newKey());
    setDraft((before) => ({ ...before, ...part }));
  };

  return (
    <section ref={form} className="new-report" aria-label={t('desk.new.title')}>
      <header className="order-head">
        <div className="queue-title">
          <h2>{t('desk.new.title')}</h2>
          <Button type="text" icon={<CloseOutlined />} aria-label={t('staff.close')} onClick={onClose} />
        </div>
        <p className="order-quiet">{t('desk.new.lead')}</p>
      </header>
      {send.data ? (
        <ReportTaken story={send.data} onAnother={startAnew} />
      ) : (
        <form
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            setWasTried(true);
            if (kind && hasPlace) send.mutate(kind);
            else form.current?.querySelector<HTMLElement>(kind ? '#new-address' : '#new-kind')?.focus();
          }}
        >
          {isResumed && (
            <Alert
              type="info"
              showIcon
              title={t('desk.new.resumed')}
              action={
                <Button size="small" onClick={startAnew}>
                  {t('desk.new.clear')}
                </Button>
              }
            />
          )}
          <RefusedForm error={send.error}>
            <ReportFields
              city={city}
              draft={draft}
              heard={heard}
              change={change}
              pin={pin}
              isRough={accuracyAt(zoom) > roughM}
              onPin={onPin}
              onShowMap={onShowMap}
              isKindMissing={wasTried && !kind}
              isPlaceMissing={wasTried && !hasPlace}
            />
          </RefusedForm>
          <KnownCaller phone={draft.callerPhone} />
          <OpenNearby at={pin ?? reply?.place.position ?? null} />
          {kind !== undefined && picked === null && (
            <QuestionCard
              question={question}
              lead={t('desk.new.askCaller')}
              answers={answersHere(told, pin)}
              onAnswers={(given) => change(withAnswers(told, pin, given))}
            />
          )}
          <LikelyWells reply={reply} isLooking={likely.isFetching} error={likely.error} picked={picked} onPicked={onPicked} />
          {send.isError && <ProblemNotice error={send.error} />}
          <Button type="primary" htmlType="submit" size="large" block loading={send.isPending}>
            {t('desk.new.submit')}
          </Button>
        </form>
      )}
    </section>
  );
};
