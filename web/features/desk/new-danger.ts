/**
 * Whether a danger came that was not there before.
 * @param before and now the ids of the dangers, the one that came last first
 * @param most how many are asked for: where as many stood before, what now follows the last of them was there, unseen, and moved up as others were signed for
 */
export const hasNewDanger = (before: readonly string[], now: readonly string[], most: number): boolean => {
  const known = new Set(before);
  const lastKnown = now.findLastIndex((id) => known.has(id));
  const seen = before.length < most || lastKnown === -1 ? now : now.slice(0, lastKnown + 1);
  return seen.some((id) => !known.has(id));
};
