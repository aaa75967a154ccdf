import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Pool } from '#db/pool.ts';
import { listRefusals } from '#db/queries/imports/import-refusals.ts';
import { getImport, updateImport } from '#db/queries/imports/imports.ts';
import { affected, sql } from '#db/sql.ts';
import { wordError } from '#domain/contract/errors.ts';
import { workOn } from '../../census/take-in/work-on.ts';
import { now } from '../support/city.ts';
import { cloneDatabase, type TestDatabase } from '../support/database.ts';
import { workbook } from './pack.ts';
import { scratchFolder } from './scratch.ts';
import { check } from './take-in.ts';

const folder = scratchFolder();
let database: TestDatabase;
let pool: Pool;
beforeAll(async () => {
  database = await cloneDatabase({ prepared: false });
  pool = database.pool;
});
afterAll(() => database.drop());

const at = (i: number) => (120.011 + i * 0.0005).toFixed(4);
const sure = { rules: { systemIsSure: true } };

describe('a row that holds what the database cannot', () => {
  const csv = (columns: string, values: string) => [
    `ClassCode,x,y,${columns}`,
    ...Array.from({ length: 300 }, (_, i) => `0103,${at(i % 20)},30.01,${values.replace(/[^,]/g, '')}`),
    `0103,${at(21)},30.01,${values}`,
    `0103,${at(22)},30.01,${values.replace(/[^,]/g, '')}`,
  ];
  const feature = (properties: string, i: number) => `{"type":"Feature","properties":${properties},"geometry":{"type":"Point","coordinates":[${at(i)},30.01]}}`;
  const geojson = (properties: string) => `{"features":[${feature('{"ClassCode":"0103","Note":"好"}', 0)},${feature(properties, 1)}]}`;
  const cell = (text: string) => `<c t="str"><v>${text}</v></c>`;
  const sheet = (note: string) =>
    workbook({
      S: `<sheetData>${[
        ['ClassCode', 'x', 'y', 'Note'],
        ['0103', at(0), '30.01', '好'],
        ['0103', at(1), '30.01', note],
      ]
        .map((row, i) => `<row r="${i + 1}">${row.map(cell).join('')}</row>`)
        .join('')}</sheetData>`,
    });
  const files: [what: string, name: string, content: () => Promise<Uint8Array> | string, row: number, code: string][] = [
    ['a NUL far behind the head of a CSV', 'nul.csv', () => csv('Note', 'a\0b').join('\n'), 302, 'census-row-control'],
    [
      'a NUL in the head of a CSV',
      'near.csv',
      () =>
        csv('Note', 'a\0b')
          .join('\n')
          .replace(/(0103.*\n){290}/, ''),
      12,
      'census-row-control',
    ],
    ['a NUL of GeoJSON', 'nul.geojson', () => geojson('{"ClassCode":"0103","Note":"a\\u0000b"}'), 2, 'census-row-control'],
    ['half a character of GeoJSON', 'half.geojson', () => geojson('{"ClassCode":"0103","Note":"a\\ud800b"}'), 2, 'text-control-characters'],
    ['a NUL of a workbook', 'nul.xlsx', () => sheet('a_x0000_b'), 3, 'census-row-control'],
    ['a bell', 'bell.csv', () => csv('Note', 'a\u0007b').join('\n'), 302, 'text-control-characters'],
    ['text that turns its direction', 'turned.csv', () => csv('ObjName', 'a\u202eb').join('\n'), 302, 'text-control-characters'],
    ['a day yet to come', 'future.csv', () => csv('VerifyDate', '2099-01-01').join('\n'), 302, 'census-date-future'],
    ['a change yet to come', 'changed.csv', () => csv('CHDate', '2062-05-01').join('\n'), 302, 'census-date-future'],
    ['a record yet to come', 'recorded.csv', () => csv('ORDate', '2026-12-24').join('\n'), 302, 'census-date-future'],
    ['a cover yet to be fitted', 'fitted.csv', () => csv('FittedOn', '2062-05-01').join('\n'), 302, 'census-date-future'],
    ['a well yet to be built', 'built.csv', () => csv('YearBuilt', '2062').join('\n'), 302, 'census-date-future'],
    ['an opening wider than its cover', 'wide.csv', () => csv('CoverMm,OpeningMm', '700,701').join('\n'), 302, 'clear-opening-wider'],
    ['an emoji where its text is cut short', 'cut.csv', () => csv('DepthM', `${'深'.repeat(39)}😀`).join('\n'), 302, 'census-number-unreadable'],
  ];
  it.each(files)('%s comes back with its row and a sentence, and the others are taken', async (_what, name, content, row, code) => {
    const done = await check(pool, await folder.write(name, await content()), { ...sure, source: name });
    expect([done.state, done.rejection]).toEqual(['checked', null]);
    const refusals = await listRefusals(pool, done.id, 0, 10);
    expect(refusals.map((one) => [one.row, one.code])).toEqual([[row, code]]);
    expect(done.counts.refused).toBe(1);
  });

  it('a depth too small to be told from nothing is nothing', async () => {
    const done = await check(pool, await folder.write('small.csv', csv('DepthM', '1e-50').join('\n')), { ...sure, source: 'small' });
    expect(done).toMatchObject({ state: 'checked', counts: { refused: 0 } });
  });
});

