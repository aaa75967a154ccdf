import type { SumRow } from '#db/queries/figures/score-sums.ts';
import type { ScoreScope } from '#db/queries/figures/scores.ts';
import { countMadeUp } from '#db/queries/figures/yearly-figures.ts';
import { listScoredPlaces } from '#db/queries/places/places.ts';
import type { Vocabulary } from '#db/queries/places/vocabulary.ts';
import type { Connection } from '#db/sql.ts';
import type { Subject } from '#domain/contract/scores.ts';
import type { Name } from '#domain/contract/terms.ts';
import { addTallies, measures, rankScores, rateOf, type ScoreRule, scoreOf, type Tallies } from '#domain/score.ts';
import type { App } from '../app-type.ts';
import { countSums, isCountedLive, mostCountedLive } from './figures.ts';
import { readMadeUp, readSums, storedMonths } from './stored-figures.ts';

export type By = 'unit' | 'street' | 'district';

export interface Sums {
  readonly sums: SumRow[];
  readonly madeUp: number;
  readonly countedAt: string;
  /** Months that are in none of them yet. */
  readonly counting: string[];
}

/** The sums of a period, and as of when: those of few orders are counted now. @param most so many orders are counted while one waits */
export const loadSums = async (app: App, scope: ScoreScope, most = mostCountedLive): Promise<Sums> => {
  if (await isCountedLive(app.pool, scope, most))
    return { sums: await countSums(app.pool, scope), madeUp: await countMadeUp(app.pool, scope), countedAt: scope.now, counting: [] };
  const stored = await storedMonths(app, scope, scope.now);
  const [sums, madeUp] = [await readSums(app, stored, scope), await readMadeUp(app, stored, scope)];
  return { sums, madeUp, countedAt: stored.countedAt, counting: [...stored.counting] };
};

const keyOf = (by: By, row: Pick<SumRow, 'unitId' | 'streetCode' | 'districtCode'>): string =>
  ({ unit: row.unitId, street: row.streetCode, district: row.districtCode })[by];

export const tell = (tallies: Tallies) => measures.map((measure) => ({ measure, of: tallies[measure]?.of ?? 0, rate: rateOf(tallies[measure]) }));

const talliesOf = ({ cases, good }: SumRow): Tallies =>
  Object.fromEntries(measures.map((measure, nth) => [measure, { of: cases[nth] ?? 0, good: good[nth] ?? 0 }]));

/** All figures together: the city, or what of it the reader is responsible for. */
export const wholeOf = (sums: readonly SumRow[]): Tallies => addTallies(sums.map(talliesOf));

interface Known {
  readonly name: Name;
  readonly kind: string;
  readonly isActive: boolean;
}

const knownBy = async (connection: Connection, { units }: Vocabulary, by: By): Promise<ReadonlyMap<string, Known>> => {
  if (by === 'unit') return new Map(units.map(({ id, name, kind, active }) => [id, { name, kind, isActive: active }]));
  const places = await listScoredPlaces(connection, by);
  return new Map(places.map(({ code, name, isRetired }) => [code, { name, kind: by, isActive: !isRetired }]));
};

/** Units, streets or districts with their figures, best first. */
export const scoreSubjects = async (connection: Connection, vocabulary: Vocabulary, sums: readonly SumRow[], by: By, rule: ScoreRule): Promise<Subject[]> => {
  const known = await knownBy(connection, vocabulary, by);
  const subjects = [...Map.groupBy(sums, (row) => keyOf(by, row))].flatMap(([id, rows]) => {
    const what = known.get(id);
    const orders = rows.reduce((sum, row) => sum + row.orders, 0);
    const tallies = wholeOf(rows);
    return what && orders > 0 ? [{ id, ...what, orders, score: scoreOf(tallies, rule), tallies: tell(tallies) }] : [];
  });
  return rankScores(subjects, rule);
};

export const tellRule = ({ version, weights, signHours, repeatDays, leastOrders }: ScoreRule) => ({
  ...{ version, signHours, repeatDays, leastOrders },
  weights: measures.map((measure) => ({ measure, weight: weights[measure] })),
});
