import { describe, expect, test } from 'vitest';
import { readXlsx } from '#census/formats/xlsx/read-xlsx.ts';
import { openZip } from '#census/formats/zip.ts';
import { openCensus } from '#census/open-census.ts';
import { packed, workbook } from './pack.ts';
import { allRecords, scratchFolder } from './scratch.ts';

const scratch = scratchFolder();
let files = 0;
const write = async (content: Uint8Array) => scratch.write(`${++files}.xlsx`, content);
const inline = (text: string, reference = '') => `<c${reference ? ` r="${reference}"` : ''} t="inlineStr"><is><t>${text}</t></is></c>`;
const heading = `<row r="1">${inline('ObjID')}${inline('Note')}</row>`;
const refusal = async (content: Uint8Array, layer: string | null = null) =>
  openCensus(await write(content), { name: '普查.xlsx', layer })
    .then(allRecords)
    .then(
      () => null,
      (error: unknown) => (error as { rejection: unknown }).rejection,
    );

describe('a workbook', () => {
  test('gives text as it was typed: shared, rich, formulas, numbers, codes, dates, truth', async () => {
    const content = await workbook(
      {
        Sheet1: `<dimension ref="A1:H3"/><sheetData>
        <row r="2"><c r="A2" t="s"><v>0</v></c><c r="B2" t="s"><v>1</v></c><c r="D2" t="s"><v>2</v></c><c r="C2" t="inlineStr"><is><t>C</t></is></c>${['E', 'F', 'G', 'H'].map((name) => inline(name, `${name}2`)).join('')}</row>
        <row r="4"><c r="A4"><v>3.101040102000001E15</v></c><c r="B4"><v>121.47370000000001</v></c><c r="C4" s="1"><v>42491</v></c><c r="D4" s="2"><v>42491.5</v></c>
          <c r="E4" t="str"><f>1+1</f><v>二_x000A_行</v></c><c r="F4" t="b"><v>1</v></c><c r="G4" t="s"><v>3</v></c><c r="H4" t="e"><v>#N/A</v></c></row>
        <row r="5"/><row r="9"><c r="C9"><v>-0.5</v></c></row></sheetData>`,
      },
      {
        strings: ['<t>ObjID</t>', '<r><t>经</t></r><r><t>度</t></r><rPh sb="0" eb="1"><t>jing</t></rPh>', '<t xml:space="preserve"> D </t>', '<t>a&amp;b</t>'],
        styles:
          '<numFmts><numFmt numFmtId="170" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="170"/></cellXfs>',
      },
    );
    const file = await readXlsx(await write(content), '普查.xlsx', null);
    expect(file.columns).toEqual(['ObjID', '经度', 'C', 'D', 'E', 'F', 'G', 'H']);
    expect((await allRecords(file)).map(({ row, values }) => [row, ...values])).toEqual([
      [4, '3101040102000001', '121.4737', '2016-05-01', '2016-05-01 12:00:00', '二\n行', 'TRUE', 'a&b', '#N/A'],
      [9, null, null, '-0.5', null, null, null, null, null],
    ]);
  });

  test('whose days begin in 1904 gives the same dates', async () => {
    const content = await workbook(
      { S: `<sheetData><row r="1">${inline('ORDate')}</row><row r="2"><c s="0"><v>41029</v></c></row></sheetData>` },
      { styles: '<cellXfs><xf numFmtId="14"/></cellXfs>', from1904: true },
    );
    expect((await allRecords(await readXlsx(await write(content), 'x.xlsx', null)))[0]?.values).toEqual(['2016-05-01']);
  });

  test('with merged cells in its heading is refused, and named the cells; merged rows likewise', async () => {
    const sheet = (merged: string) =>
      `<sheetData>${heading}<row r="2">${inline('1')}</row></sheetData><mergeCells count="1"><mergeCell ref="${merged}"/></mergeCells>`;
    expect(await refusal(await workbook({ 井: sheet('A1:B1') }))).toMatchObject({
      code: 'census-headers-merged',
      params: { file: '普查.xlsx', sheet: '井', cells: 'A1:B1', row: 1 },
    });
    expect(await refusal(await workbook({ 井: sheet('B2:B7') }))).toMatchObject({ code: 'census-cells-merged', params: { cells: 'B2:B7' } });
  });

  test('of several filled sheets asks which; empty ones do not count', async () => {
    const filled = `<sheetData>${heading}<row r="2">${inline('1')}</row></sheetData>`;
    const three = await workbook({ 甲: filled, 空: '<sheetData/>', 乙: filled.replace('>1<', '>2<') });
    expect(await refusal(three)).toMatchObject({ code: 'census-layer-which', params: { found: '甲、乙' } });
    expect(await refusal(three, '丙')).toMatchObject({ code: 'census-layer-missing', params: { layer: '丙' } });
    expect((await allRecords(await readXlsx(await write(three), 'x.xlsx', '乙')))[0]?.values).toEqual(['2', null]);
    expect(await refusal(await workbook({ 甲: filled, 空: '<sheetData/>' }))).toBeNull();
  });

  test.each([
    ['nothing in it', '<sheetData/>', 'census-file-empty'],
    ['a heading alone', `<sheetData>${heading}</sheetData>`, 'census-file-no-rows'],
    ['the same heading twice', `<sheetData><row>${inline('a')}${inline('a')}</row><row>${inline('1')}</row></sheetData>`, 'census-column-twice'],
    ['broken XML after its third row', `<sheetData>${heading}<row r="2">${inline('1')}</row><row r="3"><c></row>`, 'census-file-broken'],
  ])('with %s is refused', async (_what, xml, code) => {
    expect(await refusal(await workbook({ S: xml }))).toMatchObject({ code, params: { file: '普查.xlsx' } });
  });

  test('keeps a row with a value beyond the heading apart', async () => {
    const content = await workbook({ S: `<sheetData>${heading}<row r="2">${inline('1')}${inline('2')}${inline('3')}</row></sheetData>` });
    expect((await allRecords(await readXlsx(await write(content), 'x.xlsx', null)))[0]).toMatchObject({
      values: ['1', '2', '3'],
      fault: { code: 'census-row-beyond', params: { more: 1, from: 3, text: '3' } },
    });
  });
});

