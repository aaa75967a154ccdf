import { DatabaseSync } from 'node:sqlite';
import { describe, expect, test } from 'vitest';
import { FeatureCutter } from '#census/formats/geojson/feature-texts.ts';
import { longestText, StringStore, StringsTooMany } from '#census/formats/xlsx/shared-strings.ts';
import { parseXml, xmlParser } from '#census/formats/xlsx/xml.ts';
import { openCensus } from '#census/open-census.ts';
import { workbook } from './pack.ts';
import { allRecords, scratchFolder } from './scratch.ts';

const scratch = scratchFolder();
let files = 0;
const refusal = async (name: string, content: Uint8Array | string): Promise<object | null> =>
  openCensus(await scratch.write(`${++files}-${name}`, content), { name })
    .then(allRecords)
    .then(
      () => null,
      (error: unknown) => (error as { rejection: object }).rejection,
    );
const records = async (name: string, content: Uint8Array | string) =>
  allRecords(await openCensus(await scratch.write(`${++files}-${name}`, content), { name }));

const frame = `create table gpkg_contents(table_name text, data_type text);
  create table gpkg_geometry_columns(table_name text, column_name text, geometry_type_name text, srs_id int);
  create table gpkg_spatial_ref_sys(srs_id int, organization text, organization_coordsys_id int, definition text);
  insert into gpkg_contents values ('v', 'features'); insert into gpkg_geometry_columns values ('v', 'geom', 'POINT', 4326);
  insert into gpkg_spatial_ref_sys values (4326, 'EPSG', 4326, 'x');`;
const point = "x'47500001e6100000010100000000000000000000000000000000000000'";
const geoPackage = (name: string, statements: string): string => {
  const path = scratch.path(name);
  const db = new DatabaseSync(path);
  db.exec(frame + statements);
  db.close();
  return path;
};
const opened = (path: string) => openCensus(path, { name: '普查.gpkg' });
const endless = 'with recursive r(i) as (select 1 union all select i + 1 from r) select i as ObjID, null as geom from r';

describe('a GeoPackage', () => {
  test('whose layer is a view, which can be without end, is refused before a row of it is asked for', async () => {
    await expect(opened(geoPackage('view.gpkg', `create view v as ${endless};`))).rejects.toMatchObject({
      rejection: { code: 'census-layer-view', params: { file: '普查.gpkg', layer: 'v' } },
    });
  });

  test('whose own tables are views is refused likewise, and so is a view that calls itself a table', async () => {
    const own = `drop table gpkg_contents; create view gpkg_contents as select 'v' || i as table_name, 'features' as data_type from (${endless.replace('ObjID', 'i')});`;
    await expect(opened(geoPackage('own.gpkg', own.replace('i as i', 'i')))).rejects.toMatchObject({ rejection: { code: 'census-layer-view' } });
    const path = geoPackage('posing.gpkg', `create view v as ${endless};`);
    const db = new DatabaseSync(path);
    db.enableDefensive(false);
    db.exec("pragma writable_schema = on; update sqlite_master set type = 'table' where name = 'v'");
    db.close();
    await expect(opened(path)).rejects.toMatchObject({ rejection: { code: expect.stringMatching(/^census-(layer-view|file-broken)$/) } });
  });

  test('gives whole numbers beyond 2^53 as they stand there, and refuses alone a row whose value is too long', async () => {
    const rows = `create table v(fid integer primary key, geom blob, SourceNo integer, Note text);
      insert into v values (1, ${point}, 9223372036854775807, 'a'), (2, ${point}, 2, replace(hex(zeroblob(600000)), '0', 'x')), (3, ${point}, 3, 'c');`;
    const found = await allRecords(await opened(geoPackage('large.gpkg', rows)));
    expect(found.map(({ row, values, fault }) => [row, values[0], fault?.code])).toEqual([
      [1, '9223372036854775807', undefined],
      [2, null, 'census-row-too-large'],
      [3, '3', undefined],
    ]);
  });
});

describe('GeoJSON', () => {
  const feature = (properties: string) => `{"type":"Feature","properties":${properties},"geometry":{"type":"Point","coordinates":[120.1,30.1]}}`;

  test('of hundreds of thousands of objects or arrays that hold no features is looked at once and refused', async () => {
    expect(await refusal('a.geojson', '{}'.repeat(400_000))).toMatchObject({ code: 'census-format-unknown' });
    const found = await records('b.geojson', `{${'"a":[],'.repeat(140_000)}"features":[${feature('{"a":1}')}]}`);
    expect(found).toMatchObject([{ row: 1, values: ['1'] }]);
  });

  test('hands back alone a feature that is too large or too deep, holding nothing of it, and reads on behind it', async () => {
    const deep = `{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}`;
    const large = `{"a":[${'{},'.repeat(500_000)}1]}`;
    const found = await records('c.geojson', `{"features":[${[deep, large, '{"a":"x"}'].map(feature).join(',')}]}`);
    expect(found.map(({ row, values, fault }) => [row, values[0], fault?.code])).toEqual([
      [1, null, 'census-row-too-deep'],
      [2, null, 'census-row-too-large'],
      [3, 'x', undefined],
    ]);
    const cutter = new FeatureCutter();
    cutter.take(Buffer.from('{"features":[{"a":"'));
    for (let i = 0; i < 64; i++) expect(cutter.take(Buffer.alloc(1 << 18, 65))).toEqual([]);
    expect(Reflect.get(cutter, 'held')).toHaveLength(0);
    expect(cutter.take(Buffer.from('"}]}'))).toEqual(['too-large']);
    expect(cutter.isWhole).toBe(true);
  });
});

