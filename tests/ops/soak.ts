import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { createPool } from '#db/pool.ts';
import { withBenchCity } from '../bench/bench-city.ts';
import { benchToken, cityOfBench } from '../bench/bench-token.ts';
import { middleOf, placesIn } from '../bench/places.ts';
import { freePort } from '../support/free-port.ts';
import { type Inspected, inspect } from './soak-inspect.ts';

/** What the server held at a minute of the run, after its garbage was collected. */
interface Held {
  readonly minute: number;
  readonly heapMb: number;
  readonly rssMb: number;
}

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '60' },
    rate: { type: 'string', default: '20' },
    desks: { type: 'string', default: '50' },
    assets: { type: 'string', default: '50000' },
    json: { type: 'string' },
  },
});
const [minutes, rate, desks] = [Number(values.minutes), Number(values.rate), Number(values.desks)];

const rssMbOf = async (pid: number): Promise<number> => Number(/VmRSS:\s+(\d+)/.exec(await readFile(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;

/** Least squares: how much a quantity grows in an hour. */
const perHour = (held: readonly Held[], of: (one: Held) => number): number => {
  const mean = (pick: (one: Held) => number) => held.reduce((sum, one) => sum + pick(one), 0) / held.length;
  const [x, y] = [mean(({ minute }) => minute), mean(of)];
  const spread = held.reduce((sum, { minute }) => sum + (minute - x) ** 2, 0);
  return (60 * held.reduce((sum, one) => sum + (one.minute - x) * (of(one) - y), 0)) / spread;
};

/** What a city asks of a server: reports and matches, pages of the queue, tiles, one request after another at the rate. */
const ask = async (base: string, token: string, box: Parameters<typeof placesIn>[0], isOver: () => boolean) => {
  const place = placesIn(box, 3);
  const post = (path: string, body: unknown): [string, RequestInit] => [
    path,
    { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json', 'idempotency-key': randomUUID() } },
  ];
  const authorization = `Bearer ${token}`;
  const kinds: (() => [string, RequestInit])[] = [
    () => post('/api/v1/reports', { kind: 'cover_missing', position: place(), accuracyM: 10, text: '井盖不见了', contact: { phone: '13800000000' } }),
    () => post('/api/v1/match', { position: place(), accuracyM: 20, text: '电力井盖' }),
    () => ['/api/v1/orders', { headers: { authorization } }],
    () => post('/api/v1/match', { address: '没有的路1号', plate: '12' }),
    () => ['/tiles/wells/14/13723/6694', {}],
    () => [`/api/v1/assets?near=${Object.values(place()).join(',')}`, { headers: { authorization } }],
  ];
  const counts = { asked: 0, failed: {} as Record<string, number> };
  const fail = (path: string, why: string) => {
    const what = `${path.split('?')[0]}: ${why}`;
    counts.failed[what] = (counts.failed[what] ?? 0) + 1;
  };
  const running = new Set<Promise<void>>();
  const started = performance.now();
  while (!isOver()) {
    const [path, init] = (kinds[counts.asked % kinds.length] as (typeof kinds)[number])();
    counts.asked += 1;
    const one = fetch(base + path, init).then(
      async (reply) => {
        await reply.arrayBuffer();
        if (reply.status >= 500 || reply.status === 429) fail(path, String(reply.status));
      },
      (error: Error) => fail(path, String(error.cause ?? error)),
    );
    running.add(one);
    void one.then(() => running.delete(one));
    await sleep(Math.max(0, started + (counts.asked / rate) * 1000 - performance.now()));
  }
  await Promise.all(running);
  return counts;
};

/** Desks come and go: each stream stays a minute. */
const sitAtDesks = async (base: string, token: string, isOver: () => boolean): Promise<void> => {
  while (!isOver()) {
    const away = AbortSignal.timeout(60_000);
    const reply = await fetch(`${base}/api/v1/events`, { headers: { authorization: `Bearer ${token}` }, signal: away }).catch(() => null);
    const read = async () => {
      for await (const _ of reply?.body ?? []) if (isOver()) return;
    };
    await read().catch(() => undefined);
    await sleep(100);
  }
};

const measure = async (inspected: Inspected, pid: number): Promise<Held[]> => {
  const started = performance.now();
  const held: Held[] = [];
  const every = Math.max(0.25, minutes / 60);
  for (let minute = every; minute <= minutes; minute += every) {
    await sleep(Math.max(0, started + minute * 60_000 - performance.now()));
    const one = { minute, heapMb: (await inspected.heapAfterCollecting()) / 2 ** 20, rssMb: await rssMbOf(pid) };
    held.push(one);
    console.log(`minute ${minute.toFixed(2)}: heap ${one.heapMb.toFixed(1)} MB, resident ${one.rssMb.toFixed(0)} MB`);
  }
  return held;
};

const answers = async (base: string): Promise<void> => {
  for (const until = Date.now() + 60_000; Date.now() < until; await sleep(100)) if ((await fetch(`${base}/ready`).catch(() => null))?.ok) return;
  throw new Error('the server did not start');
};

const report = async (held: readonly Held[], counts: object): Promise<void> => {
  const settled = held.slice(Math.floor(held.length / 3)); // caches and compiled code come first
  const last = settled.at(-1);
  const found = {
    minutes,
    ...counts,
    heapMb: last?.heapMb,
    heapMbPerHour: perHour(settled, ({ heapMb }) => heapMb),
    rssMb: last?.rssMb,
    rssMbPerHour: perHour(settled, ({ rssMb }) => rssMb),
  };
  console.log(found);
  if (values.json) await writeFile(values.json, JSON.stringify({ ...found, held }));
};

const soak = async (url: string): Promise<void> => {
  const [port, inspectPort] = [await freePort(), await freePort()];
  const child = spawn(process.execPath, [`--inspect=127.0.0.1:${inspectPort}`, 'api/server.ts'], {
    env: { ...process.env, DATABASE_URL: url, HOST: '127.0.0.1', PORT: String(port), RATE_LIMIT_FACTOR: '1000000', LOG_LEVEL: 'error' },
    stdio: ['ignore', 'ignore', 'ignore'],
  });
  try {
    const pool = createPool(url, { max: 1 });
    const code = await cityOfBench(pool);
    const box = await middleOf(pool);
    const tokens: string[] = [];
    for (let i = 0; i < Math.max(1, Math.ceil(desks / 5)); i += 1) tokens.push(await benchToken(pool, 'dispatcher', code, null));
    await pool.end();
    const base = `http://127.0.0.1:${port}`;
    await answers(base);
    const inspected = await inspect(inspectPort);
    let isOver = false;
    const busy = Promise.all([
      ask(base, tokens[0] ?? '', box, () => isOver),
      ...Array.from({ length: desks }, (_, i) => sitAtDesks(base, tokens[i % tokens.length] ?? '', () => isOver)),
    ]);
    const held = await measure(inspected, child.pid ?? 0);
    isOver = true;
    inspected.close();
    const [counts] = await busy;
    await report(held, counts);
  } finally {
    const exit = once(child, 'exit');
    child.kill('SIGTERM');
    await exit;
  }
};

await withBenchCity(Number(values.assets), soak);
