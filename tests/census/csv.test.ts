import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import fc from 'fast-check';
import iconv from 'iconv-lite';
import { describe, expect, test } from 'vitest';
import { CensusError } from '#census/census-error.ts';
import type { Derive } from '#census/census-file.ts';
import { readCsv } from '#census/formats/csv/read-csv.ts';
import { allRecords, scratchFolder } from './scratch.ts';

const scratch = scratchFolder();
let files = 0;
const open = async (content: string | Uint8Array, said: 'utf-8' | 'gb18030' | null = null) =>
  readCsv(await scratch.write(`${++files}.csv`, content), '普查.csv', said);
const rowsOf = async (content: string | Uint8Array) => (await allRecords(await open(content))).map(({ row, values }) => [row, ...values]);
const copied = async (content: string | Uint8Array, derive?: Derive) => {
  const file = await open(content);
  const [lines, faulty] = [[] as string[], [] as unknown[]];
  for await (const chunk of file.copyChunks?.(derive) ?? []) {
    lines.push(Buffer.from(chunk.bytes).toString());
    faulty.push(...chunk.faulty);
  }
  return { text: lines.join(''), faulty };
};
const refusal = async (content: string | Uint8Array, said: 'utf-8' | 'gb18030' | null = null) => {
  try {
    await allRecords(await open(content, said));
  } catch (error) {
    if (error instanceof CensusError) return error.rejection;
    throw error;
  }
  return null;
};
const gb = (text: string) => iconv.encode(text, 'gb18030');

describe('a CSV', () => {
  test('gives its rows with the numbers a spreadsheet shows, empty rows counted and left out', async () => {
    expect(await rowsOf('ObjID,备注\r\n1,井\r\n\r\n2,\r\n,\r\n3,"a ""b"", c\nd"')).toEqual([
      [2, '1', '井'],
      [4, '2', null],
      [6, '3', 'a "b", c\nd'],
    ]);
  });

  test.each([
    ['a byte order mark', '\ufeffObjID,Note\n1,x\n'],
    ['tabs', 'ObjID\tNote\n1\tx\n'],
    ['semicolons', 'ObjID;Note\n1;x\n'],
    ['old line ends', 'ObjID,Note\r1,x\r'],
    ['no last line end', 'ObjID,Note\n1,x'],
    ['quotes round everything', '"ObjID","Note"\n"1","x"\n'],
    ['empty columns at the end', 'ObjID,Note,,\n1,x,,\n'],
    ['empty lines before its heading', '\n\nObjID,Note\n1,x\n'],
  ])('with %s is read', async (_what, text) => {
    const file = await open(text);
    expect(file.columns).toEqual(['ObjID', 'Note']);
    expect((await allRecords(file)).map(({ values }) => values)).toEqual([['1', 'x']]);
  });

  test('in GB18030 is known by its first Chinese line, and told so', async () => {
    const file = await open(gb('ObjID,Note\n1,ascii\n2,雨水箅子\n3,𠮷㐀\n'));
    expect((await allRecords(file)).map(({ values }) => values[1])).toEqual(['ascii', '雨水箅子', '𠮷㐀']);
    expect(file.encoding).toEqual({ name: 'gb18030', known: 'detected' });
    const said = await open('编号\n1\n', 'utf-8');
    await said.close();
    expect(said.encoding).toEqual({ name: 'utf-8', known: 'said' });
  });

  test.each([
    [
      'UTF-8 to GB18030',
      Buffer.concat([Buffer.from('ObjID,名称\n1,上水井盖\n2,污水井盖\n'), gb('3,雨水井盖\n4,x\n')]),
      'census-encoding-changes',
      4,
      'UTF-8',
      'GB18030',
    ],
    [
      'GB18030 to UTF-8',
      Buffer.concat([gb('ObjID,名称\n1,上水井盖\n'), Buffer.from('2,污水井盖\n3,雨水井盖\n')]),
      'census-encoding-changes',
      3,
      'GB18030',
      'UTF-8',
    ],
    [
      'UTF-8 to nothing known',
      Buffer.concat([Buffer.from('ObjID,名称\n1,上水井盖\n2,'), Buffer.from([0xff, 0xff, 10])]),
      'census-encoding-broken',
      3,
      'UTF-8',
      '',
    ],
  ])('that changes from %s is stopped at its row', async (_what, content, code, row, before, after) => {
    expect(await refusal(content)).toMatchObject({ code, params: { file: '普查.csv', row, before, after } });
  });

  test('that changes its encoding after a hundred thousand rows and inside quotes is stopped at that row', async () => {
    const many = Array.from({ length: 100_000 }, (_, i) => `${i},"上水\n井盖"\n`).join('');
    expect(await refusal(Buffer.concat([Buffer.from(`ObjID,名称\n${many}`), gb('x,雨水井盖\n')]))).toMatchObject({
      code: 'census-encoding-changes',
      params: { row: 100_002 },
    });
  });

  test.each(['utf-8', 'gb18030'] as const)(
    'whose lines end in CR alone is read in %s however long it is, and where it changes its encoding is found',
    async (encoding) => {
      const lines = (first: number) =>
        Array.from({ length: 30_000 }, (_, i) => `${first + i},桥头路${first + i}号近河口北路东侧人行道上的一座雨水井\r`).join('');
      const write = (text: string) => iconv.encode(text, encoding);
      const content = Buffer.concat([write('ObjID,地址\r'), write(lines(0))]);
      expect(content.length).toBeGreaterThan((encoding === 'utf-8' ? 2 : 1.2) * 2 ** 20);
      const rows = await rowsOf(content);
      expect([rows.length, rows.at(-1)]).toEqual([30_000, [30_001, '29999', '桥头路29999号近河口北路东侧人行道上的一座雨水井']]);
      const other = iconv.encode('x,雨水井盖\r', encoding === 'utf-8' ? 'gb18030' : 'utf-8');
      expect(await refusal(Buffer.concat([content, other]))).toMatchObject({ code: 'census-encoding-changes', params: { row: 30_002 } });
    },
  );

  test.each([
    ['nothing', '', 'census-file-empty', undefined],
    ['nothing but line ends', '\n\r\n\n', 'census-file-empty', undefined],
    ['a heading alone', 'a,b\n', 'census-file-no-rows', undefined],
    ['a heading twice', 'a,b,a\n1,2,3\n', 'census-column-twice', 'a'],
    ['a column without a heading', 'a,,c\n1,2,3\n', 'census-heading-empty', undefined],
    ['a quotation mark left open', 'a,b\n1,2\n3,"4\n5,6\n', 'census-quote-open', undefined],
    [
      'UTF-16',
      '\ufeffa,b'.split('').reduce((all, c) => Buffer.concat([all, Buffer.from(c, 'utf16le')]), Buffer.alloc(0)),
      'census-encoding-unsupported',
      undefined,
    ],
  ])('of %s is refused with a sentence', async (_what, content, code, column) => {
    expect(await refusal(content)).toMatchObject({ code, params: { file: '普查.csv', ...(column === undefined ? {} : { column }) } });
  });

  test('said to be in one encoding and written in the other is refused at its first row that shows it', async () => {
    expect(await refusal(gb('ObjID,Note\n1,雨水井盖\n'), 'utf-8')).toMatchObject({ code: 'census-encoding-differs', params: { row: 2, after: 'GB18030' } });
    expect(await refusal('ObjID,Note\n1,x\n2,雨水井盖\n', 'gb18030')).toMatchObject({ code: 'census-encoding-differs', params: { row: 3, after: 'UTF-8' } });
  });

  test('keeps a row with too few or too many fields apart, and takes empty ones at the end', async () => {
    const records = await allRecords(await open('a,b,c\n1,2\n1,2,3,4\n1,2,3,,\n'));
    expect(records.map(({ row, fault }) => [row, fault?.code, fault?.params])).toEqual([
      [2, 'census-row-fields', { found: 2, less: 1 }],
      [3, 'census-row-beyond', { more: 1, from: 4, text: '4' }],
      [4, undefined, undefined],
    ]);
  });
});

