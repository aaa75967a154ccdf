import { expect, test } from 'vitest';
import { withAbsoluteAddresses } from '../../web/map/absolute-style.ts';

test('a city’s style is read from where it lies, its templates kept, and what is absolute stays', () => {
  const style = withAbsoluteAddresses(
    {
      version: 8,
      sprite: 'sprite',
      glyphs: '/fonts/{fontstack}/{range}.pbf',
      sources: {
        ground: { type: 'vector', tiles: ['tiles/{z}/{x}/{y}.pbf'], attribution: '© 测绘院' },
        far: { type: 'raster', url: 'https://other.example/tiles.json' },
        drawn: { type: 'geojson', data: { type: 'FeatureCollection', features: [] } },
      },
      layers: [],
    },
    'https://maps.example/styles/city/style.json',
  );
  expect(style.sprite).toBe('https://maps.example/styles/city/sprite');
  expect(style.glyphs).toBe('https://maps.example/fonts/{fontstack}/{range}.pbf');
  expect(style.sources['ground']).toEqual({ type: 'vector', tiles: ['https://maps.example/styles/city/tiles/{z}/{x}/{y}.pbf'], attribution: '© 测绘院' });
  expect(style.sources['far']).toMatchObject({ url: 'https://other.example/tiles.json' });
  expect(style.sources['drawn']).toMatchObject({ data: { type: 'FeatureCollection' } });
});
