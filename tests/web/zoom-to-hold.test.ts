import fc from 'fast-check';
import { expect, test } from 'vitest';
import { zoomToHold } from '../../web/map/zoom-to-hold.ts';

const phone = { width: 390, height: 354 };
const pin = { lon: 121.45, lat: 31.2 };
const beside = (eastM: number, northM: number) => ({ lon: pin.lon + eastM / 95_080, lat: pin.lat + northM / 111_195 });
const metresPerPixel = (zoom: number) => (78_271.5 * Math.cos((pin.lat * Math.PI) / 180)) / 2 ** zoom;

test('a street corner’s candidates are in sight at the zoom that was wanted', () => {
  expect(zoomToHold(pin, [], 19, phone)).toBe(19);
  expect(zoomToHold(pin, [pin, beside(8, -12)], 19, phone)).toBe(19);
});

test('whatever the candidates, all of them are in sight, and the map goes out no more than half a zoom too far', () => {
  const metres = fc.integer({ min: -400, max: 400 });
  fc.assert(
    fc.property(fc.array(fc.tuple(metres, metres), { minLength: 1, maxLength: 6 }), (places) => {
      const zoom = zoomToHold(
        pin,
        places.map(([east, north]) => beside(east, north)),
        19,
        phone,
      );
      const reach = Math.max(...places.map(([east, north]) => Math.max(Math.abs(east) / (phone.width / 2 - 30), Math.abs(north) / (phone.height / 2 - 30))));
      expect(reach / metresPerPixel(zoom)).toBeLessThanOrEqual(1.01);
      if (zoom < 19) expect(reach / metresPerPixel(zoom + 0.5)).toBeGreaterThan(1);
    }),
  );
});
