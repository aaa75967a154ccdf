import { createHash } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import type { Pool } from '#db/pool.ts';
import { listWatchedClients, saveWatchedClients, type WatchedRow } from '#db/queries/people/watched-clients.ts';
import { type HarvestLimits, isCalm, type LookUp, type Watched, watchLookUp, withHarvestLimits } from '#domain/harvest.ts';
import { networkOf } from '#domain/network-of.ts';
import type { App, Watch } from '../app-type.ts';
import { refuse } from '../errors.ts';
import { vocabularyOf } from '../vocabulary.ts';

interface Client {
  readonly watched: Watched;
  readonly key: string;
}

interface Noted {
  readonly request: FastifyRequest;
  readonly clients: readonly Client[];
  readonly lookUps: readonly LookUp[];
  /** Who waits to be told; undefined: it was answered already. */
  readonly waits?: { readonly resolve: (stoppedUntil: number) => void; readonly reject: (error: unknown) => void };
}

const mostAtOnce = 500;

/** A single address is personal: only what it hashes to is kept. Its network and a person's own number are kept as they are. */
const clientsOf = ({ person, ip }: FastifyRequest): Client[] => {
  if (person) return [{ watched: 'person', key: `person ${person.id}` }];
  const { line, network } = networkOf(ip);
  const hash = createHash('sha256').update(`watched ${line}`).digest('base64url').slice(0, 22);
  return [
    { watched: 'address', key: `address ${hash}` },
    { watched: 'network', key: `network ${network}` },
  ];
};

/** Counts stops by what was stopped and why, and tells the log whenever one begins. */
const openAlarm = () => {
  const stops = new Map<string, number>();
  return {
    stops,
    ring: (request: FastifyRequest, { watched, key }: Client, reason: string): void => {
      stops.set(`${watched} ${reason}`, (stops.get(`${watched} ${reason}`) ?? 0) + 1);
      const network = watched === 'person' ? undefined : networkOf(request.ip).network;
      request.log.warn({ watched, client: key, network, reason }, 'look-ups stopped: somebody seems to copy the registry');
    },
  };
};

/** What this process wrote or read last of each client: the version a next state stands on. */
type Known = Map<string, WatchedRow>;
const mostKnown = 20_000;

const remember = (known: Known, row: WatchedRow): void => {
  known.delete(row.client);
  known.set(row.client, row);
  const oldest = known.keys().next().value;
  if (known.size > mostKnown && oldest !== undefined) known.delete(oldest);
};

type Limits = Readonly<Record<Watched, HarvestLimits>>;

interface Folded {
  readonly row: WatchedRow;
  /** During a stop nothing changes, and nothing is written. */
  readonly isNew: boolean;
  /** Until when look-ups of the batch are stopped, ms. */
  readonly untils: ReadonlyMap<Noted, number>;
  readonly alarms: readonly (() => void)[];
}

type Alarm = ReturnType<typeof openAlarm>;

/** Folds what one client looked up in a batch into the state that is known of it. */
const foldClient = (client: Client, own: readonly Noted[], before: WatchedRow | undefined, limits: Limits, now: number, alarm: Alarm): Folded => {
  const untils = new Map<Noted, number>();
  const alarms: (() => void)[] = [];
  let state = before?.state ?? null;
  for (const [noted, lookUp] of own.flatMap((one) => one.lookUps.map((each) => [one, each] as const))) {
    const verdict = watchLookUp(state, lookUp, limits[client.watched], now);
    state = verdict.state;
    const { reason } = verdict;
    if (reason !== null) alarms.push(() => alarm.ring(noted.request, client, reason));
    if (verdict.stopped) untils.set(noted, state.stoppedUntil);
  }
  if (state === null) throw new Error(`${client.key} looked nothing up`);
  return { row: { client: client.key, state, version: (before?.version ?? 0) + 1 }, isNew: state !== before?.state, untils, alarms };
};

/** Writes what changed. A server whose copy is old is told so by the version, and reads. @returns those that hold */
const saveFolded = async (pool: Pool, folded: readonly Folded[], known: Known, now: string): Promise<Folded[]> => {
  const changed = folded.filter(({ isNew }) => isNew).map(({ row }) => row);
  const written = changed.length === 0 ? new Set<string>() : await saveWatchedClients(pool, changed, now);
  for (const row of changed) if (written.has(row.client)) remember(known, row);
  const stale = changed.filter(({ client }) => !written.has(client)).map(({ client }) => client);
  if (stale.length > 0) for (const row of await listWatchedClients(pool, stale)) remember(known, row);
  return folded.filter(({ row, isNew }) => !isNew || written.has(row.client));
};

