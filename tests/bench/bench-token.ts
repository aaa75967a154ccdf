import { randomBytes } from 'node:crypto';
import type { Pool } from '#db/pool.ts';
import { insertToken } from '#db/queries/people/tokens.ts';
import { affected, oneRow, sql } from '#db/sql.ts';
import { hashOf } from '../../api/authentication.ts';

/** A new person of one role, and a token that speaks for them. */
export const benchToken = async (pool: Pool, role: string, placeCode: string | null, unitId: string | null): Promise<string> => {
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

/** The city's code. Its people, who are the bench's own, sign in without a second factor. */
export const cityOfBench = async (pool: Pool): Promise<string> =>
  (await oneRow<{ code: string }>(pool, sql`update city set settings = settings || '{"secondFactor": "optional"}' returning code`)).code;
