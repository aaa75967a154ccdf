import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { standardAfter } from '#domain/after-rules.ts';
import { beliefAfterDenial, decideAfterDenial } from '#domain/denial.ts';

const stands = { rule: standardAfter.denial, fallsTo: 'street', decides: 'district' };
const isActive = () => true;
const candidates = [
  { ownerId: 'power', probability: 0.6 },
  { ownerId: 'telecom', probability: 0.15 },
  { ownerId: 'telecom', probability: 0.1 },
  { ownerId: 'water', probability: 0.05 },
  { ownerId: null, probability: 0.1 },
];

describe('after a denial', () => {
  test('the likeliest other owner is asked, its candidates counted together', () => {
    expect(decideAfterDenial({ candidates, denied: ['power'], neighbours: [], ...stands, isActive })).toEqual({
      unitId: 'telecom',
      reason: { code: 'assignment-offered', params: { percent: 63 } },
      decides: null,
    });
  });

  test('nobody is asked who is not likely, or no longer there: the street has it', () => {
    const unlikely = [candidates[0], { ownerId: 'water', probability: 0.05 }, { ownerId: null, probability: 0.35 }].filter((c) => c !== undefined);
    expect(decideAfterDenial({ candidates: unlikely, denied: ['power'], neighbours: [], ...stands, isActive })).toMatchObject({
      unitId: 'street',
      reason: { code: 'assignment-returned' },
    });
    expect(decideAfterDenial({ candidates, denied: ['power'], neighbours: [], ...stands, isActive: (id) => id !== 'telecom' }).unitId).toBe('street');
    expect(decideAfterDenial({ candidates: [], denied: ['power'], neighbours: [], ...stands, isActive }).unitId).toBe('street');
  });

  test('by a second unit the street is the fallback and the district decides', () => {
    expect(decideAfterDenial({ candidates, denied: ['power', 'telecom'], neighbours: [], ...stands, isActive })).toEqual({
      unitId: 'street',
      reason: { code: 'assignment-denied-twice' },
      decides: 'district',
    });
  });

  test('a city says how likely somebody is to be asked, after how many denials the fallback acts, and who decides', () => {
    const strict = { ...stands, rule: { ...standardAfter.denial, mostDenials: 1, decides: 'city' as const }, decides: 'city' };
    expect(decideAfterDenial({ candidates, denied: ['power'], neighbours: [], ...strict, isActive })).toEqual({
      unitId: 'street',
      reason: { code: 'assignment-denied', params: { count: 1 } },
      decides: 'city',
    });
    const asking = { ...stands, rule: { ...standardAfter.denial, mostDenials: 3, leastPercent: 10 } };
    expect(decideAfterDenial({ candidates, denied: ['power', 'telecom'], neighbours: [], ...asking, isActive })).toMatchObject({
      unitId: 'water',
      decides: null,
    });
  });

  test('where the asset was sure, the owners of its neighbours are asked', () => {
    const neighbours = [
      { ownerId: 'power', probability: 0.7 },
      { ownerId: 'lamps', probability: 0.3 },
    ];
    const sure = [{ ownerId: 'power', probability: 0.999 }];
    expect(decideAfterDenial({ candidates: sure, neighbours, denied: ['power'], ...stands, isActive }).unitId).toBe('lamps');
    expect(decideAfterDenial({ candidates, neighbours, denied: ['power'], ...stands, isActive }).unitId).toBe('telecom');
  });

  test('somebody is always accountable, and never who denied it', () => {
    const unit = fc.constantFrom(null, 'power', 'telecom', 'water');
    const candidate = fc.record({ ownerId: unit, probability: fc.double({ min: 0, max: 1, noNaN: true }) });
    fc.assert(
      fc.property(fc.array(candidate), fc.uniqueArray(fc.constantFrom('power', 'telecom', 'water'), { minLength: 1 }), (told, denied) => {
        const { unitId } = decideAfterDenial({ candidates: told, denied, neighbours: [], ...stands, isActive });
        expect(unitId).not.toBe('');
        expect(denied).not.toContain(unitId);
      }),
    );
  });
});

test('a denial lowers the belief, the more so the less was believed, and never to nothing', () => {
  expect(beliefAfterDenial(0.9)).toBeCloseTo(0.6, 2);
  expect(beliefAfterDenial(0.6)).toBeCloseTo(0.2, 2);
  fc.assert(
    fc.property(fc.double({ min: 0.001, max: 0.999, noNaN: true }), (confidence) => {
      const after = beliefAfterDenial(confidence);
      expect(after).toBeLessThan(confidence);
      expect(after).toBeGreaterThan(0);
    }),
  );
});
