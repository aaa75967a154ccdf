import { writeFile } from 'node:fs/promises';
import { DatabaseSync } from 'node:sqlite';
import fc from 'fast-check';
import iconv from 'iconv-lite';
import { describe, expect, test } from 'vitest';
import { CensusError } from '#census/census-error.ts';
import { type CensusFormat, censusFormats } from '#census/census-file.ts';
import { openZip } from '#census/formats/zip.ts';
import { type CensusSaid, openCensus } from '#census/open-census.ts';
import type { OutTable } from '#census/out/out-table.ts';
import { fileKinds, writeCensus } from '#census/out/write-census.ts';
import { wordError } from '#domain/contract/errors.ts';
import { packed } from './pack.ts';
import { allRecords, scratchFolder } from './scratch.ts';

const scratch = scratchFolder();
let files = 0;
const table = (): OutTable => ({
  fields: ['number', 'className', 'note'],
  system: 'EPSG:4326',
  batches: (async function* () {
    yield Array.from({ length: 20 }, (_, i) => ({
      values: [String(3101040102000001n + BigInt(i)), '上水井盖', i % 2 ? null : '坏'],
      point: { x: 121.4 + i / 1000, y: 31.2 },
    }));
  })(),
});
const written = async (format: CensusFormat): Promise<Buffer> => {
  const pieces: Uint8Array[] = [];
  for await (const piece of writeCensus(format, table(), { encoding: 'utf-8', on: new Date(0) })) pieces.push(Buffer.from(piece));
  return Buffer.concat(pieces);
};
const unpacked = async (content: Buffer): Promise<Record<string, Buffer>> => {
  const zip = await openZip(await scratch.write(`${++files}.zip`, content), 'x.zip');
  const parts: Record<string, Buffer> = {};
  for (const part of zip.parts.keys()) parts[part] = await zip.read(part, 1e7);
  zip.close();
  return parts;
};
const refusal = async (content: Uint8Array | string, extension: string, said: CensusSaid = {}) => {
  const path = await scratch.write(`${++files}.${extension}`, content);
  return openCensus(path, { name: `普查.${extension}`, ...said })
    .then(allRecords)
    .then(
      () => null,
      (error: unknown) => {
        if (error instanceof CensusError) return error.rejection;
        throw error;
      },
    );
};
const without = async (...lost: string[]) =>
  packed(Object.fromEntries(Object.entries(await unpacked(await written('shapefile'))).filter(([name]) => !lost.some((end) => name.endsWith(end)))));

