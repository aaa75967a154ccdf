import { useSyncExternalStore } from 'react';
import { flushSync } from 'react-dom';

let isOnPaper = false;

const listen = (changed: () => void) => {
  // A browser draws its sheets as soon as everybody has heard of it: what is on them has to be changed by then.
  const turn = (to: boolean) => () => {
    isOnPaper = to;
    flushSync(changed);
  };
  const [before, after] = [turn(true), turn(false)];
  window.addEventListener('beforeprint', before);
  window.addEventListener('afterprint', after);
  return () => {
    window.removeEventListener('beforeprint', before);
    window.removeEventListener('afterprint', after);
  };
};

/** Whether the page is being printed, by whichever way. */
export const useOnPaper = (): boolean => useSyncExternalStore(listen, () => isOnPaper);
