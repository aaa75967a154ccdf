import { affected, type Connection, oneRow, sql } from '../../sql.ts';

/** A secret of this database, 244 random bits: made by whoever asks for it first, the same for all its servers. */
export const getSecret = async (connection: Connection, name: 'line'): Promise<Buffer> => {
  await affected(
    connection,
    sql`insert into secrets (name, value) values (${name}, uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())) on conflict do nothing`,
  );
  return (await oneRow<{ value: Buffer }>(connection, sql`select value from secrets where name = ${name}`)).value;
};
