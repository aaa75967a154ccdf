import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applyRules, isWithin, type PlaceUnits, ruleSetAt } from '#domain/apply-rules.ts';
import { checkRules, isWarning, type RuledCity } from '#domain/check-rules.ts';
import type { DispatchCase, DispatchRule } from '#domain/contract/dispatch-rules.ts';
import { readDispatchRules } from '../../seed/read-dispatch-rules.ts';

const rules: DispatchRule[] = await readDispatchRules(join(import.meta.dirname, '../fixtures/small-city/dispatch-rules.csv'));
const units: PlaceUnits = { streetCentre: 'street', districtCentre: 'district', cityCentre: 'city', road: 'road', greening: null };
const city: RuledCity = {
  kinds: [
    { code: 'cover_missing', about: 'well', acts: 'owner', isHazard: true },
    { code: 'cover_noise', about: 'well', acts: 'owner', isHazard: false },
    { code: 'road_broken', about: 'none', acts: 'road', isHazard: false },
    { code: 'noise', about: 'none', acts: 'centre', isHazard: false },
  ],
  classes: [{ code: '0103' }, { code: '0105' }],
  places: [
    { districtCode: '990101', streetCode: '990101001', units },
    { districtCode: '990102', streetCode: '990102001', units: { ...units, road: null } },
  ],
  unitIds: ['power', 'road', 'old-power'],
  endedUnits: { 'old-power': { successorId: null } },
};
const rule = (rest: Partial<DispatchRule>): DispatchRule => ({ id: 'mine', when: {}, act: ['street'], tell: [], fallBack: [], ...rest });
const knownOwner: DispatchCase = {
  ...{ kind: 'cover_noise', acts: 'owner', isHazard: false, belief: 'known', by: 'plate', percent: null, classCode: '0103', location: 'footway' },
  ...{ ownerId: 'x', maintainerId: null, likeliestId: null, hasEnded: false, districtCode: '990101', streetCode: '990101001', time: '12:00' },
};
const codes = (given: readonly DispatchRule[]) => checkRules(given, city).map(({ code }) => code);

test('the city’s own rules leave no case to nobody and have no row in vain but greening’s, which this city has no matter for', () => {
  expect(checkRules(rules, city)).toEqual([{ code: 'rule-never-reached', row: 2 }]);
});

describe('a set is refused', () => {
  test('that forgets a case, which is shown', () => {
    const [problem] = checkRules([rule({ when: { beliefs: ['known', 'unsure', 'none'] } })], city);
    expect(problem).toMatchObject({ code: 'rule-uncovered', of: { belief: 'ownerless' } });
    expect(problem && isWarning(problem)).toBe(false);
  });
  test('that forgets an hour of the night', () => {
    const day = rule({ when: { hours: { from: '06:00', to: '22:00' } } });
    expect(checkRules([day], city)[0]).toMatchObject({ code: 'rule-uncovered' });
    expect(codes([day, rule({ id: 'night', when: { hours: { from: '22:00', to: '06:00' } } })])).toEqual([]);
  });
  test('that names the road authority alone where a district has none', () => {
    expect(checkRules([rule({ act: ['road'] })], city)[0]).toMatchObject({ code: 'rule-names-nobody', row: 1, of: { districtCode: '990102' } });
    expect(codes([rule({ act: ['road'], when: { places: ['990101'] } }), rule({ id: 'rest' })])).toEqual([]);
  });
  test('that trusts the owner alone, whom a maintained thing may lack', () => {
    expect(checkRules([rule({ act: ['owner'], when: { beliefs: ['known'] } }), rule({ id: 'rest' })], city)[0]).toMatchObject({
      code: 'rule-names-nobody',
      row: 1,
    });
    expect(codes([rule({ act: ['maintainer', 'owner'], when: { beliefs: ['known'] } }), rule({ id: 'rest' })])).toEqual([]);
  });
  test('whose likeliest owner may be too unlikely', () => {
    expect(codes([rule({ act: ['likeliest'], when: { beliefs: ['unsure'] } }), rule({ id: 'rest' })])).toContain('rule-names-nobody');
  });
  test('but not one that asks the likeliest of a known thing without a maintainer: that is its owner', () => {
    const known = rule({ act: ['maintainer', 'likeliest'], when: { beliefs: ['known'] } });
    expect(codes([known, rule({ id: 'rest' })])).toEqual([]);
    expect(applyRules([known], knownOwner, units, (id) => id)?.accountable).toEqual({ party: 'likeliest', unitId: 'x' });
    expect(codes([rule({ act: ['owner', 'likeliest'], when: { beliefs: ['known'] } }), rule({ id: 'rest' })])).toEqual(['rule-names-nobody']);
  });
  test.each([
    ['rule-unit-unknown', { tell: ['unit:nobody'] }],
    ['rule-unit-unknown', { tell: ['unit:old-power'] }],
    ['rule-place-unknown', { when: { places: ['310104'] } }],
    ['rule-kind-unknown', { when: { kinds: ['ghosts'] } }],
    ['rule-class-unknown', { when: { classes: ['9999'] } }],
    ['rule-hours-empty', { when: { hours: { from: '08:00', to: '08:00' } } }],
    ['rule-id-twice', { id: 'rest' }],
  ] as const)('for %s', (code, rest) => {
    expect(codes([rule({ id: 'rest' }), rule({ ...(rest as Partial<DispatchRule>) })])).toContain(code);
  });
});

