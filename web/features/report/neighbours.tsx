import { useMutation, useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import type { OpenReport } from '#domain/contract/follows.ts';
import type { Point } from '#domain/contract/terms.ts';
import { call } from '../../client/call.ts';
import { newKey } from '../../client/new-key.ts';
import { wordProblem } from '../../client/problem-error.ts';
import { createFollow, listOpenReports } from '../../client/routes.ts';
import { useFormat } from '../../client/use-format.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import type { MapMark } from '../../map/types.ts';
import { Button } from '../../ui/button.tsx';
import './words.ts';

const Line = ({ one, at }: { one: OpenReport; at: Point }) => {
  const { t } = useTranslation();
  const { named, language } = useLanguage();
  const { distance, instant } = useFormat();
  const [, go] = useLocation();
  const follow = useMutation({
    mutationFn: () => call(createFollow, { body: { incidentId: one.incidentId, position: at }, headers: { 'idempotency-key': newKey() } }),
    onSuccess: ({ number }) => go(`/r/${number}`),
  });
  return (
    <li>
      <span>
        <strong>{named(one.kind.name)}</strong>
        <small>
          {t(`report.near.state.${one.state}`)} · {one.distanceM < 1 ? t('report.near.here') : t('report.near.away', { distance: distance(one.distanceM) })} ·{' '}
          {instant(one.openedAt)}
        </small>
      </span>
      <Button busy={follow.isPending} onClick={() => follow.mutate()}>
        {t('report.near.follow')}
      </Button>
      {follow.isError && (
        <p className="step-error" role="alert">
          {wordProblem(follow.error, language)}
        </p>
      )}
    </li>
  );
};

/** What neighbours reported here already: following it is one tap, and tells as much as reporting it again. On the map each has its flag. */
export default function Neighbours({ at, onMarks }: { at: Point; onMarks: (marks: readonly MapMark[]) => void }) {
  const { t } = useTranslation();
  const { language } = useLanguage();
  const near = useQuery({
    queryKey: ['open-reports', at],
    queryFn: ({ signal }) => call(listOpenReports, { query: { at: `${at.lon.toFixed(7)},${at.lat.toFixed(7)}` }, signal }),
    retry: false,
    staleTime: 0, // who comes back from the page of one reads how far it is now
  });
  const reports = near.data?.reports;
  useEffect(() => {
    if (!reports || reports.length === 0) return; // marks that come to nothing would be laid anew for it
    onMarks(reports.map(({ incidentId, kind, position }) => ({ id: incidentId, position, label: kind.name[language], tone: 'reported' })));
    return () => onMarks([]);
  }, [reports, language, onMarks]);
  if (!reports || reports.length === 0) return null;
  return (
    <section className="step neighbours" aria-labelledby="step-near">
      <h2 id="step-near">{t('report.near.title')}</h2>
      <p className="step-note">{t('report.near.hint')}</p>
      <ul>
        {reports.map((one) => (
          <Line key={one.incidentId} one={one} at={at} />
        ))}
      </ul>
    </section>
  );
}
