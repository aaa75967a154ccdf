import type { Map as GlMap } from 'maplibre-gl';
import { Suspense, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { lazyOrNothing } from '../ui/lazy-or-nothing.ts';
import { useDeviceWish } from '../ui/use-device-wish.ts';
import { askAgain } from './ask-again.ts';
import { createMap } from './create-map.ts';
import { MapNotice } from './map-notice.tsx';
import { MapUnavailable } from './map-unavailable.tsx';
import { standForPaper } from './paper-map.ts';
import { buildStyle } from './style.ts';
import type { CityMapProps, MapFilters, MapHit, MapMark, MapPoint } from './types.ts';
import { useBasemap } from './use-basemap.ts';
import { useCamera } from './use-camera.ts';
import { useClicks } from './use-clicks.ts';
import { useLoading } from './use-loading.ts';
import { useMarks } from './use-marks.ts';
import './city-map.css';

// Turf and the tools' own words: the citizen's map never loads them.
const MapTools = lazyOrNothing(() => import('./tools/map-tools.tsx'));
const MapSearchBox = lazyOrNothing(() => import('./search/map-search.tsx'));
const MapLegend = lazyOrNothing(() => import('./legend/map-legend.tsx'));

const staffSources = ['staff-wells', 'staff-assets', 'staff-orders'];
const everything: MapFilters = {};
const noPoints: readonly MapPoint[] = [];

/** What was found stands on the map while its search is open. */
const withHit = (marks: readonly MapMark[] | undefined, hit: MapHit | null): readonly MapMark[] | undefined =>
  hit === null ? marks : [...(marks ?? []), { id: 'map-hit', position: hit.position, label: hit.name.zh, tone: 'found' }];

const SearchButton = ({ onOpen }: { onOpen: () => void }) => {
  const { t } = useTranslation();
  return (
    <button type="button" className="map-search-open" aria-label={t('map.find')} title={t('map.find')} onClick={onOpen}>
      <svg viewBox="0 0 20 20" aria-hidden="true">
        <path d="M8.5 3a5.5 5.5 0 1 1 0 11 5.5 5.5 0 0 1 0-11zM12.6 12.6 17 17" />
      </svg>
    </button>
  );
};

/** The city's map; see CityMapProps. Load it through lazy-city-map.tsx. */
export default function CityMap(props: CityMapProps) {
  const { centre, zoom = 17, staff = false, staffOrders = true, staffVersion, fitBounds, isDemo = true, label, className } = props;
  const { selectedOrderId = null, selectedAssetId = null, groundOnly = false, holds = [], filters = everything, points = noPoints } = props;
  const { t, i18n } = useTranslation();
  const place = useRef<HTMLDivElement>(null);
  const [map, setMap] = useState<GlMap | null>(null);
  const [isDrawing, setIsDrawing] = useState(false);
  const [isSearching, setIsSearching] = useState(false);
  const [hit, setHit] = useState<MapHit | null>(null);
  const [isUnavailable, setIsUnavailable] = useState(false);
  const { state, again } = useLoading(map);
  const wish = useDeviceWish('dark');
  const dark = props.isDark ?? wish;
  const basemap = useBasemap(props.basemapStyleUrl);
  const language = i18n.language;
  const narrowed = JSON.stringify(filters); // its value, not the object, which callers make anew each time
  const style = useMemo(
    () =>
      buildStyle({
        dark,
        language,
        staff,
        staffOrders,
        groundOnly,
        selectedOrderId,
        selectedAssetId,
        filters: JSON.parse(narrowed) as MapFilters,
        points,
        basemap,
      }),
    [dark, language, staff, staffOrders, groundOnly, selectedOrderId, selectedAssetId, narrowed, points, basemap],
  );
  const atStart = useRef({ style, centre, zoom });

  // The map outlives every change of its props but language, whose words its controls keep from the start.
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new map only for another language
  useEffect(() => {
    if (!place.current) return;
    const kept = atStart.current;
    let created: GlMap;
    try {
      const words = { 'NavigationControl.ZoomIn': t('map.zoomIn'), 'NavigationControl.ZoomOut': t('map.zoomOut'), 'Map.Title': label };
      created = createMap({
        container: place.current,
        style: kept.style,
        centre: kept.centre,
        zoom: kept.zoom,
        attribution: isDemo ? t('map.synthetic') : t('map.registry'),
        words,
      });
    } catch {
      setIsUnavailable(true);
      return;
    }
    setMap(created);
    return () => {
      const at = created.getCenter();
      atStart.current = { ...kept, centre: { lon: at.lng, lat: at.lat }, zoom: created.getZoom() };
      created.remove();
      setMap(null);
    };
  }, [language]);

  useEffect(() => {
    if (atStart.current.style === style) return;
    atStart.current = { ...atStart.current, style };
    map?.setStyle(style, { diff: true });
  }, [map, style]);

  useEffect(() => (map ? standForPaper(map, () => dark) : undefined), [map, dark]);
  useCamera(map, { centre, zoom, holds, fitBounds: fitBounds ?? null, goTo: props.goTo ?? null });
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new version is the signal
  useEffect(() => {
    if (map && staff) for (const source of staffSources) askAgain(map, source);
  }, [map, staff, staffVersion]);

  const marks = useMemo(() => withHit(props.marks, hit), [props.marks, hit]);
  useMarks(map, marks, props.onMarkClick);
  useClicks(map, isDrawing ? { onMoveEnd: props.onMoveEnd } : props);
  if (isUnavailable) return <MapUnavailable {...props} />;
  // The canvas itself is the labelled region.
  return (
    <div className={`city-map-frame ${className ?? ''}`}>
      <div ref={place} className="city-map" />
      {map && props.search && (
        <div className="map-search-frame">
          {!isSearching && <SearchButton onOpen={() => setIsSearching(true)} />}
          {isSearching && (
            <Suspense fallback={null}>
              <MapSearchBox
                map={map}
                search={props.search}
                isStaff={staff}
                onHit={setHit}
                onClose={() => {
                  setIsSearching(false);
                  setHit(null);
                }}
              />
            </Suspense>
          )}
        </div>
      )}
      {map && props.tools && (
        <Suspense fallback={null}>
          <MapTools map={map} area={props.area} onDrawing={setIsDrawing} />
        </Suspense>
      )}
      {map && props.legend && (
        <Suspense fallback={null}>
          <MapLegend classes={props.legend} hasOrders={staff && staffOrders} />
        </Suspense>
      )}
      <MapNotice state={state} onAgain={again} />
    </div>
  );
}
