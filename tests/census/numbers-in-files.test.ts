import { expect, test } from 'vitest';
import type { Pool } from '#db/pool.ts';
import { forgetAwaited } from '#db/queries/imports/import-apply.ts';
import { decideDoubts, listDoubts } from '#db/queries/imports/import-doubts.ts';
import { listRefusals } from '#db/queries/imports/import-refusals.ts';
import { named } from '#db/queries/imports/import-tables.ts';
import { rows, sql } from '#db/sql.ts';
import { checkCharacter } from '#domain/asset-id.ts';
import { whyRefused } from '../../census/give-back/refusals.ts';
import { emptyRegistry } from './empty-registry.ts';
import { workbook } from './pack.ts';
import { scratchFolder } from './scratch.ts';
import { apply, check, refusedText, wholeCity } from './take-in.ts';

const folder = scratchFolder();
let pool: Pool;
emptyRegistry('test', (fresh) => {
  pool = fresh;
});

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

const doubtsOf = (id: string) => rows(pool, sql`select row, kind, other_row, said from import_doubts where import_id = ${id} order by row`);

test('a number on a row that cannot be read is minted for nobody until the row comes again mended, or its file is gone', async () => {
  const lines = [',0102,A,120.0051,30.01', `${numberOf(1)},飞碟,B,120.0061,30.01`, `９９０１０１－０１０２－000002,0102,C,120.0071,91`];
  const given = await check(pool, await file('unread.csv', ...lines), { source: 'unread', rules: sure });
  expect(given.counts).toMatchObject({ rows: 3, fresh: 1, refused: 2 });
  await apply(pool, given);
  expect(await standing()).toEqual([{ id: numberOf(3), sourceNumber: 'A' }]);
  const awaited = () => rows<{ number: string }>(pool, sql`select number from awaited_numbers order by 1`);
  expect(await awaited()).toEqual([{ number: numberOf(1) }, { number: numberOf(2) }]);
  await apply(pool, await check(pool, await file('mended.csv', `${numberOf(1)},0102,B,120.0061,30.01`), { source: 'unread', rules: sure }));
  expect(await awaited()).toEqual([{ number: numberOf(2) }]);
  await forgetAwaited(pool, given.id);
  expect(await awaited()).toEqual([]);
  await apply(pool, await check(pool, await file('more.csv', ',0102,D,120.0081,30.01'), { source: 'more', rules: sure }));
  expect((await standing()).map(({ id }) => id)).toEqual([numberOf(3), numberOf(1), numberOf(4)]);
});

test('one owner’s number on rows of two classes is asked at one place, whatever the rule for one class; far apart it is two wells', async () => {
  const lines = [
    '雨水,市排水公司,Y1,120.0051,30.01',
    '污水,市排水公司,Y1,120.00512,30.01',
    '污水,市排水公司,Y2,120.0061,30.01',
    '雨水,市排水公司,Y2,120.0071,30.01',
  ];
  const path = await folder.write('classes.csv', `${['小类名称,权属单位,自编号,x,y', ...lines].join('\n')}\n`);
  const rules = { ...sure, sourceNumberInFile: 'merge' as const };
  const given = await check(pool, path, { source: 'classes', rules });
  expect(given.counts).toMatchObject({ rows: 4, fresh: 3, merged: 0, asked: 1 });
  expect(await doubtsOf(given.id)).toEqual([{ row: 3, kind: 'source_number_classes', otherRow: 2, said: null }]);
  expect(await listDoubts(pool, given.id, wholeCity, { after: 0, limit: 10 })).toMatchObject([
    { here: { className: { zh: '污水井盖' } }, there: { row: 2, className: { zh: '雨水井盖' } } },
  ]);
  await decide(given.id, 'merge');
  expect((await apply(pool, given)).counts).toMatchObject({ fresh: 3, merged: 1 });
});

test('a number that holds another class than its row is asked before it is a well’s for ever; of a well that bears it already nothing is asked', async () => {
  const lines = [`${numberOf(5)},0103,A,120.0051,30.01`, `${numberOf(6)},0102,B,120.0061,30.01`];
  const given = await check(pool, await file('other-class.csv', ...lines), { source: 'other-class', rules: sure });
  expect(given.counts).toMatchObject({ fresh: 1, asked: 1 });
  expect(await doubtsOf(given.id)).toEqual([{ row: 2, kind: 'number_class_differs', otherRow: null, said: numberOf(5) }]);
  await decide(given.id, 'keep');
  await apply(pool, given);
  expect((await standing()).map(({ id }) => id)).toEqual([numberOf(5), numberOf(6)]);
  expect((await check(pool, await file('again.csv', ...lines), { source: 'other-class', rules: sure })).counts).toMatchObject({ unchanged: 2, asked: 0 });
});

test('a row that says no class is of the one that its number holds, however that is written, on the plate too', async () => {
  const n = numberOf(61);
  const wide = n.replace(/\d/g, (digit) => String.fromCodePoint(digit.charCodeAt(0) + 0xfee0));
  for (const [name, number] of [
    ['ObjID', `${n.slice(0, 6)}-${n.slice(6, 10)} ${n.slice(10)}`],
    ['ObjID', wide],
    ['井证编号', n.toLowerCase()],
  ] as const) {
    const path = await folder.write('classless.csv', `${name},x,y\n${number},120.0161,30.01\n`);
    const { id, counts } = await check(pool, path, { source: 'classless', rules: sure, classCode: '0103' });
    expect(counts).toMatchObject({ rows: 1, refused: 0 });
    expect(await rows(pool, sql`select class_code from ${named(`import_rows_${id}`)}`)).toEqual([{ classCode: '0102' }]);
  }
});

