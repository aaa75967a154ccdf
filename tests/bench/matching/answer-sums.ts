import { firstTry, likeliest, type Scored } from './answers.ts';

/** Answers whose said chance lies in one fifteenth: what of them can be added up from run to run. */
interface Bin {
  answers: number;
  said: number;
  true: number;
  /** Of true less said. */
  squares: number;
}

/** Sums over answers, from which shares, calibration and their standard errors follow; two runs' sums add up to both runs' sums. */
export interface AnswerSums {
  answers: number;
  true: number;
  best: number;
  trueSquares: number;
  bestSquares: number;
  products: number;
  readonly bins: Bin[];
}

const bins = 15;

export const noAnswers = (): AnswerSums => ({
  answers: 0,
  true: 0,
  best: 0,
  trueSquares: 0,
  bestSquares: 0,
  products: 0,
  bins: Array.from({ length: bins }, () => ({ answers: 0, said: 0, true: 0, squares: 0 })),
});

/** One answer by what the stated model expects of it. */
export const addAnswer = (sums: AnswerSums, { answer, best }: Pick<Scored, 'answer' | 'best'>): void => {
  const own = firstTry(answer);
  const [said, right, top] = [own.probability, best.get(own.unitId) ?? 0, likeliest(best).probability];
  const expected = said > 0 ? right : 0;
  sums.answers += 1;
  sums.true += expected;
  sums.best += top;
  sums.trueSquares += expected ** 2;
  sums.bestSquares += top ** 2;
  sums.products += expected * top;
  const bin = sums.bins[Math.min(bins - 1, Math.floor(said * bins))];
  if (!bin) return;
  bin.answers += 1;
  bin.said += said;
  bin.true += expected;
  bin.squares += (expected - said) ** 2;
};

export const addSums = (sums: AnswerSums, more: AnswerSums): void => {
  for (const name of ['answers', 'true', 'best', 'trueSquares', 'bestSquares', 'products'] as const) sums[name] += more[name];
  more.bins.forEach((bin, i) => {
    const own = sums.bins[i];
    if (own) for (const name of ['answers', 'said', 'true', 'squares'] as const) own[name] += bin[name];
  });
};

/** A figure with its standard error. */
export interface Estimate {
  readonly value: number;
  readonly error: number;
}

/** Right at the first try as a share of the best possible: a ratio of two sums over the same reports. */
export const shareOfBest = ({ answers, true: right, best, trueSquares, bestSquares, products }: AnswerSums): Estimate => {
  if (best === 0) return { value: 1, error: 0 };
  const value = right / best;
  return {
    value,
    error: Math.sqrt(Math.max(0, trueSquares - 2 * value * products + value ** 2 * bestSquares)) / best / Math.sqrt(1 - 1 / Math.max(2, answers)),
  };
};

/** How far said and true chances lie apart, over fifteen bins of equal width. */
export const calibrationOf = ({ answers, bins: all }: AnswerSums): Estimate => {
  const filled = all.filter((bin) => bin.answers > 0);
  const apart = filled.reduce((sum, bin) => sum + Math.abs(bin.said - bin.true), 0);
  const noise = filled.reduce((sum, bin) => sum + bin.squares - (bin.true - bin.said) ** 2 / bin.answers, 0);
  return { value: apart / Math.max(1, answers), error: Math.sqrt(Math.max(0, noise)) / Math.max(1, answers) };
};

export const sumsOf = (scored: readonly Pick<Scored, 'answer' | 'best'>[]): AnswerSums => {
  const sums = noAnswers();
  for (const one of scored) addAnswer(sums, one);
  return sums;
};
