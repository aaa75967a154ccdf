import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { migrate } from '#db/migrate.ts';
import type { Pool } from '#db/pool.ts';
import { affected, sql } from '#db/sql.ts';
import { checkout } from '../../ops/cluster-folder.ts';
import { sameNumbers } from '../bench/places.ts';
import { layCity } from '../support/city.ts';
import { freePort } from '../support/free-port.ts';
import { reportForEver, type Server, signForEver, signIn } from './kill-clients.ts';
import { draftRules, examine, type Findings, faultsOf, onPool } from './kill-findings.ts';
import { type StruckCluster, withStruckCluster } from './struck-cluster.ts';

interface Killed extends Server {
  child: ChildProcess;
}

/** A server of this checkout as a process of its own. @param stdout where its log goes */
export const startProgram = (port: number, url: string, otherwise: Readonly<Record<string, string>> = {}, stdout: 'ignore' | 'pipe' = 'ignore'): ChildProcess =>
  spawn(process.execPath, [join(checkout, 'api/server.ts')], {
    env: {
      ...process.env,
      DATABASE_URL: url,
      HOST: '127.0.0.1',
      PORT: String(port),
      RATE_LIMIT_FACTOR: '1000000',
      LOG_LEVEL: 'silent',
      NODE_ENV: 'production',
      ...otherwise,
    },
    stdio: ['ignore', stdout, 'ignore'],
  });

/** Ten minutes' silence pass in less than a second here, so that timers fall due between the kills; a city's own numbers cannot be so small. */
const quicken = (pool: Pool) =>
  affected(
    pool,
    sql`create function quicken() returns trigger language plpgsql as $$
        begin
          if new.kind in ('call', 'look') then new.due_at := least(new.due_at, clock_timestamp() + interval '600 milliseconds'); end if;
          return new;
        end $$;
        create trigger quicken before insert on timers for each row execute function quicken();`,
  );

const end = async ({ child }: Killed): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, 'exit');
  child.kill('SIGKILL');
  await exit;
};

/** Two servers under load on one database; at random moments one of the three is killed with signal 9 and started again. */
const killAll = async (cluster: StruckCluster, times: number, seed: number, say: (line: string) => void): Promise<Findings> => {
  // Two rows of numbers: shared with the reporters, who is killed would hang on how quickly they come, and now and then spare the database.
  const [fate, random] = [sameNumbers(seed), sameNumbers(seed + 1)];
  const { url } = cluster;
  const servers: Killed[] = [];
  try {
    await migrate(url, 'city');
    await onPool(url, async (pool) => {
      await layCity(pool);
      await quicken(pool);
      await draftRules(pool);
    });
    for (let i = 0; i < 2; i += 1) {
      const port = await freePort();
      servers.push({ port, child: startProgram(port, url) });
    }
    const [told, signed, doubled] = [new Map<string, string>(), new Set<string>(), [] as string[]];
    const kills = { server: 0, database: 0 };
    const headers = await signIn(servers);
    const failed: string[] = [];
    let isOver = false;
    const watch = { isOver: () => isOver, failed };
    const busy = Promise.all([...[1, 2, 3, 4].map(() => reportForEver(servers, told, doubled, random, watch)), signForEver(servers, headers, signed, watch)]);
    busy.catch(() => undefined); // heard at its end
    for (let i = 0; i < times; i += 1) {
      const before = told.size;
      await sleep(300 + fate() * 900);
      // Struck before they live again, they lose nothing: on a busy machine ninety of a hundred kills were such. Every second one may be.
      while (i % 2 === 0 && told.size === before) await Promise.race([busy, sleep(50)]);
      const victim = Math.floor(fate() * 3);
      const server = servers[victim];
      if (server) {
        await end(server);
        server.child = startProgram(server.port, url);
        kills.server += 1;
      } else {
        await cluster.strike();
        kills.database += 1;
      }
      if ((i + 1) % 10 === 0) say(`${i + 1} of ${times} kills, ${told.size} reports told`);
    }
    const before = told.size;
    while (told.size < before + 20) await Promise.race([busy, sleep(100)]); // it lives again, and takes reports
    isOver = true;
    await busy;
    await onPool(url, draftRules); // no number is given twice
    const found = await examine(url, told, signed);
    return {
      kills,
      failed,
      deadlocks: await cluster.deadlocks(),
      acknowledged: told.size,
      signed: signed.size,
      ...found,
      doubled: [...doubled, ...found.doubled],
    };
  } finally {
    await Promise.all(servers.map(end));
  }
};

/** @param times how often something is killed, each about a second after the one before */
export const runKills = (times: number, seed: number, say: (line: string) => void = () => undefined): Promise<Findings> =>
  withStruckCluster('kills', (cluster) => killAll(cluster, times, seed, say));

if (import.meta.main) {
  const { values } = parseArgs({ options: { times: { type: 'string', default: '100' }, seed: { type: 'string', default: '1' } } });
  const findings = await runKills(Number(values.times), Number(values.seed), console.log);
  console.log(findings);
  process.exit(Object.values(faultsOf(findings)).some((faults) => (typeof faults === 'number' ? faults : faults.length) > 0) ? 1 : 0);
}
