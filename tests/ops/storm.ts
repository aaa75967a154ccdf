import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { migrate } from '#db/migrate.ts';
import type { Pool } from '#db/pool.ts';
import { withBenchDatabase } from '../bench/bench-city.ts';
import { sameNumbers } from '../bench/places.ts';
import { layCity } from '../support/city.ts';
import { freePort } from '../support/free-port.ts';
import { onPool } from './kill-findings.ts';
import { startProgram } from './kills.ts';
import { actForEver } from './storm-acts.ts';
import { tellForEver } from './storm-citizens.ts';
import { newTold, type Storm, type Struck, type Told } from './storm-clients.ts';
import { examineStorm, type Findings, faultsOf, listLeftBehind, lookAround, unreached } from './storm-findings.ts';
import { layGround, quicken } from './storm-ground.ts';
import { changeForEver } from './storm-network.ts';
import { keepForEver } from './storm-registry.ts';
import { tellStories } from './storm-story.ts';

interface Asked {
  /** A database with the tests' small city in it. */
  readonly url: string;
  readonly seconds: number;
  /** It goes on until each act was done so often, and no longer than that. */
  readonly least: number;
  readonly mostSeconds: number;
  readonly seed: number;
  readonly staff: number;
}

interface Blown extends Findings {
  readonly told: Told;
  readonly kills: number;
}

const start = (port: number, url: string, told: Told) => {
  const child = startProgram(port, url, { LOG_LEVEL: 'error' }, 'pipe');
  // An honest 503 of an overloaded machine, told to who asked, is no fault here either.
  const isHonest = (line: string) => line.includes('timeout exceeded when trying to connect') || line.includes('"code":"unavailable"');
  const hear = (line: string) => isHonest(line) || told.cries.push(line.slice(0, 1500));
  if (child.stdout) createInterface({ input: child.stdout }).on('line', hear);
  return child;
};

const end = async ({ child }: Struck, signal: 'SIGKILL' | 'SIGTERM'): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, 'exit');
  child.kill(signal);
  await exit;
};

const answers = async ({ port }: Struck): Promise<void> => {
  const isUp = () =>
    fetch(`http://127.0.0.1:${port}/ready`).then(
      ({ ok }) => ok,
      () => false,
    );
  while (!(await isUp())) await sleep(50);
};

/** Now and then one of the two is killed with signal 9, and started again. @returns how often */
const killForEver = async (storm: Storm, url: string, everyMs: number): Promise<number> => {
  let kills = 0;
  for (let wait = everyMs; !storm.isOver(); wait -= 100) {
    await sleep(100);
    if (wait > 0) continue;
    wait = everyMs;
    const victim = storm.servers[kills % storm.servers.length] as Struck;
    await end(victim, 'SIGKILL');
    victim.child = start(victim.port, url, storm.told);
    await answers(victim);
    kills += 1;
  }
  return kills;
};

/** The orders that a find names. */
const ordersIn = (find: string): string[] => [...find.matchAll(/(?:order|with) (\d+)/g)].flatMap(([, id]) => id ?? []);

/** Looks around while it blows: what is wrong for a second is wrong. */
const watchForEver = async (storm: Storm, seen: Set<string>, say: (line: string) => void): Promise<void> => {
  while (!storm.isOver()) {
    await sleep(2_000);
    const { nobodys, odd } = await lookAround(storm.pool);
    for (const one of [...nobodys, ...odd].filter((each) => !seen.has(each))) {
      seen.add(one);
      say(one);
      for (const line of await tellStories(storm.pool, ordersIn(one))) say(line);
    }
  }
};

/** What a server settles by itself after the last change has its time. */
const settled = async (pool: Pool): Promise<string[]> => {
  for (let tries = 0; tries < 30; tries += 1) {
    const behind = await listLeftBehind(pool);
    if (behind.length === 0) return [];
    await sleep(500);
  }
  return listLeftBehind(pool);
};

/** A decree and an erasure hold one each while they wait, and who looks around must not wait for them. */
const ownConnections = 8;

/** A storm of people over two servers: all acts at once on few orders, the network and the registry changing under them, the clocks quickened, one server killed now and then. */
export const runStorm = ({ url, seconds, least, mostSeconds, seed, staff }: Asked, say: (line: string) => void = () => undefined): Promise<Blown> =>
  onPool(
    url,
    async (pool) => {
      await layGround(pool);
      await quicken(pool);
      const told = newTold();
      const servers: Struck[] = [];
      for (let i = 0; i < 2; i += 1) {
        const port = await freePort();
        servers.push({ port, child: start(port, url, told) });
      }
      try {
        await Promise.all(servers.map(answers));
        const began = Date.now();
        const blownMs = () => Date.now() - began;
        const isOver = () => blownMs() > mostSeconds * 1000 || (blownMs() > seconds * 1000 && unreached(told, least).length === 0);
        const storm: Storm = { servers, pool, random: sameNumbers(seed), told, isOver };
        const seen = new Set<string>();
        const ticking = setInterval(() => say(`${told.acts.size} acts, ${told.reports.size} reports, ${told.failed.length} failed, ${seen.size} odd`), 10_000);
        const [kills] = await Promise.all([
          killForEver(storm, url, Math.max(4_000, seconds * 50)),
          watchForEver(storm, seen, say),
          changeForEver(storm),
          keepForEver(storm),
          ...Array.from({ length: staff }, () => actForEver(storm)),
          ...Array.from({ length: 3 }, () => tellForEver(storm)),
        ]).finally(() => clearInterval(ticking));
        const leftBehind = await settled(pool);
        const found = await examineStorm(pool, told);
        return { ...found, odd: [...new Set([...seen, ...found.odd])], failed: told.failed, cries: told.cries, leftBehind, told, kills };
      } finally {
        await Promise.all(servers.map((server) => end(server, 'SIGTERM')));
      }
    },
    ownConnections,
  );

/** `npm run storm -- 300`: so many seconds. */
const runFromShell = async (): Promise<void> => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { seed: { type: 'string', default: '1' }, staff: { type: 'string', default: '14' }, least: { type: 'string', default: '5' } },
  });
  const seconds = Number(positionals[0] ?? '300');
  await withBenchDatabase(null, async ({ url }) => {
    await migrate(url, 'city');
    await onPool(url, layCity);
    const asked = { url, seconds, mostSeconds: seconds, least: Number(values.least), seed: Number(values.seed), staff: Number(values.staff) };
    const { told, ...found } = await runStorm(asked, console.log);
    const missing = unreached(told, asked.least);
    console.table(Object.fromEntries([...told.answers].toSorted().map(([name, statuses]) => [name, Object.fromEntries(statuses)])));
    console.dir(
      { ...found, acts: told.acts.size, reports: told.reports.size, cut: told.cut, twice: told.twice, unreached: missing },
      { depth: 4, maxArrayLength: 60 },
    );
    const { deadlocks, ...lists } = faultsOf({ ...found });
    process.exitCode = deadlocks > 0 || missing.length > 0 || Object.values(lists).some((faults) => faults.length > 0) ? 1 : 0;
  });
};

if (import.meta.main) await runFromShell();
