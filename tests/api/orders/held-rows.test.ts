import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Client, inTransaction } from '#db/pool.ts';
import { lockAssets } from '#db/queries/assets/asset-edits.ts';
import { lockAsset } from '#db/queries/assets/assets.ts';
import { lockUnits } from '#db/queries/network/network-units.ts';
import { holdLeft } from '#db/queries/network/unit-endings.ts';
import { lockOrders } from '#db/queries/orders/joins.ts';
import { lockOrder } from '#db/queries/orders/order-changes.ts';
import { takeDueTimer } from '#db/queries/orders/timers.ts';
import { startApp, type TestApp } from '../../support/app.ts';
import { aReport, aWell } from '../../support/builders.ts';
import { orderOf, report } from '../../support/thread.ts';

let test: TestApp;
let order: { id: string; assetId: string };
beforeAll(async () => {
  test = await startApp();
  const plate = await aWell(test.database.pool);
  const { id } = await orderOf(test.app, await report(test.app, aReport({ plate })));
  order = { id, assetId: plate };
});
afterAll(() => test.close());

/** A key to a row asks for no more than this: another's notice, event or assignment that names it. */
const isNameable = async (table: string, column: string, key: string): Promise<boolean> => {
  const client = await test.database.pool.connect();
  try {
    await client.query(`begin; set local lock_timeout = '300ms'`);
    return await client.query(`select from ${table} where ${column} = $1 for key share`, [key]).then(
      () => true,
      () => false,
    );
  } finally {
    await client.query('rollback');
    client.release();
  }
};

const longAfter = '2100-01-01T00:00:00Z';

describe('what is held against others who change it', () => {
  it.each<[string, (client: Client) => Promise<unknown>, string, string, () => string]>([
    ['an order', (client) => lockOrder(client, order.id), 'orders', 'id', () => order.id],
    ['two orders', (client) => lockOrders(client, [order.id]), 'orders', 'id', () => order.id],
    ['what a unit leaves that ends', (client) => holdLeft(client, 'power'), 'orders', 'id', () => order.id],
    ['an order whose timer is due', (client) => takeDueTimer(client, longAfter), 'orders', 'id', () => order.id],
    ['an asset', (client) => lockAsset(client, order.assetId), 'assets', 'id', () => order.assetId],
    ['several assets', (client) => lockAssets(client, [order.assetId]), 'assets', 'id', () => order.assetId],
    ['the units', (client) => lockUnits(client), 'units', 'id', () => 'power'],
  ])('can be named by others all the same, who would else wait in a circle: %s', async (_, hold, table, column, key) => {
    await inTransaction(test.database.pool, async (client) => {
      await hold(client);
      expect(await isNameable(table, column, key())).toBe(true);
    });
  });
});
