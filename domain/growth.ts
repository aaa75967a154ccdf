/** How many came lately, and in as many days before. */
export interface Growing {
  readonly now: number;
  readonly before: number;
}

/** Standard deviations by which two counts of one rate would have to differ: 2 is chance once in forty. */
const clear = 2;

/** How clearly there is more: the difference of two counts over its own spread, so that 3 after 1 is less than 60 after 40. */
export const growthOf = ({ now, before }: Growing): number => (now + before === 0 ? 0 : (now - before) / Math.sqrt(now + before));

/** Those that clearly grow, the clearest first. */
export const clearlyGrowing = <T extends Growing>(all: readonly T[], most: number): T[] =>
  all
    .filter((one) => growthOf(one) >= clear)
    .sort((a, b) => growthOf(b) - growthOf(a))
    .slice(0, most);
