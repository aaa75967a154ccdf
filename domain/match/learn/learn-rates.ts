import type { LearnedTables, MatchPriors } from '../priors.ts';
import { Counts } from './counts.ts';
import type { Responsible } from './responsibilities.ts';

/** Orders that count before any were seen: a class told of twice is not yet a rate. */
const steadying = 4;

type Shares = Readonly<Record<string, number>>;

/** Each rate times how much oftener than expected it was so: iterative scaling, which ends where both agree. */
const rescaled = (rates: Shares, keyOf: (one: NonNullable<Responsible['asset']>) => string, orders: readonly (readonly Responsible[])[]): Shares => {
  const [seen, expected] = [new Counts(), new Counts()];
  for (const order of orders) {
    const registered = order.filter(({ asset }) => asset !== null);
    const [before, after] = [registered.reduce((sum, one) => sum + one.before, 0), registered.reduce((sum, one) => sum + one.after, 0)];
    if (before <= 0) continue;
    for (const { asset, before: was, after: is } of registered) {
      if (!asset) continue;
      expected.add(keyOf(asset), (was / before) * after);
      seen.add(keyOf(asset), is);
    }
  }
  const next = expected.keys().map((key) => [key, (rates[key] ?? 1) * ((seen.of(key) + steadying) / (expected.of(key) + steadying))] as const);
  const mean = Math.exp(next.reduce((sum, [key, rate]) => sum + Math.log(rate) * expected.of(key), 0) / expected.total);
  return Object.fromEntries(next.map(([key, rate]) => [key, rate / mean]));
};

/** How often classes, places and states are told of, and how much is not registered or nothing at all. */
export const learnRates = (priors: MatchPriors, orders: readonly (readonly Responsible[])[]): Partial<MatchPriors> & { learned: LearnedTables } => {
  const { classRates, locationRates } = priors.learned;
  const learned = {
    ...priors.learned,
    classRates: rescaled(classRates, (asset) => asset.classCode, orders),
    locationRates: rescaled(locationRates, (asset) => asset.locationKind, orders),
  };
  const flat = orders.flat();
  const share = (is: (one: Responsible) => boolean, of: 'before' | 'after') => flat.filter(is).reduce((sum, one) => sum + one[of], 0);
  const missing = (one: Responsible) => one.asset === null && !one.isNothing;
  const grown = (is: (one: Responsible) => boolean) => (share(is, 'after') + 1) / (share(is, 'before') + 1);
  return {
    learned,
    unregisteredShare: Math.min(0.5, Math.max(0.001, priors.unregisteredShare * grown(missing))),
    nothingShare: Math.min(0.5, Math.max(0.0005, priors.nothingShare * grown((one) => one.isNothing))),
    statusOdds: learnStatus(priors, orders),
  };
};

const learnStatus = ({ statusOdds }: MatchPriors, orders: readonly (readonly Responsible[])[]): MatchPriors['statusOdds'] => {
  const rates = rescaled({ intact: 1, ...statusOdds }, (asset) => asset.status, orders);
  const of = (status: keyof MatchPriors['statusOdds']) => Math.max(0.01, (rates[status] ?? statusOdds[status]) / (rates['intact'] ?? 1));
  return { damaged: Math.max(1, of('damaged')), missing: Math.max(1, of('missing')), abandoned: of('abandoned'), removed: of('removed') };
};
