import { AttributionControl, Map as GlMap, NavigationControl, ScaleControl, type StyleSpecification, setWorkerUrl } from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url';
import 'maplibre-gl/dist/maplibre-gl.css';
import { noteFailed } from './ask-again.ts';
import { iconNamed } from './icons.ts';
import { tellRest } from './tell-rest.ts';

// Without this a Vite build says "Worker failed to load".
setWorkerUrl(workerUrl);

export interface Start {
  readonly container: HTMLElement;
  readonly style: StyleSpecification;
  readonly centre: { lon: number; lat: number };
  readonly zoom: number;
  readonly attribution: string;
  readonly words: Readonly<Record<string, string>>;
}

/** Each sign is drawn when a layer first asks for it. */
export const resolveIcons = (map: GlMap): void => {
  map.setMissingStyleImageResolver((id) => {
    const icon = iconNamed(id);
    if (icon && !map.hasImage(id)) map.addImage(id, icon.image, { pixelRatio: icon.pixelRatio });
  });
};

/** A map with its controls. @throws Error when the device has no WebGL */
export const createMap = ({ container, style, centre, zoom, attribution, words }: Start): GlMap => {
  const map = new GlMap({
    container,
    style,
    center: [centre.lon, centre.lat],
    zoom,
    minZoom: 6,
    maxZoom: 20,
    attributionControl: false,
    dragRotate: false,
    pitchWithRotate: false,
    locale: { ...words },
  });
  map.touchZoomRotate.disableRotation();
  map.addControl(new AttributionControl({ compact: false, customAttribution: attribution }), 'bottom-right');
  map.addControl(new NavigationControl({ showCompass: false }), 'top-right');
  map.addControl(new ScaleControl({ maxWidth: 90 }), 'bottom-left');
  noteFailed(map);
  tellRest(map, container);
  resolveIcons(map);
  return map;
};
