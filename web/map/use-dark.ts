import { useSyncExternalStore } from 'react';

const query = () => matchMedia('(prefers-color-scheme: dark)');

const subscribe = (changed: () => void) => {
  const media = query();
  media.addEventListener('change', changed);
  return () => media.removeEventListener('change', changed);
};

/** Whether the device asks for dark. */
export const useDark = (): boolean => useSyncExternalStore(subscribe, () => query().matches);
