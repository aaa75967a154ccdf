import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'wouter';
import type { City } from '#domain/contract/city.ts';
import type { DryRun, DryRunChange } from '#domain/contract/rules.ts';
import { call } from '../../client/call.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import type { MapPoint } from '../../map/types.ts';
import { boundsAround } from '../../staff/bounds.ts';
import { defined } from '../../staff/defined.ts';
import { MoreButton } from '../../staff/more-button.tsx';
import { getDryRunMap, listDryRunChanges } from '../../staff/routes.ts';
import { StaffMap } from '../../staff/staff-map.tsx';
import { AddressOrStreet } from '../../ui/address.tsx';
import { dot } from '../../ui/dotted.ts';
import { wordFlow } from './word-rule.ts';

type Flow = DryRun['flows'][number];

const Change = ({ change }: { change: DryRunChange }) => {
  const { t } = useTranslation();
  const { named } = useLanguage();
  const names = (all: readonly { zh: string; en: string }[]) => all.map(named).join(t('common.comma'));
  return (
    <li>
      <Link href={`/desk/${change.orderId}`}>
        <strong>{named(change.kind)}</strong>&nbsp;· <AddressOrStreet address={change.address} street={change.street} />
      </Link>
      <br />
      {wordFlow(t, named, change)}
      {change.newlyTold.length > 0 && `${dot}${t('network.run.told', { who: names(change.newlyTold) })}`}
      {change.noLongerTold.length > 0 && `${dot}${t('network.run.untold', { who: names(change.noLongerTold) })}`}
    </li>
  );
};

const usePoints = (run: DryRun, flow: Flow | null): readonly MapPoint[] => {
  const map = useQuery({ queryKey: ['dry-run-map', run.id], queryFn: ({ signal }) => call(getDryRunMap, { params: { id: run.id }, signal }) });
  return useMemo(
    () =>
      (map.data?.features ?? [])
        .filter(({ properties }) => flow === null || (properties.fromUnit === flow.fromUnit && properties.toUnit === flow.toUnit))
        .map(({ geometry: { coordinates }, properties }) => ({
          id: properties.orderId,
          position: { lon: coordinates[0] ?? 0, lat: coordinates[1] ?? 0 },
          tone: properties.isHazard ? 'bad' : 'change',
        })),
    [map.data, flow],
  );
};

/** The orders that would go elsewhere, on a map and in a list. */
export const DryRunChanges = ({ run, flow, city }: { run: DryRun; flow: Flow | null; city: City }) => {
  const { t } = useTranslation();
  const [, navigate] = useLocation();
  const points = usePoints(run, flow);
  const focus = useMemo(() => boundsAround(points.map(({ position }) => position)), [points]);
  const list = useInfiniteQuery({
    queryKey: ['dry-run-orders', run.id, flow?.fromUnit, flow?.toUnit],
    queryFn: ({ signal, pageParam }) =>
      call(listDryRunChanges, { params: { id: run.id }, query: defined({ cursor: pageParam, fromUnit: flow?.fromUnit, toUnit: flow?.toUnit }), signal }),
    initialPageParam: '',
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <div className="network-run-both">
      <div className="network-run-map">
        <StaffMap city={city} label={t('network.run.map')} groundOnly points={points} fitBounds={focus} onPointClick={(id) => navigate(`/desk/${id}`)} />
      </div>
      <div>
        {run.told > 0 && flow === null && <p className="field-hint">{t('network.run.mapOf')}</p>}
        <ul className="network-run-list" aria-label={t('network.run.list')}>
          {items.map((change) => (
            <Change key={change.orderId} change={change} />
          ))}
        </ul>
        <MoreButton list={list} />
      </div>
    </div>
  );
};
