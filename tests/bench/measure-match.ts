import { citySchema } from '#db/pool.ts';
import { listNearbyAssets } from '#db/queries/reports/matching.ts';
import type { Connection } from '#db/sql.ts';
import { reachOf } from '../../api/find-nearby.ts';
import { against, type Figure } from './figures.ts';
import { type Loaded, load, warmingS } from './load.ts';
import { pacedLoad } from './paced-load.ts';
import { pgbench } from './pgbench.ts';
import { type Box, placesIn } from './places.ts';
import type { ServerProcess } from './server-process.ts';

const accuracyM = 15;

/** The very statement that a match runs, its place taken from pgbench's own random numbers. */
const nearbyScript = async ({ west, south, east, north }: Box): Promise<string> => {
  const point = { lon: 121.0625, lat: 31.0625 }; // stands for the place; no other value of the statement equals it
  let script = '';
  const listening: Connection = {
    query: async ({ text, values }) => {
      script = text.replace(/\$(\d+)/g, (_, n: string) => {
        const [value] = values[Number(n) - 1] as readonly number[];
        return `array[${value === point.lon ? ':lon' : value === point.lat ? ':lat' : value}]`;
      });
      return { rows: [], rowCount: 0 };
    },
  };
  await listNearbyAssets(listening, { point, reach: reachOf(accuracyM) });
  const micro = (degrees: number) => Math.round(degrees * 1e6);
  const set = (name: string, from: number, to: number) => `\\set ${name} random(${micro(from)}, ${micro(to)}) / 1000000.0`;
  return `${set('lon', west, east)}\n${set('lat', south, north)}\n${script.replace(/\s*\n\s*/g, ' ')};\n`;
};

interface Settings {
  readonly url: string;
  readonly api: ServerProcess;
  readonly bare: ServerProcess;
  readonly box: Box;
  readonly seconds: number;
  readonly connections: number;
}

/** So many rounds of both in turn: what else the machine does for a few seconds meets one round, not one of the two. */
const rounds = 7;
const pacedRounds = 9;
/** Of a route that does nothing, at the same pace: what this machine's own standing still makes of one request in a hundred. */
const nothingRounds = 5;

const middle = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

/** One after the other, and who comes first takes turns. */
const inTurn = async (count: number, one: () => Promise<Loaded>, other: () => Promise<Loaded>): Promise<{ ones: Loaded[]; others: Loaded[] }> => {
  const [ones, others]: [Loaded[], Loaded[]] = [[], []];
  for (let round = 0; round < count; round += 1) {
    if (round % 2 === 0) ones.push(await one());
    others.push(await other());
    if (round % 2 === 1) ones.push(await one());
  }
  return { ones, others };
};

const rateOf = (all: readonly Loaded[]) => middle(all.map(({ perSecond }) => perSecond));
const p99Of = (all: readonly Loaded[]) => middle(all.map(({ p99Ms }) => p99Ms));
const failedOf = (all: readonly Loaded[]) => all.reduce((sum, { failed }) => sum + failed, 0);

/** Matches a second over HTTP, beside the same statement by pgbench and, round by round in turn, by a bare route. Both are warmed first. */
export const measureMatch = async ({ url, api, bare, box, seconds, connections }: Settings): Promise<Figure[]> => {
  const nextPlace = placesIn(box, 1);
  const next = () => ({
    body: JSON.stringify({ position: nextPlace(), accuracyM, kind: 'cover_missing' }),
    headers: { 'content-type': 'application/json' },
  });
  const each = (address: string, time: number) => ({ url: address, method: 'POST' as const, connections, next, seconds: time });
  const [route, address] = [`${bare.url}/nearby`, `${api.url}/api/v1/match`];
  const short = Math.max(2, Math.round((seconds * 2) / rounds));
  const script = await nearbyScript(box);
  const database = await pgbench(url, script, { clients: connections, seconds, schema: citySchema() });
  for (const warmed of [route, address]) await load(each(warmed, warmingS));
  const full = await inTurn(
    rounds,
    () => load(each(route, short)),
    () => load(each(address, short)),
  );
  const ratios = full.others.map(({ perSecond }, i) => perSecond / (full.ones[i]?.perSecond ?? Number.NaN)).sort((a, b) => a - b);
  const pacedS = Math.max(5, Math.round(seconds / pacedRounds));
  const atHalf = (to: string, rate: number) => pacedLoad({ ...each(to, pacedS), rate: Math.round(rate / 2) });
  const half = await inTurn(
    pacedRounds,
    () => atHalf(route, rateOf(full.ones)),
    () => atHalf(address, rateOf(full.others)),
  );
  const nothing: Loaded[] = [];
  for (let round = 0; round < nothingRounds; round += 1)
    nothing.push(await pacedLoad({ url: `${bare.url}/health`, method: 'GET', connections, seconds: pacedS, rate: Math.round(rateOf(full.others) / 2) }));
  const spread = `${rounds} rounds of each in turn, ratios ${ratios.map((ratio) => ratio.toFixed(2)).join(' ')}`;
  const note = `p50 ${middle(full.others.map(({ p50Ms }) => p50Ms))} ms, ${connections} connections, ${failedOf(full.others)} failed`;
  const perSecond = { part: 'match', name: 'POST /api/v1/match', value: rateOf(full.others), unit: '/s' };
  const p99 = { part: 'match', unit: 'ms' };
  return [
    against({ ...perSecond, note }, { name: 'pgbench, the same KNN', value: database }),
    { ...perSecond, note: spread, ratio: middle(ratios), floor: { name: 'bare Fastify route, the same KNN', value: rateOf(full.ones) } },
    { ...p99, name: 'slowest in a hundred (p99)', value: p99Of(full.others), floor: { name: 'bare Fastify route', value: p99Of(full.ones) } },
    {
      ...p99,
      name: 'slowest in a hundred (p99) at half that rate',
      value: p99Of(half.others),
      floor: { name: 'bare Fastify route at half of its own', value: p99Of(half.ones) },
      note: `${rateOf(half.others).toFixed(0)} /s, ${pacedRounds} rounds: ${half.others.map(({ p99Ms }) => p99Ms.toFixed(1)).join(' ')} beside ${half.ones.map(({ p99Ms }) => p99Ms.toFixed(1)).join(' ')}; ${failedOf(half.others)} failed; a route that does nothing ${p99Of(nothing).toFixed(1)} ms`,
    },
  ];
};
