import { randomUUID } from 'node:crypto';
import type { Pool } from '#db/pool.ts';
import { citySchema } from '#db/pool.ts';
import { affected, oneRow, sql } from '#db/sql.ts';
import { against, type Figure } from './figures.ts';
import { load, warmingS } from './load.ts';
import { pgbench } from './pgbench.ts';
import { type Box, placesIn, sameNumbers } from './places.ts';
import type { ServerProcess } from './server-process.ts';

interface Settings {
  readonly pool: Pool;
  readonly url: string;
  readonly api: ServerProcess;
  readonly box: Box;
  readonly seconds: number;
  readonly connections: number;
}

/** Reports and how many of them have an order with somebody accountable. */
const intake = (pool: Pool) =>
  oneRow<{ reports: number; dispatched: number }>(
    pool,
    sql`select count(*)::integer as reports, count(a.id)::integer as dispatched from reports r join incidents i on i.id = r.incident_id
        left join orders o on o.incident_id = i.id left join assignments a on a.order_id = o.id and a.part = 'accountable' and a.ended_at is null`,
  );

/** Reports a second, each acknowledged only when its order is dispatched and committed, beside bare one-row commits by pgbench. */
export const measureIntake = async ({ pool, url, api, box, seconds, connections }: Settings): Promise<Figure[]> => {
  await affected(pool, sql`create table commits (id bigint generated always as identity, body text)`);
  const commits = await pgbench(url, "insert into commits (body) values ('one row');\n", { clients: connections, seconds, schema: citySchema() });
  await affected(pool, sql`drop table commits`);
  const nextPlace = placesIn(box, 2);
  const phone = sameNumbers(4);
  const next = () => ({
    // Each caller's own number: of one that calls again and again the void reports are counted.
    body: JSON.stringify({
      kind: 'cover_missing',
      position: nextPlace(),
      accuracyM: 10,
      text: '井盖不见了',
      contact: { name: '测试', phone: `138${String(Math.floor(phone() * 1e8)).padStart(8, '0')}` },
    }),
    headers: { 'content-type': 'application/json', 'idempotency-key': randomUUID() },
  });
  const settings = { url: `${api.url}/api/v1/reports`, method: 'POST' as const, connections, next };
  await load({ ...settings, seconds: warmingS });
  const before = await intake(pool);
  const sent = await load({ ...settings, seconds });
  const after = await intake(pool);
  const taken = after.reports - before.reports;
  if (after.dispatched !== after.reports) throw new Error(`${after.reports - after.dispatched} reports have nobody accountable`);
  // Those in flight at the end are committed but not counted by the client.
  if (taken < Math.floor(sent.perSecond * seconds) - connections) throw new Error(`acknowledged ${sent.perSecond * seconds} reports, found ${taken}`);
  const note = `p50 ${sent.p50Ms} ms, ${connections} connections, ${sent.failed} failed; all ${taken} found dispatched`;
  return [
    against(
      { part: 'intake', name: 'reports taken, matched and dispatched', value: sent.perSecond, unit: '/s', note },
      { name: 'pgbench, one row a commit', value: commits },
    ),
    { part: 'intake', name: 'slowest in a hundred (p99)', value: sent.p99Ms, unit: 'ms' },
  ];
};