describe('what nobody foresaw', () => {
  const file = () => folder.write('普查.csv', `ClassCode,x,y,DepthM\n0103,${at(0)},30.01,很深\n`);

  it('leaves a check that failed, with a sentence in both languages, and its cause to whoever keeps the log', async () => {
    const begun = await check(pool, await file(), { ...sure, source: 'a' });
    await affected(
      pool,
      sql`create function refuse_all() returns trigger language plpgsql as $$ begin raise exception 'no room for it' using errcode = tg_argv[0]; end $$`,
    );
    await affected(pool, sql`create trigger refuse_all before insert on import_refusals for each row execute function refuse_all('22023')`);
    const faults: unknown[] = [];
    const done = await workOn(pool, begun.id, 'check', { now: () => now, onFault: (error) => faults.push(error) });
    expect(done).toMatchObject({ state: 'failed', rejection: { code: 'import-failed', params: { file: '普查.csv', why: 'no room for it' } } });
    expect(faults).toMatchObject([{ code: '22023' }]);
    for (const language of ['zh', 'en'] as const)
      expect(wordError('import-failed', language, done.rejection?.params ?? {})).toMatch(/普查\.csv.*no room for it/);
  });

  it('lets a check go on later when it is the database that fails', async () => {
    await affected(pool, sql`drop trigger refuse_all on import_refusals`);
    const begun = await check(pool, await file(), { ...sure, source: 'b' });
    await affected(pool, sql`create trigger refuse_all before insert on import_refusals for each row execute function refuse_all('53100')`);
    await expect(workOn(pool, begun.id, 'check', { now: () => now })).rejects.toMatchObject({ code: '53100' });
    expect(await getImport(pool, begun.id)).toMatchObject({ state: 'checking', rejection: null });
    await affected(pool, sql`drop trigger refuse_all on import_refusals`);
    expect(await workOn(pool, begun.id, 'check', { now: () => now })).toMatchObject({ state: 'checked', counts: { refused: 1 } });
  });
});

it('a column that bears the name of something every object has means nothing until it is said', async () => {
  const done = await check(pool, await folder.write('proto.csv', `toString,constructor,ClassCode,x,y\n1,2,0103,${at(0)},30.01\n`), {
    ...sure,
    source: 'proto',
  });
  await updateImport(pool, done.id, { mapping: { ClassCode: 'classCode', x: 'x', y: 'y' } });
  expect(await workOn(pool, done.id, 'check', { now: () => now })).toMatchObject({ state: 'checked', rejection: null });
});

it('a class that does not exist is refused before the file is entered', async () => {
  const path = await folder.write('class.csv', `x,y\n${at(0)},30.01\n`);
  await expect(check(pool, path, { ...sure, classCode: 'zz' })).rejects.toMatchObject({ rejection: { code: 'class-unknown', params: { code: 'zz' } } });
});
