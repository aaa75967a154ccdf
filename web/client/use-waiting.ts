import { useEffect, useState } from 'react';
import type { Waiting } from './device/store.ts';

/** The store's script comes when a page asks for it, after its first field stands. */
export const deviceStore = () => import('./device/store.ts');

/**
 * What waits on this device, kept current; null until it was read, or where the browser keeps nothing.
 * @param isTime false: what the page is for comes first, and the store's script after it
 */
export const useWaiting = (what: Waiting['what'], isTime = true): readonly Waiting[] | null => {
  const [all, setAll] = useState<readonly Waiting[] | null>(null);
  useEffect(() => {
    if (!isTime) return;
    let isOver = false;
    let stop: (() => void) | null = null;
    const follow = async () => {
      const { listWaiting, onChange } = await deviceStore();
      const read = async () => {
        const now = await listWaiting();
        if (!isOver) setAll(now);
      };
      if (isOver) return;
      stop = onChange(() => void read());
      await read();
    };
    follow().catch(() => undefined);
    return () => {
      isOver = true;
      stop?.();
    };
  }, [isTime]);
  return all?.filter((one) => one.what === what) ?? null;
};
