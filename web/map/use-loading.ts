import type { ErrorEvent, Map as GlMap, MapSourceDataEvent } from 'maplibre-gl';
import { useEffect, useState } from 'react';
import { askAgain } from './ask-again.ts';

export type MapLoading = 'first' | 'drawn' | 'failed';

/**
 * How the map stands: `first` until it was drawn whole once, `failed` while a source's tiles or its description cannot be had (what
 * else lies on the map is drawn), with the way to ask for those again.
 */
export const useLoading = (map: GlMap | null): { state: MapLoading; again: () => void } => {
  const [isDrawn, setIsDrawn] = useState(false);
  const [failing, setFailing] = useState<readonly string[]>([]);
  useEffect(() => {
    if (!map) return;
    const drawn = () => setIsDrawn(true);
    const failed = (event: ErrorEvent) => {
      const sourceId: unknown = 'sourceId' in event ? event.sourceId : undefined;
      if (typeof sourceId === 'string') setFailing((known) => (known.includes(sourceId) ? known : [...known, sourceId]));
    };
    const came = ({ sourceId, tile }: MapSourceDataEvent) => {
      if (tile?.state === 'loaded') setFailing((known) => (known.includes(sourceId) ? known.filter((id) => id !== sourceId) : known));
    };
    map.once('idle', drawn);
    map.on('error', failed);
    map.on('sourcedata', came);
    return () => {
      map.off('idle', drawn);
      map.off('error', failed);
      map.off('sourcedata', came);
    };
  }, [map]);
  const again = () => {
    setFailing([]);
    if (map) for (const id of failing) askAgain(map, id);
  };
  if (failing.length > 0) return { state: 'failed', again };
  return { state: isDrawn ? 'drawn' : 'first', again };
};