describe('the XML of a workbook', () => {
  test('a tag without end, with a sign of > over and over in its quotes, or with more attributes than any has, is refused', async () => {
    const sheet = (xml: string) => workbook({ S: xml });
    expect(await refusal('gt.xlsx', await sheet(`<v >1</v><q a="${'>'.repeat(500_000)}`))).toMatchObject({ code: 'census-file-broken' });
    const tags = `<row ${'a="" '.repeat(200_000)}/>`.repeat(4);
    expect(await refusal('many.xlsx', await sheet(`<v >1</v><sheetData>${tags}</sheetData>`))).toMatchObject({ code: 'census-file-broken' });
    expect(await refusal('deep.xlsx', await sheet(`<v >1</v>${'<a>'.repeat(1000)}`))).toMatchObject({ code: 'census-file-broken' });
    expect(() => parseXml(`<a>${'<mergeCell '.repeat(100_000)}`, {})).toThrow('a tag without end');
  });

  test('text is handed on as it comes, entities cut anywhere are whole, and a sign of > in quotes ends no tag', () => {
    const xml = `<a b='"&gt;>' c = "2>'">x&amp;y &#x4e95;<![CDATA[<&]]>z</a>`;
    const wanted = [{ b: '">>', c: "2>'" }, 'x&y 井<&z'];
    for (let cut = 0; cut <= xml.length; cut++) {
      const [texts, seen]: [string[], object[]] = [[], []];
      const parser = xmlParser({ open: (_, attributes) => seen.push({ ...attributes }), text: (piece) => texts.push(piece) });
      for (const piece of [xml.slice(0, cut), xml.slice(cut)]) parser.write(piece);
      parser.end();
      expect([cut, ...seen, texts.join('')]).toEqual([cut, ...wanted]);
    }
  });

  test('a cell longer than any is a refused row; the rows around it are taken', async () => {
    const cell = (text: string) => `<c t="str"><v>${text}</v></c>`;
    const rows = ['ObjID', 'x', 'A'.repeat(longestText + 1), '井'.repeat(4_000_000), 'y'].map((text, i) => `<row r="${i + 1}">${cell(text)}</row>`);
    const found = await records('cell.xlsx', await workbook({ S: `<sheetData>${rows.join('')}</sheetData>` }));
    expect(found.map(({ row, fault }) => [row, fault?.code])).toEqual([
      [2, undefined],
      [3, 'census-row-too-large'],
      [4, 'census-row-too-large'],
      [5, undefined],
    ]);
  });

  test('shared strings beyond what memory is kept for are refused, and one that is named in every cell fills no row beyond its bound', async () => {
    const store = new StringStore({ bytes: 100, strings: 3 });
    store.add('');
    store.add('a'.repeat(99));
    expect(() => store.add('bb')).toThrow(StringsTooMany);
    const few = new StringStore({ bytes: 100, strings: 1 });
    few.add('');
    expect(() => few.add('')).toThrow(StringsTooMany);
    const row = `<row r="2">${'<c t="s"><v>0</v></c>'.repeat(2000)}</row>`;
    const content = await workbook(
      { S: `<sheetData><row r="1"><c t="str"><v>a</v></c></row>${row}</sheetData>` },
      { strings: [`<t>${'z'.repeat(60_000)}</t>`] },
    );
    const [found] = await records('strings.xlsx', content);
    expect(found?.fault).toMatchObject({ code: 'census-row-too-large', params: { limit: '1 MB' } });
  });

  test.each(['99999999999', 'abc', '2.5', '1', '-1'])('a row that calls itself %s is told with the row before it', async (number) => {
    const cell = '<c t="str"><v>x</v></c>';
    const sheet = `<sheetData><row r="1">${cell}</row><row r="${number}">${cell}</row></sheetData>`;
    expect(await refusal('row.xlsx', await workbook({ S: sheet }))).toMatchObject({ code: 'census-file-broken', params: { why: `<row r="${number}">` } });
  });
});

test('a column whose name holds a NUL is refused by its place', async () => {
  expect(await refusal('nul.geojson', '{"features":[{"type":"Feature","properties":{"a":1,"b\\u0000c":2},"geometry":null}]}')).toMatchObject({
    code: 'census-heading-control',
    params: { first: 2 },
  });
});
