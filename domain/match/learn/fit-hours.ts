import { chancesAt, likelihoodOf, scaledBy, sortHours, type ToldHole } from '../hour-sorts.ts';

/** Holes' worth of belief that a sort of hours tells of each class as often as usual. */
const alike = 4;
/** Hours' worth of belief that a sort comes at each hour of the day as often as at any. */
const alikeByHour = 4;
const mostRounds = 40;
/** What one more round makes all likelier by less is not worth it. */
const leastGain = 0.05;
/** From so many hours, among those that are least like the sorts known, a new sort is begun, and the best of them is kept. */
const begun = 2;
const shareOfNew = 0.15;
const hoursOfDay = 24;
const anyHour: readonly number[] = new Array<number>(hoursOfDay).fill(1);

/** So much of a piece lies in an hour of the day, 0 to 23; all parts sum to one. */
interface PartOfDay {
  readonly hour: number;
  readonly part: number;
}

/** Holes of which one and the same is known how, by one version's belief or as they were found: beside how all of these of the past were told of. */
export interface KnownAlike {
  readonly holes: readonly ToldHole[];
  readonly usual: ToldHole;
}

export interface Piece {
  /** All that is told of in it, and the same by how it is known. */
  readonly holes: readonly ToldHole[];
  readonly known: readonly KnownAlike[];
  readonly over: readonly PartOfDay[];
}

/**
 * Which hours of the day a piece covers: what is told in it is told of all of these alike, so that the hour that is asked for later is any hour, not a middle.
 * @param middle of the day, 0 up to 24, and how many hours long it is
 */
export const hoursCovered = (middle: number, hours: number): readonly PartOfDay[] => {
  const long = Math.min(hoursOfDay, Math.max(1, hours));
  const [from, until] = [middle - long / 2, middle + long / 2];
  const covered: PartOfDay[] = [];
  for (let hour = Math.floor(from); hour < until; hour++) {
    const part = (Math.min(until, hour + 1) - Math.max(from, hour)) / long;
    if (part > 1e-9) covered.push({ hour: (hour + hoursOfDay) % hoursOfDay, part });
  }
  return covered;
};

export interface Sort {
  /** Of all pieces: which is what a piece is of before anything is told. */
  readonly share: number;
  /** So many pieces are of it, each as likely as it is. */
  readonly pieces: number;
  /** Told of in pieces of this sort. */
  readonly holes: number;
  readonly times: readonly number[];
  readonly byHour: readonly number[];
}

/** Pieces of the past, and how often each class is told of in all of them: shares that sum to one. */
export interface Past {
  readonly pieces: readonly Piece[];
  readonly usual: readonly number[];
}

/**
 * How likely a piece is of each sort. What holes tell is meant beside all that are known as they are: a version that believes less, or months of which little is
 * found yet, are no weather.
 */
export const sortPiece = (sorts: readonly Sort[], { holes, known, over }: Piece) => {
  const before = over.map(({ hour, part }) => ({ part, chances: chancesAt(sorts, hour) }));
  const besideUsual = (times: readonly number[]) => -known.reduce((sum, alike) => sum + alike.holes.length * Math.log(likelihoodOf(alike.usual, times)), 0);
  return sortHours(
    sorts.map(({ times }, i) => ({
      chance: before.reduce((sum, { part, chances }) => sum + part * (chances[i] ?? 0), 0),
      times,
      log: besideUsual(times),
    })),
    holes,
  );
};

export const asUsual: Sort = { share: 1, pieces: 1, holes: 1, times: [], byHour: anyHour };

