import { listScoredPlaces } from '#db/queries/places.ts';
import { type ScoreScope, type TallyRow, tallyMeasure, tallyOrders } from '#db/queries/scores.ts';
import type { Vocabulary } from '#db/queries/vocabulary.ts';
import type { Connection } from '#db/sql.ts';
import type { Subject } from '#domain/contract/scores.ts';
import type { Name } from '#domain/contract/terms.ts';
import { addTallies, type Measure, measures, rankScores, rateOf, type ScoreRule, scoreOf, type Tallies } from '#domain/score.ts';

export type By = 'unit' | 'street' | 'district';

/** Everything that scores are made of, read once. */
export interface Figures {
  readonly byMeasure: ReadonlyMap<Measure, readonly TallyRow[]>;
  readonly orders: readonly Omit<TallyRow, 'good'>[];
}

export const loadFigures = async (connection: Connection, scope: ScoreScope): Promise<Figures> => {
  const byMeasure = new Map<Measure, readonly TallyRow[]>();
  for (const measure of measures) byMeasure.set(measure, await tallyMeasure(connection, measure, scope));
  return { byMeasure, orders: await tallyOrders(connection, scope) };
};

const keyOf = (by: By, row: Pick<TallyRow, 'unitId' | 'streetCode' | 'districtCode'>): string =>
  ({ unit: row.unitId, street: row.streetCode, district: row.districtCode })[by];

export const tell = (tallies: Tallies) => measures.map((measure) => ({ measure, of: tallies[measure]?.of ?? 0, rate: rateOf(tallies[measure]) }));

/** All figures together: the city, or what of it the reader is responsible for. */
export const wholeOf = ({ byMeasure }: Figures): Tallies =>
  addTallies([...byMeasure].flatMap(([measure, found]) => found.map(({ of, good }) => ({ [measure]: { of, good } }))));

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
export const scoreSubjects = async (connection: Connection, vocabulary: Vocabulary, figures: Figures, by: By, rule: ScoreRule): Promise<Subject[]> => {
  const known = await knownBy(connection, vocabulary, by);
  const parts = new Map<string, Tallies[]>();
  for (const [measure, found] of figures.byMeasure)
    for (const row of found) parts.set(keyOf(by, row), [...(parts.get(keyOf(by, row)) ?? []), { [measure]: { of: row.of, good: row.good } }]);
  const orders = new Map<string, number>();
  for (const row of figures.orders) orders.set(keyOf(by, row), (orders.get(keyOf(by, row)) ?? 0) + row.of);
  const subjects = [...orders.keys()].flatMap((id) => {
    const what = known.get(id);
    const tallies = addTallies(parts.get(id) ?? []);
    return what ? [{ id, ...what, orders: orders.get(id) ?? 0, score: scoreOf(tallies, rule), tallies: tell(tallies) }] : [];
  });
  return rankScores(subjects, rule);
};

export const tellRule = ({ version, weights, signHours, repeatDays, leastOrders }: ScoreRule) => ({
  ...{ version, signHours, repeatDays, leastOrders },
  weights: measures.map((measure) => ({ measure, weight: weights[measure] })),
});
