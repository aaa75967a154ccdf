import { expect, test } from 'vitest';
import { defaultPriors, withPriors } from '#domain/match/priors.ts';

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
])('what would make no probability, or no hour, leaves the default: %j', (given) => {
  expect(withPriors(given, defaultPriors)).toEqual(defaultPriors);
});

test.each([undefined, null, 3, 'x', {}, { trust: null }, { trust: 'much' }, { errorMixture: {} }, { unheardOf: 1 }])(
  'what is no prior leaves the defaults: %j',
  (given) => {
    expect(withPriors(given, defaultPriors)).toEqual(defaultPriors);
  },
);