/** How many times as often as usual each class was told of in pieces, each as likely as it is of the sort, as its standing rates let believe of each hole. */
const timesIn = ({ pieces, usual }: Past, chances: readonly number[], standing: readonly number[]): Pick<Sort, 'times'> & { holes: number } => {
  const [counts, expected] = [usual.map(() => 0), usual.map(() => 0)];
  const add = (to: number[], { places, shares }: ToldHole, part: number, times: readonly number[]) => {
    for (let k = 0; k < places.length; k++) {
      const place = places[k] ?? 0;
      to[place] = (to[place] ?? 0) + part * (shares[k] ?? 0) * (times[place] ?? 1);
    }
  };
  pieces.forEach(({ known }, i) => {
    const chance = chances[i] ?? 0;
    if (chance < 1e-6) return;
    for (const { holes, usual: all } of known) {
      for (const hole of holes) add(counts, hole, chance / likelihoodOf(hole, standing), standing);
      add(expected, all, (chance * holes.length) / likelihoodOf(all, standing), []);
    }
  });
  const drawn = counts.map((count, place) => (count + alike) / ((expected[place] ?? 0) + alike));
  return { times: scaledBy(drawn, usual), holes: counts.reduce((a, b) => a + b, 0) };
};

/** At which hours of the day a sort comes: a piece tells of every hour that it covers. */
const byHourOf = (pieces: readonly Piece[], chances: readonly number[]): number[] => {
  const [own, all] = [new Array<number>(hoursOfDay).fill(0), new Array<number>(hoursOfDay).fill(0)];
  pieces.forEach(({ over }, i) => {
    for (const { hour, part } of over) {
      own[hour] = (own[hour] ?? 0) + part * (chances[i] ?? 0);
      all[hour] = (all[hour] ?? 0) + part;
    }
  });
  const share = Math.max(1e-9, chances.reduce((a, b) => a + b, 0) / pieces.length);
  return own.map((count, at) => (count + alikeByHour * share) / ((all[at] ?? 0) + alikeByHour) / share);
};

interface Fitted {
  readonly sorts: readonly Sort[];
  /** How likely they make all that was told, natural log. */
  readonly log: number;
}

/** One round of expectation and maximisation: of which sort each piece is, and then what each sort is; with how likely those were that it began from. */
const refit = (past: Past, sorts: readonly Sort[]): { readonly made: readonly Sort[]; readonly log: number } => {
  const sorted = past.pieces.map((piece) => sortPiece(sorts, piece));
  const made = sorts.map(({ times }, k) => {
    const chances = sorted.map((one) => one.chances[k] ?? 0);
    const pieces = chances.reduce((a, b) => a + b, 0);
    return { share: (pieces + 1) / (past.pieces.length + sorts.length), pieces, ...timesIn(past, chances, times), byHour: byHourOf(past.pieces, chances) };
  });
  return { made, log: sorted.reduce((sum, { log }) => sum + log, 0) };
};

/** Round after round until one makes all hardly likelier. What is drawn towards usual, and scaled, may make it less likely too: the best that was met is kept. */
export const converge = (past: Past, from: readonly Sort[]): Fitted => {
  let sorts = refit(past, from).made;
  let best: Fitted = { sorts, log: Number.NEGATIVE_INFINITY };
  for (let round = 1; round < mostRounds; round++) {
    const { made, log } = refit(past, sorts);
    const gained = log - best.log;
    if (gained > 0) best = { sorts, log };
    if (gained < leastGain) break;
    sorts = made;
  }
  return best;
};

/** One sort more than stands, begun from pieces that are least like those. */
export const withOneMore = (past: Past, standing: readonly Sort[]): readonly Sort[] => {
  const unlike = past.pieces
    .map((piece) => {
      const { times } = timesIn({ ...past, pieces: [piece] }, [1], []);
      return { times, gain: sortPiece([{ ...asUsual, times }], piece).log - sortPiece(standing, piece).log };
    })
    .sort((a, b) => b.gain - a.gain);
  const step = Math.max(1, Math.floor(past.pieces.length / 30));
  const others = standing.map((sort) => ({ ...sort, share: sort.share * (1 - shareOfNew) }));
  const fits = Array.from({ length: begun }, (_, i) =>
    converge(past, [...others, { share: shareOfNew, pieces: 0, holes: 0, times: unlike[i * step]?.times ?? [], byHour: anyHour }]),
  );
  return fits.reduce((best, one) => (one.log > best.log ? one : best)).sorts;
};
