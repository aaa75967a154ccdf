import type { CityRows, Row } from './city-rows.ts';
import { numberOf } from './random.ts';
import { otherWell, type StatedClass, type StatedModel, statedClasses } from './stated-model.ts';

/** Owners (null: nobody) with their shares; they sum to one. */
export type Owners = readonly (readonly [string | null, number])[];

/** The stated model laid over one city's rows: who is told of how often, and whose it may truly be. */
export interface StatedCity {
  readonly model: StatedModel;
  readonly seed: number;
  readonly rows: CityRows;
  /** How often each row is meant; sums to one. */
  readonly meant: ReadonlyMap<Row, number>;
  classOf(row: Pick<Row, 'classCode'>): StatedClass;
  ownersOf(row: Row): Owners;
  trueOwner(row: Row): string | null;
  /** Classes of things that are not registered, and whose those are. */
  readonly unregisteredClasses: readonly (readonly [string, number])[];
  ownersOfClass(code: string): Owners;
}

const none: StatedClass = { ...otherWell, rate: 0.1, problems: { other: 1 }, called: ['东西'] };

const shared = <K>(counts: ReadonlyMap<K, number>): (readonly [K, number])[] => {
  const total = [...counts.values()].reduce((a, b) => a + b, 0);
  return [...counts].map(([key, count]) => [key, count / total] as const);
};

const countBy = <K>(rows: readonly Row[], keyOf: (row: Row) => K, weightOf: (row: Row) => number): Map<K, number> => {
  const counts = new Map<K, number>();
  for (const row of rows) counts.set(keyOf(row), (counts.get(keyOf(row)) ?? 0) + weightOf(row));
  return counts;
};

/** Of which classes the wells are that are told of: what is not registered is of them too. */
const classesOf = (meant: ReadonlyMap<Row, number>): StatedCity['unregisteredClasses'] =>
  shared(
    countBy(
      [...meant.keys()].filter((row) => row.isWell),
      (row) => row.classCode,
      (row) => meant.get(row) ?? 0,
    ),
  );

/** The same city while other things are told of: how often each row is meant, relatively. */
export const restated = (city: StatedCity, often: (row: Row, usual: number) => number): StatedCity => {
  const rates = [...city.meant].map(([row, usual]) => [row, often(row, usual)] as const);
  const total = rates.reduce((sum, [, rate]) => sum + rate, 0);
  const meant = new Map(rates.map(([row, rate]) => [row, rate / total]));
  return { ...city, meant, unregisteredClasses: classesOf(meant) };
};

export const stateCity = (rows: CityRows, model: StatedModel, seed: number): StatedCity => {
  const classOf = ({ classCode }: Pick<Row, 'classCode'>): StatedClass => statedClasses[classCode] ?? (wellClasses.has(classCode) ? otherWell : none);
  const wellClasses = new Set(rows.things.filter((row) => row.isWell).map((row) => row.classCode));
  const rateOf = (row: Row) => classOf(row).rate * (model.status[row.status] ?? 1) * (model.location[row.location] ?? 1);
  const total = rows.things.reduce((sum, row) => sum + rateOf(row), 0);
  const meant = new Map(rows.things.map((row) => [row, rateOf(row) / total]));
  const byClass = new Map<string, Owners>();
  for (const code of new Set(rows.things.map((row) => row.classCode)))
    byClass.set(
      code,
      shared(
        countBy(
          rows.things.filter((r) => r.classCode === code && (r.ownerId !== null || code === '0114')),
          (r) => r.ownerId,
          () => 1,
        ),
      ),
    );
  const ownersOfClass = (code: string): Owners => byClass.get(code) ?? [[null, 1]];
  const ownersOf = (row: Row): Owners => {
    const wrong = model.ownerWrong[row.evidence] ?? 0.05;
    const others = ownersOfClass(row.classCode).filter(([owner]) => owner !== row.ownerId && owner !== null);
    const all = others.reduce((sum, [, share]) => sum + share, 0);
    return all === 0 ? [[row.ownerId, 1]] : [[row.ownerId, 1 - wrong], ...others.map(([owner, share]) => [owner, (wrong * share) / all] as const)];
  };
  const trueOwner = (row: Row): string | null => {
    let left = numberOf(row.id, seed);
    for (const [owner, share] of ownersOf(row)) {
      left -= share;
      if (left < 0) return owner;
    }
    return row.ownerId;
  };
  const unregisteredClasses = classesOf(meant);
  return { model, seed, rows, meant, classOf, ownersOf, trueOwner, unregisteredClasses, ownersOfClass };
};
