import { expect } from 'vitest';
import type { Pool } from '#db/pool.ts';

/** Goes on once so many of a database's connections wait for what others hold. */
export const untilWaiting = (pool: Pool, least = 1): Promise<void> =>
  expect
    .poll(async () => (await pool.query(`select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`)).rowCount, {
      timeout: 10_000,
      interval: 20,
    })
    .toBeGreaterThanOrEqual(least);
