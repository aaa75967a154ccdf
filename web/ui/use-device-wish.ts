import { useSyncExternalStore } from 'react';

const wishes = { dark: '(prefers-color-scheme: dark)', stillness: '(prefers-reduced-motion: reduce)', roomForThumbs: '(pointer: coarse)' } as const;

// One for each wish for as long as the page lives: React takes a new one for a new source and reads it anew at every drawing.
const sources = Object.fromEntries(
  Object.entries(wishes).map(([name, query]) => [
    name,
    (changed: () => void) => {
      const media = matchMedia(query);
      media.addEventListener('change', changed);
      return () => media.removeEventListener('change', changed);
    },
  ]),
) as Record<keyof typeof wishes, (changed: () => void) => () => void>;

/** Whether the device asks for dark, that nothing moves but what tells something, or that what is pressed has room for a thumb. */
export const useDeviceWish = (wish: keyof typeof wishes): boolean => useSyncExternalStore(sources[wish], () => matchMedia(wishes[wish]).matches);
