import { expect, test } from 'vitest';
import type { Pool } from '#db/pool.ts';
import { saveAsset } from '#db/queries/assets/asset-edits.ts';
import { decideDoubts } from '#db/queries/imports/import-doubts.ts';
import type { ImportCounts } from '#db/queries/imports/imports.ts';
import { rows, sql } from '#db/sql.ts';
import { checkCharacter } from '#domain/asset-id.ts';
import { emptyRegistry } from './empty-registry.ts';
import { scratchFolder } from './scratch.ts';
import { apply, check } from './take-in.ts';

const folder = scratchFolder();
let pool: Pool;
emptyRegistry('test', (fresh) => {
  pool = fresh;
});

const heading = '小类名称,权属单位,状态,CHDate,自编号,x,y';
const well = (number: string, x: number, { date = '2024-05-01', status = '完好' } = {}) => `雨水井盖,市排水公司,${status},${date},${number},${x},30.01`;
const rules = { systemIsSure: true };
let files = 0;
const checked = async (...lines: string[]) => {
  files += 1;
  return check(pool, await folder.write(`${files}.csv`, `${[heading, ...lines].join('\n')}\n`), { source: 'again', rules });
};
const takenIn = async (...lines: string[]): Promise<ImportCounts> => (await apply(pool, await checked(...lines))).counts;
const standing = () =>
  rows<{ id: string; sourceNumber: string; status: string; mergedInto: string | null; x: number; version: number }>(
    pool,
    sql`select id, source_number, status, merged_into, st_x(geom)::float8 as x, version from assets order by source_number, id`,
  );
const idOf = async (number: string) => (await standing()).find(({ sourceNumber }) => sourceNumber === number)?.id ?? '';
/** As a registrar does, on a day. */
const stamp = { at: '2025-03-01T02:00:00.000Z', on: '2025-03-01' };
const merge = async (number: string, into: string) => {
  await saveAsset(pool, await idOf(number), { mergedInto: await idOf(into) }, stamp);
  await saveAsset(pool, await idOf(into), {}, stamp);
};
const retire = async (number: string) => saveAsset(pool, await idOf(number), { status: 'removed' }, stamp);
const doubts = (id: string) => rows(pool, sql`select row, kind, asset_id from import_doubts where import_id = ${id} order by row`);

// 3 m and 10 m apart: none of them lies near another.
const three = (more: { date?: string } = {}) => [well('M1', 120.0051, more), well('M2', 120.00513, more), well('M3', 120.0052, more)];

test.each([
  { rows: 'dated', more: {} },
  { rows: 'undated', more: { date: '' } },
])('wells merged by hand stay merged when their file comes again, with $rows rows', async ({ more }) => {
  expect(await takenIn(...three(more))).toMatchObject({ fresh: 3 });
  await merge('M1', 'M2');
  const before = await standing();
  for (const again of [three(more), three(more), [well('M1', 120.0051, more)]])
    expect(await takenIn(...again)).toMatchObject({ rows: again.length, fresh: 0, changed: 0, asked: 0 });
  expect(await standing()).toEqual(before);
});

test('rows without any number stay with the well that stands for theirs, though they lie far from it', async () => {
  const bare = [well('', 120.0051), well('', 120.00513)];
  expect(await takenIn(...bare)).toMatchObject({ fresh: 2 });
  const [first, second] = await standing();
  await saveAsset(pool, first?.id ?? '', { mergedInto: second?.id ?? '' }, stamp);
  const before = await standing();
  expect(await takenIn(...bare)).toMatchObject({ unchanged: 2, fresh: 0, changed: 0, asked: 0 });
  expect(await standing()).toEqual(before);
});

test('a survey newer than the merge says something of the well that stands today', async () => {
  await takenIn(...three());
  await merge('M1', 'M2');
  expect(await takenIn(well('M1', 120.0051, { date: '2025-06-01', status: '破损' }))).toMatchObject({ fresh: 0, changed: 1 });
  expect(await rows(pool, sql`select status from assets where merged_into is null and status = 'damaged'`)).toHaveLength(1);
});

test('a well that was removed is not made again by an older row, and a newer or undated one is asked: by its number, by its place', async () => {
  await takenIn(...three());
  await retire('M3');
  const before = await standing();
  expect(await takenIn(...three())).toMatchObject({ older: 1, unchanged: 2, fresh: 0, changed: 0, asked: 0 });
  const id = await idOf('M3');
  for (const [date, number, x, kind] of [
    ['', 'M3', 120.00521, 'source_number_registered'],
    ['2025-06-01', 'M3', 120.0052, 'source_number_registered'],
    ['2025-06-01', '', 120.0052, 'near_registered'],
  ] as const) {
    const given = await checked(well(number, x, { date }));
    expect(await doubts(given.id)).toEqual([{ row: 2, kind, assetId: id }]);
    expect((await apply(pool, given)).counts).toMatchObject({ asked: 1, fresh: 0, changed: 0 });
  }
  expect(await takenIn(well('M3', 120.0052, { status: '拆除' }))).toMatchObject({ fresh: 0, changed: 0, asked: 0 });
  expect(await standing()).toEqual(before);
});

test.each([
  { decision: 'merge' as const, counts: { changed: 1, fresh: 0 }, states: ['intact'] },
  { decision: 'keep' as const, counts: { changed: 0, fresh: 1 }, states: ['intact', 'removed'] },
])('a person says of a removed well that is there again: $decision, and is not asked again', async ({ decision, counts, states }) => {
  await takenIn(...three());
  await retire('M3');
  const again = well('M3', 120.0052, { date: '2025-06-01' });
  const given = await checked(again);
  await decideDoubts(pool, given.id, { decision, rows: null, kind: null }, { columns: given.columns.length, personId: null, at: stamp.at });
  expect((await apply(pool, given)).counts).toMatchObject({ ...counts, asked: 0 });
  const m3 = async () => (await standing()).filter(({ sourceNumber }) => sourceNumber === 'M3').map(({ status }) => status);
  expect((await m3()).sort()).toEqual(states);
  expect(await takenIn(again)).toMatchObject({ unchanged: 1, asked: 0, fresh: 0 });
});

const digits = '9901010105000071';
const full = digits + checkCharacter(digits);
test.each([
  { form: 'its 16 digits', number: digits },
  { form: 'dashes', number: `${full.slice(0, 6)}-${full.slice(6, 10)}-${full.slice(10)}` },
  { form: 'spaces', number: `${full.slice(0, 6)} ${full.slice(6)}` },
])('a number that joined another well is found again by its row alone, written with $form', async ({ number }) => {
  const line = (of: string, x: number) => `${of},电力井盖,市电力公司,${x},30.0105`;
  const write = async (...lines: string[]) => {
    files += 1;
    const path = await folder.write(`${files}.csv`, `${['ObjID,小类名称,权属单位,x,y', ...lines].join('\n')}\n`);
    return (await apply(pool, await check(pool, path, { source: 'joined', rules: { ...rules, withinM: 3, nearInFile: 'merge', nearRegistered: 'keep' } })))
      .counts;
  };
  expect(await write(line('', 120.0051), line(number, 120.005103))).toMatchObject({ fresh: 1, merged: 1 });
  expect(await write(line(number, 120.005103))).toMatchObject({ rows: 1, fresh: 0 });
  expect(await standing()).toHaveLength(1);
});
