import type { Map as GlMap } from 'maplibre-gl';
import type { Point } from '#domain/contract/terms.ts';

export interface PaperMap {
  /** The place in its middle; what the graphics card shows on a page does not print. */
  readonly picture: HTMLCanvasElement;
  readonly widthM: number;
  /** Of whom the ground is, as its sources say. */
  readonly attribution: string;
}

/** Wide and low, so that an order stays on its sheet. */
export const paperSize = { widthPx: 700, heightPx: 210 };
/** 180 dots an inch on the sheet. */
export const paperRatio = 2;
/** Further out a line of fifty metres is a point. */
const leastZoom = 15.5;

const mostEnlarged = 1.8;

/** The maps that stand on the page now, and whether each is drawn by night. */
const standing = new Map<GlMap, () => boolean>();

/** Lets a page that is printed take what a map shows. @returns what ends it */
export const standForPaper = (map: GlMap, isDark: () => boolean): (() => void) => {
  standing.set(map, isDark);
  return () => void standing.delete(map);
};

export const attributionOf = (map: GlMap): string => {
  const said = Object.keys(map.getStyle().sources).flatMap((id) => map.getSource(id)?.attribution ?? []);
  return [...new Set(said)].map((html) => new DOMParser().parseFromString(html, 'text/html').body.textContent ?? '').join(' · ');
};

const isBeside = (map: GlMap, place: Point): boolean => {
  const { clientWidth, clientHeight } = map.getCanvas();
  const { x, y } = map.project([place.lon, place.lat]);
  return clientWidth > 0 && x > 0 && y > 0 && x < clientWidth && y < clientHeight && map.getBearing() === 0 && map.getZoom() >= leastZoom;
};

/**
 * What a map on the page shows around a place, at once: a browser that prints by its own menu waits for nothing that is drawn anew. What was drawn by
 * night is turned into day.
 * @returns null: no map shows the place near enough
 */
export const captureMap = (place: Point): PaperMap | null => {
  const [map, isDark] = [...standing].find(([one]) => isBeside(one, place)) ?? [];
  const picture = Object.assign(document.createElement('canvas'), { width: paperSize.widthPx * paperRatio, height: paperSize.heightPx * paperRatio });
  const drawing = picture.getContext('2d');
  if (!map || !isDark || !drawing) return null;
  map.redraw();
  const shown = map.getCanvas();
  const { x, y } = map.project([place.lon, place.lat]);
  const [width, height] = [shown.clientWidth, shown.clientHeight];
  // Drawn larger where the map ends nearer to the place than the paper does, as long as its letters stay letters.
  const nearest = Math.max(paperSize.widthPx / 2 / Math.min(x, width - x), paperSize.heightPx / 2 / Math.min(y, height - y), 1);
  const scale = Math.min(nearest, mostEnlarged);
  drawing.fillStyle = '#ffffff';
  drawing.fillRect(0, 0, picture.width, picture.height);
  if (isDark()) drawing.filter = 'invert(1) hue-rotate(180deg)';
  drawing.translate(picture.width / 2, picture.height / 2);
  drawing.scale(paperRatio * scale, paperRatio * scale);
  drawing.drawImage(shown, -x, -y, width, height);
  const aside = paperSize.widthPx / 2 / scale;
  const [west, east] = [map.unproject([x - aside, y]), map.unproject([x + aside, y])];
  return { picture, widthM: west.distanceTo(east), attribution: attributionOf(map) };
};
