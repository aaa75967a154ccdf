import { type Map as GlMap, Marker, type MarkerOptions } from 'maplibre-gl';
import { useEffect, useRef } from 'react';
import type { MapMark } from './types.ts';

const elementOf = (mark: MapMark, clicked: (id: string) => void): HTMLElement => {
  const isButton = mark.tone === 'candidate';
  const element = document.createElement(isButton ? 'button' : 'div');
  element.className = `map-mark map-mark-${mark.tone ?? 'pin'}${mark.chosen ? ' map-mark-chosen' : ''}`;
  element.textContent = mark.text ?? '';
  if (isButton) {
    element.setAttribute('type', 'button');
    element.setAttribute('aria-label', mark.label);
    element.setAttribute('aria-pressed', String(mark.chosen === true));
    element.addEventListener('click', (event) => {
      event.stopPropagation();
      clicked(mark.id);
    });
  } else element.setAttribute('aria-hidden', 'true');
  return element;
};

/** A pin's point is its foot; a flag stands at the shoulder of what it is about, whose own mark is pressed. */
const placeOf = (tone: MapMark['tone']): Pick<MarkerOptions, 'anchor' | 'offset'> => {
  if (tone === 'reported') return { anchor: 'bottom-left', offset: [7, -7] };
  return { anchor: tone === 'candidate' || tone === 'found' ? 'center' : 'bottom' };
};

/** Keeps real elements (reachable by keyboard) over the map, one per mark. */
export const useMarks = (map: GlMap | null, marks: readonly MapMark[] | undefined, onMarkClick: ((id: string) => void) | undefined): void => {
  const latest = useRef(onMarkClick);
  latest.current = onMarkClick;
  useEffect(() => {
    if (!map) return;
    // The likeliest is drawn last, over the others.
    const placed = [...(marks ?? [])]
      .reverse()
      .map((mark) =>
        new Marker({ element: elementOf(mark, (id) => latest.current?.(id)), ...placeOf(mark.tone) })
          .setLngLat([mark.position.lon, mark.position.lat])
          .addTo(map),
      );
    return () => {
      for (const marker of placed) marker.remove();
    };
  }, [map, marks]);
};
