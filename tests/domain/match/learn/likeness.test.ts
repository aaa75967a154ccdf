import { describe, expect, test } from 'vitest';
import { likeness } from '#domain/match/learn/likeness.ts';

const counted = (seen: readonly number[], expected: number) => seen.map((one) => ({ seen: one, expected }));

describe('how alike things of one sort are', () => {
  test('counts that differ as chance makes them differ are of things all alike: one that was never seen is as its like are', () => {
    expect(likeness(counted([0, 1, 0, 2, 1, 1, 0, 3, 1, 1], 1))).toBeGreaterThan(10);
  });

  test('counts that are nothing or much are of things each its own: one that was never seen hardly is', () => {
    expect(likeness(counted([0, 0, 0, 0, 30, 0, 0, 0, 20, 0], 5))).toBeLessThan(0.1);
  });

  test('between the two it grows with how alike they are', () => {
    const [each, some, all] = [
      [0, 9, 2, 40, 1, 18],
      [5, 14, 8, 20, 6, 17],
      [11, 12, 10, 13, 12, 12],
    ].map((seen) => likeness(counted(seen, 12))) as [number, number, number];
    expect(each).toBeLessThan(some);
    expect(some).toBeLessThan(all);
  });

  test('nothing counted says nothing, and is a number', () => {
    expect(likeness([])).toBeGreaterThan(0);
    expect(likeness(counted([0, 0, 0], 0))).toBeGreaterThan(0);
  });
});
