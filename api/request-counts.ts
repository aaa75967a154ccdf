import { createHash } from 'node:crypto';
import type { Pool } from '#db/pool.ts';
import { addCounts, type Counted } from '#db/queries/people/request-counts.ts';

/** One key within its window, as this server knows it. */
interface Entry {
  readonly key: string;
  startMs: number;
  /** What this server counted, and how much of that all servers were told. */
  own: number;
  told: number;
  others: number;
}

/** What all servers counted so far, as far as known, and how long the window goes on, ms. */
export interface Count {
  readonly current: number;
  readonly ttl: number;
}

export interface RequestCounts {
  count(key: string, max: number): Promise<Count>;
  /** What is known without counting. */
  peek(key: string): Count;
  close(): Promise<void>;
}

const windowMs = 60_000;
const mostKept = 20_000;
/** Who is further from the limit than this costs the database nothing: one server more lets through that much more at most. */
const toldFrom = 1 / 8;
/** Who is nearer waits for the database's word: then two servers together let through what one would. */
const waitsFrom = 1 / 2;
/** Of so few all wait: half of them, let through by each of two servers at once, would be the whole limit. */
const fewOf = 20;
/** So long what is told without waiting is gathered. */
const pauseMs = 100;

const hashOf = (key: string): string => createHash('sha256').update(`counted ${key}`).digest('base64url').slice(0, 22);

const sumOf = ({ own, others }: Entry): number => own + others;

/** The counts of one server: the newest keys, each with its window. */
const openEntries = () => {
  const entries = new Map<string, Entry>();
  return {
    find: (key: string, now: number): Entry | undefined => {
      const entry = entries.get(key);
      return entry && entry.startMs + windowMs > now ? entry : undefined;
    },
    put: (key: string, entry: Entry): void => {
      entries.delete(key);
      entries.set(key, entry);
      const oldest = entries.keys().next().value;
      if (entries.size > mostKept && oldest !== undefined) entries.delete(oldest);
    },
  };
};

const tell = async (pool: Pool, batch: readonly Entry[]): Promise<void> => {
  const counts = new Map(batch.map((entry) => [hashOf(entry.key), { entry, count: entry.own - entry.told }]));
  const added: Counted[] = [...counts].map(([key, { entry, count }]) => ({ key, startMs: entry.startMs, count }));
  for (const { key, startMs, count } of await addCounts(pool, added, windowMs)) {
    const told = counts.get(key);
    if (!told) continue;
    const { entry } = told;
    entry.told += told.count;
    entry.startMs = startMs;
    entry.others = Math.max(0, count - entry.told);
  }
};

/**
 * Counts requests for all servers on one database together. A server counts by itself whoever is far from their limit, tells the others of
 * whoever comes nearer, and lets whoever is near wait for what all counted. Where the database does not answer each counts for itself.
 */
export const openRequestCounts = (pool: Pool, onError: (error: unknown) => void): RequestCounts => {
  const entries = openEntries();
  const waiting = new Set<Entry>();
  let running: Promise<void> | undefined;
  let timer: NodeJS.Timeout | undefined;
  const flush = (): Promise<void> => {
    clearTimeout(timer);
    timer = undefined;
    const batch = [...waiting];
    waiting.clear();
    return batch.length === 0 ? Promise.resolve() : tell(pool, batch).catch(onError);
  };
  /** One statement at a time: what comes meanwhile goes with the next. */
  const flushNext = async (): Promise<void> => {
    while (running) await running;
    running = flush().finally(() => {
      running = undefined;
    });
    return running;
  };
  return {
    count: async (key, max) => {
      const now = Date.now();
      const entry = entries.find(key, now) ?? { key, startMs: now, own: 0, told: 0, others: 0 };
      entries.put(key, entry);
      const wasOver = sumOf(entry) > max;
      entry.own += 1;
      const place = entry.own; // of many at once each has its own place in the count
      if (!wasOver && (max <= fewOf || sumOf(entry) >= max * toldFrom)) {
        waiting.add(entry);
        if (max <= fewOf || sumOf(entry) >= max * waitsFrom) await flushNext();
        else timer ??= setTimeout(() => void flushNext(), pauseMs).unref();
      }
      return { current: place + entry.others, ttl: Math.max(0, entry.startMs + windowMs - now) };
    },
    peek: (key) => {
      const now = Date.now();
      const entry = entries.find(key, now);
      return entry ? { current: sumOf(entry), ttl: entry.startMs + windowMs - now } : { current: 0, ttl: 0 };
    },
    close: async () => {
      clearTimeout(timer);
      while (running) await running;
    },
  };
};

type Told = (error: Error | null, count?: Count) => void;

/** What @fastify/rate-limit keeps its counts in. */
export const storeOf = (counts: RequestCounts) =>
  class Store {
    incr(key: string, told: Told, _windowMs: number, max: number): void {
      counts.count(key, max).then(
        (count) => told(null, count),
        (error: Error) => told(error),
      );
    }
    child(): this {
      return this;
    }
  };
