import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openCensus } from '#census/open-census.ts';
import { rows, sql } from '#db/sql.ts';
import { openSystem } from '#domain/coordinates/transform.ts';
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

const heading = 'ClassCode,SourceNo,x,y,LocKind';
const wells = (count: number, more = '') =>
  `${heading}\n${Array.from({ length: count }, (_, i) => `0105,DL-${more}${i},${120.002 + i * 0.0005},30.02,院内`).join('\n')}\n`;

test('the command line names the doubts of a file and the page where they are decided', async () => {
  const file = await scratch.write('twice.csv', 'ClassCode,DeptCode2,SourceNo,x,y\n0105,power,DL-1,120.0002,30.01\n0105,power,DL-1,120.0004,30.01\n');
  const { code, said } = await census('in', file, '--source', 'doubts', '--crs', 'EPSG:4326', '--sure', '--dry-run');
  expect([code, said]).toEqual([2, expect.stringMatching(/1 × 文件里两行自编号相同[\s\S]*\/registry\/imports\/\d+/)]);
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
