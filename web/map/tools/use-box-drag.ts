import type { Map as GlMap } from 'maplibre-gl';
import { useEffect, useRef, useState } from 'react';
import type { Point } from '#domain/contract/terms.ts';

/** Two opposite corners: where it was pressed and where the pointer is, or was let go. */
export type Drag = readonly [from: Point, to: Point];

// Less is a click whose hand shook, or a fingertip that rolled (a browser's own tap ends near 15 px); a map's click ends at 3 px.
const leastPx: Readonly<Record<string, number>> = { mouse: 8, pen: 8, touch: 16 };

interface Hands {
  readonly dragged: (drag: Drag | null) => void;
  readonly drawn: (drag: Drag) => void;
}

const listen = (map: GlMap, { dragged, drawn }: Hands): (() => void) => {
  const canvas = map.getCanvas();
  const fingers = new Set<number>();
  let pressed: { readonly id: number; readonly x: number; readonly y: number } | null = null;
  let isDrag = false;

  /** Within the picture: a pointer that leaves it draws along its edge. */
  const pixelOf = ({ clientX, clientY }: PointerEvent) => {
    const { left, top, width, height } = canvas.getBoundingClientRect();
    return { x: Math.min(width, Math.max(0, clientX - left)), y: Math.min(height, Math.max(0, clientY - top)) };
  };
  const pointAt = ({ x, y }: { x: number; y: number }): Point => {
    const { lng, lat } = map.unproject([x, y]);
    return { lon: lng, lat };
  };
  const forget = () => {
    pressed = null;
    isDrag = false;
    dragged(null);
  };
  const down = (event: PointerEvent) => {
    if (event.button !== 0 || event.shiftKey) return; // with shift the map itself zooms into a box
    fingers.add(event.pointerId);
    // A second finger means the map: it moves and zooms as ever until both are up.
    if (fingers.size > 1) {
      forget();
      map.dragPan.enable();
      return;
    }
    pressed = { id: event.pointerId, ...pixelOf(event) };
    canvas.setPointerCapture(event.pointerId);
  };
  const moved = (event: PointerEvent) => {
    if (pressed?.id !== event.pointerId) return;
    const at = pixelOf(event);
    isDrag ||= Math.hypot(at.x - pressed.x, at.y - pressed.y) >= (leastPx[event.pointerType] ?? 8);
    if (isDrag) dragged([pointAt(pressed), pointAt(at)]);
  };
  const up = (event: PointerEvent) => {
    fingers.delete(event.pointerId);
    if (fingers.size === 0) map.dragPan.disable();
    if (pressed?.id !== event.pointerId) return;
    const whole: Drag | null = isDrag && event.type === 'pointerup' ? [pointAt(pressed), pointAt(pixelOf(event))] : null;
    forget();
    if (whole) drawn(whole);
  };
  const escaped = (event: KeyboardEvent) => {
    if (event.key === 'Escape') forget();
  };
  const heard = { pointerdown: down, pointermove: moved, pointerup: up, pointercancel: up } as const;
  for (const [name, hear] of Object.entries(heard)) canvas.addEventListener(name, hear as EventListener);
  canvas.addEventListener('keydown', escaped);
  map.dragPan.disable();
  const touch = canvas.style.touchAction;
  canvas.style.touchAction = 'none'; // else the browser takes a finger's way for a scroll
  return () => {
    for (const [name, hear] of Object.entries(heard)) canvas.removeEventListener(name, hear as EventListener);
    canvas.removeEventListener('keydown', escaped);
    map.dragPan.enable();
    canvas.style.touchAction = touch;
  };
};

/**
 * Draws a box by press, drag and release, with a mouse, a pen or one finger; clicks stay what they are (use-sketch.ts).
 * @returns the box as it is being dragged; null while none is
 */
export const useBoxDrag = (map: GlMap, isOn: boolean, drawn: (drag: Drag) => void): Drag | null => {
  const [drag, setDrag] = useState<Drag | null>(null);
  const latest = useRef(drawn);
  latest.current = drawn;
  useEffect(() => {
    if (!isOn) return;
    return listen(map, { dragged: setDrag, drawn: (whole) => latest.current(whole) });
  }, [map, isOn]);
  return isOn ? drag : null;
};
