import { type Listening, listenToOrders, type OrderChange, type PersonChange } from '#db/queries/messages/live.ts';
import type { App } from '../app-type.ts';

/**
 * A change to one order, or to what a person may see; 'end': the server closes, or changes were missed while the database was away. Whoever listens ends its
 * stream then: a browser comes back by itself and fetches anew what it shows.
 */
export type Heard = OrderChange | PersonChange | 'end';

export interface ChangeFeed {
  /** Whoever opens a line waits for this first: what changes before it is heard of by nobody. Where the database is away it is over too, and all lines end once it is back. */
  listening(): Promise<void>;
  /** @returns how to stop hearing; once it is closed each hears of the end alone */
  subscribe(hear: (heard: Heard) => void): () => void;
  close(): void;
}

const longestPauseMs = 10_000;

/** One listening connection per process, opened when somebody first watches, opened again when it breaks. */
export const openChangeFeed = (app: App): ChangeFeed => {
  const ears = new Set<(heard: Heard) => void>();
  let listening: Listening | null = null;
  let starting: Promise<void> | null = null;
  /** Somebody may be on a line that did not hear for a while. */
  let missed = false;
  let closed = false;
  let retry: NodeJS.Timeout | undefined;

  const tell = (heard: Heard) => {
    for (const hear of ears) hear(heard);
  };
  const again = (pauseMs: number) => {
    missed = true;
    if (closed) return;
    clearTimeout(retry); // whoever comes meanwhile tries too
    retry = setTimeout(() => void start(Math.min(pauseMs * 2, longestPauseMs)), pauseMs);
  };
  const begin = async (nextPauseMs: number): Promise<void> => {
    try {
      listening = await listenToOrders(app.pool, tell, () => {
        listening = null;
        again(200);
      });
      if (closed) listening.stop();
      else if (missed) tell('end');
      missed = false;
    } catch {
      again(nextPauseMs);
    } finally {
      starting = null;
    }
  };
  const start = async (nextPauseMs: number): Promise<void> => {
    if (closed || listening) return;
    starting ??= begin(nextPauseMs);
    await starting;
  };
  return {
    listening: () => start(500),
    subscribe: (hear) => {
      if (closed) queueMicrotask(() => hear('end')); // who asked just before the server closed
      ears.add(hear);
      return () => void ears.delete(hear);
    },
    close: () => {
      closed = true;
      clearTimeout(retry);
      listening?.stop();
      tell('end');
      ears.clear();
    },
  };
};
