import { expect, it } from 'vitest';
import { gainBetween } from '#domain/match/learn/compare.ts';

const given = (incidentId: string, probability: number) => ({ incidentId, said: probability, right: 1, given: probability });

it('a version gains by how much less each order surprises it, with the error of that mean', () => {
  const before = [given('1', 0.5), given('2', 0.5), given('3', 0.5)];
  const after = [given('1', 1), given('2', 0.5), given('3', 0.5)];
  const { value, error } = gainBetween(before, after);
  expect(value).toBeCloseTo(Math.LN2 / 3, 9);
  // Of ln 2, 0 and 0: their standard deviation (n − 1) by √3.
  expect(error).toBeCloseTo(Math.LN2 / Math.sqrt(3) / Math.sqrt(3), 9);
});

it('reports of one hole err together: sixty of it tell no more than one', () => {
  const storm = Array.from({ length: 60 }, () => '1');
  const before = [...storm, '2'].map((hole) => given(hole, 0.5));
  const after = [...storm.map((hole) => given(hole, 0.8)), given('2', 0.4)];
  const apart = after.map((one, i) => ({ ...one, incidentId: String(i) }));
  const alone = gainBetween(
    before.map((one, i) => ({ ...one, incidentId: String(i) })),
    apart,
  );
  expect(gainBetween(before, after).error).toBeGreaterThan(1.3 * alone.error);
  expect(gainBetween(before, before)).toEqual({ value: 0, error: 0 });
});
