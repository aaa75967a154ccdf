import type { Map as GlMap } from 'maplibre-gl';
import { useEffect, useState } from 'react';
import type { Point } from '#domain/contract/terms.ts';

/** Counts the map's moves, so that what is drawn over it follows. */
const useMoves = (map: GlMap): void => {
  const [, setMoves] = useState(0);
  useEffect(() => {
    const moved = () => setMoves((count) => count + 1);
    map.on('move', moved);
    map.on('resize', moved);
    return () => {
      map.off('move', moved);
      map.off('resize', moved);
    };
  }, [map]);
};

interface Props {
  readonly map: GlMap;
  readonly corners: readonly Point[];
  readonly isClosed: boolean;
  readonly isDone: boolean;
}

/** A line or an area over the map. The map's own layers are the style's; this is the hand's. */
export const Outline = ({ map, corners, isClosed, isDone }: Props) => {
  useMoves(map);
  const at = corners.map(({ lon, lat }) => map.project([lon, lat]));
  const path = at.map(({ x, y }) => `${x},${y}`).join(' ');
  return (
    <svg className={`map-outline${isDone ? ' map-outline-done' : ''}`} aria-hidden="true">
      {isClosed && corners.length > 2 ? <polygon points={path} /> : <polyline points={path} />}
      {at.map(({ x, y }, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: corners have no name but their turn
        <circle key={i} cx={x} cy={y} r={isDone ? 3.5 : 5} />
      ))}
    </svg>
  );
};