interface Asking {
  readonly client: Client;
  readonly own: Noted[];
}

/** Who looked up in a batch, each with what. */
const askingIn = (batch: readonly Noted[]): Asking[] => {
  const asking = new Map<string, Asking>();
  for (const noted of batch)
    for (const client of noted.clients) {
      const known = asking.get(client.key);
      if (known) known.own.push(noted);
      else asking.set(client.key, { client, own: [noted] });
    }
  return [...asking.values()];
};

/** Folds a batch into the database, again for those that another server wrote meanwhile. @returns until when each is stopped, ms */
const takeDown = async (app: App, batch: readonly Noted[], known: Known, limits: Limits, alarm: Alarm): Promise<number[]> => {
  const now = app.clock.now();
  const done: Folded[] = [];
  for (let asking = askingIn(batch); asking.length > 0; ) {
    const folded = asking.map(({ client, own }) => foldClient(client, own, known.get(client.key), limits, Date.parse(now), alarm));
    const held = await saveFolded(app.pool, folded, known, now);
    done.push(...held);
    const written = new Set(held.map(({ row }) => row.client));
    asking = asking.filter(({ client }) => !written.has(client.key));
  }
  for (const ring of done.flatMap(({ alarms }) => alarms)) ring();
  return batch.map((noted) => Math.max(0, ...done.map(({ untils }) => untils.get(noted) ?? 0)));
};

/** So long look-ups of clients far from every limit wait to be written together. */
const pauseMs = 100;

const sizeOf = (lookUps: readonly LookUp[]): number => lookUps.reduce((sum, lookUp) => sum + (lookUp.kind === 'list' ? lookUp.shown : 1), 0);

/**
 * Watches look-ups of the registry. Those of clients who are far from every limit are answered at once and written together a moment
 * later; all others wait for the database's word. The states lie in the database, for all servers.
 */
export const openWatch = (app: App, factor: number): Watch => {
  const alarm = openAlarm();
  const known: Known = new Map();
  const waiting: Noted[] = [];
  const uncounted = new Map<string, number>();
  let limits: Limits | null = null;
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> | null = null;

  const count = (batch: readonly Noted[], way: 1 | -1) => {
    for (const { clients, lookUps } of batch)
      for (const { key } of clients) {
        const left = (uncounted.get(key) ?? 0) + way * sizeOf(lookUps);
        if (left > 0) uncounted.set(key, left);
        else uncounted.delete(key);
      }
  };

  const work = async (): Promise<void> => {
    const batch = waiting.splice(0, mostAtOnce);
    try {
      const { city } = await vocabularyOf(app.pool);
      limits = withHarvestLimits(city.settings['harvest'], factor);
      const untils = await takeDown(app, batch, known, limits, alarm);
      for (const [i, { waits }] of batch.entries()) waits?.resolve(untils[i] ?? 0);
    } catch (error) {
      for (const { waits } of batch) waits?.reject(error);
    } finally {
      count(batch, -1);
    }
  };

  /** At once where somebody waits. */
  const run = (isUrgent: boolean): void => {
    if (running || waiting.length === 0) return;
    if (!isUrgent) {
      timer ??= setTimeout(() => {
        timer = undefined;
        run(true);
      }, pauseMs);
      return;
    }
    clearTimeout(timer);
    timer = undefined;
    running = work().then(() => {
      running = null;
      run(waiting.some(({ waits }) => waits !== undefined));
    });
  };

  const isFree = (clients: readonly Client[], lookUps: readonly LookUp[]): boolean => {
    const now = Date.parse(app.clock.now());
    return clients.every(({ key, watched }) => {
      const state = known.get(key)?.state;
      return state !== undefined && limits !== null && isCalm(state, (uncounted.get(key) ?? 0) + sizeOf(lookUps), limits[watched], now);
    });
  };

  const add = (noted: Noted): void => {
    waiting.push(noted);
    count([noted], 1);
    run(noted.waits !== undefined);
  };

  return {
    stops: alarm.stops,
    note: async (request, lookUps) => {
      if (lookUps.length === 0) return;
      const clients = clientsOf(request);
      if (isFree(clients, lookUps)) return add({ request, clients, lookUps });
      const until = await new Promise<number>((resolve, reject) => add({ request, clients, lookUps, waits: { resolve, reject } }));
      const seconds = Math.ceil((until - Date.parse(app.clock.now())) / 1000);
      if (seconds > 0) throw refuse('look-ups-stopped', { params: { seconds, minutes: Math.ceil(seconds / 60) } });
    },
    close: async () => {
      for (run(true); running; run(true)) await running;
    },
  };
};
