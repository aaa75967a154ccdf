import type { Map as GlMap } from 'maplibre-gl';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { createMap } from './create-map.ts';
import { buildStyle } from './style.ts';
import type { CityMapProps } from './types.ts';
import { useBasemap } from './use-basemap.ts';
import { useClicks } from './use-clicks.ts';
import { useDark } from './use-dark.ts';
import { useMarks } from './use-marks.ts';
import './city-map.css';

const staffSources = ['staff-wells', 'staff-orders'];

/** The city's map; see CityMapProps. Load it through lazy-city-map.tsx. */
export default function CityMap(props: CityMapProps) {
  const { centre, zoom = 17, staff = false, staffOrders = true, staffVersion, fitBounds, isDemo = true, label, className, onUnavailable } = props;
  const { selectedOrderId = null, selectedAssetId = null } = props;
  const { t, i18n } = useTranslation();
  const place = useRef<HTMLDivElement>(null);
  const [map, setMap] = useState<GlMap | null>(null);
  const dark = useDark();
  const basemap = useBasemap(props.basemapStyleUrl);
  const language = i18n.language;
  const style = useMemo(
    () => buildStyle({ dark, language, staff, staffOrders, selectedOrderId, selectedAssetId, basemap }),
    [dark, language, staff, staffOrders, selectedOrderId, selectedAssetId, basemap],
  );
  const atStart = useRef({ style, centre, zoom, onUnavailable });

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
      kept.onUnavailable?.();
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

  const { lon, lat } = centre;
  const asked = useRef(`${lon} ${lat} ${zoom}`);
  useEffect(() => {
    const now = `${lon} ${lat} ${zoom}`;
    if (!map || asked.current === now) return;
    asked.current = now;
    map.easeTo({ center: [lon, lat], zoom });
  }, [map, lon, lat, zoom]);

  const box = fitBounds?.join(',') ?? '';
  useEffect(() => {
    const [west, south, east, north] = box.split(',').map(Number);
    if (!map || west === undefined || south === undefined || east === undefined || north === undefined) return;
    map.fitBounds([west, south, east, north], { padding: 40, maxZoom: 18, duration: 600 });
  }, [map, box]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new version is the signal
  useEffect(() => {
    if (map && staff) for (const source of staffSources) if (map.getSource(source)) map.refreshTiles(source);
  }, [map, staff, staffVersion]);

  useMarks(map, props.marks, props.onMarkClick);
  useClicks(map, props);
  // The canvas itself is the labelled region.
  return <div ref={place} className={`city-map ${className ?? ''}`} />;
}
