import { randomBytes } from 'node:crypto';
import type { Pool } from '#db/pool.ts';
import { insertToken } from '#db/queries/tokens.ts';
import { affected, oneRow, sql } from '#db/sql.ts';
import { hashOf } from '../../api/authentication.ts';
import type { Figure } from './figures.ts';
import type { Box } from './places.ts';
import { commonOf, kindsOf, samplesOf } from './search-kinds.ts';
import type { ServerProcess } from './server-process.ts';

/** A registrar, a small unit's clerk and a street's dispatcher, each with a token. */
const signIn = async (pool: Pool, role: string, placeCode: string | null, unitId: string | null): Promise<string> => {
  const { id } = await oneRow<{ id: string }>(
    pool,
    sql`insert into people (username, password_hash, name, name_en) values (${`bench-${randomBytes(6).toString('hex')}`}, 'none', 'bench', 'bench') returning id`,
  );
  await affected(pool, sql`insert into person_roles (person_id, role, place_code, unit_id) values (${id}, ${role}, ${placeCode}, ${unitId})`);
  const secret = `jzt_${randomBytes(32).toString('base64url')}`;
  const at = Date.now();
  await insertToken(pool, {
    tokenHash: hashOf(secret),
    personId: id,
    name: 'bench',
    permissions: null,
    createdAt: new Date(at).toISOString(),
    expiresAt: new Date(at + 86_400_000).toISOString(),
  });
  return secret;
};

const share = (times: readonly number[], part: number) => times[Math.min(times.length - 1, Math.floor(times.length * part))] ?? 0;

/** Milliseconds over HTTP of each kind of search, one after another on one connection; what was found in the mean. */
export const measureSearch = async ({ pool, api, box, each }: { pool: Pool; api: ServerProcess; box: Box; each: number }): Promise<Figure[]> => {
  await affected(pool, sql`create extension if not exists tsm_system_rows`);
  const common = await commonOf(pool);
  const kinds = kindsOf(await samplesOf(pool), box, common);
  const { code } = await oneRow<{ code: string }>(pool, sql`update city set settings = settings || '{"secondFactor": "optional"}' returning code`);
  const secrets = {
    city: await signIn(pool, 'registrar', code, null),
    unit: await signIn(pool, 'clerk', null, common.small),
    street: await signIn(pool, 'dispatcher', common.street, null),
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
