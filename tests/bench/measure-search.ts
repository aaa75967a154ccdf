import type { Pool } from '#db/pool.ts';
import { affected, sql } from '#db/sql.ts';
import { benchToken, cityOfBench } from './bench-token.ts';
import { type Figure, share } from './figures.ts';
import type { Box } from './places.ts';
import { commonOf, crossingsOf, kindsOf, samplesOf } from './search-kinds.ts';
import type { ServerProcess } from './server-process.ts';

/** Milliseconds over HTTP of each kind of search, one after another on one connection; what was found in the mean. */
export const measureSearch = async ({ pool, api, box, each }: { pool: Pool; api: ServerProcess; box: Box; each: number }): Promise<Figure[]> => {
  await affected(pool, sql`create extension if not exists tsm_system_rows`);
  const common = await commonOf(pool);
  const kinds = kindsOf(await samplesOf(pool), await crossingsOf(pool), box, common);
  const code = await cityOfBench(pool);
  // A registrar, a small unit's clerk and a street's dispatcher.
  const secrets = {
    city: await benchToken(pool, 'registrar', code, null),
    unit: await benchToken(pool, 'clerk', null, common.small),
    street: await benchToken(pool, 'dispatcher', common.street, null),
  };
  const figures: Figure[] = [];
  for (const { name, as, next } of kinds) {
    const times: number[] = [];
    let found = 0;
    for (let i = -3; i < each; i += 1) {
      const started = performance.now();
      const reply = await fetch(`${api.url}/api/v1/assets?${new URLSearchParams(next())}`, { headers: { authorization: `Bearer ${secrets[as ?? 'city']}` } });
      if (!reply.ok) throw new Error(`${name}: ${reply.status} ${await reply.text()}`);
      const { total } = (await reply.json()) as { total: { count: number } };
      if (i < 0) continue; // warms the connection and the caches
      times.push(performance.now() - started);
      found += total.count / each;
    }
    times.sort((a, b) => a - b);
    figures.push({
      part: 'search',
      name,
      value: share(times, 0.95),
      unit: 'ms p95',
      note: `p50 ${share(times, 0.5).toFixed(0)} ms, ${Math.round(found)} found in the mean`,
    });
  }
  return figures;
};
