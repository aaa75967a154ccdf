import fc from 'fast-check';
import gcoordPackage from 'gcoord';
import { describe, expect, test } from 'vitest';
import { toWgs84 } from '#domain/datum.ts';
import { metresBetween } from '#domain/match/error-density.ts';
import { type Bounds, decidePosition } from '#domain/position.ts';

const gcoord = gcoordPackage as unknown as { transform: (at: [number, number], from: string, to: string) => [number, number] };
const city = { name: { zh: '上海市', en: 'Shanghai' }, bounds: [120.85, 30.67, 122.25, 31.88] as Bounds };
const peoplesSquare = { lon: 121.4737, lat: 31.2304 };
const inCity = fc.record({ lon: fc.double({ min: 121, max: 122, noNaN: true }), lat: fc.double({ min: 30.8, max: 31.6, noNaN: true }) });

describe('the datum', () => {
  test('of a phone’s mini-program comes off: People’s Square moves by some 480 m', () => {
    const moved = metresBetween(toWgs84({ ...peoplesSquare, datum: 'GCJ02' }), peoplesSquare);
    expect(moved).toBeGreaterThan(470);
    expect(moved).toBeLessThan(490);
  });

  test.each([
    ['GCJ02', 0.2],
    ['BD09', 0.3],
    ['CGCS2000', 0.001],
    ['WGS84', 0.001],
  ] as const)('%s goes there and back within %d m', (datum, withinM) => {
    fc.assert(
      fc.property(inCity, (point) => {
        const [lon, lat] = datum === 'GCJ02' || datum === 'BD09' ? gcoord.transform([point.lon, point.lat], 'WGS84', datum) : [point.lon, point.lat];
        expect(metresBetween(toWgs84({ lon, lat, datum }), point)).toBeLessThan(withinM);
      }),
    );
  });
});

describe('a position', () => {
  test('inside the city is taken', () => {
    expect(decidePosition(peoplesSquare, city)).toEqual({ ok: true, value: peoplesSquare });
  });

  test('is compared with the city only after its datum is off', () => {
    const west = 121;
    const edge = { name: city.name, bounds: [west, 31, 122, 32] as Bounds };
    expect(decidePosition({ lon: west + 0.002, lat: 31.5, datum: 'GCJ02' }, edge).ok).toBe(false);
    expect(decidePosition({ lon: west + 0.002, lat: 31.5 }, edge).ok).toBe(true);
  });

  test('swapped is told apart from one elsewhere', () => {
    expect(decidePosition({ lon: peoplesSquare.lat, lat: peoplesSquare.lon }, city)).toMatchObject({
      ok: false,
      rejection: { code: 'position-swapped', field: 'position' },
    });
    expect(decidePosition({ lon: 116.4, lat: 39.9 }, city)).toMatchObject({
      ok: false,
      rejection: { code: 'position-outside-city', params: { cityZh: '上海市', cityEn: 'Shanghai' } },
    });
  });

  test('of anything at all gives an answer, and none outside the bounds is taken', () => {
    const number = fc.oneof(fc.double(), fc.constantFrom(Number.NaN, Infinity, -Infinity, 0, 90, 180, -180, 1e308));
    const datum = fc.constantFrom('WGS84', 'GCJ02', 'BD09', 'CGCS2000' as const);
    fc.assert(
      fc.property(number, number, datum, (lon, lat, given) => {
        const decision = decidePosition({ lon, lat, datum: given }, city);
        if (decision.ok) expect(decision.value.lon >= 120.85 && decision.value.lat <= 31.88).toBe(true);
        else expect(['position-outside-city', 'position-swapped']).toContain(decision.rejection.code);
      }),
    );
  });
});
