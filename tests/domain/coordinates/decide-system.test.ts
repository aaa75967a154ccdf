import { describe, expect, test } from 'vitest';
import { decideSystem, type Fit, otherReadings, placeSample, type Reading } from '#domain/coordinates/decide-system.ts';
import { type CoordinateSystem, officialAxes } from '#domain/coordinates/systems.ts';
import { openSystem, type Pair } from '#domain/coordinates/transform.ts';

const isInCity = (lon: number, lat: number) => lon > 120.85 && lon < 122.25 && lat > 30.67 && lat < 31.88;
// A city whose only road runs along 31.2304° N: a well stands on it within 30 m.
const isOffRoad = ([, lat]: Pair) => Math.abs(lat - 31.2304) * 111_000 > 30;
const truth: Pair[] = Array.from({ length: 100 }, (_, i) => [121.2 + i * 0.005, 31.2304]);
const reading = (system: CoordinateSystem): Reading => ({ system, axes: officialAxes(system) });

const fitOf = (one: Reading, sample: readonly Pair[]): Fit => {
  const placed = placeSample(one, sample, isInCity);
  const inside = placed.filter((at) => at !== null);
  return { reading: one, sampled: sample.length, outside: placed.length - inside.length, offRoad: inside.filter(isOffRoad).length };
};
const grid = { grid: { centralMeridian: 121.4667, latitudeOfOrigin: 31.2333 } };
const decide = (said: Reading, sample: readonly Pair[]) =>
  decideSystem(
    fitOf(said, sample),
    otherReadings(said, [grid]).map((other) => fitOf(other, sample)),
  );

describe('what was said of the coordinates', () => {
  const systems: CoordinateSystem[] = ['EPSG:4326', 'EPSG:4549', 'EPSG:4550', 'EPSG:4528', 'EPSG:4529', 'GCJ-02', 'BD-09', grid];
  const pairs = systems.flatMap((written) => systems.map((said) => ({ written, said })));
  test.each(pairs)('is believed when it is true and answered with the truth when not: written $written, said $said', ({ written, said }) => {
    const sample = truth.map(([lon, lat]) => openSystem(written).fromWgs84(lon, lat));
    const decision = decide(reading(said), sample);
    if (said === written) expect(decision.fits).toBe(true);
    else expect(decision).toMatchObject({ fits: false, likely: [{ reading: { system: written } }] });
  });

  test('in the wrong order of numbers is answered with the other order', () => {
    const sample = truth.map(([lon, lat]): Pair => [lat, lon]);
    expect(decide(reading('EPSG:4326'), sample)).toMatchObject({
      fits: false,
      why: 'outside-city',
      likely: [{ reading: { system: 'EPSG:4326', axes: 'north-east' } }],
    });
  });

  test('stands although some rows are at 0,0', () => {
    expect(decide(reading('EPSG:4326'), [...truth.slice(10), ...Array.from({ length: 10 }, (): Pair => [0, 0])]).fits).toBe(true);
  });

  test('stands although two rows of a small file are out of place, and falls when all of them are', () => {
    const lost: Pair = [5, 5];
    expect(decide(reading('EPSG:4326'), [...truth.slice(0, 7), lost, lost]).fits).toBe(true);
    expect(decide(reading('EPSG:4326'), [lost, lost]).fits).toBe(false);
    const swapped = truth.slice(0, 1).map(([lon, lat]): Pair => [lat, lon]);
    expect(decide(reading('EPSG:4326'), swapped)).toMatchObject({ fits: false, likely: [{ reading: { axes: 'north-east' } }] });
  });

  test('falls without an answer when nothing fits', () => {
    expect(
      decide(
        reading('EPSG:4326'),
        Array.from({ length: 50 }, (): Pair => [5, 5]),
      ),
    ).toMatchObject({ fits: false, likely: [] });
  });

  test('of WGS 84 is never doubted for CGCS2000: they are the same numbers', () => {
    expect(otherReadings(reading('EPSG:4326')).filter(({ system, axes }) => system === 'EPSG:4490' && axes === 'east-north')).toEqual([]);
  });

  test('of an empty sample stands', () => {
    expect(decideSystem({ reading: reading('BD-09'), sampled: 0, outside: 0, offRoad: 0 }, []).fits).toBe(true);
  });
});
