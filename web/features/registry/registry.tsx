import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation, useSearch } from 'wouter';
import type { City } from '#domain/contract/city.ts';
import type { Bounds, MapMark } from '../../map/types.ts';
import { AssetLines } from '../../staff/asset-lines.tsx';
import { type AssetFilter, assetStatuses, useAsset, useAssets } from '../../staff/assets.ts';
import { boundsAround } from '../../staff/bounds.ts';
import { StaffMap } from '../../staff/staff-map.tsx';
import { useDebounced } from '../../staff/use-debounced.ts';
import { useFilters } from '../../staff/use-filters.ts';
import { type View, ViewSwitch } from '../../staff/view-switch.tsx';
import { AssetLife } from './asset-life.tsx';
import { RegistryFilters } from './registry-filters.tsx';

const filterOf = (get: (name: string) => string | undefined, bounds: Bounds | null): AssetFilter => ({
  q: get('q'),
  classCode: get('class'),
  status: assetStatuses.find((status) => status === get('status')),
  ownerId: get('owner'),
  placeCode: get('place'),
  bbox: get('view') === '1' && bounds ? bounds.map((degrees) => degrees.toFixed(6)).join(',') : undefined,
});

/** Search beside the map; one asset's whole life takes the list's place. */
export const Registry = ({ city }: { city: City }) => {
  const { t } = useTranslation();
  const [path, navigate] = useLocation();
  const search = useSearch();
  const [get, change] = useFilters();
  const [view, setView] = useState<View>('list');
  const [bounds, setBounds] = useState<Bounds | null>(null);
  const id = path.split('/')[2] || null;
  // The address holds what is typed at once; the search waits until the typing rests.
  const settled: AssetFilter = JSON.parse(useDebounced(JSON.stringify(filterOf(get, bounds)), 350));
  const found = useAssets(settled);
  const asset = useAsset(id).data;
  const hrefOf = (next: string | null) => `/registry${next ? `/${next}` : ''}${search ? `?${search}` : ''}`;
  const mark: MapMark[] = asset && !asset.isWell ? [{ id: asset.id, position: asset.position, label: asset.id, chosen: true, tone: 'candidate' }] : [];
  return (
    <div className={`panes${id ? ' panes-life' : ''}`} data-view={view}>
      <ViewSwitch view={view} onChange={setView} />
      <section className="pane pane-list">
        {id ? (
          <AssetLife key={id} id={id} city={city} onBack={() => navigate(hrefOf(null))} />
        ) : (
          <>
            <div className="queue-tools">
              <div className="queue-title">
                <h1>{t('registry.title')}</h1>
              </div>
              <RegistryFilters city={city} get={get} change={change} />
            </div>
            <AssetLines
              found={found}
              hrefOf={hrefOf}
              chosenId={id}
              label={t('registry.results')}
              none={t('registry.none')}
              noneHint={t('registry.noneHint')}
              showOwner
            />
          </>
        )}
      </section>
      <section className="pane pane-map">
        <StaffMap
          city={city}
          label={t('registry.map')}
          marks={mark}
          selectedAssetId={id}
          fitBounds={asset ? boundsAround([asset.position]) : null}
          onAssetClick={(next) => navigate(hrefOf(next))}
          onMoveEnd={(moved) => setBounds(moved.bounds)}
        />
      </section>
    </div>
  );
};
