import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { DispatchRule } from '#domain/contract/dispatch-rules.ts';
import { reasonWordings } from '#domain/contract/reasons.ts';
import { type DispatchInput, decideDispatch } from '#domain/dispatch.ts';
import { matchAssets } from '#domain/match/match-assets.ts';
import { readDispatchRules } from '../../seed/read-dispatch-rules.ts';
import { anAsset, anObservation, brokenCover, context, telecom } from './match/street.ts';

const units = { streetCentre: 'street', districtCentre: 'district', cityCentre: 'city', road: 'road', greening: 'green' };
const rules: DispatchRule[] = await readDispatchRules(join(import.meta.dirname, '../fixtures/small-city/dispatch-rules.csv'));
const input: DispatchInput = {
  kind: { code: 'cover_missing', about: 'well', acts: 'owner' },
  time: '10:00',
  isHazard: true,
  match: null,
  picked: null,
  plateAsset: null,
  place: { districtCode: '310104', streetCode: '310104007' },
  units,
};
const decide = (rest: Partial<DispatchInput>) => decideDispatch({ ...input, ...rest }, { version: 1, rules });
const matched = (nearby: Parameters<typeof matchAssets>[1], said: Parameters<typeof anObservation>[0] = {}) =>
  matchAssets(anObservation({ kind: brokenCover, accuracyM: 5, ...said }), nearby, context);
const informed = (decision: ReturnType<typeof decide>) => decision.informed.map(({ unitId, reason }) => `${unitId}:${reason.code}`);
const well = anAsset('w', 1, 0);
const green = anAsset('g', 1, 0, { locationKind: 'green' });

