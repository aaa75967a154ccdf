import { useEffect, useState } from 'react';

/** The present in ms since 1970, moved on every half minute so that clocks on screen run. */
export const useNow = (): number => {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 30_000);
    return () => clearInterval(timer);
  }, []);
  return now;
};
