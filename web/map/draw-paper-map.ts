import { Map as GlMap, type StyleSpecification } from 'maplibre-gl';
import type { Point } from '#domain/contract/terms.ts';
import { withAbsoluteAddresses } from './absolute-style.ts';
import { resolveIcons } from './create-map.ts';
import { buildStyle } from './style.ts';

export interface PaperMapWish {
  readonly centre: Point;
  readonly selectedAssetId: string | null;
  readonly language: string;
  readonly basemapStyleUrl: string | null;
}

export interface PaperMap {
  /** A picture as an address of its own, the place in its middle. */
  readonly picture: string;
  readonly widthM: number;
  /** Of whom the ground is, as its sources say. */
  readonly attribution: string;
}

/** Wide and low, so that an order stays on its sheet; from 17.5 on each well is its sign. */
const size = { widthPx: 700, heightPx: 210 };
const zoom = 17.5;
const patienceMs = 8_000;

const loadBasemap = async (url: string | null): Promise<StyleSpecification | null> => {
  const response = url === null ? null : await fetch(url).catch(() => null);
  return url !== null && response?.ok ? withAbsoluteAddresses(await response.json(), new URL(url, location.href).href) : null;
};

/** Out of sight and out of the page's flow; a hidden element would have no size to draw in. */
const makePlace = (): HTMLElement => {
  const place = document.createElement('div');
  place.style.cssText = `position:fixed;left:-10000px;top:0;width:${size.widthPx}px;height:${size.heightPx}px`;
  place.setAttribute('aria-hidden', 'true');
  document.body.append(place);
  return place;
};

const rested = (map: GlMap): Promise<void> =>
  new Promise((resolve, fail) => {
    map.once('idle', () => resolve());
    setTimeout(() => fail(new Error('the map for paper was not drawn in time')), patienceMs);
  });

const attributionOf = (map: GlMap): string => {
  const said = Object.keys(map.getStyle().sources).flatMap((id) => map.getSource(id)?.attribution ?? []);
  return [...new Set(said)].map((html) => new DOMParser().parseFromString(html, 'text/html').body.textContent ?? '').join(' · ');
};

/**
 * Draws a place once, by day, as a picture: what the graphics card shows on a page does not print.
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
      pixelRatio: 2, // 180 dots an inch on the sheet
      canvasContextAttributes: { preserveDrawingBuffer: true },
    });
    resolveIcons(map);
    await rested(map);
    const bounds = map.getBounds();
    const widthM = bounds.getSouthWest().distanceTo(bounds.getSouthEast());
    return { picture: map.getCanvas().toDataURL('image/png'), widthM, attribution: attributionOf(map) };
  } finally {
    map?.remove();
    place.remove();
  }
};
