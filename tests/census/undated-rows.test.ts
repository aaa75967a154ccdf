import { expect, test } from 'vitest';
import type { Pool } from '#db/pool.ts';
import { insertAssetEvent, saveAsset } from '#db/queries/assets/asset-edits.ts';
import { decideDoubts } from '#db/queries/imports/import-doubts.ts';
import { oneRow, rows, sql } from '#db/sql.ts';
import { emptyRegistry } from './empty-registry.ts';
import { scratchFolder } from './scratch.ts';
import { apply, check } from './take-in.ts';

const folder = scratchFolder();
let pool: Pool;
emptyRegistry('test', (fresh) => {
  pool = fresh;
});

let files = 0;
const checked = async (line: string, { source = 'u', heading = '小类名称,权属单位,自编号,状态,地址,x,y' } = {}) => {
  files += 1;
  return check(pool, await folder.write(`${files}.csv`, `${heading}\n${line}\n`), { source, rules: { systemIsSure: true } });
};
const takenIn = async (...given: Parameters<typeof checked>) => (await apply(pool, await checked(...given))).counts;
const row = ({ status = '完好', address = '旧址', x = 120.0051 } = {}) => `雨水井盖,市排水公司,M1,${status},${address},${x},30.01`;
const standing = () =>
  oneRow<{ id: string; status: string; address: string; x: number; version: number }>(
    pool,
    sql`select id, status, address, st_x(geom)::float8 as x, version from assets`,
  );
const stamp = { at: '2025-03-01T02:00:00.000Z', on: '2025-03-01' };

/** As a registrar says it on a page. */
const said = async (values: Parameters<typeof saveAsset>[2], changes: Record<string, [unknown, unknown]>) => {
  const { id, version } = await standing();
  await saveAsset(pool, id, values, stamp);
  await insertAssetEvent(pool, {
    ...{ assetId: id, at: stamp.at, personId: null, action: 'changed', source: 'registrar', note: null, version: version + 1 },
    changes: changes as Parameters<typeof insertAssetEvent>[1]['changes'],
  });
};
const mended = () => said({ status: 'damaged', address: '新址' }, { status: ['intact', 'damaged'], address: ['旧址', '新址'] });
const doubts = (id: string) => rows(pool, sql`select row, kind from import_doubts where import_id = ${id} and decision is null`);

test('the same file without dates takes back nothing that a person said since, as often as it comes', async () => {
  expect(await takenIn(row())).toMatchObject({ fresh: 1 });
  await mended();
  const before = await standing();
  for (let times = 0; times < 2; times += 1) expect(await takenIn(row())).toMatchObject({ unchanged: 1, changed: 0, asked: 0 });
  expect(await standing()).toEqual(before);
});

test('a position that a person moved stays where they moved it', async () => {
  await takenIn(row());
  const [from, to] = [
    { lon: 120.0051, lat: 30.01 },
    { lon: 120.00512, lat: 30.01 },
  ] as const;
  await said({ position: to }, { position: [from, to] });
  expect(await takenIn(row())).toMatchObject({ unchanged: 1, changed: 0, asked: 0 });
  expect((await standing()).x).toBeCloseTo(120.00512, 7);
});

test('a row without a date that says something new where nobody else spoke is taken, and the rest of it left', async () => {
  await takenIn(row());
  await said({ status: 'damaged' }, { status: ['intact', 'damaged'] });
  expect(await takenIn(row({ address: '改址' }))).toMatchObject({ changed: 1, asked: 0 });
  expect(await standing()).toMatchObject({ status: 'damaged', address: '改址' });
});

test.each([
  { decision: 'merge' as const, after: { status: 'missing', address: '旧址' } },
  { decision: 'keep' as const, after: { status: 'damaged', address: '新址' } },
])('where it contradicts a person with something else again it is asked, and the answer “$decision” is done', async ({ decision, after }) => {
  await takenIn(row());
  await mended();
  const given = await checked(row({ status: '丢失' }));
  expect(await doubts(given.id)).toEqual([{ row: 2, kind: 'changed_since' }]);
  await decideDoubts(pool, given.id, { decision, rows: null, kind: null }, { columns: given.columns.length, personId: null, at: stamp.at });
  expect((await apply(pool, given)).counts).toMatchObject({ asked: 0, changed: decision === 'merge' ? 1 : 0 });
  expect(await standing()).toMatchObject(after);
});

test('a row that was looked at after the person spoke is newer than their word', async () => {
  await takenIn(row());
  await mended();
  const heading = '小类名称,权属单位,自编号,状态,地址,x,y,VerifyDate';
  expect(await takenIn(`${row()},2025-06-01`, { heading })).toMatchObject({ changed: 1, asked: 0 });
  expect(await standing()).toMatchObject({ status: 'intact', address: '旧址' });
});

test('what another source said since is no more taken back than what a person said', async () => {
  await takenIn(row());
  const dated = '小类名称,权属单位,自编号,状态,地址,x,y,CHDate';
  expect(await takenIn(`${row({ status: '破损' })},2026-11-23`, { source: 'other', heading: dated })).toMatchObject({ changed: 1 });
  expect(await takenIn(row())).toMatchObject({ unchanged: 1, changed: 0, asked: 0 });
  expect((await standing()).status).toBe('damaged');
});
