import { useEffect } from 'react';

/** Whoever reloads or shuts the page while something would be lost by it is asked first, in their browser's own words. */
export const useAsked = (wouldLose: boolean): void => {
  useEffect(() => {
    if (!wouldLose) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [wouldLose]);
};
