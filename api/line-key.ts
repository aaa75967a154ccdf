import { createHmac } from 'node:crypto';
import type { Pool } from '#db/pool.ts';
import { getSecret } from '#db/queries/people/secrets.ts';

const kept = new WeakMap<Pool, Promise<Buffer>>();

const secretOf = (pool: Pool): Promise<Buffer> => {
  const known = kept.get(pool);
  if (known) return known;
  const secret = getSecret(pool, 'line');
  kept.set(pool, secret);
  secret.catch(() => kept.delete(pool));
  return secret;
};

/**
 * What stands for the line that a report came by: the same for the same line, and nobody without the database's secret finds the line by it. It is
 * written nowhere; a report keeps what it makes of its own number. Never call it inside a transaction: it takes a connection of its own once.
 */
export const lineKey = async (pool: Pool, line: string | null): Promise<Buffer | null> =>
  line === null
    ? null
    : createHmac('sha256', await secretOf(pool))
        .update(line)
        .digest();
