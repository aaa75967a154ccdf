import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Client, createPool, inTransaction, type Pool, withCommit } from '#db/pool.ts';
import { cloneDatabase, type TestDatabase } from '../support/database.ts';

let database: TestDatabase;
let pool: Pool;
beforeAll(async () => {
  database = await cloneDatabase();
  pool = createPool(database.url, { max: 1, prepared: true }); // statements that do not wait for each other, as in service
  await pool.query('create table notes (body text primary key)');
});
beforeEach(() => pool.query('truncate notes').then(() => undefined));
afterAll(async () => {
  await pool.end();
  await database.drop();
});

const note = (client: Client, body: string) => client.query('insert into notes values ($1)', [body]);
const notes = async () => (await pool.query('select body from notes order by body')).rows.map(({ body }) => body);

describe('a write that leaves with the commit', () => {
  it('is there when the transaction is told as done', async () => {
    const told = await inTransaction(pool, async (client) => {
      await note(client, 'first');
      withCommit(client, note(client, 'last'));
      return 'done';
    });
    expect([told, await notes()]).toEqual(['done', ['first', 'last']]);
  });

  it('takes everything back where it fails, and the work fails as it did', async () => {
    const work = inTransaction(pool, async (client) => {
      await note(client, 'first');
      withCommit(client, note(client, 'first'));
      return 'done';
    });
    await expect(work).rejects.toMatchObject({ code: '23505', constraint: 'notes_pkey' });
    expect(await notes()).toEqual([]);
  });

  it('takes everything back where it fails before it is sent', async () => {
    const work = inTransaction(pool, async (client) => {
      await note(client, 'first');
      withCommit(client, Promise.reject(new Error('not to be sent')));
    });
    await expect(work).rejects.toThrow('not to be sent');
    expect(await notes()).toEqual([]);
  });

  it('leaves nothing behind for the next transaction of its connection', async () => {
    await inTransaction(pool, async (client) => {
      withCommit(client, note(client, 'first'));
      throw new Error('thought better of it');
    }).catch(() => undefined);
    await inTransaction(pool, (client) => note(client, 'second'));
    expect(await notes()).toEqual(['second']);
  });
});
