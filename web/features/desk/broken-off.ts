import type { OrderAction } from '#domain/contract/terms.ts';

const key = 'jingzheng.many';

/** What was being done to many orders when its page was shut: kept in this browser until somebody has read it. */
export interface BrokenOff {
  readonly by: string;
  readonly at: string;
  readonly action: OrderAction;
  readonly note: string;
  readonly unitId: string | null;
  readonly all: number;
  /** The orders that were not answered for; of the first ones the server may have done some. */
  readonly left: readonly string[];
}

const isOne = (value: unknown): value is BrokenOff =>
  typeof value === 'object' && value !== null && 'by' in value && 'action' in value && 'left' in value && Array.isArray(value.left);

/** A browser that keeps nothing (a private window) tells nothing afterwards. */
export const keepBrokenOff = (one: BrokenOff | null): void => {
  try {
    if (one === null) localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify(one));
  } catch {
    // the run itself needs no store
  }
};

/** Of this person, unless another page of theirs is at it just now. */
export const findBrokenOff = async (by: string): Promise<BrokenOff | null> => {
  const held = (await navigator.locks?.query())?.held ?? [];
  if (held.some(({ name }) => name === key)) return null;
  try {
    const one: unknown = JSON.parse(localStorage.getItem(key) ?? 'null');
    return isOne(one) && one.by === by && one.left.length > 0 ? one : null;
  } catch {
    return null;
  }
};

/** Held while a run goes on, so that another page does not take it for one that was broken off. */
export const whileRunning = (run: () => Promise<void>): Promise<void> => navigator.locks?.request(key, run) ?? run();
