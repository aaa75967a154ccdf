import { affected, type Connection, sql } from '../../sql.ts';

/** For what an index gives in its order: a bitmap or a sort would have to see all of it first. To the end of the transaction. */
export const inOrder = async (connection: Connection): Promise<void> => {
  await affected(connection, sql`set local enable_bitmapscan = off`);
  await affected(connection, sql`set local enable_sort = off`);
};

/** For dictionaries, where conditions of several indexes meet. */
export const inAnyOrder = async (connection: Connection): Promise<void> => {
  await affected(connection, sql`set local enable_bitmapscan = on`);
  await affected(connection, sql`set local enable_sort = on`);
};
