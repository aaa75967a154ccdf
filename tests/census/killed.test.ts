import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dumpSchema } from '#db/dump.ts';
import type { Pool } from '#db/pool.ts';
import { getImport, updateImport } from '#db/queries/imports/imports.ts';
import { oneRow, rows, sql } from '#db/sql.ts';
import { findPostgres } from '../../ops/cluster-folder.ts';
import { cloneDatabase, type TestDatabase } from '../support/database.ts';
import { scratchFolder } from './scratch.ts';
import { apply, check, heading } from './take-in.ts';

const folder = scratchFolder();
let database: TestDatabase;
let pool: Pool;
beforeAll(async () => {
  database = await cloneDatabase({ prepared: false });
  pool = database.pool;
});
afterAll(() => database.drop());

const program = join(import.meta.dirname, '../../census/main.ts');
const counted = () =>
  oneRow<{ assets: number; covers: number; places: number; indexes: number; keys: number }>(
    pool,
    sql`select (select count(*)::integer from assets) as assets, (select count(*)::integer from covers) as covers, (select count(distinct geom)::integer from assets) as places,
      (select count(*)::integer from pg_indexes where schemaname = current_schema() and tablename in ('assets', 'covers')) as indexes,
      (select count(*)::integer from pg_constraint where contype = 'f' and conrelid in ('assets'::regclass, 'covers'::regclass)) as keys`,
  );

const schema = async () => dumpSchema(database.url, join(await findPostgres(null), 'pg_dump'));

/** Wells 10 m apart in the west, `n` of them. */
const file = (name: string, n: number, lat: number) => {
  const lines = Array.from({ length: n }, (_, i) => {
    const [x, y] = [120.0005 + (i % 380) * 0.0001, lat + Math.floor(i / 380) * 0.0001];
    return `,污水,排水,完好,${x.toFixed(6)},${y.toFixed(6)},,D400,圆形,700,球墨铸铁,${name}${i},,`;
  });
  return folder.write(`${name}.csv`, `${[heading, ...lines].join('\n')}\n`);
};

/** Applies in another program and kills it, the way a power cut does, as soon as `until` says so. @param letGo of what its statement waits for */
const killWhen = async (id: string, until: () => Promise<boolean>, letGo?: () => Promise<unknown>): Promise<void> => {
  await updateImport(pool, id, { state: 'applying' }); // as the server leaves it to the program
  const child = spawn(process.execPath, [program, 'work', 'apply', id], { env: { ...process.env, DATABASE_URL: database.url, CITY_SCHEMA: 'city' } });
  const exited = once(child, 'exit');
  while (child.exitCode === null && !(await until())) await new Promise((resolve) => setTimeout(resolve, 5));
  child.kill('SIGKILL');
  expect(await exited, 'it was killed and had not ended').toEqual([null, 'SIGKILL']);
  await letGo?.();
  // The server notices the broken connection and rolls back.
  while ((await oneRow<{ n: number }>(pool, sql`select count(*)::integer as n from pg_locks where locktype = 'advisory'`)).n > 0)
    await new Promise((resolve) => setTimeout(resolve, 20));
};

describe('an import that is killed in the middle', () => {
  it('leaves an empty registry as it was, with its indexes and keys, and goes in whole the next time', { timeout: 120_000 }, async () => {
    const schemaBefore = await schema();
    const checked = await check(pool, await file('A', 30_000, 30.001), { rules: { systemIsSure: true } });
    expect(checked.counts).toMatchObject({ rows: 30_000, fresh: 30_000 });
    const before = await counted();
    expect(before.assets).toBe(0);
    const stepOf = async () => (await getImport(pool, checked.id)).step ?? '';
    // In the middle of its rows; then with everything written and its keys about to be checked, which somebody's change of a road holds up.
    await killWhen(checked.id, async () => ['apply', 'index', 'tiles'].includes(await stepOf()));
    expect(await counted()).toEqual(before);
    const holder = await pool.connect();
    await holder.query('begin; lock table roads in row exclusive mode');
    const isAtKeys = async () => (await stepOf()) === 'keys';
    await killWhen(checked.id, isAtKeys, () => holder.query('rollback')).finally(() => holder.release(true));
    expect(await counted()).toEqual(before);
    const done = await apply(pool, checked);
    expect(done).toMatchObject({ state: 'applied', counts: { fresh: 30_000 } });
    expect(await counted()).toEqual({ ...before, assets: 30_000, covers: 30_000, places: 30_000 });
    expect(await schema(), 'the tables that took the place of the empty ones are like them to the last key').toBe(schemaBefore);
  });

  it('keeps whole batches in a living registry, goes on behind them, and doubles nothing', { timeout: 120_000 }, async () => {
    const checked = await check(pool, await file('B', 50_000, 30.021), { rules: { systemIsSure: true } });
    expect(checked.counts).toMatchObject({ rows: 50_000, fresh: 50_000 });
    await killWhen(checked.id, async () => (await getImport(pool, checked.id)).appliedUpto > 0);
    const broken = await getImport(pool, checked.id);
    const between = await counted();
    expect(between.assets - 30_000).toBe(Math.max(0, broken.appliedUpto - 1)); // row 1 is the heading
    expect(between.covers).toBe(between.assets);
    const done = await apply(pool, checked);
    expect(done.state).toBe('applied');
    expect(await counted()).toMatchObject({ assets: 80_000, covers: 80_000, places: 80_000 });
    const again = await check(pool, await file('B', 50_000, 30.021), { rules: { systemIsSure: true } });
    expect(again.counts).toMatchObject({ unchanged: 50_000, fresh: 0, changed: 0 });
  });
});

describe('an import that somebody stops', () => {
  it('ends inside a statement that would go on for long, and leaves everything as it was', { timeout: 60_000 }, async () => {
    const own = await cloneDatabase({ prepared: false });
    const blocker = await own.pool.connect();
    try {
      const checked = await check(own.pool, await file('C', 2_000, 30.001), { rules: { systemIsSure: true } });
      await blocker.query('begin');
      await blocker.query('lock table assets in access share mode');
      const applying = apply(own.pool, checked);
      const waits = () => oneRow<{ n: number }>(own.pool, sql`select count(*)::integer as n from pg_locks where not granted and relation = 'assets'::regclass`);
      while ((await waits()).n === 0) await new Promise((resolve) => setTimeout(resolve, 20));
      await updateImport(own.pool, checked.id, { cancelAsked: true });
      expect(await applying).toMatchObject({ state: 'cancelled', rejection: { code: 'import-cancelled' }, step: null });
      await blocker.query('rollback');
      expect(await rows(own.pool, sql`select id from assets`)).toEqual([]);
      expect(await rows(own.pool, sql`select indexname from pg_indexes where indexname = 'assets_street'`)).toHaveLength(1);
    } finally {
      blocker.release();
      await own.drop();
    }
  });
});
