import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import type { Pool } from '#db/pool.ts';
import { listRefusals } from '#db/queries/imports/import-refusals.ts';
import { oneRow, sql } from '#db/sql.ts';
import { wordError } from '#domain/contract/errors.ts';
import type { Rejection } from '#domain/rejection.ts';
import { whyRefused } from '../../census/give-back/refusals.ts';
import { emptyRegistry } from './empty-registry.ts';
import { packed, workbook } from './pack.ts';
import { scratchFolder } from './scratch.ts';
import { apply, check, heading } from './take-in.ts';

const folder = scratchFolder();
let pool: Pool;
emptyRegistry('file', (fresh) => {
  pool = fresh;
});

const count = async () => (await oneRow<{ n: number }>(pool, sql`select count(*)::integer as n from assets`)).n;
const inline = (text: string) => `<c t="inlineStr"><is><t>${text}</t></is></c>`;
const row = (changed: Partial<Record<'number' | 'class' | 'owner' | 'x' | 'y' | 'size' | 'depth' | 'date', string>>, i: number) => {
  const {
    number = '',
    class: name = '电力井盖',
    owner = '市电力公司',
    x = (120.011 + i * 0.0005).toFixed(4),
    y = '30.01',
    size = '',
    depth = '',
    date = '',
  } = changed;
  return [number, name, owner, '完好', x, y, '桥头路', '', '', size, '', '', depth, date].join(',');
};
const good = Array.from({ length: 40 }, (_, i) => row({}, i)).join('\n');

describe('a file that cannot be read', () => {
  const files: [what: string, name: string, content: () => Promise<Uint8Array> | Uint8Array, code: string, named: readonly string[]][] = [
    ['a Shapefile without its .dbf', '少表.zip', () => packed({ '井.shp': Buffer.alloc(100), '井.prj': 'x' }), 'census-part-missing', ['少表.zip', '.dbf']],
    ['a zip bomb', '炸弹.xlsx', () => packed({ 'xl/workbook.xml': Buffer.alloc(80 * 2 ** 20) }), 'census-zip-bomb', ['炸弹.xlsx', 'xl/workbook.xml']],
    [
      'a workbook with merged headers',
      '合并.xlsx',
      () =>
        workbook({
          井表: `<sheetData><row r="1">${inline('a')}${inline('b')}</row><row r="2">${inline('1')}</row></sheetData><mergeCells><mergeCell ref="A1:B1"/></mergeCells>`,
        }),
      'census-headers-merged',
      ['合并.xlsx', '井表', 'A1:B1'],
    ],
    [
      'a CSV whose encoding changes in the middle',
      '混编.csv',
      () => Buffer.concat([Buffer.from(`${heading}\n${good}\n`), iconv.encode(row({ class: '雨水井盖' }, 41), 'gb18030')]),
      'census-encoding-changes',
      ['混编.csv', '42', 'UTF-8', 'GB18030'],
    ],
    ['a file of nothing', '空.csv', () => new Uint8Array(), 'census-file-empty', ['空.csv']],
    ['a heading alone', '表头.csv', () => Buffer.from(`${heading}\n`), 'census-file-no-rows', ['表头.csv']],
  ];
  it.each(files)(
    '%s ends in a sentence that names the file and where in it, in both languages, and takes nothing',
    async (_what, name, content, code, named) => {
      const before = await count();
      const path = await folder.write(name, await content());
      const rejection = await check(pool, path, { source: name }).then(
        (checked) => checked.rejection,
        (error: { rejection?: Rejection }) => error.rejection ?? null,
      );
      expect(rejection?.code).toBe(code);
      for (const language of ['zh', 'en'] as const) {
        const said = wordError(code as Rejection['code'], language, rejection?.params ?? {});
        for (const word of named) expect(said).toContain(word);
        expect(said).not.toMatch(/undefined|\{|\}/);
      }
      expect(await count()).toBe(before);
    },
  );
});

describe('a row that cannot be taken', () => {
  const rows: [what: string, changed: Parameters<typeof row>[0], code: string, column: string][] = [
    ['a position at 0,0', { x: '0', y: '0' }, 'census-position-zero', 'x'],
    ['a position swapped', { x: '30.01', y: '120.0303' }, 'census-position-swapped', 'x'],
    ['a position that is none', { x: '东边' }, 'census-position-unreadable', 'x'],
    ['no position', { x: '', y: '' }, 'census-position-missing', 'x'],
    ['a class that does not exist', { class: '飞碟井盖' }, 'census-class-unlike', '小类名称'],
    ['a class half named', { class: '力井' }, 'census-class-unknown', '小类名称'],
    ['an owner misspelt', { owner: '市电力公私' }, 'census-unit-unknown', '权属单位'],
    ['a number of another row', { number: '9901010105000040' }, 'census-number-twice', 'ObjID'],
    ['a depth that is none', { depth: '很深' }, 'census-number-unreadable', '井深'],
    ['a day that is none', { date: '2024-02-30' }, 'census-date-unreadable', 'CHDate'],
  ];
  it('comes back with its row, its column and a sentence in both languages; all others are taken, and nothing is lost', async () => {
    const taken = [
      row({ number: '9901010105000040' }, 50),
      row({ number: '９９０１０１０１０５００００４１', size: '７００' }, 51),
      row({ x: '120°02′15″', y: '３０．０１' }, 52),
    ];
    const lines = [heading, good, ...taken, ...rows.map(([, changed], i) => row(changed, 60 + i))];
    const before = await count();
    const done = await apply(pool, await check(pool, await folder.write('坏行.csv', `${lines.join('\n')}\n`)));
    expect(done.counts).toMatchObject({ rows: 43 + rows.length, fresh: 43, refused: rows.length });
    expect(await count()).toBe(before + 43);
    expect(await oneRow(pool, sql`select count(*)::integer as n from assets where starts_with(id, '9901010105000041')`)).toEqual({ n: 1 });
    const refusals = await listRefusals(pool, done.id, 0, 100);
    expect(refusals.map(({ row: at, columnName, code }) => [at, columnName, code])).toEqual(rows.map(([, , code, column], i) => [45 + i, column, code]));
    for (const refusal of refusals) for (const language of ['zh', 'en'] as const) expect(whyRefused(refusal, language)).toMatch(/^“.+”.{6,}$/s);
  });
});
