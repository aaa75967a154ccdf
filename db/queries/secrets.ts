import { type Connection, oneRow, sql } from '../sql.ts';

/** A secret that a migration made for this database. */
export const getSecret = async (connection: Connection, name: 'line'): Promise<Buffer> =>
  (await oneRow<{ value: Buffer }>(connection, sql`select value from secrets where name = ${name}`)).value;
