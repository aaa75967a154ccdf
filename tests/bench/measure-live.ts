import { randomUUID } from 'node:crypto';
import { type ClientRequest, get } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Pool } from '#db/pool.ts';
import { listenToOrders } from '#db/queries/messages/live.ts';
import { benchToken, cityOfBench } from './bench-token.ts';
import { against, type Figure, share } from './figures.ts';
import { type Box, placesIn } from './places.ts';
import type { ServerProcess } from './server-process.ts';

interface Settings {
  readonly pool: Pool;
  readonly api: ServerProcess;
  readonly box: Box;
  readonly desks: number;
  readonly reports: number;
}

const openPerPerson = 5;

/** A desk's stream of events. `onOrder` hears each change with the moment it came. */
const openDesk = (api: ServerProcess, token: string, onOrder: (id: string, at: number) => void): Promise<ClientRequest> =>
  new Promise((resolve, reject) => {
    const asking = get(`${api.url}/api/v1/events`, { headers: { authorization: `Bearer ${token}` }, agent: false }, (reply) => {
      if (reply.statusCode !== 200) return reject(new Error(`a desk’s stream: ${reply.statusCode}`));
      reply.setEncoding('utf8').on('data', (text: string) => {
        const at = performance.now();
        for (const [, id = ''] of text.matchAll(/^data: {"id":"(\d+)"/gm)) onOrder(id, at);
      });
      reply.on('error', () => undefined); // ended by us
      resolve(asking);
    });
    asking.on('error', reject);
  });

const send = async (api: ServerProcess, position: { lon: number; lat: number }): Promise<void> => {
  const reply = await fetch(`${api.url}/api/v1/reports`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': randomUUID() },
    body: JSON.stringify({ kind: 'cover_noisy', position, accuracyM: 10, contact: { phone: '13800000000' } }),
  });
  if (!reply.ok) throw new Error(`a report: ${reply.status} ${await reply.text()}`);
  await reply.arrayBuffer();
};

/** Opens desks of the whole city, a few to a person. @returns what each change was heard at, by its order, and the streams */
const openDesks = async ({ pool, api, desks }: Settings) => {
  const code = await cityOfBench(pool);
  const heard = new Map<string, number[]>();
  const open: ClientRequest[] = [];
  let token = '';
  for (let i = 0; i < desks; i += 1) {
    if (i % openPerPerson === 0) token = await benchToken(pool, 'dispatcher', code, null);
    const known = new Set<string>();
    const hear = (id: string, at: number) => {
      if (!known.has(id)) heard.set(id, [...(heard.get(id) ?? []), at]);
      known.add(id);
    };
    open.push(await openDesk(api, token, hear));
  }
  return { heard, open };
};

/** How long after a report was sent its order shows at each desk of the whole city, beside a bare LISTEN of the same moment. Ten reports a second. */
export const measureLive = async (settings: Settings): Promise<Figure[]> => {
  const { pool, api, box, desks, reports } = settings;
  const bare = new Map<string, number>();
  const listening = await listenToOrders(
    pool,
    (change) => void ('person' in change || bare.has(change.id) || bare.set(change.id, performance.now())),
    () => undefined,
  );
  const { heard, open } = await openDesks(settings);
  const nextPlace = placesIn(box, 5);
  const sent: number[] = [];
  for (let i = 0; i < reports; i += 1) {
    const at = performance.now();
    sent.push(at);
    await send(api, nextPlace());
    await sleep(Math.max(50, 100 - (performance.now() - at)));
  }
  await sleep(2_000); // what is slower than that counts as missed
  for (const desk of open) desk.destroy();
  listening.stop();
  // Reports go one after another: an order heard of at a moment is that of the last report sent before it.
  const sentBefore = (moment: number) => sent.findLast((at) => at <= moment) ?? moment;
  const orders = [...heard].map(([id, moments]) => ({ moments, told: bare.get(id) ?? Number.NaN }));
  const came = orders.reduce((sum, { moments }) => sum + moments.length, 0);
  if (came === 0 || came < orders.length * desks) throw new Error(`${came} of ${orders.length * desks} changes came to the desks`);
  const sorted = (times: number[]) => times.sort((a, b) => a - b);
  const after = sorted(orders.flatMap(({ moments, told }) => moments.map((moment) => moment - sentBefore(told))));
  const bareAfter = sorted(orders.map(({ told }) => told - sentBefore(told)));
  const note = `p50 ${share(after, 0.5).toFixed(1)} ms, slowest ${share(after, 1).toFixed(0)} ms; ${orders.length} orders at ${desks} desks, none missed`;
  return [
    against(
      { part: 'live', name: `from a report sent to its order at ${desks} desks`, value: share(after, 0.95), unit: 'ms p95', note },
      { name: 'to a bare LISTEN', value: share(bareAfter, 0.95) },
    ),
  ];
};
