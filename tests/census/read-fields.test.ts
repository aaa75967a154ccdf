import { expect, test } from 'vitest';
import { fieldReadersIn } from '../../census/take-in/read-fields.ts';

const fieldReaders = fieldReadersIn('Asia/Shanghai');

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
  ['yearBuilt', '2015-06-03', '2015'],
  ['yearBuilt', '2015年6月', '2015'],
  ['yearBuilt', '20150603', '2015'],
  ['howMeasured', 'mobile_mapping', 'mobile_mapping'],
  ['howMeasured', '移动测量', 'mobile_mapping'],
  ['howMeasured', '甲公司车载扫描', '甲公司车载扫描'],
  ['changedOn', '2024年5月1日', '2024-05-01'],
  ['changedOn', '2024-05-01 23:30:00', '2024-05-01'],
  ['changedOn', '2024-04-30T16:00:00.000Z', '2024-05-01'],
  ['changedOn', '2024-04-30T15:59:59z', '2024-04-30'],
  ['lastVerifiedOn', '2024-04-30 16:00:00+00', '2024-05-01'],
  ['coverFittedOn', '2024-05-01T00:30:00+0900', '2024-04-30'],
  ['firstRecordedOn', '2023-12-31T22:00-05:00', '2024-01-01'],
] as const)('%s “%s” is read in the field’s own unit, an instant on the city’s day', (field, said, value) => {
  expect(fieldReaders[field](said)).toBe(value);
});

test.each([
  ['depthM', '1998年'],
  ['depthM', '米'],
  ['yearBuilt', '1998m'],
  ['yearBuilt', '2015-02-30'],
  ['coverSizeMm', '0.7'],
  ['ownerConfidence', '0.9m'],
  ['changedOn', '2024-02-30T16:00:00Z'],
  ['changedOn', '2024-02-03T25:00:00Z'],
  ['sourceNumber', '1.23457E+11'],
] as const)('%s “%.12s” is refused: its unit is none of the field’s, or it is no number, no day, or a number cut short', (field, said) => {
  expect(isRefused(fieldReaders[field](said))).toBe(true);
});
