import fc from 'fast-check';
import gcoordPackage from 'gcoord';
import { describe, expect, test } from 'vitest';
import { toBd09, toGcj02 } from '#domain/coordinates/chinese-datums.ts';
import { knownSystemCodes, type LocalGrid, readSystem, writeSystem } from '#domain/coordinates/systems.ts';
import { manyToWgs84, openSystem } from '#domain/coordinates/transform.ts';
import { metresBetween } from '#domain/match/error-density.ts';

const inCity = fc.record({ lon: fc.double({ min: 120.8, max: 122.3, noNaN: true }), lat: fc.double({ min: 30.6, max: 31.9, noNaN: true }) });
const grid: LocalGrid = {
  centralMeridian: 121.4667,
  latitudeOfOrigin: 31.2333,
  rotationSeconds: -15.3,
  rotationScale: 1.0000021,
  shiftEast: -3457,
  shiftNorth: 812.5,
};
const local = `+proj=tmerc +lat_0=31.2333333 +lon_0=121.4666667 +k=1 +x_0=0 +y_0=0 +ellps=krass +units=m +no_defs`;

const gcoord = gcoordPackage as unknown as { transform: (at: [number, number], from: string, to: string) => [number, number] };

test('GCJ-02 and BD-09 are those of the package gcoord', () => {
  const anywhere = fc.record({ lon: fc.double({ min: 60, max: 150, noNaN: true }), lat: fc.double({ min: -10, max: 60, noNaN: true }) });
  fc.assert(
    fc.property(anywhere, ({ lon, lat }) => {
      for (const [there, name] of [
        [toGcj02, 'GCJ02'],
        [toBd09, 'BD09'],
      ] as const) {
        const [theirLon, theirLat] = gcoord.transform([lon, lat], 'WGS84', name);
        expect(there(lon, lat)).toEqual([expect.closeTo(theirLon, 10), expect.closeTo(theirLat, 10)]);
      }
    }),
  );
});

describe('a point', () => {
  test.each([...knownSystemCodes, local, JSON.stringify(grid)])('goes to %s and back within a millimetre, in either order of its numbers', (said) => {
    const system = readSystem(said);
    if (!system.ok) throw new Error(said);
    for (const axes of ['east-north', 'north-east'] as const) {
      const { fromWgs84, toWgs84 } = openSystem(system.value, axes);
      fc.assert(
        fc.property(inCity, ({ lon, lat }) => {
          const [backLon, backLat] = toWgs84(...fromWgs84(lon, lat));
          expect(metresBetween({ lon: backLon, lat: backLat }, { lon, lat })).toBeLessThan(0.001);
        }),
      );
    }
  });

  test('in a zone of CGCS2000 stands north first, where PROJ puts it', () => {
    // cs2cs EPSG:4490 EPSG:4549 on 31.23 121.47 of PROJ 9: 3457406.4355 640060.3377.
    const [north, east] = openSystem('EPSG:4549').fromWgs84(121.47, 31.23);
    expect(north).toBeCloseTo(3457406.4355, 3);
    expect(east).toBeCloseTo(640060.3377, 3);
    expect(openSystem('EPSG:4528').fromWgs84(121.47, 31.23)[1]).toBeCloseTo(40640060.3377, 3);
    // East of 121.5° the next zone's meridian is nearer; both zones hold the whole city.
    expect(openSystem('EPSG:4550').toWgs84(...openSystem('EPSG:4550').fromWgs84(121.9, 31))).toEqual([expect.closeTo(121.9, 9), expect.closeTo(31, 9)]);
  });

  test('of nothing but NaN or infinity lands nowhere and throws nothing', () => {
    const odd = fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 1e308, -1e308, 0, 1e-320);
    for (const code of knownSystemCodes)
      fc.assert(
        fc.property(odd, odd, (a, b) => {
          expect(openSystem(code).toWgs84(a, b)).toHaveLength(2);
        }),
      );
  });

  test('among many is turned where it stands', () => {
    const transform = openSystem('GCJ-02');
    const pairs = Float64Array.from([...transform.fromWgs84(121.47, 31.23), ...transform.fromWgs84(121.3, 31.1)]);
    manyToWgs84(transform, pairs);
    expect([...pairs].map((n) => n.toFixed(8))).toEqual(['121.47000000', '31.23000000', '121.30000000', '31.10000000']);
  });
});

describe('a coordinate system', () => {
  test.each([
    ['epsg:4549', 'EPSG:4549'],
    ['4550', 'EPSG:4550'],
    ['gcj02', 'GCJ-02'],
    ['BD09', 'BD-09'],
    ['wgs 84', 'EPSG:4326'],
    ['CGCS2000', 'EPSG:4490'],
    [local, local],
    [JSON.stringify(grid), JSON.stringify(grid)],
  ])('said as %s is read and written again', (said, written) => {
    const system = readSystem(said);
    expect(system.ok && writeSystem(system.value)).toBe(written);
  });

  test.each([
    '',
    'EPSG:9999',
    'shanghai',
    '{"centralMeridian":"121"}',
    '{"centralMeridian":121,"mystery":1}',
    '+proj=tmerc +nadgrids=@/etc/passwd',
    '+init=epsg:4326',
    '4551',
  ])('said as “%s” is refused', (said) => {
    expect(readSystem(said)).toMatchObject({ ok: false, rejection: { code: 'coordinate-system-unknown' } });
  });
});
