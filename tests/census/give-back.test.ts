import { readFile, rm, writeFile } from 'node:fs/promises';
import { DatabaseSync } from 'node:sqlite';
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import type { CensusFormat } from '#census/census-file.ts';
import { writeGpkgPoint } from '#census/formats/geopackage/gpkg-geometry.ts';
import { openCensus } from '#census/open-census.ts';
import { fileKinds, writeCensus } from '#census/out/write-census.ts';
import type { Pool } from '#db/pool.ts';
import type { ImportRow } from '#db/queries/imports/imports.ts';
import { openSystem } from '#domain/coordinates/transform.ts';
import { refusedFile } from '../../census/give-back/refused-file.ts';
import { rememberWords } from '../../census/take-in/remember-source.ts';
import { workOn } from '../../census/take-in/work-on.ts';
import { now } from '../support/city.ts';
import { emptyRegistry } from './empty-registry.ts';
import { packed, workbook } from './pack.ts';
import { allRecords, scratchFolder } from './scratch.ts';
import { apply, check, refusedBytes } from './take-in.ts';

const folder = scratchFolder();
let pool: Pool;
emptyRegistry('file', (fresh) => {
  pool = fresh;
});

let series = 0;
/** Twenty rows of a form, the third and the twelfth of a class that there is not; where it has a geometry, in a zone of CGCS2000. */
const aFile = async (format: CensusFormat): Promise<string> => {
  series += 1;
  const west = 120.001 + series * 0.00006;
  const system = format === 'csv' || format === 'xlsx' ? 'EPSG:4326' : 'EPSG:4549';
  const { fromWgs84 } = openSystem(system, 'east-north');
  const rows = Array.from({ length: 20 }, (_, i) => {
    const [x, y] = fromWgs84(west + i * 0.0005, 30.01);
    return { values: [i === 2 || i === 11 ? '飞碟井盖' : '电力井盖', '完好', `${format}-${i}`, `第${i}座，=1+1`], point: { x, y } };
  });
  const batches = (async function* () {
    yield rows;
  })();
  const pieces: Uint8Array[] = [];
  const table = { fields: ['className', 'status', 'sourceNumber', 'note'] as const, system, batches } as const;
  for await (const piece of writeCensus(format, table, { encoding: 'utf-8', on: new Date(0) })) pieces.push(Buffer.from(piece));
  return folder.write(`${format}.${fileKinds[format].extension}`, Buffer.concat(pieces));
};
const said = (format: CensusFormat) => ({ source: `of ${format}`, system: format === 'csv' || format === 'xlsx' ? 'EPSG:4326' : null });
const returned = async (done: ImportRow, name: string): Promise<string> => {
  const { extension } = await refusedFile(pool, done);
  return folder.write(`${name}.${extension}`, await refusedBytes(pool, done));
};
/** The source says what its word means: what came back can be taken now as it is. */
const teach = (row: ImportRow) => rememberWords(pool, row, { class: { 飞碟井盖: '0105' } }, now, null);

