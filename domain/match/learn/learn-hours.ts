import { holeOf, placesIn, type ToldHole } from '../hour-sorts.ts';
import type { LearnedTables } from '../priors.ts';
import { surely } from './compare.ts';
import { asUsual, hoursCovered, type KnownAlike, type Past, type Piece, type Sort, sortPiece, withOneMore } from './fit-hours.ts';

type Shares = Readonly<Record<string, number>>;

/** Some hours of the past: of which classes each hole was believed, or found to be, that was told of in them. */
export interface PastHours {
  readonly told: readonly Shares[];
  /** How each of these is known: by the belief of which version, or as it was found. None: all alike. */
  readonly knownBy?: readonly string[];
  /** Which day of all days they were. None: they come one after another. */
  readonly day?: number;
  /** Their middle, hours of the city's day from midnight. */
  readonly middle: number;
  readonly hours: number;
}

/** What one sort of hours more is worth on hours held out: by how much it makes them likelier, natural log, with the standard error of that. */
export interface SortsJudged {
  readonly sorts: number;
  readonly gain: number;
  readonly error: number;
  readonly isTaken: boolean;
}

export interface LearnedHours {
  readonly learned: Pick<LearnedTables, 'hours' | 'hoursUsual'>;
  /** Of so many pieces of the past, and so many holes in them. */
  readonly pieces: number;
  readonly holes: number;
  /** Two sorts beside one, three beside two… up to the first that is not worth it. */
  readonly judged: readonly SortsJudged[];
}

const mostSorts = 4;
/** So few tell of no sorts. */
const fewestPast = 60;
const parts = 5;
/**
 * Days that are held out together, and count as one in the error of what is gained: a storm lasts days, and pieces of one storm are no two storms. Not by the piece's own place
 * in the list: where a city hears nothing at night each fifth of its pieces would be the same hours of each day.
 */
const daysTogether = 3;

/** A sort of which hardly a piece is tells nothing: what is likelier beside it is so by the rounds that the others were fitted further meanwhile. */
const fewestPieces = 2;

/** Pieces of the same few days. */
interface Days {
  readonly part: number;
  readonly pieces: readonly Piece[];
}

const judgeSorts = (fitted: readonly (readonly Sort[])[], after: readonly number[], before: readonly number[]): SortsJudged => {
  const gains = after.map((log, i) => log - (before[i] ?? 0));
  const gain = gains.reduce((a, b) => a + b, 0);
  const error = Math.sqrt(gains.reduce((sum, one) => sum + (one - gain / gains.length) ** 2, 0));
  const isOwn = fitted.filter((all) => all.every(({ pieces }) => pieces >= fewestPieces)).length > parts / 2; // rare weather may be missing in one part of the past
  return { sorts: fitted[0]?.length ?? 0, gain, error, isTaken: isOwn && gain > surely * error };
};

/** Grown sort by sort in each part of the past but one, for as long as that makes the part left out likelier. */
const judgeAll = (days: readonly Days[], usual: Past['usual']): SortsJudged[] => {
  const folds = Array.from({ length: parts }, (_, part) => ({ pieces: days.filter((one) => one.part !== part).flatMap(({ pieces }) => pieces), usual }));
  const judge = (fitted: readonly (readonly Sort[])[]) =>
    days.map(({ part, pieces }) => pieces.reduce((sum, piece) => sum + sortPiece(fitted[part] ?? [], piece).log, 0));
  let fitted: readonly (readonly Sort[])[] = folds.map(() => [asUsual]);
  const all: SortsJudged[] = [];
  for (let sorts = 2; sorts <= mostSorts; sorts++) {
    const more = folds.map((taught, part) => withOneMore(taught, fitted[part] ?? []));
    all.push(judgeSorts(more, judge(more), judge(fitted)));
    if (!all.at(-1)?.isTaken) break;
    fitted = more;
  }
  return all;
};

interface Known extends Past {
  readonly codes: readonly string[];
  readonly days: readonly Days[];
}

const meanOf = (told: readonly Shares[]): Shares => {
  const sums: Record<string, number> = {};
  for (const one of told) for (const [code, share] of Object.entries(one)) sums[code] = (sums[code] ?? 0) + share;
  return Object.fromEntries(Object.entries(sums).map(([code, sum]) => [code, sum / told.length]));
};

/** What is told of each way of knowing, in one piece or in all of them. */
const byKnowing = (all: readonly PastHours[]): Map<string, Shares[]> => {
  const known = new Map<string, Shares[]>();
  for (const { told, knownBy } of all)
    told.forEach((one, i) => {
      const by = knownBy?.[i] ?? '';
      const alike = known.get(by);
      if (alike) alike.push(one);
      else known.set(by, [one]);
    });
  return known;
};

const pastOf = (all: readonly PastHours[]): Known => {
  const mean = meanOf(all.flatMap(({ told }) => told));
  const total = Object.values(mean).reduce((a, b) => a + b, 0);
  const codes = Object.keys(mean);
  const placeOf = placesIn(codes);
  const usualOf = new Map([...byKnowing(all)].map(([by, told]) => [by, holeOf(meanOf(told), placeOf)]));
  const pieceOf = (one: PastHours): Piece => {
    const known = [...byKnowing([one])].map(
      ([by, told]): KnownAlike => ({ holes: told.map((hole) => holeOf(hole, placeOf)), usual: usualOf.get(by) as ToldHole }),
    );
    return { over: hoursCovered(one.middle, one.hours), known, holes: known.flatMap(({ holes }) => holes) };
  };
  const days = new Map<number, Piece[]>();
  all.forEach((one, i) => {
    const at = Math.floor((one.day ?? (i * one.hours) / 24) / daysTogether);
    days.set(at, (days.get(at) ?? []).concat(pieceOf(one)));
  });
  return {
    codes,
    usual: codes.map((code) => (mean[code] ?? 0) / total),
    pieces: [...days.values()].flat(),
    days: [...days].map(([at, pieces]) => ({ part: at % parts, pieces })),
  };
};

/**
 * Which sorts of hours a city has, by what was told of in its past hours: how many, one more only where that makes hours held out likelier, and what each
 * tells of more often, the commonest first. None: all hours are alike, or too few are known.
 */
export const learnHours = (all: readonly PastHours[]): LearnedHours => {
  const heard = all.filter(({ told }) => told.length > 0);
  const known = { pieces: heard.length, holes: heard.reduce((sum, { told }) => sum + told.length, 0) };
  const none = { hours: [], hoursUsual: {} };
  if (heard.length < fewestPast) return { learned: none, ...known, judged: [] };
  const { codes, days, ...past } = pastOf(heard);
  const judged = judgeAll(days, past.usual);
  const count = 1 + judged.filter(({ isTaken }) => isTaken).length;
  if (count === 1) return { learned: none, ...known, judged };
  let sorts: readonly Sort[] = [asUsual];
  while (sorts.length < count) sorts = withOneMore(past, sorts);
  const holes = sorts.reduce((sum, sort) => sum + sort.holes, 0);
  const named = sorts.map((sort) => ({
    share: sort.holes / holes,
    times: Object.fromEntries(codes.map((code, place) => [code, sort.times[place] ?? 1])),
    byHour: sort.byHour,
  }));
  const learned = {
    hours: named.sort((a, b) => b.share - a.share),
    hoursUsual: Object.fromEntries(codes.map((code, place) => [code, past.usual[place] ?? 0])),
  };
  return { learned, ...known, judged };
};
