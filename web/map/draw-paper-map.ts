import { Map as GlMap, type StyleSpecification } from 'maplibre-gl';
import type { Point } from '#domain/contract/terms.ts';
import { withAbsoluteAddresses } from './absolute-style.ts';
import { resolveIcons } from './create-map.ts';
import { attributionOf, type PaperMap, paperRatio, paperSize } from './paper-map.ts';
import { buildStyle } from './style.ts';

export interface PaperMapWish {
  readonly centre: Point;
  readonly selectedAssetId: string | null;
  readonly language: string;
  readonly basemapStyleUrl: string | null;
}

/** From 17.5 on each well is its sign. */
const zoom = 17.5;
const patienceMs = 8_000;

const loadBasemap = async (url: string | null): Promise<StyleSpecification | null> => {
  const response = url === null ? null : await fetch(url).catch(() => null);
  return url !== null && response?.ok ? withAbsoluteAddresses(await response.json(), new URL(url, location.href).href) : null;
};

/** Out of sight and out of the page's flow; a hidden element would have no size to draw in. */
const makePlace = (): HTMLElement => {
  const place = document.createElement('div');
  place.style.cssText = `position:fixed;left:-10000px;top:0;width:${paperSize.widthPx}px;height:${paperSize.heightPx}px`;
  place.setAttribute('aria-hidden', 'true');
  document.body.append(place);
  return place;
};

const rested = (map: GlMap): Promise<void> =>
  new Promise((resolve, fail) => {
    map.once('idle', () => resolve());
    setTimeout(() => fail(new Error('the map for paper was not drawn in time')), patienceMs);
  });

/** It outlives the map whose canvas it is of. */
const copyOf = (shown: HTMLCanvasElement): HTMLCanvasElement => {
  const copy = Object.assign(document.createElement('canvas'), { width: shown.width, height: shown.height });
  copy.getContext('2d')?.drawImage(shown, 0, 0);
  return copy;
};

/**
 * Draws a place once, by day, as a picture.
 * @throws Error without WebGL, or when the tiles do not come
 */
export const drawPaperMap = async ({ centre, selectedAssetId, language, basemapStyleUrl }: PaperMapWish): Promise<PaperMap> => {
  const basemap = await loadBasemap(basemapStyleUrl);
  const things = { staff: true, staffOrders: false, groundOnly: false, selectedOrderId: null, selectedAssetId, filters: {}, points: [] };
  const place = makePlace();
  let map: GlMap | null = null;
  try {
    map = new GlMap({
      container: place,
      style: buildStyle({ ...things, dark: false, language, basemap }),
      center: [centre.lon, centre.lat],
      zoom,
      interactive: false,
      attributionControl: false,
      fadeDuration: 0,
      pixelRatio: paperRatio,
      canvasContextAttributes: { preserveDrawingBuffer: true },
    });
    resolveIcons(map);
    await rested(map);
    const bounds = map.getBounds();
    const widthM = bounds.getSouthWest().distanceTo(bounds.getSouthEast());
    return { picture: copyOf(map.getCanvas()), widthM, attribution: attributionOf(map) };
  } finally {
    map?.remove();
    place.remove();
  }
};