interface Drawn {
  readonly kind: RuledCity['kinds'][number];
  readonly place: RuledCity['places'][number];
  readonly someoneHurt: boolean;
  readonly keeper: string;
  readonly belief: DispatchCase['belief'];
  readonly classCode: string;
  readonly location: string;
  readonly time: string;
}

const caseOf = ({ kind, someoneHurt, place, keeper, ...rest }: Drawn): DispatchCase => {
  const isKnown = rest.belief === 'known';
  return {
    ...{ kind: kind.code, acts: kind.acts, isHazard: kind.isHazard || someoneHurt, by: null, percent: 5, likeliestId: null, hasEnded: false },
    ...{ ownerId: isKnown && keeper === 'owner' ? 'x' : null, maintainerId: isKnown && keeper === 'maintainer' ? 'x' : null },
    ...{ districtCode: place.districtCode, streetCode: place.streetCode },
    ...rest,
  };
};

/** Whether a case, with the least that it may have of owners, has nobody. */
const isNobodys = (given: readonly DispatchRule[], of: DispatchCase): boolean => {
  const place = city.places.find(({ streetCode }) => streetCode === of.streetCode);
  const bare = { ...of, ownerId: null, maintainerId: null, likeliestId: null };
  const worst =
    of.belief === 'known'
      ? [
          { ...bare, ownerId: 'x' },
          { ...bare, maintainerId: 'x' },
        ]
      : [bare];
  return worst.some((one) => place !== undefined && applyRules(given, one, place.units, (id) => id) === null);
};

test('a set that passes never leaves a case to nobody, and one that does not shows a case that is', () => {
  const when = fc.record(
    {
      acts: fc.subarray(['owner', 'road', 'centre'] as const, { minLength: 1 }),
      isHazard: fc.boolean(),
      beliefs: fc.subarray(['known', 'ownerless', 'unsure', 'none'] as const, { minLength: 1 }),
      classes: fc.constantFrom('0103', '0105').map((code) => [code]),
      locations: fc.subarray(['carriageway', 'footway', 'green', 'compound'] as const, { minLength: 1 }),
      places: fc.constantFrom('990101', '990102001').map((code) => [code]),
      hours: fc.constantFrom({ from: '22:00', to: '06:00' }, { from: '06:00', to: '23:00' }),
    },
    { requiredKeys: [] },
  );
  const party = fc.constantFrom('street', 'road', 'maintainer', 'owner', 'likeliest', 'unit:power');
  const one = fc.record({ when, act: fc.uniqueArray(party, { minLength: 1, maxLength: 3 }) });
  const sets = fc.tuple(fc.array(one, { maxLength: 5 }), fc.boolean()).map(([all, hasLast]) => {
    const given = all.map((part, i) => rule({ id: `r${i}`, ...(part as Partial<DispatchRule>) }));
    return hasLast ? [...given, rule({ id: 'last' })] : given;
  });
  const cases = fc.record({
    kind: fc.constantFrom(...city.kinds.slice(0, 2)),
    someoneHurt: fc.boolean(),
    belief: fc.constantFrom('known', 'ownerless', 'unsure', 'none' as const),
    classCode: fc.constantFrom('0103', '0105'),
    location: fc.constantFrom('carriageway', 'footway', 'green', 'compound'),
    place: fc.constantFrom(...city.places),
    time: fc.constantFrom('00:00', '05:59', '06:00', '12:00', '22:30', '23:00'),
    keeper: fc.constantFrom('owner', 'maintainer'),
  });
  const seen = { refused: 0, passed: 0 };
  fc.assert(
    fc.property(sets, fc.array(cases, { minLength: 40, maxLength: 40 }), (given, all) => {
      const problems = checkRules(given, city).filter((problem) => !isWarning(problem));
      if (problems.length > 0) seen.refused += 1;
      else seen.passed += 1;
      if (problems.length === 0) for (const one of all) expect(applyRules(given, caseOf(one), one.place.units, (id) => id)).not.toBeNull();
      for (const problem of problems) if ('of' in problem) expect(isNobodys(given, problem.of)).toBe(true);
    }),
    { numRuns: 300 },
  );
  expect(Math.min(seen.refused, seen.passed)).toBeGreaterThan(20);
});

test('hours may go over midnight, and their end is not in them', () => {
  const night = { from: '22:00', to: '06:00' };
  expect(['21:59', '22:00', '00:00', '05:59', '06:00'].map((time) => isWithin(night, time))).toEqual([false, true, true, true, false]);
  expect(['05:59', '06:00', '21:59', '22:00'].map((time) => isWithin({ from: '06:00', to: '22:00' }, time))).toEqual([false, true, true, false]);
});

test('of the sets whose time has come the last holds', () => {
  const sets = [{ effectiveAt: '2026-12-01T00:00:00Z' }, { effectiveAt: '2026-11-01T00:00:00Z' }];
  expect(ruleSetAt(sets, '2026-11-30T23:59:59Z')).toBe(sets[1]);
  expect(ruleSetAt(sets, '2026-12-01T00:00:00Z')).toBe(sets[0]);
  expect(ruleSetAt(sets, '2026-10-01T00:00:00Z')).toBeUndefined();
});