describe('an order goes', () => {
  test.each([
    ['road', 'road', 'dispatch-kind-road'],
    ['greening', 'green', 'dispatch-kind-greening'],
    ['centre', 'street', 'dispatch-kind-centre'],
  ] as const)('by place and kind alone where %s acts', (acts, unitId, code) => {
    expect(decide({ kind: { code: 'other', about: 'none', acts } })).toMatchObject({ unitId, reason: { code }, informed: [], matchScore: null });
  });

  test('to the street where a district has no road authority', () => {
    expect(decide({ kind: { code: 'other', about: 'none', acts: 'road' }, units: { ...units, road: null } }).unitId).toBe('street');
  });

  test('to the owner that a sure match found, the road authority told, the way recorded', () => {
    const decision = decide({ match: matched([well]) });
    expect(decision).toMatchObject({ unitId: 'power', assetId: 'w', path: ['city', 'district', 'street', 'power'], reason: { code: 'dispatch-matched' } });
    expect(decision.matchScore).toBeGreaterThan(0.9);
    expect(informed(decision)).toEqual(['road:informed-road']);
  });

  test('off the road without telling the road authority', () => {
    expect(informed(decide({ match: matched([green]) }))).toEqual([]);
  });

  test('to the owner alone where the owner is sure and the well is not', () => {
    const decision = decide({ match: matched([anAsset('a', 2, 0), anAsset('b', -2, 0), anAsset('c', 0, 2)]) });
    expect(decision).toMatchObject({ unitId: 'power', assetId: null });
  });

  test('to the agreed maintainer, the owner told', () => {
    const decision = decide({ plateAsset: { ...well, maintainerId: 'keeper' } });
    expect(decision).toMatchObject({ unitId: 'keeper', assetId: 'w', reason: { code: 'dispatch-plate' } });
    expect(informed(decision)).toEqual(['power:informed-owner', 'road:informed-road']);
  });

  test('by the person’s pick whatever the match believed', () => {
    const decision = decide({ match: matched([well, anAsset('t', -1, 0, telecom)]), picked: anAsset('t', -1, 0, telecom) });
    expect(decision).toMatchObject({ unitId: 'telecom-a', assetId: 't', reason: { code: 'dispatch-picked' } });
    expect(decision.matchScore).toBeGreaterThan(0);
  });

  test('to the road authority when nobody’s well lies on a road, to the street when it does not', () => {
    expect(decide({ match: matched([{ ...well, ownerId: null }]) })).toMatchObject({
      unitId: 'road',
      reason: { code: 'dispatch-ownerless-road' },
      informed: [],
      assetId: 'w',
    });
    expect(decide({ picked: { ...green, ownerId: null } })).toMatchObject({ unitId: 'street', reason: { code: 'dispatch-ownerless' } });
  });

  test('to who followed a unit that ended, and to the street when nobody did', () => {
    const ended = (successorId: string | null) => ({ power: { successorId } });
    expect(decide({ picked: green, endedUnits: ended('new-power') }).unitId).toBe('new-power');
    expect(decide({ picked: green, endedUnits: ended(null) })).toMatchObject({ unitId: 'street', reason: { code: 'dispatch-unit-ended' } });
    expect(decide({ picked: green, endedUnits: { power: { successorId: 'power' } } }).unitId).toBe('street');
  });

  test('to the street when nothing is registered there or the person found it not listed', () => {
    expect(decide({ match: matched([]) })).toMatchObject({
      unitId: 'street',
      reason: { code: 'dispatch-none' },
      assetId: null,
      path: ['city', 'district', 'street'],
    });
    expect(decide({ match: null })).toMatchObject({ unitId: 'street', reason: { code: 'dispatch-none' } });
  });

  test('to the street when the owner is unsure; a danger is told to the likeliest owner at once', () => {
    const match = matched([well, anAsset('t', -1.2, 0, telecom)]);
    expect(match.action).toBe('ask');
    const hazard = decide({ match });
    expect(hazard).toMatchObject({ unitId: 'street', assetId: null, reason: { code: 'dispatch-unsure-hazard' } });
    expect(informed(hazard)).toEqual(['road:informed-road-hazard', `${match.owners[0]?.unitId}:informed-likeliest-owner`]);
    const ordinary = decide({ match, isHazard: false });
    expect(ordinary).toMatchObject({ unitId: 'street', reason: { code: 'dispatch-unsure' }, informed: [] });
  });

  test('a danger that nothing registered explains is told to the road authority, one that lies off the road is not', () => {
    expect(informed(decide({ match: null }))).toEqual(['road:informed-road-hazard']);
    const compounds = [anAsset('a', 1, 0, { locationKind: 'compound' }), anAsset('b', -1.2, 0, { ...telecom, locationKind: 'compound' })];
    expect(informed(decide({ match: matched(compounds) })).join()).not.toContain('road');
  });

  test('an ordinary matter is told to nobody beside the street', () => {
    expect(decide({ match: null, isHazard: false }).informed).toEqual([]);
  });
});

test('there is always one accountable unit at the path’s end, told apart from the informed, with reasons that have words', () => {
  const unit = fc.constantFrom(null, 'power', 'telecom-a', 'road', 'street');
  const asset = fc.record({
    ownerId: unit,
    maintainerId: unit,
    locationKind: fc.constantFrom('carriageway', 'green'),
    ownerConfidence: fc.constantFrom(0, 0.5, 1),
  });
  const assets = fc.array(asset, { maxLength: 5 }).map((all) => all.map((rest, i) => anAsset(`a${i}`, i * 3, 0, rest)));
  const kind = fc.record({
    code: fc.constant('cover_missing'),
    about: fc.constantFrom('well', 'asset', 'none' as const),
    acts: fc.constantFrom('owner', 'road', 'greening', 'centre' as const),
  });
  fc.assert(
    fc.property(assets, kind, fc.boolean(), fc.boolean(), fc.constantFrom(null, 'road'), (nearby, anyKind, isHazard, picks, road) => {
      const decision = decide({ kind: anyKind, isHazard, match: matched(nearby), picked: picks ? (nearby[0] ?? null) : null, units: { ...units, road } });
      expect(decision.path.at(-1) === decision.unitId || decision.unitId === 'street').toBe(true);
      const told = decision.informed.map((i) => i.unitId);
      expect(told).not.toContain(decision.unitId);
      expect(new Set(told).size).toBe(told.length);
      for (const { code } of [decision.reason, ...decision.informed.map((i) => i.reason)]) expect(Object.keys(reasonWordings)).toContain(code);
    }),
  );
});
