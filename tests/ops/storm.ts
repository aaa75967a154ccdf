import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { migrate } from '#db/migrate.ts';
import type { Pool } from '#db/pool.ts';
import { sameNumbers } from '../bench/places.ts';
import { layCity } from '../support/city.ts';
import { freePort } from '../support/free-port.ts';
import { countDeadlocks, onPool } from './kill-findings.ts';
import { actForEver } from './storm-acts.ts';
import { correctForEver } from './storm-calendar.ts';
import { tellForEver } from './storm-citizens.ts';
import { newTold, type Storm, type Struck, type Told } from './storm-clients.ts';
import { examineStorm, type Findings, faultsOf, listLeftBehind, lookAround, unreached } from './storm-findings.ts';
import { layGround, quicken } from './storm-ground.ts';
import { importForEver } from './storm-imports.ts';
import { changeForEver } from './storm-network.ts';
import { makePatient } from './storm-pool.ts';
import { keepForEver } from './storm-registry.ts';
import { answers, endServer, type Kills, startServer, strikeForEver } from './storm-servers.ts';
import { tellStories, tellWells } from './storm-story.ts';
import { editForEver } from './storm-wells.ts';
import { type StruckCluster, withStruckCluster } from './struck-cluster.ts';

interface Asked {
  /** A database with the tests' small city in it. */
  readonly url: string;
  readonly seconds: number;
  /** It goes on until each act was done so often, and no longer than that. */
  readonly least: number;
  readonly mostSeconds: number;
  readonly seed: number;
  readonly staff: number;
  /** Kills the database under it all; null: it is shared with others, and spared. */
  readonly cluster: StruckCluster | null;
}

interface Blown extends Findings {
  readonly told: Told;
  readonly kills: Kills;
}

/** The orders that a find names. */
const ordersIn = (find: string): string[] => [...find.matchAll(/(?:order|with) (\d+)/g)].flatMap(([, id]) => id ?? []);

const wellsIn = (find: string): string[] => [...find.matchAll(/well (\d{17})/g)].flatMap(([, id]) => id ?? []);

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

/** A decree, an erasure and a calendar hold one each while they wait, and who looks around must not wait for them. */
const ownConnections = 10;

/** All of them at once, until it is over. @returns what was killed, and what was odd while it blew */
const blow = async (storm: Storm, { url, importFolder, seconds, staff, cluster }: Asked & { readonly importFolder: string }, say: (line: string) => void) => {
  const { told } = storm;
  const seen = new Set<string>();
  const ticking = setInterval(() => say(`${told.acts.size} acts, ${told.reports.size} reports, ${told.failed.length} failed, ${seen.size} odd`), 10_000);
  const [kills] = await Promise.all([
    strikeForEver(storm, { url, importFolder }, Math.max(4_000, seconds * 50), cluster?.strike ?? null),
    watchForEver(storm, seen, say),
    ...[changeForEver, keepForEver, editForEver, importForEver, correctForEver].map((ever) => ever(storm)),
    ...Array.from({ length: staff }, () => actForEver(storm)),
    ...Array.from({ length: 3 }, () => tellForEver(storm)),
  ]).finally(() => clearInterval(ticking));
  return { kills, seen };
};

/**
 * A storm of people over two servers: all acts at once on few orders, the network, the registry and the calendar changing under them, the clocks quickened,
 * one server or the database killed now and then.
 */
export const runStorm = (asked: Asked, say: (line: string) => void = () => undefined): Promise<Blown> =>
  onPool(
    asked.url,
    async (pool) => {
      const { url, seconds, least, mostSeconds, seed, cluster } = asked;
      makePatient(pool);
      await layGround(pool);
      await quicken(pool);
      const importFolder = await mkdtemp(join(tmpdir(), 'jingzheng-storm-files-'));
      const told = newTold();
      const servers: Struck[] = [];
      for (let i = 0; i < 2; i += 1) {
        const port = await freePort();
        servers.push({ port, child: startServer(port, { url, importFolder }, told) });
      }
      try {
        await Promise.all(servers.map(answers));
        const began = Date.now();
        const blownMs = () => Date.now() - began;
        const isOver = () => blownMs() > mostSeconds * 1000 || (blownMs() > seconds * 1000 && unreached(told, least).length === 0);
        const { kills, seen } = await blow({ servers, pool, random: sameNumbers(seed), told, isOver }, { ...asked, importFolder }, say);
        const leftBehind = await settled(pool);
        const deadlocks = await (cluster?.deadlocks() ?? countDeadlocks(pool));
        const found = await examineStorm(pool, told);
        for (const one of [...found.unexplained, ...found.unwritten, ...found.misplaced].slice(0, 6))
          for (const line of [one, ...(await tellWells(pool, wellsIn(one)))]) say(line);
        return { ...found, odd: [...new Set([...seen, ...found.odd])], deadlocks, failed: told.failed, cries: told.cries, leftBehind, told, kills };
      } finally {
        await Promise.all(servers.map((server) => endServer(server, 'SIGTERM')));
        await rm(importFolder, { recursive: true, force: true });
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
  await withStruckCluster('storm', async (cluster) => {
    const { url } = cluster;
    await migrate(url, 'city');
    await onPool(url, layCity);
    const asked = { url, cluster, seconds, mostSeconds: seconds, least: Number(values.least), seed: Number(values.seed), staff: Number(values.staff) };
    const { told, kills, ...found } = await runStorm(asked, console.log);
    const missing = [...unreached(told, asked.least), ...Object.entries(kills).flatMap(([what, times]) => (times === 0 ? [`kill of a ${what}`] : []))];
    console.table(Object.fromEntries([...told.answers].toSorted().map(([name, statuses]) => [name, Object.fromEntries(statuses)])));
    console.dir(
      {
        ...{ ...found, kills, acts: told.acts.size, reports: told.reports.size, edits: told.edits.size, imports: told.imports.size, cut: told.cut },
        ...{ twice: told.twice, unreached: missing },
      },
      { depth: 4, maxArrayLength: 60 },
    );
    const { deadlocks, ...lists } = faultsOf(found);
    process.exitCode = deadlocks > 0 || missing.length > 0 || Object.values(lists).some((faults) => faults.length > 0) ? 1 : 0;
  });
};

if (import.meta.main) await runFromShell();
