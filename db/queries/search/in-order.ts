import { type Connection, rows, sql } from '../../sql.ts';

/** For what an index gives in its order: a bitmap or a sort would have to see all of it first. To the end of the transaction. */
export const inOrder = async (connection: Connection): Promise<void> => {
  await rows(connection, sql`select set_config('enable_bitmapscan', 'off', true), set_config('enable_sort', 'off', true)`);
};

/** For dictionaries, where conditions of several indexes meet. */
export const inAnyOrder = async (connection: Connection): Promise<void> => {
  await rows(connection, sql`select set_config('enable_bitmapscan', 'on', true), set_config('enable_sort', 'on', true)`);
};
