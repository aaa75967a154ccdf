import type { Acts, Belief, DispatchRule, RuleWhen } from '#domain/contract/dispatch-rules.ts';
import { readTable, refuseTwice, type TableRow } from './read-table.ts';

const columns = ['id', 'acts', 'kinds', 'hazard', 'beliefs', 'classes', 'locations', 'places', 'hours', 'act', 'tell', 'fall_back', 'least_percent', 'note'];
const known = {
  acts: ['owner', 'road', 'greening', 'centre'] as const satisfies readonly Acts[],
  beliefs: ['known', 'ownerless', 'unsure', 'none'] as const satisfies readonly Belief[],
  locations: ['carriageway', 'footway', 'green', 'compound'] as const,
};
const party = /^(maintainer|owner|likeliest|road|greening|street|district|city|unit:[a-z0-9-]{1,64})$/;

const several = <T extends string>(row: TableRow, column: string, allowed: readonly T[]): T[] =>
  row.list(column).map((value) => {
    const found = allowed.find((one) => one === value);
    if (found === undefined) throw row.fault(column, `${value} is none of ${allowed.join(', ')}`);
    return found;
  });

const parties = (row: TableRow, column: string): string[] =>
  row.list(column).map((value) => {
    if (!party.test(value))
      throw row.fault(column, `${value} names nobody; write maintainer, owner, likeliest, road, greening, street, district, city or unit:ID`);
    return value;
  });

const readHours = (row: TableRow): RuleWhen['hours'] => {
  const text = row.optional('hours');
  if (text === null) return undefined;
  const [, from, to] = /^([01]\d:[0-5]\d|2[0-3]:[0-5]\d)-([01]\d:[0-5]\d|2[0-3]:[0-5]\d)$/.exec(text) ?? [];
  if (from === undefined || to === undefined) throw row.fault('hours', `${text} are no hours, as in 22:00-06:00`);
  return { from, to };
};

const readWhen = (row: TableRow): RuleWhen => {
  const lists = {
    acts: several(row, 'acts', known.acts),
    kinds: row.list('kinds'),
    beliefs: several(row, 'beliefs', known.beliefs),
    classes: row.list('classes'),
    locations: several(row, 'locations', known.locations),
    places: row.list('places'),
  };
  const hours = readHours(row);
  return {
    ...Object.fromEntries(Object.entries(lists).filter(([, list]) => list.length > 0)),
    ...(row.optional('hazard') === null ? {} : { isHazard: row.flag('hazard') }),
    ...(hours ? { hours } : {}),
  };
};

/** The city's first dispatch rules, one row a rule, the first that fits decides; lists are written `a;b`. */
export const readDispatchRules = (path: string): Promise<DispatchRule[]> => {
  const seen = new Set<string>();
  return readTable(path, columns, (row) => {
    refuseTwice(row, 'id', seen);
    const [note, noteEn] = [row.optional('note'), row.optional('note_en')];
    const act = parties(row, 'act');
    if (act.length === 0) throw row.fault('act', 'is empty: somebody must act');
    return {
      id: row.matching('id', /^[a-z0-9-]{1,40}$/, 'lower-case letters, digits and dashes'),
      when: readWhen(row),
      act,
      tell: parties(row, 'tell'),
      fallBack: parties(row, 'fall_back'),
      ...(row.optional('least_percent') === null ? {} : { leastPercent: row.number('least_percent') }),
      ...(note === null ? {} : { note }),
      ...(noteEn === null ? {} : { noteEn }),
    };
  });
};
