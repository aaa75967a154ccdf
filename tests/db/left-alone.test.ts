import { afterAll, beforeAll, expect, test } from 'vitest';
import { codeOfDatabaseError } from '#db/errors.ts';
import { createPool, inTransaction, type Pool } from '#db/pool.ts';
import { lockUnits } from '#db/queries/network/network-units.ts';
import { affected, oneRow, sql } from '#db/sql.ts';
import { cloneDatabase, type TestDatabase } from '../support/database.ts';

let database: TestDatabase;
let pool: Pool;
beforeAll(async () => {
  database = await cloneDatabase();
  pool = createPool(database.url, { schema: 'city', max: 1, prepared: true, idleInTransactionMs: 200 }); // as in service, which waits for a minute
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

const phoneOf = async (of: Pool) => (await oneRow<{ phone: string | null }>(of, sql`select phone from units where id = 'power'`)).phone;
const setPhone = sql`update units set phone = 'held' where id = 'power'`;

test('a transaction that its server leaves alone, as one that stands still does, lets go of what it holds; nothing of it stands, and its server goes on', async () => {
  const [held, taken] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const left = inTransaction(pool, async (client) => {
    await affected(client, setPhone);
    held.resolve();
    await taken.promise;
    await affected(client, setPhone);
  }).then(
    () => 'committed',
    (error: unknown) => codeOfDatabaseError(error),
  );
  await held.promise;
  await inTransaction(database.pool, lockUnits);
  taken.resolve();
  expect(await left, 'told as a database that is away: to be asked again').toBe('unavailable');
  expect(await phoneOf(pool)).toBeNull();
});