describe('the way straight to COPY', () => {
  test('hands rows on as they stand, each after its number, and writes odd ones anew', async () => {
    const { text, faulty } = await copied('a,b\r\n1,"x, ""y"""\r\n\r\n5" pipe,z\r\n1\r\n2,,\r\n"a\0b",c\r\n');
    expect(text).toBe('2,1,"x, ""y"""\n4,"5"" pipe",z\n6,2,\n');
    expect(faulty).toMatchObject([
      { row: 5, fault: { code: 'census-row-fields' } },
      { row: 7, fault: { code: 'census-row-control' } },
    ]);
  });

  test('appends what is derived from a row’s own fields, and refuses the row when that cannot be', async () => {
    const derive: Derive = {
      columns: [1],
      append: ([y], row) => (y === '坏' ? { code: 'census-position-unreadable', params: { text: y } } : [`${y}/${row}`, null, 'a,b']),
    };
    const { text, faulty } = await copied('x;y\n1;一\n2;坏\n3;\n', derive);
    expect(text).toBe('2,1,一,一/2,,"a,b"\n4,3,,null/4,,"a,b"\n');
    expect(faulty).toMatchObject([{ row: 3, values: ['2', '坏'], fault: { code: 'census-position-unreadable' } }]);
  });

  test('gives the same rows as the way by records, whatever stands in them', async () => {
    const cell = fc.string({ unit: fc.constantFrom('a', '井', '"', ',', '\n', '\r', ';', ' ', '1', '\\'), maxLength: 6 });
    const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 8 }), async (rows) => {
        const content = `a,b\n${rows.map((row) => row.map(quoted).join(',')).join('\n')}\n`;
        const records = (await allRecords(await open(content))).map(({ row, values }) => [row, ...values.map((value) => value ?? '')]);
        expect(records).toEqual(rows.map(([a, b], i) => [i + 2, a, b]));
        const again = await open(`n,a,b\n${(await copied(content)).text}`);
        expect((await allRecords(again)).map(({ values }) => [Number(values[0]), values[1] ?? '', values[2] ?? ''])).toEqual(records);
      }),
      { numRuns: 60 },
    );
  });
});

test('any bytes at all give rows or a clear error, by both ways', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => {
      for (const way of [refusal, copied])
        await way(bytes).catch((error: unknown) => {
          expect(error).toBeInstanceOf(CensusError);
        });
    }),
    { numRuns: 150 },
  );
});

test('a file of fifty megabytes comes in batches of two thousand rows at most', async () => {
  const path = scratch.path('big.csv');
  const out = createWriteStream(path);
  out.write('ObjID,名称,Note\n');
  const block = `310104010200000${1},雨水井盖,${'x'.repeat(60)}\n`.repeat(10_000);
  for (let i = 0; i < 50; i++) if (!out.write(block)) await once(out, 'drain');
  out.end();
  await once(out, 'finish');
  const file = await readCsv(path, 'big.csv', null);
  let rows = 0;
  let most = 0;
  for await (const batch of file.batches) {
    rows += batch.length;
    most = Math.max(most, batch.length);
  }
  expect(rows).toBe(500_000);
  expect(most).toBeLessThanOrEqual(2000);
  expect(file.progress()).toBe(1);
});
