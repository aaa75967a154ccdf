import { describe, expect, test } from 'vitest';
import { findShifts, type Miss } from '#domain/registry-checks/survey-shifts.ts';

/** Numbers from 0 up to 1, the same every run. */
const sameNumbers = (seed: number) => {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
};

/** Pins of phones about wells that are found so far from their record: one in ten lost itself. */
const misses = (count: number, streetCode: string, [eastM, northM]: readonly [number, number], importId: string | null = null, seed = 1): Miss[] => {
  const next = sameNumbers(seed);
  const normal = (spread: number) => spread * Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
  return Array.from({ length: count }, (_, i) => {
    const spread = next() < 0.1 ? 25 : 5;
    return {
      assetId: `${streetCode} ${seed} ${i}`,
      streetCode,
      importId,
      eastM: eastM + normal(spread),
      northM: northM + normal(spread),
      point: { lon: 121.4, lat: 31.2 },
    };
  });
};

const elsewhere = Array.from({ length: 40 }, (_, i) => misses(30, `street-${i}`, [0, 0], null, i + 10)).flat();

describe('of what settled orders found', () => {
  test('a street surveyed 8 m off shows by itself, and how far and which way', () => {
    const [found, ...others] = findShifts([...elsewhere, ...misses(30, 'shifted', [-6.4, 4.8])]);
    expect(others).toEqual([]);
    expect(found).toMatchObject({ by: 'street', key: 'shifted', wells: 30 });
    expect(Math.hypot((found?.eastM ?? 0) + 6.4, (found?.northM ?? 0) - 4.8)).toBeLessThan(3);
  });

  test('a census file in the wrong datum shows as a file, whatever streets it covers', () => {
    const ofFile = ['a', 'b', 'c'].flatMap((street, i) => misses(5, street, [10, 0], '7', i + 70));
    expect(findShifts([...elsewhere, ...ofFile])).toMatchObject([{ by: 'import', key: '7', wells: 15 }]);
  });

  test('a well counts once, however often it is found: one that is recorded wrongly is no street', () => {
    const often = (wells: number) => misses(60, 'often', [9, 9], 'file').map((one, i) => ({ ...one, assetId: `well-${i % wells}` }));
    expect(findShifts([...elsewhere, ...often(1)])).toEqual([]);
    expect(findShifts([...elsewhere, ...often(7)])).toEqual([]);
    expect(findShifts([...elsewhere, ...often(8)])).toMatchObject([
      { by: 'import', wells: 8 },
      { by: 'street', key: 'often', wells: 8 },
    ]);
  });

  test.each([
    ['errors of phones to all sides', elsewhere],
    ['a handful of orders', misses(7, 'few', [9, 9])],
    ['two metres that are sure', misses(400, 'near', [2, 0])],
    ['nothing', []],
  ])('%s are no shift', (_, given) => {
    expect(findShifts(given)).toEqual([]);
  });
});
