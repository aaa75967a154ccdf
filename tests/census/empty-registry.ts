import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import type { Pool } from '#db/pool.ts';
import { cloneDatabase, type TestDatabase } from '../support/database.ts';

/** A registry that holds nothing yet: a new one for each test of a file, or one for all of them. @param opened is given each */
export const emptyRegistry = (forEach: 'test' | 'file', opened: (pool: Pool) => void): void => {
  const [before, after] = forEach === 'test' ? [beforeEach, afterEach] : [beforeAll, afterAll];
  let database: TestDatabase;
  before(async () => {
    database = await cloneDatabase({ prepared: false });
    opened(database.pool);
  });
  after(() => database.drop());
};
