import type { Map as GlMap } from 'maplibre-gl';

const lookEveryMs = 500;

/**
 * Marks a map's container while the map rests, whole: tests and pictures wait for it. MapLibre says nothing where a tile that was asked for
 * anew came back unchanged: a frame drawn meanwhile would be the last, and `idle` (which the notice "loading" waits for too) never come. So
 * what does not rest is looked at twice a second, and gets its frame once everything is there.
 */
export const tellRest = (map: GlMap, container: HTMLElement): void => {
  let looking: ReturnType<typeof setInterval> | undefined;
  const stop = () => {
    clearInterval(looking);
    looking = undefined;
  };
  map.on('render', () => {
    container.removeAttribute('data-drawn');
    looking ??= setInterval(() => {
      if (map.loaded()) map.triggerRepaint();
    }, lookEveryMs);
  });
  map.on('idle', () => {
    stop();
    container.setAttribute('data-drawn', '');
    container.setAttribute('data-zoom', map.getZoom().toFixed(2));
  });
  map.on('remove', stop);
};