describe('refused rows', () => {
  it.each(['csv', 'xlsx', 'geojson', 'shapefile', 'geopackage'] as const)(
    'of %s come back in that form, whole, each with its row and its reason; sent again unmended they come back the same, mended they are taken',
    async (format) => {
      const done = await apply(pool, await check(pool, await aFile(format), said(format)));
      expect(done.counts).toMatchObject({ rows: 20, fresh: 18, refused: 2 });
      const path = await returned(done, `${format}-back`);
      const original = await openCensus(done.filePath ?? '');
      const [before, back] = [await allRecords(original), await openCensus(path)];
      expect([back.format, back.declaredSystem]).toEqual([format, original.declaredSystem]);
      const records = await allRecords(back);
      const own = original.columns.length;
      expect(back.columns.slice(0, own)).toEqual(original.columns);
      expect(records.map(({ values, point }) => [values.slice(0, own), point])).toEqual(
        [before[2], before[11]].map((record) => [record?.values, record?.point]),
      );
      expect(records.map(({ values }) => values[own])).toEqual([before[2], before[11]].map((record) => String(record?.row)));
      for (const { values } of records) expect(values[own + 1]).toContain('没有“飞碟井盖”这个小类');

      const again = await check(pool, path, said(format));
      expect(again.counts).toMatchObject({ rows: 2, refused: 2 });
      const second = await openCensus(await returned(again, `${format}-twice`));
      expect(second.columns).toEqual(back.columns);
      expect((await allRecords(second)).map(({ values }) => values.slice(0, own))).toEqual(records.map(({ values }) => values.slice(0, own)));

      await teach(done);
      const mended = await apply(pool, await check(pool, path, said(format)));
      expect(mended.counts).toMatchObject({ rows: 2, fresh: 2, refused: 0 });
    },
  );

  it('of a GeoPackage come back where its frame lacks what nobody reads, without the columns that it only computes', async () => {
    const path = folder.path('bare.gpkg');
    const db = new DatabaseSync(path);
    db.exec(`create table gpkg_contents (table_name text, data_type text); insert into gpkg_contents values ('wells', 'features');
      create table gpkg_geometry_columns (table_name text, column_name text, geometry_type_name text, srs_id int);
      insert into gpkg_geometry_columns values ('wells', 'geom', 'POINT', 4326);
      create table gpkg_spatial_ref_sys (srs_id int, organization text, organization_coordsys_id int, definition text);
      insert into gpkg_spatial_ref_sys values (4326, 'EPSG', 4326, null);
      create table wells (geom blob, ClassCode text, twice text generated always as (ClassCode || ClassCode) virtual)`);
    for (const [i, code] of ['0105', '9999'].entries())
      db.prepare('insert into wells (geom, ClassCode) values (?, ?)').run(writeGpkgPoint(120.07 + i * 0.001, 30.01, 4326), code);
    db.close();
    const done = await check(pool, path, { source: 'a bare frame', rules: { systemIsSure: true } });
    expect(done.counts).toMatchObject({ rows: 2, fresh: 1, refused: 1 });
    const back = await openCensus(await returned(done, 'bare-back'));
    expect([back.format, (await allRecords(back)).map(({ values }) => values.slice(0, 2))]).toEqual(['geopackage', [['9999', '2']]]);
  });

  it('of a Shapefile in GBK with columns of its own come back byte for byte in GBK', async () => {
    const text = (given: string, width: number) =>
      Buffer.concat([iconv.encode(given, 'gbk'), Buffer.alloc(width)])
        .subarray(0, width)
        .map((byte) => byte || 32);
    const columns = [
      ['小类名称', 20],
      ['自定义列', 30],
    ] as const;
    const rows = ['电力井盖', '飞碟井盖', '电力井盖'].map((name, i) => Buffer.concat([Buffer.from(' '), text(name, 20), text(`自定义值${i}`, 30)]));
    const head = Buffer.alloc(32 + 64 + 1);
    head[0] = 3;
    head.writeUInt32LE(3, 4);
    head.writeUInt16LE(head.length, 8);
    head.writeUInt16LE(51, 10);
    columns.forEach(([name, width], i) => {
      iconv.encode(name, 'gbk').copy(head, 32 + i * 32);
      head.write('C', 32 + i * 32 + 11);
      head[32 + i * 32 + 16] = width;
    });
    head[head.length - 1] = 13;
    const shapes = rows.map((_, i) => {
      const shape = Buffer.alloc(28);
      shape.writeInt32BE(i + 1, 0);
      shape.writeInt32BE(10, 4);
      shape.writeInt32LE(1, 8);
      shape.writeDoubleLE(120.03 + i * 0.001, 12);
      shape.writeDoubleLE(30.01, 20);
      return shape;
    });
    const shapeHead = Buffer.alloc(100);
    shapeHead.writeInt32BE(9994, 0);
    shapeHead.writeInt32BE((100 + 28 * 3) / 2, 24);
    shapeHead.writeInt32LE(1, 32);
    const path = await folder.write(
      'gbk.zip',
      await packed({ '普查.shp': Buffer.concat([shapeHead, ...shapes]), '普查.dbf': Buffer.concat([head, ...rows, Buffer.from([26])]) }),
    );
    const done = await apply(pool, await check(pool, path, { source: 'gbk' }));
    expect(done.counts).toMatchObject({ rows: 3, fresh: 2, refused: 1 });
    const back = await openCensus(await returned(done, 'gbk-back'), { systemIsSaid: true });
    expect(back.columns).toEqual(['小类名称', '自定义列', 'ROW_NO', 'REASON', 'REASON_EN']);
    const [record] = await allRecords(back);
    expect(back.encoding).toEqual({ name: 'gb18030', known: 'said' });
    expect(record).toMatchObject({
      values: ['飞碟井盖', '自定义值1', '2', expect.stringContaining('飞碟井盖'), expect.any(String)],
      point: { x: 120.031, y: 30.01 },
    });
  });

  it.each(['csv', 'xlsx'] as const)(
    'of %s that have a field too many come back with all of them, as often as they are sent; mended they are taken',
    async (format) => {
      const lines = [
        ['小类名称', 'x', 'y', '地址', '备注'],
        ['雨水', '120.0401', '30.01', '桥头路', '8号', '近河', '重要,的备注'],
        ['雨水', '120.0402', '30.01', '桥头路9号', '近河', ''],
        ['雨水', '120.0403', '30.01', '桥头路', '10号', '近河'],
      ];
      const cell = (text: string) => `<c t="str"><v>${text}</v></c>`;
      const sheet = () => workbook({ 井: `<sheetData>${lines.map((line, i) => `<row r="${i + 1}">${line.map(cell).join('')}</row>`).join('')}</sheetData>` });
      const text = lines.map((line) => line.map((value) => (value.includes(',') ? `"${value}"` : value)).join(',')).join('\n');
      const saying = { source: `beyond ${format}`, rules: { systemIsSure: true } };
      let done = await check(pool, await folder.write(`beyond.${format}`, format === 'csv' ? text : await sheet()), saying);
      expect(done.counts).toMatchObject({ rows: 3, fresh: 1, refused: 2 });
      for (const time of ['once', 'twice']) {
        const path = await returned(done, `beyond-${time}`);
        expect((await allRecords(await openCensus(path))).map(({ values }) => [...values.slice(0, 5), values[7]])).toEqual([
          ['雨水', '120.0401', '30.01', '桥头路', '8号', '近河,"重要,的备注"'],
          ['雨水', '120.0403', '30.01', '桥头路', '10号', '近河'],
        ]);
        done = await check(pool, path, saying);
        expect(done.counts).toMatchObject({ rows: 2, refused: 2 });
      }
      const mended = ['小类名称,x,y,地址,备注,多出的内容 Beyond the columns', '雨水,120.0401,30.01,桥头路8号,近河,'];
      expect((await check(pool, await folder.write(`mended-${format}.csv`, mended.join('\n')), saying)).counts).toMatchObject({ fresh: 1, refused: 0 });
    },
  );

  it('are as wide as their headings where another row has a field too many, so that they stand for themselves', async () => {
    const lines = ['小类名称,x,y,地址', '雨水,120.0405,30.02,桥头路,12号', '飞碟井盖,120.0406,30.02,桥头路13号'];
    const done = await check(pool, await folder.write('wide.csv', lines.join('\n')), { source: 'wide csv', rules: { systemIsSure: true } });
    const [, tooMany = '', ofNoClass = ''] = (await refusedBytes(pool, done)).toString().split('\r\n');
    expect(tooMany).toMatch(/,12号$/);
    expect(ofNoClass).toMatch(/^飞碟井盖.*,$/);
  });

  it('come back as a CSV once the file they came in is gone', async () => {
    const done = await check(pool, await aFile('geojson'), { ...said('geojson'), source: 'gone' });
    await rm(done.filePath ?? '');
    const { extension, mediaType } = await refusedFile(pool, done);
    expect([extension, mediaType]).toEqual(['csv', 'text/csv; charset=utf-8']);
    expect((await refusedBytes(pool, done)).toString()).toContain('飞碟井盖');
  });

  it('come back as a CSV, of what stood in the rows when they were checked, once the file they came in was changed', async () => {
    const done = await check(pool, await aFile('geojson'), { ...said('geojson'), source: 'changed' });
    const path = done.filePath ?? '';
    const lines = (await readFile(path, 'utf8')).split('飞碟井盖');
    await writeFile(path, lines.join('圆的井盖'));
    const { extension, why } = await refusedFile(pool, done);
    expect([extension, why]).toEqual(['csv', { code: 'import-file-changed', params: { file: done.fileName } }]);
    expect((await refusedBytes(pool, done)).toString()).toContain('飞碟井盖');
    const again = await workOn(pool, done.id, 'check', { now: () => now });
    expect(await refusedFile(pool, again)).toMatchObject({ extension: 'geojson', why: null });
  });
});
