import { expect, test } from 'vitest';
import { decideIncident, type OpenIncident } from '#domain/merge-incident.ts';

const missing = { code: 'cover_missing', assetStatus: 'missing' as const };
const broken = { code: 'cover_broken', assetStatus: 'damaged' as const };
const noisy = { code: 'cover_noisy', assetStatus: null };
const open = (id: string, rest: Partial<OpenIncident> = {}): OpenIncident => ({
  id,
  assetId: 'w',
  kind: broken,
  openedAt: `2026-11-23T0${id}:00:00Z`,
  ...rest,
});

test('one hole is one incident, whatever its callers call it, and the oldest keeps them', () => {
  expect(decideIncident({ assetId: 'w', kind: missing }, [open('2'), open('1')])).toBe('1');
});

test.each([
  ['another well', { assetId: 'x', kind: missing }],
  ['another matter', { assetId: 'w', kind: noisy }],
  ['no known asset', { assetId: null, kind: broken }],
])('%s is an incident of its own', (_, report) => {
  expect(decideIncident(report, [open('1'), open('2', { assetId: null })])).toBeNull();
});

test('the same noise twice is one incident', () => {
  expect(decideIncident({ assetId: 'w', kind: noisy }, [open('1', { kind: noisy })])).toBe('1');
});
