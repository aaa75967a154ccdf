import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openCensus } from '#census/open-census.ts';
import { affected, rows, sql } from '#db/sql.ts';
import { AssetQuery } from '#domain/contract/asset-search.ts';
import { openSystem } from '#domain/coordinates/transform.ts';
import { readFilter, requireKnown } from '../../census/out/asked.ts';
import { aWell } from '../support/builders.ts';
import { cloneDatabase, type TestDatabase } from '../support/database.ts';
import { allRecords, scratchFolder } from './scratch.ts';

const scratch = scratchFolder();
let database: TestDatabase;
beforeAll(async () => {
  database = await cloneDatabase({ prepared: false });
  await aWell(database.pool);
  await aWell(database.pool, { status: 'missing' });
});
afterAll(() => database.drop());

const census = async (...args: string[]): Promise<{ code: number; said: string }> => {
  const child = spawn(process.execPath, [join(import.meta.dirname, '../../census/main.ts'), ...args], { env: { ...process.env, DATABASE_URL: database.url } });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
  const [code] = await once(child, 'close');
  return { code, said };
};

test('the command line takes the registry out into a file whose form follows its name, and notes it', async () => {
  const file = scratch.path('damaged.gpkg');
  expect(await census('out', file, '--status', 'missing,damaged', '--crs', 'EPSG:4550')).toMatchObject({ code: 0, said: expect.stringContaining('1 条') });
  expect(await allRecords(await openCensus(file))).toMatchObject([{ point: { x: expect.any(Number) } }]);
  expect(await rows(database.pool, sql`select form, coordinate_system, outcome, person_id, asset_count::integer as assets from exports`)).toEqual([
    { form: 'geopackage', coordinateSystem: 'EPSG:4550', outcome: 'whole', personId: null, assets: 1 },
  ]);
});

test.each([
  [['out', 'x.csv', '--crs', 'EPSG:1'], '不认得坐标系'],
  [['out', 'x.csv', '--status', 'lost'], '--status: lost'],
  [['out', 'x.doc'], '--format'],
  [['out', 'x.csv', '--place', '999999'], '没有这个区、街道'],
  [['out', 'no/such/x.csv'], '没有这个文件或文件夹'],
  [['out', 'x.csv', '--crs'], '命令写法不对'],
  [['out'], 'npm run census -- out FILE'],
  [['sideways'], 'npm run census -- out FILE'],
])('the command line refuses %j with a sentence and leaves no file', async (args, sentence) => {
  const { code, said } = await census(...args);
  expect(code).toBe(1);
  expect(said).toContain(sentence);
  expect(existsSync('x.csv')).toBe(false);
});

test('the command line asks every filter that the registry’s own query has, by the same rules', async () => {
  const rest = ['cursor', 'limit', 'sort'];
  const asked = {
    ...{ words: '桥头路', class: '0105,0102', status: 'damaged', owner: 'none', maintainer: 'power', keeper: 'power', authority: 'power', place: '990101' },
    ...{ hazard: 'weak_cover', 'built-from': '1990', 'built-to': '1999', 'recorded-from': '2016-05-01', 'recorded-to': '2016-05-31' },
    ...{ 'verified-before': '2020-01-01', bbox: '120,30,121,31', polygon: '120,30;120.01,30;120.01,30.01', near: '120.01,30.01', within: '500' },
  };
  const { query, filter } = readFilter(asked);
  expect(Object.keys(query).toSorted()).toEqual(
    Object.keys(AssetQuery.properties)
      .filter((key) => !rest.includes(key))
      .toSorted(),
  );
  expect(filter).toMatchObject({ ownerId: null, builtFrom: 1990, recordedTo: '2016-05-31', near: { lon: 120.01, lat: 30.01 }, withinM: 500 });
  expect(filter.polygon).toHaveLength(3);
  await expect(requireKnown(database.pool, { ...asked, authority: 'none' })).resolves.toBeUndefined();
});

test.each([
  [{ within: '500' }, /^--within: .*near/],
  [{ near: 'here' }, /^--near: here（lon,lat/],
  [{ 'recorded-from': '2016-02-30' }, /^--recorded-from: /],
  [{ 'built-to': '99' }, /^--built-to: 99（1800 2200/],
  [{ polygon: '120,30;120.01,30.01;120.01,30;120,30.01' }, /^--polygon: /],
] as const)('the command line refuses the filter %j with a sentence that names it', (texts, sentence) => {
  expect(() => readFilter(texts)).toThrow(sentence);
});

