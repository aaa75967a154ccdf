import { useCallback, useEffect, useRef, useState } from 'react';
import type { Point } from '#domain/contract/terms.ts';

export type HereState = 'idle' | 'asking' | 'found' | 'denied' | 'failed' | 'outside';
interface Found {
  readonly position: Point;
  readonly accuracyM: number;
}

const inside = ({ lon, lat }: Point, [west, south, east, north]: readonly [number, number, number, number]) =>
  lon >= west && lon <= east && lat >= south && lat <= north;

/** Asks the device where it is (WGS 84), and says how that went. `onFound` is called inside the city only. */
export const useHere = (
  bounds: readonly [number, number, number, number] | undefined,
  onFound: (found: Found) => void,
): { state: HereState; ask: () => void } => {
  const [state, setState] = useState<HereState>('idle');
  const latest = useRef({ onFound, bounds });
  useEffect(() => {
    latest.current = { onFound, bounds };
  });
  const ask = useCallback(() => {
    if (!('geolocation' in navigator)) return setState('failed');
    setState('asking');
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        const position = { lon: coords.longitude, lat: coords.latitude };
        const box = latest.current.bounds;
        if (box && !inside(position, box)) return setState('outside');
        setState('found');
        latest.current.onFound({ position, accuracyM: Math.min(5000, Math.max(1, Math.round(coords.accuracy))) });
      },
      (error) => setState(error.code === error.PERMISSION_DENIED ? 'denied' : 'failed'),
      { enableHighAccuracy: true, timeout: 15_000, maximumAge: 30_000 },
    );
  }, []);
  return { state, ask };
};
