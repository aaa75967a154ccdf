import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openRequestCounts } from '../../../api/request-counts.ts';
import { type RunningServer, startServer } from '../../../api/server.ts';
import { cloneDatabase, type TestDatabase } from '../../support/database.ts';

let database: TestDatabase;
const servers: RunningServer[] = [];
beforeAll(async () => {
  database = await cloneDatabase();
  for (let i = 0; i < 2; i += 1) servers.push(await startServer({ url: database.url, host: '127.0.0.1', port: 0, logLevel: 'silent' }));
});
afterAll(async () => {
  for (const server of servers) await server.close();
  await database.drop();
});

const fails = (error: unknown) => {
  throw error;
};
const two = () => [openRequestCounts(database.pool, fails), openRequestCounts(database.pool, fails)] as const;

describe('two servers on one database', () => {
  it('let through together what one would of who asks them in turn', async () => {
    const path = '/api/v1/open-reports?at=120.01,30.01';
    const statuses: number[] = [];
    for (let i = 0; i < 70; i += 1) statuses.push((await fetch(`${servers[i % 2]?.address}${path}`)).status);
    expect(statuses.filter((status) => status !== 429)).toHaveLength(60);
    expect(statuses.slice(60)).toEqual(Array(10).fill(429));
  });

  it('let through no more of who asks both at once', async () => {
    const body = JSON.stringify({ username: 'nobody', password: 'wrong-and-long-enough' });
    const ask = (i: number) => fetch(`${servers[i % 2]?.address}/api/v1/session`, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
    const statuses = await Promise.all(Array.from({ length: 24 }, async (_, i) => (await ask(i)).status));
    expect(statuses.filter((status) => status !== 429).length).toBeLessThanOrEqual(10);
  });
});

describe('what is counted', () => {
  it('costs the database nothing while it is far from its limit', async () => {
    const [one] = two();
    const stored = async () => (await database.pool.query('select 1 from request_counts')).rows.length;
    const before = await stored();
    for (let i = 0; i < 12; i += 1) await one.count('far', 100);
    expect(await stored()).toBe(before);
    expect(one.peek('far').current).toBe(12);
    await one.close();
  });

  it('is known to the other server as soon as that comes near, whoever counted it', async () => {
    const [one, other] = two();
    for (let i = 0; i < 10; i += 1) await one.count('near', 10);
    await other.count('near', 2);
    expect(other.peek('near').current).toBe(11);
    await Promise.all([one.close(), other.close()]);
  });

  it('begins anew when the minute is over', async () => {
    const [one, other] = two();
    for (let i = 0; i < 4; i += 1) await one.count('over', 4);
    await database.pool.query("update request_counts set started_at = started_at - interval '61 seconds'");
    expect((await other.count('over', 1)).current).toBe(1);
    await Promise.all([one.close(), other.close()]);
  });

  it('is counted by each for itself where the database does not answer', async () => {
    const errors: unknown[] = [];
    const broken = { query: () => Promise.reject(new Error('gone')) } as unknown as TestDatabase['pool'];
    const counts = openRequestCounts(broken, (error) => errors.push(error));
    for (let i = 1; i <= 4; i += 1) expect((await counts.count('alone', 2)).current).toBe(i);
    expect(errors, 'who is over the limit is not told of any more').toHaveLength(3);
    await counts.close();
  });
});
