import { type Connection, oneRow, sql } from '../../sql.ts';

/** Takes a job to the end of the transaction; false when another server is at it. */
export const takeJob = async (connection: Connection, name: string): Promise<boolean> =>
  (await oneRow<{ taken: boolean }>(connection, sql`select pg_try_advisory_xact_lock(hashtextextended('job ' || ${name}::text, 0)) as taken`)).taken;