describe('an archive', () => {
  test('that unpacks to absurdly much is refused before it is unpacked', async () => {
    const content = await packed({ 'xl/workbook.xml': Buffer.alloc(80 * 2 ** 20) });
    expect(await refusal(content)).toMatchObject({ code: 'census-zip-bomb', params: { file: '普查.xlsx', part: 'xl/workbook.xml' } });
    const path = await write(await packed({ 'a.txt': 'x'.repeat(5000), 'b.txt': 'y'.repeat(5000) }));
    const limits = { entries: 10, total: 8000, ratio: 1e9, ratioFrom: 1e9 };
    await expect(openZip(path, 'a.zip', limits)).rejects.toMatchObject({ rejection: { code: 'census-zip-bomb', params: { part: 'b.txt' } } });
    await expect(openZip(path, 'a.zip', { ...limits, total: 1e9, entries: 1 })).rejects.toMatchObject({ rejection: { code: 'census-zip-broken' } });
  });

  test('that lies about the size of a part is stopped while it unpacks', async () => {
    const content = await packed({ 'a.txt': Buffer.alloc(100_000, 'x') });
    // The size unpacked stands in the central directory, 24 bytes behind its signature.
    content.writeUInt32LE(500, content.indexOf(Buffer.from('PK\u0001\u0002', 'latin1')) + 24);
    const zip = await openZip(await write(content), 'lie.zip');
    await expect(zip.read('a.txt', 1000)).rejects.toMatchObject({ rejection: { code: 'census-zip-broken', params: { file: 'lie.zip' } } });
    zip.close();
  });
});
