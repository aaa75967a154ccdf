import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Client, inTransaction } from '#db/pool.ts';
import { takeDeliveries } from '#db/queries/messages/webhooks.ts';
import { cloneDatabase, type TestDatabase } from '../support/database.ts';

interface Node {
  readonly 'Relation Name'?: string;
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly 'Rows Removed by Filter'?: number;
  readonly Plans?: readonly Node[];
}

const [now, until] = ['2026-11-23T02:00:00Z', '2026-11-23T02:01:00Z'];

/** A slow receiver for which much waits, three on their way to it, and a quick one; that the events are not there does not matter to how they are found. */
const fill = `
  set local session_replication_role = replica;
  insert into webhooks (id, person_id, name, url, secret, actions, created_at) overriding system value
  select w, (select min(id) from people where active), 'a unit’s own', 'https://city.example', 's', '{}', '${now}' from generate_series(1, 2) w;
  insert into deliveries (webhook_id, event_id, created_at, due_at, taken_until)
  select w, e, at.now, at.now - (20001 - e) * interval '0.1 second', case when w = 1 and e <= 3 then '${until}'::timestamptz end
  from (values (1, 20000), (2, 2)) r (w, many), generate_series(1, many) e, (select '${now}'::timestamptz as now) at`;

let database: TestDatabase;
beforeAll(async () => {
  database = await cloneDatabase();
  await inTransaction(database.pool, (client) => client.query(fill).then(() => undefined));
  await database.pool.query('analyze deliveries');
});
afterAll(() => database.drop());

const nodesOf = (node: Node): Node[] => [node, ...(node.Plans ?? []).flatMap(nodesOf)];

it('however much waits for a slow receiver, what is taken next is found without reading it through', async () => {
  let read = 0;
  const taken = await inTransaction(database.pool, async (client) => {
    const explaining = {
      query: async (config: { text: string; values: unknown[] }) => {
        const { rows } = await client.query({ ...config, text: `explain (analyze, format json) ${config.text}` });
        for (const node of nodesOf(rows[0]['QUERY PLAN'][0].Plan))
          if (node['Relation Name'] === 'deliveries') read += (node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0)) * node['Actual Loops'];
        return { rows: [], rowCount: 0 };
      },
    } as unknown as Client;
    await takeDeliveries(explaining, now, until, 32);
    const { rows } = await client.query<{ one: string }>(`select webhook_id || ' ' || event_id as one from deliveries where attempts = 1 order by 1`);
    return rows.map(({ one }) => one);
  });
  expect(taken).toEqual(['1 4', '2 1', '2 2']);
  expect(read).toBeLessThan(100);
});
