import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readView, writeView } from '../../../web/staff/view-in-address.ts';

test('what a map wrote into the address is where it stands', () => {
  fc.assert(
    fc.property(fc.integer({ min: -180e6, max: 180e6 }), fc.integer({ min: -90e6, max: 90e6 }), fc.integer({ min: 0, max: 2400 }), (lon, lat, zoom) => {
      const view = { centre: { lon: lon / 1e6, lat: lat / 1e6 }, zoom: zoom / 100 };
      expect(readView(writeView(view))).toEqual(view);
    }),
  );
});

test('a place from another system, with all its decimals, is found', () => {
  expect(readView('121.45465191276,31.18492446438,17')).toEqual({ centre: { lon: 121.45465191276, lat: 31.18492446438 }, zoom: 17 });
});

test.each([
  undefined,
  '',
  ',,',
  '121.47,31.23',
  '121.47,31.23,',
  ',31.23,15',
  '121.47,91,15',
  '121.47,-90.5,15',
  '181,31.23,15',
  '121.47,31.23,99',
  '121.47,31.23,-1',
  '121.47,31.23,15,7',
  '1e2,31.23,15',
  ' , , ',
  'NaN,NaN,NaN',
  'Infinity,0,3',
  '<b>,31,15',
  '1'.repeat(100_000),
])('%j leads a map nowhere', (text) => expect(readView(text)).toBeNull());
