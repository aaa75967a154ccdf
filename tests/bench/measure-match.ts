import { citySchema } from '#db/pool.ts';
import { listNearbyAssets } from '#db/queries/matching.ts';
import type { Connection } from '#db/sql.ts';
import { reachOf } from '../../api/find-nearby.ts';
import { against, type Figure } from './figures.ts';
import { load, warmingS } from './load.ts';
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
        const value = values[Number(n) - 1];
        return value === point.lon ? ':lon' : value === point.lat ? ':lat' : String(value);
      });
      return { rows: [], rowCount: 0 };
    },
  };
  await listNearbyAssets(listening, point, reachOf(accuracyM));
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

/** Matches a second over HTTP, beside the same statement by pgbench and by a bare route. Each is warmed first. */
export const measureMatch = async ({ url, api, bare, box, seconds, connections }: Settings): Promise<Figure[]> => {
  const nextPlace = placesIn(box, 1);
  const next = () => ({
    body: JSON.stringify({ position: nextPlace(), accuracyM, kind: 'cover_missing' }),
    headers: { 'content-type': 'application/json' },
  });
  const ask = async (address: string) => {
    const settings = { url: address, method: 'POST' as const, connections, next };
    await load({ ...settings, seconds: warmingS });
    return load({ ...settings, seconds });
  };
  const script = await nearbyScript(box);
  const database = await pgbench(url, script, { clients: connections, seconds, schema: citySchema() });
  const route = await ask(`${bare.url}/nearby`);
  const address = `${api.url}/api/v1/match`;
  const match = await ask(address);
  const atHalf = (url: string, rate: number) => pacedLoad({ url, method: 'POST', connections, next, seconds, rate: Math.round(rate / 2) });
  const half = await atHalf(address, match.perSecond);
  const bareHalf = await atHalf(`${bare.url}/nearby`, route.perSecond);
  const note = `p50 ${match.p50Ms} ms, p99 ${match.p99Ms} ms, ${connections} connections, ${match.failed} failed`;
  const perSecond = { part: 'match', value: match.perSecond, unit: '/s', note };
  return [
    against({ ...perSecond, name: 'POST /api/v1/match' }, { name: 'pgbench, the same KNN', value: database }),
    against({ ...perSecond, name: 'POST /api/v1/match' }, { name: 'bare Fastify route, the same KNN', value: route.perSecond }),
    { part: 'match', name: 'slowest in a hundred (p99)', value: match.p99Ms, unit: 'ms', floor: { name: 'bare Fastify route', value: route.p99Ms } },
    {
      part: 'match',
      name: 'slowest in a hundred (p99) at half that rate',
      value: half.p99Ms,
      unit: 'ms',
      floor: { name: 'bare Fastify route at half of its own', value: bareHalf.p99Ms },
      note: `${half.perSecond.toFixed(0)} /s, p50 ${half.p50Ms.toFixed(1)} ms, ${half.failed} failed`,
    },
  ];
};
