import type { MatchContext } from '../observation.ts';
import type { LearnedTables } from '../priors.ts';
import { Counts, Table } from './counts.ts';
import type { Responsible } from './responsibilities.ts';
import type { Settled } from './settled.ts';

const steadying = 5;

/** How often each problem kind is told of each class; what a kind is not about begins a fiftieth as likely. */
export const learnKinds = (
  orders: readonly Settled[],
  responsible: readonly (readonly Responsible[])[],
  context: MatchContext,
): LearnedTables['kindShares'] => {
  const byKind = new Table();
  const byClass = new Counts();
  const about = new Map<string, ReadonlySet<string>>();
  orders.forEach(({ observation: { kind } }, i) => {
    if (kind?.code === undefined) return;
    about.set(kind.code, new Set(kind.assetClasses));
    for (const { asset, after } of responsible[i] ?? []) {
      if (!asset) continue;
      byKind.row(kind.code).add(asset.classCode, after);
      byClass.add(asset.classCode, after);
    }
  });
  const learned: Record<string, Record<string, number>> = {};
  for (const kind of byKind.keys()) {
    const row = byKind.row(kind);
    const usual = row.total / Math.max(1, byClass.total);
    const fits = about.get(kind);
    learned[kind] = Object.fromEntries(
      context.classWords.map(({ code }) => {
        const believed = usual * (fits && fits.size > 0 && !fits.has(code) ? 0.02 : 1);
        return [code, (row.of(code) + steadying * believed) / (byClass.of(code) + steadying)];
      }),
    );
  }
  return learned;
};
