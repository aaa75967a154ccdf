import { expect, test } from 'vitest';
import { defaultPriors } from '#domain/match/priors.ts';
import { believeOwner, type OwnerEvidence } from '#domain/registry-checks/owner-belief.ts';
import { savedByVerifying } from '#domain/registry-checks/verify-next.ts';

const given = (rest: Partial<OwnerEvidence> = {}): OwnerEvidence => ({
  confidence: 0.7,
  evidence: 'drawing',
  sameNear: 0,
  otherNear: 0,
  closedByOwner: 0,
  closedByOther: 0,
  ...rest,
});
const chance = (rest: Partial<OwnerEvidence> = {}) => believeOwner(given(rest)).probability;

test('by its record alone an owner is as likely as the record says', () => {
  expect(chance()).toBeCloseTo(0.7, 9);
});

test.each([
  ['neighbours on the line of the same owner', { sameNear: 6 }, 1],
  ['an order that the recorded owner settled', { closedByOwner: 1 }, 1],
  ['neighbours of another owner', { otherNear: 6 }, -1],
  ['an order that another unit settled', { closedByOther: 1 }, -1],
])('%s move it', (_, rest, way) => {
  expect(Math.sign(chance(rest) - chance())).toBe(way);
});

test('eight neighbours say no more than three', () => {
  expect(chance({ sameNear: 8 })).toBeCloseTo(chance({ sameNear: 3 }), 9);
});

test('the reasons’ weights add up to the chance, and no record is beyond doubt', () => {
  const { probability, reasons } = believeOwner(given({ confidence: 1, otherNear: 4, sameNear: 1, closedByOther: 3 }));
  const odds = Math.exp(reasons.reduce((sum, { weight }) => sum + (weight ?? 0), 0));
  expect(probability).toBeCloseTo(odds / (1 + odds), 9);
  expect(probability).toBeLessThan(0.5);
});

test('verifying saves the more the oftener it is told of and the less sure its owner is, and never more than a patrol each time', () => {
  const well = { classCode: '0105', locationKind: 'footway', status: 'intact', probability: 0.8 };
  const saved = (rest: Partial<typeof well>) => savedByVerifying({ ...well, ...rest }, defaultPriors);
  expect(saved({})).toBeCloseTo(0.02 * 0.2 * 60, 9);
  expect(saved({ status: 'damaged' })).toBeGreaterThan(saved({}));
  expect(saved({ probability: 0.95 })).toBeLessThan(saved({}));
  expect(saved({ probability: 0.1 })).toBeCloseTo(0.02 * 20, 9);
});
