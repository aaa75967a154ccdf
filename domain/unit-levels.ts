interface Unit {
  readonly id: string;
  readonly parentId: string | null;
}

/** No chain of units is longer; one that is runs in a circle. */
const longest = 16;

/** Whether a unit stands somewhere under another. */
export const isBelow = (units: readonly Unit[], unitId: string, aboveId: string): boolean => {
  let at: string | null = units.find(({ id }) => id === unitId)?.parentId ?? null;
  for (let step = 0; at !== null && step < longest; step += 1) {
    if (at === aboveId) return true;
    const next: string = at;
    at = units.find(({ id }) => id === next)?.parentId ?? null;
  }
  return false;
};
