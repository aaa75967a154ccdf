import { join } from 'node:path';
import { expect, test } from 'vitest';
import { migrate } from '#db/migrate.ts';
import { createPool } from '#db/pool.ts';
import { affected, sql } from '#db/sql.ts';
import { checkout } from '../../ops/cluster-folder.ts';
import { describeDemoAccounts } from '../../ops/demo-accounts.ts';
import { seedCity } from '../../seed/seed-city.ts';
import { freshDatabase } from '../support/fresh-database.ts';

test('the start prints the people that the city has, with every unit of each, and of a city that is no demo nobody', async () => {
  const database = await freshDatabase('accounts');
  await migrate(database.url);
  const smallCity = join(checkout, 'tests/fixtures/small-city');
  await seedCity({ url: database.url, folder: smallCity, assets: 100, seed: 1, demo: true });
  const pool = createPool(database.url, { max: 1 });
  try {
    const lines = await describeDemoAccounts(pool, smallCity);
    expect(lines[1]).toContain('jingzheng-demo');
    expect(lines.find((line) => line.includes('telecom-b-clerk'))).toMatch(/Feng.*青石交警设施管理所、青石乙通信运营企业/);
    expect(lines.find((line) => line.includes('district-dispatcher'))).toMatch(/Zhou, Hexi dispatcher · 河西区/);
    // Started anew with another folder: its passwords are not these people's.
    await affected(pool, sql`update people set username = 'somebody-else' where username = 'agent'`);
    expect(await describeDemoAccounts(pool, smallCity)).toContainEqual(expect.stringMatching(/somebody-else\s+—\s+陈话务/));
    await affected(pool, sql`update city set demo = false`);
    expect(await describeDemoAccounts(pool, smallCity)).toEqual([]);
  } finally {
    await pool.end();
    await database.drop();
  }
});
