import type { StyleSpecification } from 'maplibre-gl';
import { useEffect, useState } from 'react';
import { withAbsoluteAddresses } from './absolute-style.ts';

/** The city's own style, loaded; null while loading, without one, or when it cannot be had (ours is shown then). */
export const useBasemap = (url: string | null | undefined): StyleSpecification | null => {
  const [style, setStyle] = useState<StyleSpecification | null>(null);
  useEffect(() => {
    if (!url) return setStyle(null);
    const stop = new AbortController();
    fetch(url, { signal: stop.signal })
      .then(async (response) => {
        if (response.ok) setStyle(withAbsoluteAddresses(await response.json(), new URL(url, location.href).href));
      })
      .catch(() => setStyle(null));
    return () => stop.abort();
  }, [url]);
  return style;
};
