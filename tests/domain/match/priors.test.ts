import fc from 'fast-check';
import { expect, test } from 'vitest';
import { matchAssets } from '#domain/match/match-assets.ts';
import { defaultPriors, withPriors } from '#domain/match/priors.ts';
import { anAsset, anObservation, at, context, telecom } from './street.ts';

test('a city’s own values lie over the defaults', () => {
  const priors = withPriors({ defaultAccuracyM: 30, trust: { kind: 0.9 }, costs: { hazard: { wrongDispatch: 1, question: 1, patrol: 1 } } }, defaultPriors);
  expect(priors.defaultAccuracyM).toBe(30);
  expect(priors.trust).toEqual({ ...defaultPriors.trust, kind: 0.9 });
  expect(priors.costs.ordinary).toEqual(defaultPriors.costs.ordinary);
});

test('at every depth: one cost of one kind, or of one side, leaves all others', () => {
  const { costs } = withPriors({ costs: { byKind: { gas_smell: { wrongDispatch: 777 } }, ordinary: { wrongDispatch: 90 } } }, defaultPriors);
  expect(costs.byKind).toEqual({ ...defaultPriors.costs.byKind, gas_smell: { ...defaultPriors.costs.byKind['gas_smell'], wrongDispatch: 777 } });
  expect(costs.ordinary).toEqual({ ...defaultPriors.costs.ordinary, wrongDispatch: 90 });
});

test('what was learned of classes that no default names stays', () => {
  const learned = { ...defaultPriors.learned, classRates: { '0104': 2.5 } };
  expect(withPriors({ ...defaultPriors, learned }, defaultPriors).learned).toEqual(learned);
});

test.each([
  { lately: { hours: 1e12 } },
  { lately: { hours: 'x' } },
  { unregisteredShare: 0 },
  { saidNew: -1 },
  { trust: { kind: 1.2 } },
  { costs: { byKind: null } },
  { costs: { ordinary: { question: Number.NaN } } },
  { costs: { byKind: { flooded: { wrongDispatch: 'dear' } } } },
  { plate: { byChance: 0 } },
  { statusOdds: { removed: 0 } },
  { answerRight: { tap: 1 } },
  { errorMixture: [] },
  { errorMixture: [{ share: 'x', scale: 1 }] },
])('what would make no probability, or no hour, leaves the default: %j', (given) => {
  expect(withPriors(given, defaultPriors)).toMatchObject(defaultPriors);
});

test.each([undefined, null, 3, 'x', {}, { trust: null }, { trust: 'much' }, { errorMixture: {} }, { unheardOf: 1 }])(
  'what is no prior leaves the defaults: %j',
  (given) => {
    expect(withPriors(given, defaultPriors)).toEqual(defaultPriors);
  },
);

const number = fc.oneof(fc.constantFrom(0, -1, 1, Number.NaN, 1e300, Number.MIN_VALUE), fc.double(), fc.string());
const own = fc.record(
  Object.fromEntries(
    Object.entries(defaultPriors).flatMap(([name, value]) => {
      if (name === 'learned' || Array.isArray(value)) return [];
      return [[name, typeof value === 'number' ? number : fc.record(Object.fromEntries(Object.keys(value).map((key) => [key, number])), { requiredKeys: [] })]];
    }),
  ),
  { requiredKeys: [] },
);

test('whatever a city says of what is believed, an answer’s probabilities sum to one', () => {
  const said = {
    ...anObservation({
      kind: { code: 'cover_broken', about: 'well', assetClasses: [], isHazard: true },
      text: '新装的电信井，方的',
      plateRead: '3101040105',
      accuracyM: null,
    }),
    addressPoint: { point: at(5, 5), errorM: 30, toward: { direction: { east: 1, north: 0 }, isCorner: false } },
    photoPoint: { point: at(2, 2), errorM: 12 },
    answers: [{ ask: 'shape', answer: 'round' } as const],
    lately: { city: { '0105': 2 }, near: { '0107': 3 } },
  };
  const nearby = [anAsset('31010401050001231', 3, 0, { status: 'missing' }), anAsset('31010401070001232', -4, 0, { ...telecom, status: 'removed' })];
  fc.assert(
    fc.property(own, (given) => {
      const { candidates, owners } = matchAssets(said, nearby, { ...context, priors: withPriors(given, defaultPriors) });
      for (const shares of [candidates, owners]) expect(shares.reduce((sum, { probability }) => sum + probability, 0)).toBeCloseTo(1, 6);
    }),
  );
});