describe('a Shapefile', () => {
  test('whose table is mostly the blanks that fill its columns is no bomb; the same bytes under another name are', async () => {
    const limits = { entries: 10, total: 1e6, ratio: 200, ratioFrom: 1000 };
    const zip = async (part: string) => scratch.write(`${++files}.zip`, await packed({ [part]: Buffer.alloc(200_000, 32) }));
    (await openZip(await zip('井.dbf'), 'x.zip', limits)).close();
    await expect(openZip(await zip('井.xml'), 'x.zip', limits)).rejects.toMatchObject({ rejection: { code: 'census-zip-bomb', params: { part: '井.xml' } } });
    await expect(openZip(await zip('井.dbf'), 'x.zip', { ...limits, total: 1e5 })).rejects.toMatchObject({ rejection: { code: 'census-zip-bomb' } });
  });

  test.each(['.dbf', '.shp', '.prj'])('without its %s is refused with a sentence that names the part', async (part) => {
    const refused = await refusal(await without(part), 'zip');
    expect(refused).toMatchObject({ code: 'census-part-missing', params: { file: '普查.zip', part } });
    expect(wordError('census-part-missing', 'zh', refused?.params)).toContain(`“普查.zip”缺少“${part}”`);
  });

  test('without its .prj is taken when its coordinate system was said', async () => {
    expect(await refusal(await without('.prj'), 'zip', { systemIsSaid: true })).toBeNull();
  });

  test('lies loose beside its parts as well', async () => {
    for (const [name, content] of Object.entries(await unpacked(await written('shapefile'))))
      await writeFile(scratch.path(name.replace('assets', '散')), content);
    const file = await openCensus(scratch.path('散.shp'));
    expect(file.rowCount).toBe(20);
    expect(await allRecords(file)).toHaveLength(20);
  });

  test('in GBK is read by its .cpg, and known without one', async () => {
    const parts = await unpacked(await written('shapefile'));
    const dbf = parts['assets.dbf'] ?? Buffer.alloc(0);
    const gbk = (text: string, width: number) => Buffer.concat([iconv.encode(text, 'gbk'), Buffer.alloc(width, 32)]).subarray(0, width);
    const changed = Buffer.from(dbf);
    for (let at = changed.indexOf('上水井盖'); at >= 0; at = changed.indexOf('上水井盖')) gbk('雨水井盖', 12).copy(changed, at);
    for (let at = changed.indexOf('坏'); at >= 0; at = changed.indexOf('坏')) gbk('好', 3).copy(changed, at);
    for (const cpg of ['GBK', 'CP936', null]) {
      const { 'assets.cpg': _, ...rest } = parts;
      const content = await packed({ ...rest, 'assets.dbf': changed, ...(cpg === null ? {} : { 'assets.cpg': cpg }) });
      const file = await openCensus(await scratch.write(`gbk${cpg}.zip`, content));
      expect((await allRecords(file))[0]?.values).toEqual(['3101040102000001', '雨水井盖', '好']);
      expect(file.encoding).toEqual({ name: 'gb18030', known: cpg === null ? 'detected' : 'said' });
    }
    const lie = await packed({ ...parts, 'assets.dbf': changed });
    expect(await refusal(lie, 'zip')).toMatchObject({ code: 'census-encoding-broken', params: { row: 1, before: 'UTF-8' } });
  });

  test('of lines, of parts that do not belong together, cut short, and of two layers is refused', async () => {
    const parts = await unpacked(await written('shapefile'));
    const [shp, dbf] = [parts['assets.shp'] ?? Buffer.alloc(0), parts['assets.dbf'] ?? Buffer.alloc(0)];
    const lines = Buffer.from(shp);
    lines.writeInt32LE(3, 32);
    expect(await refusal(await packed({ ...parts, 'assets.shp': lines }), 'zip')).toMatchObject({ code: 'census-not-points', params: { found: 'PolyLine' } });
    const fewer = Buffer.from(dbf);
    fewer.writeUInt32LE(7, 4);
    expect(await refusal(await packed({ ...parts, 'assets.dbf': fewer }), 'zip')).toMatchObject({ code: 'census-parts-differ' });
    const more = Buffer.from(dbf);
    more.writeUInt32LE(4_000_000_000, 4);
    expect(await refusal(await packed({ ...parts, 'assets.dbf': more }), 'zip')).toMatchObject({
      code: 'census-parts-differ',
      params: { shapes: 20, records: 4_000_000_000 },
    });
    const [half, width] = [shp.subarray(0, 100 + 28 * 10), dbf.readUInt16LE(10)];
    const cut = await packed({ ...parts, 'assets.shp': half, 'assets.dbf': dbf.subarray(0, dbf.readUInt16LE(8) + 10 * width) });
    expect(await refusal(cut, 'zip')).toMatchObject({ code: 'census-parts-differ', params: { shapes: 10, records: 20 } });
    expect(await refusal(await packed({ ...parts, 'assets.shp': shp.subarray(0, 300) }), 'zip')).toMatchObject({ code: 'census-file-broken' });
    expect(await refusal(await packed({ ...parts, 'b.shp': shp, 'b.dbf': dbf }), 'zip')).toMatchObject({
      code: 'census-layer-which',
      params: { found: 'assets、b' },
    });
  });

  test('tells a deleted record from the others', async () => {
    const parts = await unpacked(await written('shapefile'));
    const dbf = Buffer.from(parts['assets.dbf'] ?? '');
    dbf[dbf.readUInt16LE(8)] = 0x2a;
    const file = await openCensus(await scratch.write('deleted.zip', await packed({ ...parts, 'assets.dbf': dbf })));
    expect((await allRecords(file)).filter(({ fault }) => fault).map(({ row, fault }) => [row, fault?.code])).toEqual([[1, 'census-row-deleted']]);
  });
});

describe('GeoJSON', () => {
  const feature = (more: object) =>
    JSON.stringify({ type: 'Feature', properties: { ObjID: '1' }, geometry: { type: 'Point', coordinates: [121.4, 31.2] }, ...more });

  test('is read one feature after another, as a collection or one a line', async () => {
    for (const content of [`{"type":"FeatureCollection","features":[${feature({})},\n${feature({})}]}`, `${feature({})}\n${feature({})}\n`]) {
      const file = await openCensus(await scratch.write(`${++files}.geojson`, content));
      expect((await allRecords(file)).map(({ row, values, point }) => [row, values, point])).toEqual([
        [1, ['1'], { x: 121.4, y: 31.2 }],
        [2, ['1'], { x: 121.4, y: 31.2 }],
      ]);
    }
  });

  test('keeps lines, missing points and properties that come late apart', async () => {
    const many = Array.from({ length: 40_000 }, () => feature({})).join(',');
    const rest = [
      feature({ geometry: { type: 'LineString', coordinates: [] } }),
      feature({ geometry: null }),
      feature({ properties: { ObjID: '2', 新: '1' } }),
    ].join(',');
    const file = await openCensus(await scratch.write('late.geojson', `{"type":"FeatureCollection","features":[${many},${rest}]}`));
    const last = (await allRecords(file)).slice(-3);
    expect(last.map(({ row, point, fault }) => [row, point, fault?.code])).toEqual([
      [40_001, null, 'census-row-not-point'],
      [40_002, null, undefined],
      [40_003, { x: 121.4, y: 31.2 }, 'census-row-new-property'],
    ]);
  });

  test.each([
    ['cut short', `{"type":"FeatureCollection","features":[${feature({})},{"type":"Fea`, 'census-json-broken', 2],
    ['with a broken feature', `{"type":"FeatureCollection","features":[${feature({})},{"type":"Feature",}]}`, 'census-json-broken', 2],
    ['without features', '{"type":"FeatureCollection","features":[]}', 'census-file-no-features', undefined],
    ['of something else', '{"hello":"world"}', 'census-format-unknown', undefined],
  ])('%s is refused near its feature', async (_what, content, code, row) => {
    expect(await refusal(content, 'geojson')).toMatchObject({ code, params: row === undefined ? {} : { row } });
  });
});

