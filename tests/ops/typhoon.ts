import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { rows, sql } from '#db/sql.ts';
import { withBenchCity } from '../bench/bench-city.ts';
import { share } from '../bench/figures.ts';
import { sameNumbers } from '../bench/places.ts';
import { freePort } from '../support/free-port.ts';
import { onPool } from './kill-findings.ts';
import { startProgram } from './kills.ts';
import { reportOnce, type Storm, type Told, type Well } from './typhoon-clients.ts';
import { examineStorm, type Findings, faultsOf } from './typhoon-findings.ts';

/** Shanghai's hotline took 3,011,484 requests in 2016, one in ten seconds; a thousand times as many. */
const typhoonPerSecond = Math.round((3_011_484 / (366 * 86_400)) * 1000);

interface Asked {
  readonly url: string;
  readonly reports: number;
  /** Reports a second; as many as go where not given. */
  readonly rate?: number;
  readonly wells: number;
  readonly seed: number;
}

interface Blown extends Findings {
  readonly told: Told;
  readonly seconds: number;
}

const answers = async (port: number): Promise<void> => {
  while (
    !(await fetch(`http://127.0.0.1:${port}/health`).then(
      ({ ok }) => ok,
      () => false,
    ))
  )
    await sleep(50);
};

const end = async (child: ChildProcess): Promise<void> => {
  if (child.exitCode !== null) return;
  const exit = once(child, 'exit');
  child.kill('SIGTERM');
  await exit;
};

/** So many people at once wait for their answers; a rate sends the next one when its moment comes. */
const blow = async (storm: Storm, { reports, rate }: Asked, say: (line: string) => void): Promise<{ told: Told; seconds: number }> => {
  const told: Told = { numbers: new Map(), failed: [], times: [], cut: { midBody: 0, beforeAnswer: 0 }, again: 0 };
  const started = performance.now();
  let begun = 0;
  const person = async () => {
    while (begun < reports) {
      const mine = begun;
      begun += 1;
      if (rate !== undefined) await sleep(Math.max(0, started + (mine / rate) * 1000 - performance.now()));
      await reportOnce(storm, told);
      if (told.numbers.size % 1000 === 0) say(`${told.numbers.size} of ${reports} reports told`);
    }
  };
  await Promise.all(Array.from({ length: rate === undefined ? 8 : 64 }, person));
  return { told, seconds: (performance.now() - started) / 1000 };
};

/** A storm over a seeded city with two servers: six reports in ten about few wells, lines cut now and then, some sent twice. */
export const runTyphoon = async (asked: Asked, say: (line: string) => void = () => undefined): Promise<Blown> => {
  const { url, wells, seed } = asked;
  const ports = [await freePort(), await freePort()];
  const servers = ports.map((port) => startProgram(port, url));
  try {
    const drawn = await onPool(url, (pool) =>
      rows<Well>(
        pool,
        sql`select a.id, st_x(a.geom) as lon, st_y(a.geom) as lat from assets a join asset_classes c on c.code = a.class_code and c.is_well
            where a.status = 'intact' order by md5(a.id || ${String(seed)}) limit ${wells * 2}`,
      ),
    );
    await Promise.all(ports.map(answers));
    const storm = { ports, wells: drawn.slice(0, wells), elsewhere: drawn.slice(wells), random: sameNumbers(seed) };
    const blown = await blow(storm, asked, say);
    return { ...blown, ...(await examineStorm(url, blown.told)) };
  } finally {
    await Promise.all(servers.map(end));
  }
};

const runFromShell = async (): Promise<void> => {
  const { values } = parseArgs({
    options: { minutes: { type: 'string', default: '5' }, assets: { type: 'string', default: '200000' }, seed: { type: 'string', default: '1' } },
  });
  await withBenchCity(Number(values.assets), async (url) => {
    const reports = Math.round(Number(values.minutes) * 60 * typhoonPerSecond);
    const { told, seconds, ...found } = await runTyphoon({ url, reports, rate: typhoonPerSecond, wells: 2000, seed: Number(values.seed) }, console.log);
    const times = told.times.toSorted((a, b) => a - b);
    const perSecond = told.numbers.size / seconds;
    console.log({ ...found, seconds, perSecond, p50Ms: share(times, 0.5), p99Ms: share(times, 0.99), cut: told.cut, again: told.again });
    process.exitCode = Object.values(faultsOf(found)).some((faults) => (typeof faults === 'number' ? faults : faults.length) > 0) ? 1 : 0;
  });
};

if (import.meta.main) await runFromShell();
