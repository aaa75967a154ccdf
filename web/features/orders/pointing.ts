import { useEffect, useRef } from 'react';

type Hear = (assetId: string) => void;

const listening = new Set<Hear>();

/** Somebody points at an asset, beside an order or on the map, as perhaps the one that is meant; the open order hears it. */
export const pointAt: Hear = (assetId) => {
  for (const hear of listening) hear(assetId);
};

export const usePointing = (hear: Hear): void => {
  const latest = useRef(hear);
  latest.current = hear;
  useEffect(() => {
    const heard: Hear = (assetId) => latest.current(assetId);
    listening.add(heard);
    return () => void listening.delete(heard);
  }, []);
};
