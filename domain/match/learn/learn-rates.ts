import type { LearnedTables, MatchPriors } from '../priors.ts';
import { Counts, grouped } from './counts.ts';
import type { Responsible } from './responsibilities.ts';
import type { Settled } from './settled.ts';

/** Orders' worth of belief that a class or place is told of as the average is: a class told of twice is not yet a rate. */
const steadying = 4;

type Shares = Readonly<Record<string, number>>;
type Registered = NonNullable<Responsible['asset']>;

/** How often things of a key were meant, and how often they would have been at a rate of one. */
const meantBy = (rates: Shares, keyOf: (one: Registered) => string, orders: readonly (readonly Responsible[])[]): { seen: Counts; base: Counts } => {
  const [seen, base] = [new Counts(), new Counts()];
  for (const order of orders) {
    const registered = order.filter(({ asset }) => asset !== null);
    const [before, after] = [registered.reduce((sum, one) => sum + one.before, 0), registered.reduce((sum, one) => sum + one.after, 0)];
    if (before <= 0) continue;
    for (const { asset, before: was, after: is } of registered) {
      if (!asset) continue;
      const key = keyOf(asset);
      base.add(key, ((was / before) * after) / (rates[key] ?? 1));
      seen.add(key, is);
    }
  }
  return { seen, base };
};

/** Each rate anew, drawn towards one where little was seen: iterative scaling, which ends where rates and orders agree. */
const rescaled = (rates: Shares, keyOf: (one: Registered) => string, orders: readonly (readonly Responsible[])[]): Shares => {
  const { seen, base } = meantBy(rates, keyOf, orders);
  const next = base.keys().map((key) => [key, (seen.of(key) + steadying) / (base.of(key) + steadying)] as const);
  const mean = Math.exp(next.reduce((sum, [key, rate]) => sum + Math.log(rate) * base.of(key), 0) / base.total);
  return Object.fromEntries(next.map(([key, rate]) => [key, rate / mean]));
};

/** How often classes, places and states are told of, and how much is not registered. */
export const learnRates = (
  priors: MatchPriors,
  settled: readonly Settled[],
  orders: readonly (readonly Responsible[])[],
): Partial<MatchPriors> & { learned: LearnedTables } => {
  const { classRates, locationRates } = priors.learned;
  const learned = {
    ...priors.learned,
    classRates: rescaled(classRates, (asset) => asset.classCode, orders),
    statusKinds: learnStatusKinds(priors, settled, orders),
    locationRates: rescaled(locationRates, (asset) => asset.locationKind, orders),
  };
  const flat = orders.flat();
  const share = (is: (one: Responsible) => boolean, of: 'before' | 'after') => flat.filter(is).reduce((sum, one) => sum + one[of], 0);
  const missing = (one: Responsible) => one.asset === null && !one.isNothing;
  const grown = (is: (one: Responsible) => boolean) => (share(is, 'after') + 1) / (share(is, 'before') + 1);
  return {
    learned,
    unregisteredShare: Math.min(0.5, Math.max(0.001, priors.unregisteredShare * grown(missing))),
  };
};

const states = ['damaged', 'missing', 'abandoned', 'removed'] as const;
/** Orders' worth of belief that with a kind a state counts as it does on the whole. */
const steadyingKind = 8;

/** How many times likelier one in a state is meant than an intact one: with each kind of matter, and without any. */
const learnStatusKinds = (
  { statusOdds, learned: { statusKinds } }: MatchPriors,
  settled: readonly Settled[],
  orders: readonly (readonly Responsible[])[],
): LearnedTables['statusKinds'] => {
  const kindOf = (i: number) => settled[i]?.observation.kind?.code ?? '';
  const byKind = grouped(
    orders.map((order, i) => ({ order, kind: kindOf(i) })),
    ({ kind }) => kind,
  );
  const counted = [...byKind].map(([kind, list]) => {
    const standing = { intact: 1, ...Object.fromEntries(states.map((state) => [state, statusKinds[`${state} ${kind}`] ?? statusOdds[state]])) };
    return {
      kind,
      ...meantBy(
        standing,
        ({ status }) => status,
        list.map(({ order }) => order),
      ),
    };
  });
  const sum = (of: (one: (typeof counted)[number]) => number) => counted.reduce((total, one) => total + of(one), 0);
  const learned: Record<string, number> = {};
  for (const state of states) {
    const rate = (seen: number, base: number, intact: number, believed: number) => (seen + steadyingKind * believed) / (base * intact + steadyingKind);
    const intactOf = ({ seen, base }: (typeof counted)[number]) => seen.of('intact') / Math.max(1e-9, base.of('intact'));
    const whole = rate(
      sum(({ seen }) => seen.of(state)),
      sum((one) => one.base.of(state) * intactOf(one)),
      1,
      statusOdds[state],
    );
    for (const one of counted) learned[`${state} ${one.kind}`] = rate(one.seen.of(state), one.base.of(state), intactOf(one), whole);
  }
  return learned;
};
