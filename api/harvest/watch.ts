import { createHash } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import type { Pool } from '#db/pool.ts';
import { listWatchedClients, saveWatchedClients, type WatchedRow } from '#db/queries/watched-clients.ts';
import { type HarvestLimits, type LookUp, type Watched, watchLookUp, withHarvestLimits } from '#domain/harvest.ts';
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
  readonly resolve: (stoppedUntil: number) => void;
  readonly reject: (error: unknown) => void;
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
const foldClient = (client: Client, batch: readonly Noted[], before: WatchedRow | undefined, limits: Limits, now: number, alarm: Alarm): Folded => {
  const own = batch.filter(({ clients }) => clients.some(({ key }) => key === client.key));
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

const clientsIn = (batch: readonly Noted[]): Client[] => [
  ...new Map(batch.flatMap((noted) => noted.clients.map((client) => [client.key, client] as const))).values(),
];

/** Folds a batch into the database, again for those that another server wrote meanwhile. @returns until when each is stopped, ms */
const takeDown = async (app: App, batch: readonly Noted[], known: Known, factor: number, alarm: Alarm): Promise<number[]> => {
  const { city } = await vocabularyOf(app.pool);
  const limits = withHarvestLimits(city.settings['harvest'], factor);
  const now = app.clock.now();
  const done: Folded[] = [];
  for (let clients = clientsIn(batch); clients.length > 0; ) {
    const folded = clients.map((client) => foldClient(client, batch, known.get(client.key), limits, Date.parse(now), alarm));
    const held = await saveFolded(app.pool, folded, known, now);
    done.push(...held);
    clients = clients.filter(({ key }) => !held.some(({ row }) => row.client === key));
  }
  for (const ring of done.flatMap(({ alarms }) => alarms)) ring();
  return batch.map((noted) => Math.max(0, ...done.map(({ untils }) => untils.get(noted) ?? 0)));
};

/**
 * Watches look-ups of the registry. Those that come while one statement runs share the next, so that a busy server pays one for
 * many, and a single look-up waits for no timer. The states lie in the database, for all servers.
 */
export const openWatch = (app: App, factor: number): Watch => {
  const alarm = openAlarm();
  const known: Known = new Map();
  const waiting: Noted[] = [];
  let running = false;

  const run = async (): Promise<void> => {
    running = true;
    while (waiting.length > 0) {
      const batch = waiting.splice(0, mostAtOnce);
      try {
        const untils = await takeDown(app, batch, known, factor, alarm);
        for (const [i, { resolve }] of batch.entries()) resolve(untils[i] ?? 0);
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    running = false;
  };

  return {
    stops: alarm.stops,
    note: async (request, lookUps) => {
      if (lookUps.length === 0) return;
      const until = await new Promise<number>((resolve, reject) => {
        waiting.push({ request, clients: clientsOf(request), lookUps, resolve, reject });
        if (!running) void run();
      });
      const seconds = Math.ceil((until - Date.parse(app.clock.now())) / 1000);
      if (seconds > 0) throw refuse('look-ups-stopped', { params: { seconds, minutes: Math.ceil(seconds / 60) } });
    },
  };
};
