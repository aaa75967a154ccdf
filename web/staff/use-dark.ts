import { useSyncExternalStore } from 'react';

const wish = window.matchMedia('(prefers-color-scheme: dark)');

const subscribe = (told: () => void) => {
  wish.addEventListener('change', told);
  return () => wish.removeEventListener('change', told);
};

/** Whether the device asks for dark. */
export const useDark = (): { isDark: boolean } => ({ isDark: useSyncExternalStore(subscribe, () => wish.matches) });
