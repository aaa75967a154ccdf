import type { Pool } from '#db/pool.ts';

interface Kept<T> {
  readonly readAt: number;
  readonly value: Promise<T>;
  isRenewed: boolean;
}

/** What many ask for and the database tells at most every so often. */
export interface KeptFresh<T> {
  readonly of: (pool: Pool, read: () => Promise<T>) => Promise<T>;
  /** What was just changed by this server is seen at once. */
  readonly forget: (pool: Pool) => boolean;
}

/**
 * Keeps what was read for so long.
 * @param renewedMs from then on the next reading is begun, and the one before serves until it is there: nobody waits for it while people keep asking
 */
export const keptFresh = <T>({ livesMs, renewedMs }: { readonly livesMs: number; readonly renewedMs: number }): KeptFresh<T> => {
  const kept = new WeakMap<Pool, Kept<T>>();

  const readNow = (pool: Pool, read: () => Promise<T>): Promise<T> => {
    const value = read();
    kept.set(pool, { readAt: performance.now(), value, isRenewed: false });
    value.catch(() => kept.delete(pool));
    return value;
  };

  /** What was forgotten, or read by another, meanwhile stays as it is: this reading may be older. */
  const renew = async (pool: Pool, last: Kept<T>, read: () => Promise<T>): Promise<void> => {
    const readAt = performance.now();
    const value = Promise.resolve(await read());
    if (kept.get(pool) === last) kept.set(pool, { readAt, value, isRenewed: false });
  };

  return {
    of: (pool, read) => {
      const last = kept.get(pool);
      const age = last ? performance.now() - last.readAt : livesMs;
      if (!last || age >= livesMs) return readNow(pool, read);
      if (age >= renewedMs && !last.isRenewed) {
        last.isRenewed = true;
        renew(pool, last, read).catch(() => undefined); // whoever asks next asks anew
      }
      return last.value;
    },
    forget: (pool) => kept.delete(pool),
  };
};
