/** Round steps for an axis that begins at 0: 1, 2, 5 and their tenfolds, at most so many. */
export const ticksTo = (most: number, count = 4): number[] => {
  const rough = Math.max(1, most) / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = Math.max(1, power * ([1, 2, 5, 10].find((factor) => factor * power >= rough) ?? 10));
  return Array.from({ length: Math.ceil(Math.max(1, most) / step) + 1 }, (_, i) => i * step);
};

/** Of so many bars, which bear a label when at most `most` have room: every nth, from the first on. */
export const labelled = (bars: number, most: number): ((i: number) => boolean) => {
  const every = Math.max(1, Math.ceil(bars / most));
  return (i) => i % every === 0;
};
