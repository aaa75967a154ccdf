import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { PhotoPosition } from '#domain/photo/position.ts';
import { readPhotoPosition } from '#domain/photo/read-position.ts';
import { withPhotoPosition } from '#domain/photo/write-position.ts';

const plain = Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 0, 16, 74, 70, 73, 70, 0, 1, 1, 0, 0, 1, 0, 1, 0, 0, 0xff, 0xd9);
const anywhere: fc.Arbitrary<PhotoPosition> = fc.record({
  lon: fc.double({ min: -180, max: 180, noNaN: true }),
  lat: fc.double({ min: -90, max: 90, noNaN: true }).filter((lat) => Math.abs(lat) > 1e-6),
  datum: fc.constantFrom('WGS84', 'GCJ02', null),
  errorM: fc.option(fc.double({ min: 0.01, max: 4000, noNaN: true })),
  directionDeg: fc.option(fc.double({ min: 0, max: 359.9, noNaN: true })),
});

describe('where a photo was taken', () => {
  test('is read as it was written beside the picture', () => {
    fc.assert(
      fc.property(anywhere, (position) => {
        const read = readPhotoPosition(withPhotoPosition(plain, position));
        expect(read?.datum).toBe(position.datum);
        for (const part of ['lon', 'lat', 'errorM', 'directionDeg'] as const) {
          if (position[part] === null) expect(read?.[part]).toBeNull();
          else expect(read?.[part]).toBeCloseTo(position[part], 5);
        }
      }),
    );
  });

  test('is unknown of a picture without it, of nothing and of noughts', () => {
    expect(readPhotoPosition(plain)).toBeNull();
    expect(readPhotoPosition(new Uint8Array())).toBeNull();
    const nowhere = { lon: 0, lat: 0, datum: null, errorM: null, directionDeg: null };
    expect(readPhotoPosition(withPhotoPosition(plain, nowhere))).toBeNull();
  });

  test('half of it, or with any byte wrong, is read or not, and never breaks', () => {
    const whole = withPhotoPosition(plain, { lon: 121.45, lat: 31.2, datum: 'WGS84', errorM: 5, directionDeg: 90 });
    fc.assert(
      fc.property(fc.nat({ max: whole.length }), fc.nat({ max: whole.length - 1 }), fc.nat({ max: 255 }), (end, at, byte) => {
        const broken = whole.slice(0, end);
        if (at < end) broken[at] = byte;
        const read = readPhotoPosition(broken);
        if (read) expect(Math.abs(read.lat) <= 90 && Math.abs(read.lon) <= 180).toBe(true);
      }),
    );
  });
});
