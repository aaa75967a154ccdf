import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation, useSearch } from 'wouter';
import type { City } from '#domain/contract/city.ts';
import type { Session } from '#domain/contract/sessions.ts';
import type { Point } from '#domain/contract/terms.ts';
import type { AreaTool, Bounds, MapMark } from '../../map/types.ts';
import { useAsset } from '../../staff/assets.ts';
import { StaffMap } from '../../staff/staff-map.tsx';
import { useFilters } from '../../staff/use-filters.ts';
import { searchBounds, useOutlineProblem } from '../../staff/use-outline-problem.ts';
import { useViewInAddress } from '../../staff/use-view-in-address.ts';
import { type View, ViewSwitch } from '../../staff/view-switch.tsx';
import { AssetLife } from './asset-life.tsx';
import { RegisterForm } from './register-form.tsx';
import { type Change, type Get, readCorners, readMapFilters, writeCorners } from './search/address.ts';
import { Search } from './search/search.tsx';
import { useFocus } from './use-focus.ts';

/** The area in the address, checked as it is drawn by the rule that the search itself keeps. */
const useArea = (get: Get, change: Change): AreaTool => {
  const problemOf = useOutlineProblem(searchBounds);
  return {
    corners: readCorners(get('area')),
    problemOf,
    onChange: (corners) => change({ area: corners && writeCorners(corners) }),
  };
};

/** Search beside the map; one asset's whole life takes the list's place. */
export const Registry = ({ city, session }: { city: City; session: Session }) => {
  const { t } = useTranslation();
  const [path, navigate] = useLocation();
  const search = useSearch();
  const [get, change] = useFilters();
  const [view, setView] = useState<View>('list');
  const [seen, setSeen] = useState<{ bounds: Bounds; centre: { lon: number; lat: number } } | null>(null);
  const { start, goTo, tell } = useViewInAddress(get, change);
  const area = useArea(get, change);
  const place = path.split('/')[2] || null;
  const isNew = place === 'new' && session.permissions.includes('assets.register');
  const id = isNew ? null : place;
  const [at, setAt] = useState<Point | null>(null);
  const asset = useAsset(id).data;
  const { bounds, found, onUnderstood } = useFocus(asset?.position, start === null ? null : (get('q') ?? null), get('view') === '1');
  const hrefOf = (next: string | null) => `/registry${next ? `/${next}` : ''}${search ? `?${search}` : ''}`;
  const near = get('near');
  const marks = useMemo<MapMark[]>(() => {
    const [lon, lat] = (near ?? '').split(',').map(Number);
    const from: MapMark[] = [
      ...(lon && lat ? [{ id: 'near', position: { lon, lat }, label: t('registry.near'), tone: 'pin' as const }] : []),
      ...(found ? [{ id: 'found', position: found, label: t('registry.found'), tone: 'found' as const }] : []),
    ];
    if (isNew && at) return [{ id: 'new', position: at, label: t('registry.register.title'), tone: 'pin' }];
    return asset && !asset.isWell ? [...from, { id: asset.id, position: asset.position, label: asset.id, chosen: true, tone: 'candidate' }] : from;
  }, [near, asset, isNew, at, found, t]);
  return (
    <div className={`panes panes-registry${id || isNew ? ' panes-life' : ''}`} data-view={view}>
      <ViewSwitch view={view} onChange={setView} />
      <section className="pane pane-list">
        {isNew ? (
          <RegisterForm
            city={city}
            at={at}
            onAt={setAt}
            onShowMap={() => setView('map')}
            onClose={() => navigate(hrefOf(null))}
            onDone={(next) => {
              setAt(null);
              navigate(hrefOf(next));
            }}
          />
        ) : id ? (
          <AssetLife key={id} id={id} city={city} onBack={() => navigate(hrefOf(null))} />
        ) : (
          <Search city={city} session={session} get={get} change={change} seen={seen} hrefOf={hrefOf} onUnderstood={onUnderstood} />
        )}
      </section>
      <section className="pane pane-map">
        <StaffMap
          city={city}
          start={start}
          label={t('registry.map')}
          hasLegend
          marks={marks}
          filters={readMapFilters(get)}
          area={area}
          selectedAssetId={id}
          fitBounds={bounds}
          goTo={goTo}
          {...(isNew
            ? { onPick: ({ lon, lat }: Point) => setAt({ lon: Number(lon.toFixed(7)), lat: Number(lat.toFixed(7)) }) }
            : { onAssetClick: (next: string) => navigate(hrefOf(next)) })}
          onMoveEnd={({ bounds, centre, zoom }) => {
            setSeen({ bounds, centre });
            tell({ centre, zoom });
          }}
        />
      </section>
    </div>
  );
};
