import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Client, createPool, type Pool } from '#db/pool.ts';
import type { ImportRow } from '#db/queries/imports/imports.ts';
import { oneRow, sql } from '#db/sql.ts';
import type { Import } from '#domain/contract/imports.ts';
import { scratchFolder } from '../../census/scratch.ts';
import { apply, check, heading } from '../../census/take-in.ts';
import { type SignedIn, signIn, startApp, type TestApp } from '../../support/app.ts';
import { aReport } from '../../support/builders.ts';

const folder = scratchFolder();
let test: TestApp;
let registrar: SignedIn;
let loading: Pool; // as the program that works beside the server has it
beforeAll(async () => {
  test = await startApp();
  registrar = await signIn(test.app, 'registrar');
  loading = createPool(test.database.url, { schema: 'city', max: 4 });
});
afterAll(async () => {
  await loading.end();
  await test.close();
});

const rows = 2_000;
/** Wells 10 m apart in the west. */
const checkFile = async (): Promise<ImportRow> => {
  const lines = Array.from({ length: rows }, (_, i) => {
    const [x, y] = [120.0005 + (i % 100) * 0.0001, 30.001 + Math.floor(i / 100) * 0.0001];
    return `,污水,排水,完好,${x.toFixed(6)},${y.toFixed(6)},,D400,圆形,700,球墨铸铁,W${i},,`;
  });
  return check(loading, await folder.write('first.csv', `${[heading, ...lines].join('\n')}\n`), { rules: { systemIsSure: true } });
};

const get = async <T>(url: string): Promise<T> => {
  const reply = await test.app.inject({ url, headers: registrar });
  expect(reply.statusCode, reply.body).toBe(200);
  return reply.json<T>();
};
const importAt = async (id: string, until: (one: Import) => boolean): Promise<Import> => {
  for (;;) {
    const one = await get<Import>(`/api/v1/imports/${id}`);
    if (until(one)) return one;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
};
const found = async (query: string) => (await get<{ assets: object[] }>(`/api/v1/assets?${query}`)).assets.length;
const tile = async () => (await test.app.inject({ url: '/tiles/staff-wells/15/27307/13519', headers: registrar })).rawPayload.length;

/** What people do all day, and how many wells it shows them. */
const everydayWork = async (key: string): Promise<{ listed: number; searched: number; candidates: number; tile: number }> => {
  await signIn(test.app, 'dispatcher-west');
  const report = await test.app.inject({ method: 'POST', url: '/api/v1/reports', headers: { 'idempotency-key': key }, payload: aReport() });
  expect(report.statusCode, report.body).toBe(201);
  const match = await test.app.inject({ method: 'POST', url: '/api/v1/match', payload: { position: { lon: 120.0055, lat: 30.002 }, accuracyM: 20 } });
  expect(match.statusCode, match.body).toBe(200);
  const candidates = match.json<{ candidates: { assetId: string | null }[] }>().candidates.filter(({ assetId }) => assetId !== null).length;
  return { listed: await found('limit=10'), searched: await found('q=%E6%B1%A1%E6%B0%B4&ownerId=drainage&limit=10'), candidates, tile: await tile() };
};

const withHeld = async (statement: string, work: (holder: Client) => Promise<void>): Promise<void> => {
  const holder = await test.database.pool.connect();
  try {
    await holder.query(`begin; ${statement}`);
    await work(holder);
  } finally {
    await holder.query('rollback');
    holder.release();
  }
};

it('the first load into an empty registry lets people in: they sign in, report and look at the empty registry, see how far it is, and find it full at its end', {
  timeout: 120_000,
}, async () => {
  const { id } = await checkFile();
  const empty = await everydayWork('before-load');
  expect(empty).toMatchObject({ listed: 0, searched: 0, candidates: 0 });
  const given = { position: { lon: 120.015, lat: 30.015 }, classCode: '0103', locationKind: 'carriageway', ownerId: 'drainage' };
  let applying: Promise<ImportRow> | undefined;
  const register = () => test.app.inject({ method: 'POST', url: '/api/v1/assets', headers: registrar, payload: given });
  await withHeld('select 1 from assets', async (reader) => {
    // Everything is written and indexed by the time its keys to the roads are checked.
    await withHeld('lock table roads in row exclusive mode', async () => {
      applying = apply(loading, { id });
      const far = await importAt(id, (one) => one.step === 'keys' && one.perSecond !== null && one.perSecond > 0);
      expect(far).toMatchObject({ state: 'applying', interrupted: false, done: expect.any(Number), secondsLeft: expect.any(Number) });
      expect(far.done).toBeGreaterThan(0);
      expect(far.total).toBeGreaterThan(far.done);
      expect(await everydayWork('while-it-loads')).toEqual(empty);
      await withHeld(`set local lock_timeout = '200ms'`, async (rival) => {
        await expect(rival.query(`delete from places where code = '990101001'`), 'what its rows lie in stays').rejects.toMatchObject({ code: '55P03' });
      });
      expect((await register()).json()).toMatchObject({ status: 409, code: 'registry-filling' });
    });
    await importAt(id, ({ step }) => step === 'open');
    await reader.query('select pg_sleep(2)'); // longer than it waits for a reader: it has let the others through and tries again
    expect(await everydayWork('while-somebody-reads')).toEqual(empty);
  });
  expect(await applying).toMatchObject({ state: 'applied', counts: { fresh: rows } });
  const full = await everydayWork('after-the-load');
  expect(full).toMatchObject({ listed: 10, searched: 10 });
  expect(full.candidates).toBeGreaterThan(3);
  expect(full.tile).toBeGreaterThan(empty.tile);
  expect((await register()).statusCode).toBe(201);
  expect(await oneRow(test.database.pool, sql`select count(*)::integer as assets, count(distinct id)::integer as numbers from assets`)).toEqual({
    assets: rows + 1,
    numbers: rows + 1,
  });
});
