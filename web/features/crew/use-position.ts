import { useCallback, useState } from 'react';
import type { Point } from '#domain/contract/terms.ts';

type State = 'idle' | 'asking' | 'found' | 'failed';

/** Where the device says it is, once asked; a crew's position is told to nobody before they send it. */
export const usePosition = (): { here: Point | null; accuracyM: number; state: State; ask: () => void } => {
  const [found, setFound] = useState<{ here: Point; accuracyM: number } | null>(null);
  const [state, setState] = useState<State>('idle');
  const ask = useCallback(() => {
    if (!('geolocation' in navigator)) return setState('failed');
    setState('asking');
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        setFound({ here: { lon: coords.longitude, lat: coords.latitude }, accuracyM: coords.accuracy });
        setState('found');
      },
      () => setState('failed'),
      { enableHighAccuracy: true, timeout: 15_000, maximumAge: 30_000 },
    );
  }, []);
  return { here: found?.here ?? null, accuracyM: found?.accuracyM ?? 0, state, ask };
};
