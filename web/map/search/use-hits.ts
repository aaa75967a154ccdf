import { useEffect, useState } from 'react';
import type { Point } from '#domain/contract/terms.ts';
import type { MapHit, MapSearch } from '../types.ts';

const waitMs = 300;

type Hits = { readonly state: 'none' | 'found' | 'failed'; readonly hits: readonly MapHit[] };
const nothing: Hits = { state: 'none', hits: [] };

/** What is found of the words once the typing rests, from where the map is; the last answer stays until the next one. */
export const useHits = (search: MapSearch, words: string, nearOf: () => Point): Hits => {
  const [found, setFound] = useState<Hits>(nothing);
  const q = words.trim();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the words alone ask; where the map is is looked at then
  useEffect(() => {
    if (q === '') return setFound(nothing);
    const asked = new AbortController();
    const timer = setTimeout(() => {
      search(q, nearOf(), asked.signal).then(
        (hits) => asked.signal.aborted || setFound({ state: 'found', hits }),
        () => asked.signal.aborted || setFound({ state: 'failed', hits: [] }),
      );
    }, waitMs);
    return () => {
      clearTimeout(timer);
      asked.abort();
    };
  }, [q]);
  return found;
};
