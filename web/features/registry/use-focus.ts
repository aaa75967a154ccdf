import { useCallback, useEffect, useRef, useState } from 'react';
import type { Understood } from '#domain/contract/asset-search.ts';
import type { Point } from '#domain/contract/terms.ts';
import type { Bounds } from '../../map/types.ts';
import { boundsAround } from '../../staff/bounds.ts';

const precise: readonly Understood['as'][] = ['crossing', 'house'];

/**
 * Where the map flies: to the asset that is opened, and to a place as soon as the words of a search name one; back from an asset it stays.
 * @param shown words whose place the map is not moved to: it stands where its reader left it
 * @param isStill the search is of what the map shows
 */
export const useFocus = (asset: Point | undefined, shown: string | null, isStill: boolean) => {
  const [bounds, setBounds] = useState<Bounds | null>(null);
  const [found, setFound] = useState<Point | null>(null);
  const last = useRef(shown);
  const at = asset && `${asset.lon} ${asset.lat}`;
  useEffect(() => {
    const [lon, lat] = (at ?? '').split(' ').map(Number);
    if (lon !== undefined && lat !== undefined) setBounds(boundsAround([{ lon, lat }]));
  }, [at]);
  const onUnderstood = useCallback(
    (words: string, understood: Understood | null) => {
      setFound(understood?.point && precise.includes(understood.as) ? understood.point : null);
      if (last.current === words) return;
      last.current = words;
      const [west, south, east, north] = understood?.box ?? [];
      if (!isStill && west !== undefined && south !== undefined && east !== undefined && north !== undefined) setBounds([west, south, east, north]);
    },
    [isStill],
  );
  return { bounds, found, onUnderstood };
};
