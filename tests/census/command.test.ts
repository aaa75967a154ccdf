import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openCensus } from '#census/open-census.ts';
import { rows, sql } from '#db/sql.ts';
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
  [['out'], 'npm run census -- out FILE'],
  [['sideways'], 'npm run census -- out FILE'],
])('the command line refuses %j with a sentence and leaves no file', async (args, sentence) => {
  const { code, said } = await census(...args);
  expect(code).toBe(1);
  expect(said).toContain(sentence);
  expect(existsSync('x.csv')).toBe(false);
});
