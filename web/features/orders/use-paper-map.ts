import { useEffect, useState } from 'react';
import type { Order } from '#domain/contract/orders.ts';
import { useCity } from '../../client/city.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import type { PaperMap } from '../../map/draw-paper-map.ts';

type Drawn = PaperMap & { readonly of: string };

/** The page with the picture in it has to stand before it is printed. */
const standing = async (): Promise<void> => {
  await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  await Promise.all([...document.querySelectorAll<HTMLImageElement>('.paper-map img')].map((image) => image.decode().catch(() => undefined)));
};

/**
 * Prints an order with a map of its place, drawn when it is asked for; where none can be drawn the paper names the place in figures alone.
 * The browser's own key for printing waits for the map too.
 */
export const usePaperMap = (order: Order) => {
  const { language } = useLanguage();
  const basemapStyleUrl = useCity().data?.basemapStyleUrl ?? null;
  const [drawn, setDrawn] = useState<Drawn | null>(null);
  const [isDrawing, setIsDrawing] = useState(false);
  const of = [order.id, order.position.lon, order.position.lat, order.assetId, language].join(' ');
  const map = drawn?.of === of ? drawn : null;
  const print = async () => {
    if (map === null) {
      setIsDrawing(true);
      const wish = { centre: order.position, selectedAssetId: order.assetId, language, basemapStyleUrl };
      const made = await import('../../map/draw-paper-map.ts').then(({ drawPaperMap }) => drawPaperMap(wish)).catch(() => null);
      if (made !== null) setDrawn({ ...made, of });
      setIsDrawing(false);
      await standing();
    }
    window.print();
  };
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (event.key !== 'p' || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey) return;
      event.preventDefault();
      if (!event.repeat && !isDrawing) void print();
    };
    window.addEventListener('keydown', pressed);
    return () => window.removeEventListener('keydown', pressed);
  });
  return { map, isDrawing, print };
};