test('a number that a workbook holds as figures has lost its last digits: its row is refused by row and column', async () => {
  const text = (of: string) => `<c t="inlineStr"><is><t>${of}</t></is></c>`;
  const line = (row: number, number: string, x: number) =>
    `<row r="${row}">${number}${text('0102')}<c><v>1234567890123456</v></c><c><v>${x}</v></c><c><v>30.01</v></c></row>`;
  const headings = ['ObjID', 'ClassCode', '图幅', 'x', 'y'].map(text).join('');
  const sheet = `<row r="1">${headings}</row>${line(2, '<c><v>9901010102000010</v></c>', 120.0051)}${line(3, '<c><v>9.9010101020000105E16</v></c>', 120.0061)}${line(4, text(numberOf(8)), 120.0071)}`;
  const path = await folder.write('figures.xlsx', await workbook({ 井: `<sheetData>${sheet}</sheetData>` }));
  const given = await check(pool, path, { source: 'figures', rules: sure });
  expect(given.counts).toMatchObject({ rows: 3, fresh: 1, refused: 2 });
  const refused = await listRefusals(pool, given.id, 0, 10);
  expect(refused).toMatchObject([2, 3].map((row) => ({ row, code: 'census-number-figures', columnName: 'ObjID' })));
  for (const refusal of refused) for (const language of ['zh', 'en'] as const) expect(whyRefused(refusal, language)).toMatch(/ObjID.*99010101020000/);
});

test('a number that a CSV holds as a spreadsheet showed it has lost its digits: its row is refused by row and column, and none is minted for it', async () => {
  const lines = ['9.9010101020E+15,0102,A,120.0051,30.01', '9.9010101020e+15,0102,B,120.0061,30.01', `${numberOf(8)},0102,1.23457E+11,120.0071,30.01`];
  const given = await check(pool, await file('shown.csv', ...lines, `${numberOf(9)},0102,1E5,120.0081,30.01`), { source: 'shown', rules: sure });
  expect(given.counts).toMatchObject({ rows: 4, fresh: 1, refused: 3 });
  expect((await listRefusals(pool, given.id, 0, 10)).map(({ row, code, columnName }) => [row, code, columnName])).toEqual([
    [2, 'census-number-figures', 'ObjID'],
    [3, 'census-number-figures', 'ObjID'],
    [4, 'census-number-figures', 'SourceNo'],
  ]);
});

test('GeoJSON’s numbers of more than fifteen digits are taken as they stand there, and given back so', async () => {
  const digits = Array.from({ length: 10 }, (_, i) => numberOf(i + 1)).find((id) => !id.endsWith('X')) ?? '';
  const feature = (plate: string, source: string, x: number, name = '0102') =>
    `{"type":"Feature","properties":{"PlateNo":${plate},"SourceNo": ${source},"ClassCode":"${name}"},"geometry":{"type":"Point","coordinates":[${x},30.010000000000001]}}`;
  const features = [
    feature(digits, '12345678901234567890', 120.0051),
    feature('null', '-98765432109876543210', 120.0061, '飞碟'),
    feature('9.9010101020000105E16', '1', 120.0071),
  ];
  const path = await folder.write('figures.geojson', `{"type":"FeatureCollection","features":[${features.join(',')}]}`);
  const given = await apply(pool, await check(pool, path, { source: 'figures', system: null, rules: sure }));
  expect(given.counts).toMatchObject({ fresh: 1, refused: 2 });
  expect(await standing()).toEqual([{ id: digits, sourceNumber: '12345678901234567890' }]);
  expect(await listRefusals(pool, given.id, 2, 1)).toMatchObject([{ code: 'census-number-figures', columnName: 'PlateNo' }]);
  const back = await refusedText(pool, given);
  for (const figures of ['"SourceNo":-98765432109876543210', '"PlateNo":9.9010101020000105E16']) expect(back).toContain(figures);
});

test('a class is read out of a number however it is written, a plate before it; and a dash of any kind is none of a number', async () => {
  const spaced = (id: string, between: string) => [id.slice(0, 6), id.slice(6, 10), id.slice(10)].join(between);
  const wide = [...numberOf(3)].map((c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0)).join('');
  const lines = [
    `${spaced(numberOf(1), ' ')},,120.0051`,
    `${spaced(numberOf(2), '–')},,120.0061`,
    `${wide},,120.0071`,
    `,${numberOf(4)},120.0081`,
    `${numberOf(5)},9901010103000001,120.0091`,
  ];
  const path = await folder.write('spaced.csv', `${['PlateNo,ObjID,x,y', ...lines.map((line) => `${line},30.01`)].join('\n')}\n`);
  const given = await apply(pool, await check(pool, path, { source: 'spaced', rules: sure }));
  expect(given.counts).toMatchObject({ rows: 5, fresh: 5, refused: 0 });
  expect(
    (await rows<{ id: string; classCode: string }>(pool, sql`select id, class_code from assets order by id`)).map(({ id, classCode }) => [id, classCode]),
  ).toEqual([1, 2, 3, 4, 5].map((serial) => [numberOf(serial), '0102']));
});
