import { Input, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation, useSearch } from 'wouter';
import type { City } from '#domain/contract/city.ts';
import type { Session } from '#domain/contract/sessions.ts';
import type { MapMark } from '../../map/types.ts';
import { AssetLines } from '../../staff/asset-lines.tsx';
import { assetStatuses, useAsset, useAssets } from '../../staff/assets.ts';
import { boundsAround } from '../../staff/bounds.ts';
import { deskMapFilters, MapFilterFields } from '../../staff/map-filter-fields.tsx';
import { StaffMap } from '../../staff/staff-map.tsx';
import { useFilters } from '../../staff/use-filters.ts';
import { useTyped } from '../../staff/use-typed.ts';
import { type View, ViewSwitch } from '../../staff/view-switch.tsx';
import { ManyWells } from './many-wells.tsx';
import { ManyWellsDialog } from './many-wells-dialog.tsx';
import { UnitTitle, useUnit } from './unit-tabs.tsx';
import { useManyWells } from './use-many-wells.ts';
import { WellStatus } from './well-status.tsx';
import '../../staff/many.css';
import './unit.css';

/** A unit's own wells, listed and on the map, their status changed one by one, by a drawn area or by a file. */
export const Wells = ({ session, city }: { session: Session; city: City }) => {
  const { t } = useTranslation();
  const [path, navigate] = useLocation();
  const search = useSearch();
  const [get, change] = useFilters();
  const [view, setView] = useState<View>('list');
  const [q, setQ] = useTyped(get('q') ?? '', (typed) => change({ q: typed.trim() || null }, 'typed'));
  const wellId = /^\/unit\/wells\/(\d{16}[0-9X])$/.exec(path)?.[1] ?? null;
  const status = assetStatuses.find((one) => one === get('status'));
  const filter = { keeperId: useUnit(session)?.id, q: get('q'), status };
  const found = useAssets(filter);
  const [isMany, setIsMany] = useState(false);
  const [isActing, setIsActing] = useState(false);
  const many = useManyWells(filter);
  const finish = (hasRun: boolean) => {
    setIsActing(false);
    if (hasRun) many.clear();
  };
  const well = useAsset(wellId).data;
  const hrefOf = (id: string | null) => `/unit/wells${id ? `/${id}` : ''}${search ? `?${search}` : ''}`;
  const mark: MapMark[] = well && !well.isWell ? [{ id: well.id, position: well.position, label: well.id, chosen: true, tone: 'candidate' }] : [];
  return (
    <div className={`panes${wellId ? ' panes-with-detail' : ''}`} data-view={view}>
      <ViewSwitch view={view} onChange={setView} />
      <section className="pane pane-list">
        <div className="queue-tools">
          <UnitTitle session={session} />
          <div className="queue-filters">
            <Input.Search
              className="filter-wide"
              allowClear
              aria-label={t('unit.wells.search')}
              placeholder={t('unit.wells.search')}
              value={q}
              maxLength={80}
              onChange={(event) => setQ(event.target.value)}
            />
            <Select
              aria-label={t('unit.wells.status')}
              allowClear
              placeholder={t('unit.wells.anyStatus')}
              value={status ?? null}
              options={assetStatuses.map((value) => ({ value, label: t(`staff.status.${value}`) }))}
              onChange={(next) => change({ status: next })}
            />
          </div>
          <MapFilterFields city={city} get={get} change={change} />
          {session.permissions.includes('assets.status') && (
            <ManyWells
              isOn={isMany}
              count={many.ids.length}
              error={many.error}
              isFileEmpty={many.isFileEmpty}
              onOn={(on) => {
                setIsMany(on);
                many.clear();
              }}
              onFile={many.takeFile}
              onAct={() => setIsActing(true)}
            />
          )}
        </div>
        <AssetLines
          found={found}
          hrefOf={hrefOf}
          chosenId={wellId}
          label={t('unit.wells.title')}
          none={t('unit.wells.none')}
          noneHint={t('unit.wells.noneHint')}
        />
      </section>
      <section className="pane pane-map">
        <StaffMap
          city={city}
          label={t('unit.map')}
          hasLegend
          filters={deskMapFilters(get)}
          {...(isMany ? { area: many.area } : {})}
          marks={mark}
          selectedAssetId={wellId}
          fitBounds={well ? boundsAround([well.position]) : null}
          onAssetClick={(id) => navigate(hrefOf(id))}
        />
      </section>
      {isActing && <ManyWellsDialog ids={many.ids} onClose={finish} />}
      {wellId && (
        <aside className="pane pane-detail">
          <WellStatus key={wellId} id={wellId} onClose={() => navigate(hrefOf(null))} />
        </aside>
      )}
    </div>
  );
};
