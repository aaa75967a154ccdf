import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Client, inTransaction } from '#db/pool.ts';
import { disarmAll, disarmClocks, listBreaches } from '#db/queries/orders/timers.ts';
import { cloneDatabase, type TestDatabase } from '../support/database.ts';

interface Node {
  readonly 'Relation Name'?: string;
  readonly 'Index Cond'?: string;
  readonly 'Recheck Cond'?: string;
  readonly Plans?: readonly Node[];
}

/** Armed timers of four thousand orders; that the orders are not there does not matter to how timers are found. */
const fill = `
  set local session_replication_role = replica;
  insert into timers (order_id, kind, clock, step, due_at, armed_at)
  select o, 'warn', clock, s, now() + o * interval '1 second', now()
  from generate_series(1, 4000) o, unnest(array['hazard', 'close', 'recheck']) with ordinality c (clock, s)`;

let database: TestDatabase;
beforeAll(async () => {
  database = await cloneDatabase();
  await inTransaction(database.pool, (client) => client.query(fill).then(() => undefined));
  await database.pool.query('analyze timers');
});
afterAll(() => database.drop());

const nodesOf = (node: Node): Node[] => [node, ...(node.Plans ?? []).flatMap(nodesOf)];

/** How the statements of some work read timers, one condition for each reading; null where all armed timers would be gone through. */
const readings = (work: (client: Client) => Promise<unknown>) =>
  inTransaction(database.pool, async (client) => {
    const found: (string | null)[] = [];
    const explaining = {
      query: async (config: { text: string; values: unknown[] }) => {
        const { rows } = await client.query({ ...config, text: `explain (format json) ${config.text}` });
        const reads = nodesOf(rows[0]['QUERY PLAN'][0].Plan).filter((node) => node['Relation Name'] === 'timers' && !node.Plans);
        found.push(...reads.map((node) => node['Index Cond'] ?? null));
        return { rows: [], rowCount: 0 };
      },
    } as unknown as Client;
    await work(explaining);
    return found;
  });

it.each([
  ['an act that ends all of them', (client: Client) => disarmAll(client, '7', '2026-11-02T00:00:00Z')],
  ['an act that ends some clocks', (client: Client) => disarmClocks(client, '7', ['recheck'], '2026-11-02T00:00:00Z')],
  ['the look at the whole', listBreaches],
])('The timers of an order are found by the order, never among all that are armed: %s', async (_, work) => {
  const found = await readings(work);
  expect(found.length).toBeGreaterThan(0);
  for (const condition of found) expect(condition).toContain('order_id');
});
