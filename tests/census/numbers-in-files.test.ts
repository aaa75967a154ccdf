import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Pool } from '#db/pool.ts';
import { decideDoubts } from '#db/queries/import-doubts.ts';
import { rows, sql } from '#db/sql.ts';
import { checkCharacter } from '#domain/asset-id.ts';
import { cloneDatabase, type TestDatabase } from '../support/database.ts';
import { scratchFolder } from './scratch.ts';
import { apply, check } from './take-in.ts';

const folder = scratchFolder();
let database: TestDatabase;
let pool: Pool;
beforeEach(async () => {
  database = await cloneDatabase({ prepared: false });
  pool = database.pool;
});
afterEach(() => database.drop());

const numberOf = (serial: number) => {
  const digits = `9901010102${String(serial).padStart(6, '0')}`;
  return digits + checkCharacter(digits);
};
const heading = 'ObjID,ClassCode,SourceNo,x,y';
const file = (name: string, ...lines: string[]) => folder.write(name, `${[heading, ...lines].join('\n')}\n`);
const decide = (id: string, decision: 'merge' | 'keep' | 'refuse') =>
  decideDoubts(pool, id, { decision, rows: null, kind: null }, { columns: 5, personId: null, at: '2026-11-23T03:00:00.000Z' });
const standing = () => rows<{ id: string; sourceNumber: string }>(pool, sql`select id, source_number from assets order by source_number`);
const sure = { systemIsSure: true, withinM: 3, sameWithinM: 0.5 };

test('a number that stands on a plate in the file is minted for no other row, though its own waits for a person', async () => {
  const given = await check(pool, await file('waits.csv', ',0102,A,120.0051,30.01', `${numberOf(1)},0102,B,120.005101,30.01`, ',0102,C,120.0061,30.01'), {
    source: 'waits',
    rules: { ...sure, nearInFile: 'ask' },
  });
  expect(given.counts).toMatchObject({ asked: 1, fresh: 2 });
  await apply(pool, given);
  await decide(given.id, 'keep');
  await apply(pool, given);
  expect(await standing()).toEqual([
    { id: numberOf(2), sourceNumber: 'A' },
    { id: numberOf(1), sourceNumber: 'B' },
    { id: numberOf(3), sourceNumber: 'C' },
  ]);
  expect(await rows(pool, sql`select * from awaited_numbers`)).toEqual([]);
});

test('rows that a person keeps before anything is registered are made with all the others', async () => {
  const given = await check(pool, await file('kept.csv', ',0102,A,120.0051,30.01', ',0102,B,120.005101,30.01'), {
    source: 'kept',
    rules: { ...sure, nearInFile: 'ask' },
  });
  await decide(given.id, 'keep');
  expect((await apply(pool, given)).counts).toMatchObject({ fresh: 2, asked: 0 });
  expect((await standing()).map(({ sourceNumber }) => sourceNumber)).toEqual(['A', 'B']);
});

test('one number written in three ways is one number: two of the rows are refused', async () => {
  const spaced = `${numberOf(7).slice(0, 6)}-${numberOf(7).slice(6, 10)}-${numberOf(7).slice(10, 16)}`;
  const given = await check(
    pool,
    await file('ways.csv', `${numberOf(7)},0102,A,120.0051,30.01`, `${numberOf(7).slice(0, 16)},0102,B,120.0061,30.01`, `${spaced},0102,C,120.0071,30.01`),
    { source: 'ways', rules: sure },
  );
  expect(given.counts).toMatchObject({ rows: 3, fresh: 1, refused: 2 });
});

test('rows that would have joined a refused one are one well of their own', async () => {
  const given = await check(
    pool,
    await file(
      'joins.csv',
      `${numberOf(7)},0102,A,120.0051,30.01`,
      `${numberOf(7)},0102,B,120.0061,30.01`,
      ',0102,C,120.006101,30.01',
      ',0102,D,120.006102,30.01',
    ),
    { source: 'joins', rules: { ...sure, nearInFile: 'merge' } },
  );
  expect(given.counts).toMatchObject({ rows: 4, fresh: 2, refused: 1, merged: 1 });
  await apply(pool, given);
  expect((await standing()).map(({ sourceNumber }) => sourceNumber)).toEqual(['A', 'C']);
});
