import { refuse } from './errors.ts';

/**
 * Lets so much be at work at the same time; the rest waits in the order in which it came.
 * @param mostWaiting whoever comes beyond these is refused (too-many-requests) and may come again in ten seconds
 */
export const inTurns = (mostAtOnce: number, mostWaiting = Number.POSITIVE_INFINITY): (<T>(work: () => Promise<T>) => Promise<T>) => {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async (work) => {
    if (running >= mostAtOnce) {
      if (waiting.length >= mostWaiting) throw refuse('too-many-requests', { params: { seconds: 10 } });
      await new Promise<void>((go) => waiting.push(go));
    } else {
      running += 1;
    }
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else running -= 1;
    }
  };
};
