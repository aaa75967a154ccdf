import type { Pool } from '#db/pool.ts';
import { rows, type Sql } from '#db/sql.ts';

/** What a look at the database finds, a line each. */
export const foundIds = async (pool: Pool, piece: Sql): Promise<string[]> => (await rows<{ id: string }>(pool, piece)).map(({ id }) => id);
