import { Input, Select } from 'antd';
import { useId, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import type { City } from '#domain/contract/city.ts';
import { localDate } from '#domain/local-time.ts';
import { useFormat } from '../../../client/use-format.ts';
import { useNow } from '../../../client/use-now.ts';
import { useLanguage } from '../../../i18n/use-language.ts';
import type { Bounds, MapPoint, PointTone } from '../../../map/types.ts';
import { AssetLines } from '../../../staff/asset-lines.tsx';
import { assetStatuses } from '../../../staff/assets.ts';
import { readDay } from '../../../staff/day-in-address.ts';
import { StaffMap } from '../../../staff/staff-map.tsx';
import { useDebounced } from '../../../staff/use-debounced.ts';
import { useFilters } from '../../../staff/use-filters.ts';
import { usePointColours } from '../../../staff/use-point-colours.ts';
import { useTyped } from '../../../staff/use-typed.ts';
import { useViewInAddress } from '../../../staff/use-view-in-address.ts';
import { type View, ViewSwitch } from '../../../staff/view-switch.tsx';
import { FoundLine } from '../search/found-line.tsx';
import { usePastAssets } from './use-past.ts';

const tones: Readonly<Record<string, PointTone>> = { intact: 'good', damaged: 'doubt', missing: 'bad', abandoned: 'quiet', removed: 'quiet' };
/** Told apart on the map by a colour each. */
const keyed = ['intact', 'damaged', 'missing', 'abandoned'] as const;
const closeEnough = 15;
const dayMs = 86_400_000;

/** The day asked for; a month ago where nobody said one. */
const useDay = (city: City, said: string | undefined): { day: string; today: string } => {
  const now = useNow();
  const today = localDate(now, city.timeZone);
  const day = said ?? localDate(now - 30 * dayMs, city.timeZone);
  return { day, today };
};

/** An area as it stood at the end of a day: what stood there on the map, and the same in a list; each leads to its own record of that day. */
export const Past = ({ city }: { city: City }) => {
  const { t } = useTranslation();
  const { named } = useLanguage();
  const format = useFormat();
  const id = useId();
  const [, navigate] = useLocation();
  const [get, change] = useFilters();
  const [view, setView] = useState<View>('list');
  const [bounds, setBounds] = useState<Bounds | null>(null);
  const { start, goTo, tell } = useViewInAddress(get, change);
  const { day, today } = useDay(city, readDay(get('on')));
  // A day of which a part is being typed anew is none: until it is whole, the day before stands.
  const [typedDay, typeDay] = useTyped(day, (typed) => typed && change({ on: typed }, 'typed'));
  const settled: Bounds | null = JSON.parse(useDebounced(JSON.stringify(bounds)));
  const { found, isAsked } = usePastAssets(settled, day, city, { classCode: get('class'), status: get('status') });
  const assets = useMemo(() => (isAsked ? (found.data?.pages.flatMap((page) => page.assets) ?? []) : []), [found.data, isAsked]);
  const points = useMemo<MapPoint[]>(() => assets.map(({ id, position, status }) => ({ id, position, tone: tones[status] ?? 'good' })), [assets]);
  const colours = usePointColours();
  const hrefOf = (asset: string) => `/registry/${asset}?on=${day}`;
  const total = found.data?.pages[0]?.total;
  return (
    <div className="panes panes-registry" data-view={view}>
      <ViewSwitch view={view} onChange={setView} />
      <section className="pane pane-list">
        <div className="queue-tools">
          <h1 className="past-title">{t('registry.past.title')}</h1>
          <div className="past-day">
            <label htmlFor={id}>{t('registry.past.day')}</label>
            <Input id={id} type="date" value={typedDay} max={today} onChange={(event) => typeDay(event.target.value)} onBlur={() => typedDay || typeDay(day)} />
          </div>
          <div className="queue-filters">
            <Select
              aria-label={t('registry.anyClass')}
              allowClear
              placeholder={t('registry.anyClass')}
              showSearch={{ optionFilterProp: 'label' }}
              value={get('class') ?? null}
              options={city.assetClasses.map((one) => ({ value: one.code, label: named(one.name) }))}
              onChange={(next: string | null) => change({ class: next })}
            />
            <Select
              aria-label={t('registry.anyStatus')}
              allowClear
              placeholder={t('registry.anyStatus')}
              value={get('status') ?? null}
              options={assetStatuses.map((one) => ({ value: one, label: t(`staff.status.${one}`) }))}
              onChange={(next: string | null) => change({ status: next })}
            />
          </div>
        </div>
        <p role="status" className="past-head">
          {t('registry.past.of', { day: format.date(day) })}
          {isAsked && total && t('registry.past.count', { count: total.count, shown: format.number(total.count), listed: format.number(assets.length) })}
        </p>
        {isAsked ? (
          <AssetLines
            found={found}
            hrefOf={hrefOf}
            chosenId={null}
            label={t('registry.past.list')}
            none={t('registry.past.none')}
            noneHint={t('registry.past.noneHint')}
            line={(asset) => <FoundLine key={asset.id} asset={asset} href={hrefOf(asset.id)} isPicked={false} onPick={null} />}
          />
        ) : (
          <p className="asset-pad">{t('registry.past.zoomIn')}</p>
        )}
      </section>
      <section className="pane pane-map">
        <StaffMap
          city={city}
          start={start ?? { centre: city.centre, zoom: closeEnough }}
          label={t('registry.past.map', { day: format.date(day) })}
          groundOnly
          points={points}
          goTo={goTo}
          onPointClick={(asset) => navigate(hrefOf(asset))}
          onMoveEnd={({ bounds: seen, centre, zoom }) => {
            setBounds(seen);
            tell({ centre, zoom });
          }}
        />
        <ul className="past-key" aria-label={t('registry.past.key')}>
          {keyed.map((status) => (
            <li key={status}>
              <span aria-hidden="true" className="point-dot" style={{ background: colours[tones[status] ?? 'good'] }} />
              {status === 'abandoned' ? `${t('staff.status.abandoned')}${t('common.comma')}${t('staff.status.removed')}` : t(`staff.status.${status}`)}
            </li>
          ))}
        </ul>
      </section>
    </div>
  );
};
