import { expect, test } from 'vitest';
import { defaultPriors, withPriors } from '#domain/match/priors.ts';

test('a city’s own values lie over the defaults, one level deep', () => {
  const priors = withPriors({ defaultAccuracyM: 30, trust: { kind: 0.9 }, costs: { hazard: { wrongDispatch: 1, question: 1, patrol: 1 } } }, defaultPriors);
  expect(priors.defaultAccuracyM).toBe(30);
  expect(priors.trust).toEqual({ ...defaultPriors.trust, kind: 0.9 });
  expect(priors.costs.ordinary).toEqual(defaultPriors.costs.ordinary);
});

test.each([undefined, null, 3, 'x', {}, { trust: null }, { trust: 'much' }, { errorMixture: {} }, { unheardOf: 1 }])(
  'what is no prior leaves the defaults: %j',
  (given) => {
    expect(withPriors(given, defaultPriors)).toEqual(defaultPriors);
  },
);
