import { holeOf, placesIn } from '../hour-sorts.ts';
import type { LearnedTables } from '../priors.ts';
import { asUsual, type Past, type Sort, sortPiece, withOneMore } from './fit-hours.ts';

type Shares = Readonly<Record<string, number>>;

/** Some hours of the past: of which classes each hole was believed, or found to be, that was told of in them, and the hour of the city's day in their middle. */
export interface PastHours {
  readonly told: readonly Shares[];
  readonly hour: number;
}

const mostSorts = 4;
/** So few tell of no sorts. */
const fewestPast = 60;
const parts = 5;

/** So many standard errors one sort more must be worth on hours held out. */
const surely = 2;

const isBetter = (after: readonly number[], before: readonly number[]): boolean => {
  const gains = after.map((log, i) => log - (before[i] ?? 0));
  const gain = gains.reduce((a, b) => a + b, 0);
  return gain > surely * Math.sqrt(gains.reduce((sum, one) => sum + (one - gain / gains.length) ** 2, 0));
};

/** Grown sort by sort in each part of the past but one, for as long as that makes the part left out likelier; how many they are then. */
const countSorts = ({ pieces, usual }: Past): number => {
  const folds = Array.from({ length: parts }, (_, part) => ({
    taught: { pieces: pieces.filter((_one, i) => i % parts !== part), usual },
    judged: pieces.filter((_one, i) => i % parts === part),
  }));
  const judge = (fitted: readonly (readonly Sort[])[]) => folds.flatMap(({ judged }, part) => judged.map((piece) => sortPiece(fitted[part] ?? [], piece).log));
  let fitted: readonly (readonly Sort[])[] = folds.map(() => [asUsual]);
  for (let count = 1; count < mostSorts; count++) {
    const more = folds.map(({ taught }, part) => withOneMore(taught, fitted[part] ?? []));
    if (!isBetter(judge(more), judge(fitted))) return count;
    fitted = more;
  }
  return mostSorts;
};

const pastOf = (all: readonly PastHours[]): { readonly past: Past; readonly codes: readonly string[] } => {
  const counts: Record<string, number> = {};
  for (const { told } of all) for (const one of told) for (const [code, share] of Object.entries(one)) counts[code] = (counts[code] ?? 0) + share;
  const total = Object.values(counts).reduce((a, b) => a + b, 0);
  const codes = Object.keys(counts);
  const placeOf = placesIn(codes);
  const pieces = all.map(({ told, hour }) => ({ hour, holes: told.map((one) => holeOf(one, placeOf)) }));
  return { codes, past: { pieces, usual: codes.map((code) => (counts[code] ?? 0) / total) } };
};

/**
 * Which sorts of hours a city has, by what was told of in its past hours: how many, one more only where that makes hours held out likelier, and what each
 * tells of more often, the commonest first. None: all hours are alike, or too few are known.
 */
export const learnHours = (all: readonly PastHours[]): Pick<LearnedTables, 'hours' | 'hoursUsual'> => {
  const none = { hours: [], hoursUsual: {} };
  const heard = all.filter(({ told }) => told.length > 0);
  if (heard.length < fewestPast) return none;
  const { past, codes } = pastOf(heard);
  const count = countSorts(past);
  let sorts: readonly Sort[] = [asUsual];
  while (sorts.length < count) sorts = withOneMore(past, sorts);
  const holes = sorts.reduce((sum, sort) => sum + sort.holes, 0);
  const named = sorts.map((sort) => ({
    share: sort.holes / holes,
    times: Object.fromEntries(codes.map((code, place) => [code, sort.times[place] ?? 1])),
    byHour: sort.byHour,
  }));
  if (count === 1) return none;
  return { hours: named.sort((a, b) => b.share - a.share), hoursUsual: Object.fromEntries(codes.map((code, place) => [code, past.usual[place] ?? 0])) };
};
