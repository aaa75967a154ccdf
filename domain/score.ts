/**
 * How units, streets and districts are scored: one rule, its weights as data, published with every score. Of all orders that came in
 * during the period (void and merged ones left out) each measure counts the cases it is about and how well they went; a score is the
 * weighted mean of the rates, in points of a hundred. A measure without a case is left out, and its weight with it.
 */
export const measures = ['sign', 'contact', 'close', 'hazard', 'speed', 'manner', 'outcome', 'denials', 'kept', 'passed', 'lasting'] as const;
export type Measure = (typeof measures)[number];

export interface ScoreRule {
  /** Counted up whenever a weight or a limit changes. */
  readonly version: number;
  readonly weights: Readonly<Record<Measure, number>>;
  /** A unit signs within so many hours of an order being sent to it. */
  readonly signHours: number;
  /** The same matter at the same asset within so many days of its closing was not repaired for good. */
  readonly repeatDays: number;
  /** Who has fewer orders is told a score and no rank. */
  readonly leastOrders: number;
}

/**
 * The weights of satisfaction follow what speed (51 %), outcome (28 %) and manner explained of it in one district's data of 2018; that
 * of danger is the greatest single one beside closing, because it is what the service is for.
 */
export const scoreRule: ScoreRule = {
  version: 1,
  weights: { sign: 8, contact: 10, close: 22, hazard: 20, speed: 10, manner: 4, outcome: 6, denials: 5, kept: 4, passed: 6, lasting: 5 },
  signHours: 24,
  repeatDays: 30,
  leastOrders: 5,
};

/** Cases of a measure, and the sum of how well each went (0 to 1). */
export interface Tally {
  readonly of: number;
  readonly good: number;
}
export type Tallies = Readonly<Partial<Record<Measure, Tally>>>;

/** How well a measure went, 0 to 1; null: it had no case. */
export const rateOf = (tally: Tally | undefined): number | null => (tally && tally.of > 0 ? tally.good / tally.of : null);

/** Points of a hundred, to one place; null where nothing at all could be measured. */
export const scoreOf = (tallies: Tallies, { weights }: ScoreRule): number | null => {
  let [sum, weight] = [0, 0];
  for (const measure of measures) {
    const rate = rateOf(tallies[measure]);
    if (rate === null) continue;
    sum += rate * weights[measure];
    weight += weights[measure];
  }
  return weight === 0 ? null : Math.round((sum / weight) * 1000) / 10;
};

/** Tallies added up: of a unit over its streets, of a district over its units. */
export const addTallies = (all: readonly Tallies[]): Tallies => {
  const sum: Partial<Record<Measure, Tally>> = {};
  for (const tallies of all)
    for (const measure of measures) {
      const [before, more] = [sum[measure], tallies[measure]];
      if (more) sum[measure] = { of: (before?.of ?? 0) + more.of, good: (before?.good ?? 0) + more.good };
    }
  return sum;
};

interface Scored {
  readonly id: string;
  readonly score: number | null;
  readonly orders: number;
}

/** Best first; the same score is the same rank, and who had too few orders has none and stands last. */
export const rankScores = <S extends Scored>(scored: readonly S[], { leastOrders }: ScoreRule): (S & { readonly rank: number | null })[] => {
  const counts = (s: Scored): boolean => s.score !== null && s.orders >= leastOrders;
  const sorted = [...scored].sort((a, b) => Number(counts(b)) - Number(counts(a)) || (b.score ?? -1) - (a.score ?? -1) || (a.id < b.id ? -1 : 1));
  return sorted.map((one) => ({
    ...one,
    rank: counts(one) ? sorted.filter((other) => counts(other) && (other.score ?? 0) > (one.score ?? 0)).length + 1 : null,
  }));
};
