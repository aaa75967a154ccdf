import { useEffect, useState } from 'react';
import { flushSync } from 'react-dom';
import type { Order } from '#domain/contract/orders.ts';
import { useCity } from '../../client/city.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { captureMap, type PaperMap } from '../../map/paper-map.ts';
import { useNotedPrints } from '../../staff/use-noted-prints.ts';

type Drawn = PaperMap & { readonly of: string };

/** The page with the picture in it has to stand before it is printed. */
const standing = (): Promise<unknown> => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));

/** Whoever prints by the browser's own menu gets what the map beside the order shows of its place: nothing can be drawn anew in that moment. */
const useMapOfMenu = (order: Order, isDrawn: boolean) => {
  const [seen, setSeen] = useState<PaperMap | null>(null);
  useEffect(() => {
    if (isDrawn) return;
    const before = () => flushSync(() => setSeen(captureMap(order.position)));
    const after = () => setSeen(null);
    window.addEventListener('beforeprint', before);
    window.addEventListener('afterprint', after);
    return () => {
      window.removeEventListener('beforeprint', before);
      window.removeEventListener('afterprint', after);
    };
  }, [order.position, isDrawn]);
  return seen;
};

/**
 * Prints an order with a map of its place, drawn when it is asked for; where none can be drawn the paper names the place in figures alone.
 * The browser's own key for printing waits for the map too.
 */
export const usePaperMap = (order: Order) => {
  const { language } = useLanguage();
  useNotedPrints({ what: 'order', form: 'paper', filter: { orderId: order.id } });
  const basemapStyleUrl = useCity().data?.basemapStyleUrl ?? null;
  const [drawn, setDrawn] = useState<Drawn | null>(null);
  const [isDrawing, setIsDrawing] = useState(false);
  const of = [order.id, order.position.lon, order.position.lat, order.assetId, language].join(' ');
  const made = drawn?.of === of ? drawn : null;
  const seen = useMapOfMenu(order, made !== null);
  const print = async () => {
    if (made === null) {
      setIsDrawing(true);
      const wish = { centre: order.position, selectedAssetId: order.assetId, language, basemapStyleUrl };
      const fresh = await import('../../map/draw-paper-map.ts').then(({ drawPaperMap }) => drawPaperMap(wish)).catch(() => null);
      if (fresh !== null) setDrawn({ ...fresh, of });
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
  return { map: made ?? seen, isDrawing, print };
};
