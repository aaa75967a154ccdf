import { holeOf, placesIn } from '../hour-sorts.ts';
import type { LearnedTables } from '../priors.ts';
import { asUsual, hoursCovered, type Past, type Sort, sortPiece, withOneMore } from './fit-hours.ts';

type Shares = Readonly<Record<string, number>>;

/** Some hours of the past: of which classes each hole was believed, or found to be, that was told of in them. */
export interface PastHours {
  readonly told: readonly Shares[];
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

/** So many standard errors one sort more must be worth on hours held out. */
const surely = 2;

/** A sort of which hardly a piece is tells nothing: what is likelier beside it is so by the rounds that the others were fitted further meanwhile. */
const fewestPieces = 2;

const judgeSorts = (fitted: readonly (readonly Sort[])[], after: readonly number[], before: readonly number[]): SortsJudged => {
  const gains = after.map((log, i) => log - (before[i] ?? 0));
  const gain = gains.reduce((a, b) => a + b, 0);
  const error = Math.sqrt(gains.reduce((sum, one) => sum + (one - gain / gains.length) ** 2, 0));
  const isOwn = fitted.filter((all) => all.every(({ pieces }) => pieces >= fewestPieces)).length > parts / 2; // rare weather may be missing in one part of the past
  return { sorts: fitted[0]?.length ?? 0, gain, error, isTaken: isOwn && gain > surely * error };
};

/** Grown sort by sort in each part of the past but one, for as long as that makes the part left out likelier. */
const judgeAll = ({ pieces, usual }: Past): SortsJudged[] => {
  const folds = Array.from({ length: parts }, (_, part) => ({
    taught: { pieces: pieces.filter((_one, i) => i % parts !== part), usual },
    judged: pieces.filter((_one, i) => i % parts === part),
  }));
  const judge = (fitted: readonly (readonly Sort[])[]) => folds.flatMap(({ judged }, part) => judged.map((piece) => sortPiece(fitted[part] ?? [], piece).log));
  let fitted: readonly (readonly Sort[])[] = folds.map(() => [asUsual]);
  const all: SortsJudged[] = [];
  for (let sorts = 2; sorts <= mostSorts; sorts++) {
    const more = folds.map(({ taught }, part) => withOneMore(taught, fitted[part] ?? []));
    all.push(judgeSorts(more, judge(more), judge(fitted)));
    if (!all.at(-1)?.isTaken) break;
    fitted = more;
  }
  return all;
};

const pastOf = (all: readonly PastHours[]): { readonly past: Past; readonly codes: readonly string[] } => {
  const counts: Record<string, number> = {};
  for (const { told } of all) for (const one of told) for (const [code, share] of Object.entries(one)) counts[code] = (counts[code] ?? 0) + share;
  const total = Object.values(counts).reduce((a, b) => a + b, 0);
  const codes = Object.keys(counts);
  const placeOf = placesIn(codes);
  const pieces = all.map(({ told, middle, hours }) => ({ over: hoursCovered(middle, hours), holes: told.map((one) => holeOf(one, placeOf)) }));
  return { codes, past: { pieces, usual: codes.map((code) => (counts[code] ?? 0) / total) } };
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
  const { past, codes } = pastOf(heard);
  const judged = judgeAll(past);
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
