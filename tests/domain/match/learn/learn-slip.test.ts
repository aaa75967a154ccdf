import { describe, expect, test } from 'vitest';
import { learnSlip } from '#domain/match/learn/learn-slip.ts';
import { howWritten } from '#domain/match/learn/responsibilities.ts';
import type { Settled } from '#domain/match/learn/settled.ts';
import { defaultPriors } from '#domain/match/priors.ts';
import { anAsset, anObservation } from '../street.ts';

const ids = Array.from(
  { length: 40 },
  (_, i) =>
    `3101010105000${String(7919 * (i + 3))
      .padStart(4, '0')
      .slice(-4)}`,
);
const street = ids.map((id, i) => anAsset(id, i, 0));

/** Numbers from 0 up to 1, the same every run. */
const sameNumbers = () => {
  let state = 11;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
};

/** Orders of which ten characters of the plate were read, one in so many of them wrong. */
const ordersRead = (wrong: number, count: number): Settled[] => {
  const next = sameNumbers();
  return Array.from({ length: count }, () => {
    const asset = street[Math.floor(next() * street.length)];
    const read = [...(asset?.id ?? '').slice(7)].map((character) =>
      next() < wrong ? String((Number(character) + 1 + Math.floor(next() * 9)) % 10) : character,
    );
    const observation = anObservation({ plateRead: read.join('') });
    return { observation, nearby: street, found: { assetId: asset?.id ?? null, unitId: 'power', beside: null } };
  });
};

const slipOf = (orders: readonly Settled[]) =>
  learnSlip(
    defaultPriors,
    orders,
    orders.map(({ found }) => street.map((asset) => ({ asset, isNothing: false, before: 0, said: 0, after: Number(asset.id === found.assetId), places: {} }))),
  );

describe('how often a plate is misread', () => {
  test.each([0.005, 0.03, 0.12])('is learned from the plates of what was found: %s', (wrong) => {
    const learned = slipOf(ordersRead(wrong, 200));
    expect(learned).toBeGreaterThan(wrong / 2);
    expect(learned).toBeLessThan(wrong * 2);
  });

  test('is as stated while nobody read one, and hardly another after one that was misread', () => {
    expect(slipOf([])).toBe(defaultPriors.plate.slip);
    expect(slipOf(ordersRead(1, 1))).toBeLessThan(0.12);
  });
});

test('how often orders end at what is not registered is counted, and as stated while there are few', () => {
  const ended = (beside: 'unregistered' | null): Settled => ({ observation: anObservation(), nearby: street, found: { assetId: null, unitId: null, beside } });
  expect(howWritten([]).beside).toEqual({ unregistered: 0.04, nothing: 0.03 });
  const many = howWritten([...Array(100).fill(ended('unregistered')), ...Array(400).fill(ended(null))]);
  expect(many.beside.unregistered).toBeCloseTo((100 + 2) / 550, 6);
});
