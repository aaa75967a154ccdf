import type { Map as GlMap, MapMouseEvent } from 'maplibre-gl';
import { useEffect, useRef, useState } from 'react';
import type { Point } from '#domain/contract/terms.ts';
import { addCorner, canFinish, dropCorner, type Sketch } from './sketch.ts';

const nearPx = 8; // a second click of a double click, or a click on the first corner, ends the drawing

interface Hands {
  readonly change: (sketch: Sketch | null) => void;
  readonly moved: (at: Point) => void;
}

const listen = (map: GlMap, current: () => Sketch | null, { change, moved }: Hands): (() => void) => {
  const isNear = (event: MapMouseEvent, corner: Point | undefined) => {
    if (!corner) return false;
    const { x, y } = map.project([corner.lon, corner.lat]);
    return Math.hypot(x - event.point.x, y - event.point.y) <= nearPx;
  };
  const clicked = (event: MapMouseEvent) => {
    const sketch = current();
    if (!sketch) return;
    const { corners, isDone } = sketch;
    const ends = !isDone && (isNear(event, corners.at(-1)) || (sketch.mode === 'polygon' && isNear(event, corners[0])));
    if (ends) return canFinish(sketch) ? change({ ...sketch, isDone: true }) : undefined;
    change(addCorner(sketch, { lon: event.lngLat.lng, lat: event.lngLat.lat }));
  };
  // By keyboard the arrows move the map and the middle of it is the pen.
  const pressed = (event: KeyboardEvent) => {
    const sketch = current();
    if (!sketch || !['Enter', ' ', 'Backspace', 'Escape'].includes(event.key)) return;
    event.preventDefault();
    const { lng, lat } = map.getCenter();
    if (event.key === 'Escape') change(null);
    else if (event.key === 'Backspace') change(dropCorner(sketch));
    else if (event.key === ' ') change(addCorner(sketch, { lon: lng, lat }));
    else if (canFinish(sketch)) change({ ...sketch, isDone: true });
  };
  const pointed = (event: MapMouseEvent) => moved({ lon: event.lngLat.lng, lat: event.lngLat.lat });
  const canvas = map.getCanvas();
  map.doubleClickZoom.disable();
  canvas.style.cursor = 'crosshair';
  canvas.addEventListener('keydown', pressed);
  map.on('click', clicked);
  map.on('mousemove', pointed);
  return () => {
    map.doubleClickZoom.enable();
    canvas.style.cursor = '';
    canvas.removeEventListener('keydown', pressed);
    map.off('click', clicked);
    map.off('mousemove', pointed);
  };
};

/** Draws on the map with clicks, or by keyboard: space sets a corner in the middle, enter ends, backspace takes back, escape stops. */
export const useSketch = (map: GlMap, sketch: Sketch | null, change: (sketch: Sketch | null) => void): Point | null => {
  const [pointer, setPointer] = useState<Point | null>(null);
  const latest = useRef({ sketch, change });
  latest.current = { sketch, change };
  const isDrawing = sketch !== null;
  useEffect(() => {
    if (!isDrawing) return setPointer(null);
    return listen(map, () => latest.current.sketch, { change: (next) => latest.current.change(next), moved: setPointer });
  }, [map, isDrawing]);
  return pointer;
};