test.each([
  [{ owner: 'nobody' }, '--owner nobody：没有这个单位 / there is no such unit'],
  [{ authority: 'nobody' }, '--authority nobody：没有这个单位'],
  [{ class: '0105,9999' }, '--class 9999：没有这个小类'],
])('the command line tells that %j names nothing there is, rather than taking nothing out', async (texts, sentence) => {
  await expect(requireKnown(database.pool, texts)).rejects.toThrow(sentence);
});

const heading = 'ClassCode,SourceNo,x,y,LocKind';
const wells = (count: number, more = '') =>
  `${heading}\n${Array.from({ length: count }, (_, i) => `0105,DL-${more}${i},${120.002 + i * 0.0005},30.02,院内`).join('\n')}\n`;

test('the command line names the doubts of a file, the page where they are decided, and as whose the rows of a unit that ended are read', async () => {
  await affected(
    database.pool,
    sql`insert into units (id, kind, level, place_code, name, name_en, active, successor_id) values ('wire', 'trade', 'trade', '990000', '市有线公司', 'City Wire', false, 'power')`,
  );
  const file = await scratch.write('twice.csv', 'ClassCode,DeptCode2,SourceNo,x,y\n0105,power,DL-1,120.0002,30.01\n0105,wire,DL-1,120.0004,30.01\n');
  const { code, said } = await census('in', file, '--source', 'doubts', '--crs', 'EPSG:4326', '--sure', '--dry-run');
  expect([code, said]).toEqual([
    2,
    expect.stringMatching(
      /twice\.csv: checked[\s\S]*= 1 × “市有线公司”已由“市电力公司”接替.*“City Wire”.*“City Power”[\s\S]*1 × 文件里两行自编号相同[\s\S]*\/registry\/imports\/\d+/,
    ),
  ]);
});

test('the command line names the twelve most frequent reasons of refusal in both languages, and how many more there are', async () => {
  const lines = Array.from({ length: 14 }, (_, i) => `0105,${120.002 + i * 0.0005},30.02,院内,无名公司${'甲乙丙丁戊己庚辛壬癸子丑寅卯'[i]}`);
  const file = await scratch.write('reasons.csv', `ClassCode,x,y,LocKind,DeptCode2\n${lines.join('\n')}\n`);
  const { said } = await census('in', file, '--source', 'reasons', '--crs', 'EPSG:4326', '--sure', '--dry-run');
  expect(said.match(/✖ 1 × “DeptCode2”：/g)).toHaveLength(12);
  expect(said).toMatch(/There is no unit “无名公司.”[\s\S]*✖ 2 × 另有 2 种原因.*and 2 more reasons/);
});

test('the command line refuses a column or a field that is none with a sentence', async () => {
  const file = await scratch.write('map.csv', wells(1));
  const base = ['in', file, '--source', 'map', '--crs', 'EPSG:4326', '--dry-run'];
  expect((await census(...base, '--map', 'Foo=x')).said).toContain('文件里没有这一列');
  expect((await census(...base, '--map', 'SourceNo=foo')).said).toContain('没有这个字段');
});

test('wells said to lie in a compound are not taken for off their roads, and a file that is stopped goes on where the system is sure', async () => {
  const inside = await scratch.write('inside.csv', wells(8));
  expect((await census('in', inside, '--source', 'yards', '--crs', 'EPSG:4326', '--dry-run')).code).toBe(0);
  const off = await scratch.write('off.csv', wells(8, 'X').replaceAll('院内', '绿地'));
  const stopped = await census('in', off, '--source', 'green', '--crs', 'EPSG:4326', '--dry-run');
  expect([stopped.code, stopped.said]).toEqual([1, expect.stringMatching(/--resume \d+ --sure/)]);
  const id = /--resume (\d+)/.exec(stopped.said)?.[1] ?? '';
  expect((await census('in', '--resume', id, '--sure', '--dry-run')).said).toMatch(/checked {2}import \d+ {2}行 rows 8/);
});

test('headings that say which number goes east say the order of a zone’s numbers', async () => {
  const heads = `ClassCode,SourceNo,东坐标,北坐标\n0105,DL-Z,`;
  const [east, north] = openSystem('EPSG:4549', 'east-north').fromWgs84(120.001, 30.01);
  const file = await scratch.write('zone.csv', `${heads}${east},${north}\n`);
  expect((await census('in', file, '--source', 'zone', '--crs', 'EPSG:4549', '--dry-run')).said).toContain('新增 new 1');
});
