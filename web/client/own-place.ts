import { useCallback, useEffect, useRef } from 'react';

const isAllowed = async (): Promise<boolean> => {
  // A browser that cannot say so is asked by the person's own tap.
  const permission = await navigator.permissions?.query({ name: 'geolocation' }).catch(() => null);
  return permission?.state === 'granted';
};

/**
 * Tells where the person stands, as an address takes it (lon,lat): at once where they have allowed this page to know already, else when they ask.
 * @returns asks the browser
 */
export const useOwnPlace = (found: (near: string) => void): (() => void) => {
  const latest = useRef<typeof found | null>(found);
  latest.current = found;
  const ask = useCallback(() => {
    if (!('geolocation' in navigator)) return;
    navigator.geolocation.getCurrentPosition(({ coords }) => latest.current?.(`${coords.longitude.toFixed(6)},${coords.latitude.toFixed(6)}`));
  }, []);
  useEffect(() => {
    let isLeft = false;
    void isAllowed().then((allowed) => {
      if (allowed && !isLeft) ask();
    });
    return () => {
      isLeft = true;
      latest.current = null;
    };
  }, [ask]);
  return ask;
};
