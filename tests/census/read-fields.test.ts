import { expect, test } from 'vitest';
import { fieldReaders } from '../../census/take-in/read-fields.ts';

const isRefused = (value: unknown) => typeof value === 'object' && value !== null;

test.each([
  ['depthM', '1.5', '1.5'],
  ['depthM', '１．５ 米', '1.5'],
  ['depthM', '80cm', '0.8'],
  ['depthM', '800mm', '0.8'],
  ['depthM', '', null],
  ['coverSizeMm', '700', '700'],
  ['coverSizeMm', '70 厘米', '700'],
  ['coverSizeMm', '0.7m', '700'],
  ['levelDifferenceMm', '-1.2cm', '-12'],
  ['yearBuilt', '1998年', '1998'],
] as const)('%s “%s” is read in the field’s own unit', (field, said, value) => {
  expect(fieldReaders[field](said)).toBe(value);
});

test.each([
  ['depthM', '1998年'],
  ['depthM', '米'],
  ['yearBuilt', '1998m'],
  ['coverSizeMm', '0.7'],
  ['ownerConfidence', '0.9m'],
] as const)('%s “%.12s” is refused: its unit is none of the field’s, or it is no number', (field, said) => {
  expect(isRefused(fieldReaders[field](said))).toBe(true);
});
