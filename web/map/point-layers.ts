import type { CircleLayerSpecification, ExpressionSpecification, GeoJSONSourceSpecification } from 'maplibre-gl';
import type { Palette } from './palette.ts';
import type { MapPoint, PointTone } from './types.ts';

/** Points of a page's own, as a source of the style. */
export const pointSource = (points: readonly MapPoint[]): GeoJSONSourceSpecification => ({
  type: 'geojson',
  data: {
    type: 'FeatureCollection',
    features: points.map(({ id, position, tone }) => ({
      type: 'Feature',
      geometry: { type: 'Point', coordinates: [position.lon, position.lat] },
      properties: { id, tone },
    })),
  },
});

const byTone = <T extends string | number>(of: (tone: PointTone) => T): ExpressionSpecification => [
  'match',
  ['get', 'tone'],
  'change',
  of('change'),
  'quiet',
  of('quiet'),
  'doubt',
  of('doubt'),
  'bad',
  of('bad'),
  of('good'),
];

/** What waits for a person lies on top, larger, and what is dangerous or was refused over that. */
const ranks: Readonly<Record<PointTone, number>> = { quiet: 0, good: 1, change: 2, doubt: 3, bad: 4 };
const isLoud = (tone: PointTone) => ranks[tone] > 2;

export const pointLayer = (palette: Palette): CircleLayerSpecification => ({
  id: 'points',
  type: 'circle',
  source: 'points',
  layout: { 'circle-sort-key': byTone((tone) => ranks[tone]) },
  paint: {
    'circle-color': byTone((tone) => palette.points[tone]),
    'circle-radius': [
      'interpolate',
      ['linear'],
      ['zoom'],
      9,
      byTone((tone) => (tone === 'bad' ? 5.5 : isLoud(tone) ? 4 : 2.2)),
      17,
      byTone((tone) => (tone === 'bad' ? 9 : isLoud(tone) ? 8 : 5.5)),
    ],
    'circle-stroke-color': palette.halo,
    'circle-stroke-width': ['interpolate', ['linear'], ['zoom'], 10, 0.5, 16, 1.5],
  },
});
