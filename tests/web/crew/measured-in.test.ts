import { expect, test } from 'vitest';
import { Measured } from '#domain/contract/measurements.ts';
import { everyMeasure } from '#domain/measured.ts';
import { boundsOf, measuredIn, readMeasure } from '../../../web/features/crew/measured-in.ts';

test.each([
  ['sizeMm', '700', 700],
  ['sizeMm', '７００', 700],
  ['sizeMm', '700.5', null],
  ['levelDifferenceMm', '−15', -15],
  ['depthM', '2,4', 2.4],
  ['depthM', '-1', null],
  ['depthM', '101', null],
  ['depthM', 'two', null],
] as const)('%s typed as “%s” is %s', (name, typed, value) => {
  expect(readMeasure(name, typed)).toBe(value);
});

test('what was left open is not told, and one that is no measure holds up the rest', () => {
  expect(measuredIn({})).toEqual({});
  expect(measuredIn({ sizeMm: ' ', depthM: '3' })).toEqual({ depthM: 3 });
  expect(measuredIn({ sizeMm: 'x', depthM: '3' })).toBeNull();
});

test('the bounds of the form are those of the contract', () => {
  const properties = Measured.properties as unknown as Record<string, { minimum?: number; maximum?: number; type: string }>;
  expect(Object.keys(properties).sort()).toEqual([...everyMeasure].sort());
  for (const name of everyMeasure) {
    const { minimum, maximum, type } = properties[name] ?? {};
    expect(boundsOf[name], name).toEqual({ least: minimum, most: maximum, isWhole: type === 'integer' });
  }
});