describe('a GeoPackage', () => {
  const changed = async (sql: string) => {
    const path = await scratch.write(`${++files}.gpkg`, await written('geopackage'));
    const db = new DatabaseSync(path, { enableForeignKeyConstraints: false });
    db.exec(sql);
    db.close();
    return openCensus(path, { name: '普查.gpkg' })
      .then(allRecords)
      .then(
        (records) => records,
        (error: unknown) => (error as CensusError).rejection,
      );
  };

  test('with two layers, with lines, or with nothing is refused', async () => {
    expect(
      await changed(`insert into gpkg_contents (table_name, data_type, identifier, srs_id) values ('b', 'features', 'b', 4326);
        insert into gpkg_geometry_columns values ('b', 'geom', 'POINT', 4326, 0, 0)`),
    ).toMatchObject({ code: 'census-layer-which', params: { found: 'assets、b' } });
    expect(await changed(`update gpkg_geometry_columns set geometry_type_name = 'LINESTRING'`)).toMatchObject({ code: 'census-not-points' });
    expect(await changed('delete from assets')).toMatchObject({ code: 'census-file-no-rows' });
    expect(await changed('drop table gpkg_contents')).toMatchObject({ code: 'census-file-broken' });
  });

  test('keeps a row without a point, and one that is no point, apart', async () => {
    const records = await changed(`update assets set geom = null where fid = 1; update assets set geom = x'0001' where fid = 2`);
    expect(Array.isArray(records) && records.slice(0, 3).map(({ point, fault }) => [point === null, fault?.code])).toEqual([
      [true, undefined],
      [true, 'census-row-not-point'],
      [false, undefined],
    ]);
  });
});

describe('a file', () => {
  test.each([
    ['of nothing', '', 'csv', 'census-file-empty'],
    ['that is an old workbook', Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'xls', 'census-workbook-old'],
    ['that is a PDF', '%PDF-1.7', 'csv', 'census-format-unknown'],
    ['that is a picture', Buffer.from('89504e470d0a1a0a00000000', 'hex'), 'csv', 'census-format-unknown'],
    ['that is UTF-16 without its mark', Buffer.from('类型,x,y\n0103,121.4561,31.1866\n', 'utf16le'), 'csv', 'census-encoding-unsupported'],
    ['that is XML', '<?xml version="1.0"?><kml/>', 'csv', 'census-format-unknown'],
    ['that is JSON under the name of a table', '{"type":"FeatureCollection","features":[]}', 'csv', 'census-extension-wrong'],
    ['that is a table under the name of a workbook', 'a,b\n1,2\n', 'xlsx', 'census-extension-wrong'],
  ])('%s is refused', async (_what, content, extension, code) => {
    expect(await refusal(content, extension)).toMatchObject({ code, params: { file: `普查.${extension}` } });
  });

  test('that is a zip of anything else is refused', async () => {
    expect(await refusal(await packed({ 'readme.txt': 'x' }), 'zip')).toMatchObject({ code: 'census-format-unknown' });
  });

  test.each(censusFormats)('%s with bytes changed, cut off or added gives rows or a clear error, never anything else', async (format) => {
    const good = await written(format);
    const change = fc.tuple(fc.nat(good.length - 1), fc.uint8Array({ minLength: 1, maxLength: 8 }), fc.constantFrom('over', 'cut', 'into'));
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 4 }), async (changes) => {
        let bytes: Buffer = Buffer.from(good);
        for (const [at, some, how] of changes) {
          if (how === 'cut') bytes = bytes.subarray(0, Math.max(1, at));
          else if (how === 'over') bytes = Buffer.concat([bytes.subarray(0, at), some, bytes.subarray(at + some.length)]);
          else bytes = Buffer.concat([bytes.subarray(0, at), some, bytes.subarray(at)]);
        }
        await refusal(bytes, fileKinds[format].extension);
      }),
      { numRuns: 60 },
    );
  });
});
