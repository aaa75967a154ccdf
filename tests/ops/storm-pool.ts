import { setTimeout as sleep } from 'node:timers/promises';
import { codeOfDatabaseError } from '#db/errors.ts';
import type { Pool } from '#db/pool.ts';

/** Whether the database was away: nobody knows then what came of what was asked. */
export const isAway = (error: unknown): boolean => codeOfDatabaseError(error) === 'unavailable';

const patienceMs = 60_000;

/** Who looks at a database that may be killed asks again until it is back. Only what reads goes over `query` here: what writes is a transaction's. */
export const makePatient = (pool: Pool): void => {
  const ask: (...given: unknown[]) => Promise<unknown> = pool.query.bind(pool);
  Reflect.set(pool, 'query', async (...given: unknown[]) => {
    for (const until = Date.now() + patienceMs; ; await sleep(100)) {
      try {
        return await ask(...given);
      } catch (error) {
        if (!isAway(error) || Date.now() > until) throw error;
      }
    }
  });
};
