/** What was counted of one thing, and what would have been if it were as its like are. */
export interface Counted {
  readonly seen: number;
  readonly expected: number;
}

/** The log of the gamma function, x > 0: Stirling's series, moved up to where it holds to nine places. */
const logGamma = (x: number): number => {
  let [at, moved] = [x, 0];
  for (; at < 8; at++) moved += Math.log(at);
  const inverse = 1 / at;
  const series = inverse * (1 / 12 - inverse * inverse * (1 / 360 - (inverse * inverse) / 1260));
  return (at - 0.5) * Math.log(at) - at + 0.5 * Math.log(2 * Math.PI) + series - moved;
};

/** How likely counts are when each thing's own rate lies about that of its like: the narrower, the more alike they are. */
const logLikelihood = (counted: readonly Counted[], alike: number): number => {
  const once = alike * Math.log(alike) - logGamma(alike);
  return counted.reduce((sum, { seen, expected }) => sum + once + logGamma(seen + alike) - (seen + alike) * Math.log(expected + alike), 0);
};

/** From "each is another" to "all are one", half as much again at each step. */
const least = 0.03;
const steps = Array.from({ length: 18 }, (_, i) => least * 1.5 ** i);

/**
 * How alike things of one sort are, as so many counts' worth of belief that one more is as its like are: the likeliest, of what was counted. A
 * rate drawn towards its like's by this much is as near the truth as the counts allow: seldom seen is neither never nor often.
 */
export const likeness = (counted: readonly Counted[]): number =>
  steps.reduce((best, alike) => (logLikelihood(counted, alike) > logLikelihood(counted, best) ? alike : best), least);
