import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { lookBeside } from '../../../api/imports/look-beside.ts';

const told: unknown[] = [];
const log = { error: (...line: unknown[]) => void told.push(line) };
const open = new AbortController().signal;
let folder: string;
let path: string;
const usual = { seconds: 60, megabytes: 512 };
/** Each program starts in a second, and in ten on a busy machine. */
const patient = { timeout: 120_000 };
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'jz-look-'));
  path = join(folder, 'a.csv');
  await writeFile(path, 'ObjID,x,y\n1,120.1,30.1\n2,120.2,30.2\n');
});
afterAll(() => rm(folder, { recursive: true, force: true }));
const refused = (limits: typeof usual, name = 'a.csv') =>
  lookBeside(log, open, limits)(path, { name }, 1).then(
    () => null,
    (error: { rejection?: object }) => error.rejection,
  );

it('a file is looked at in a program of its own, three at once as well', patient, async () => {
  const look = lookBeside(log, open, usual);
  const seen = await Promise.all([0, 1, 2].map((rows) => look(path, { name: '普查.csv' }, rows)));
  expect(seen.map(({ columns, head, format, name }) => [name, format, columns.length, head])).toEqual([
    ['普查.csv', 'csv', 3, []],
    ['普查.csv', 'csv', 3, [['1', '120.1', '30.1']]],
    [
      '普查.csv',
      'csv',
      3,
      [
        ['1', '120.1', '30.1'],
        ['2', '120.2', '30.2'],
      ],
    ],
  ]);
  await expect(look(path, { name: '普查.xlsx' }, 0)).rejects.toMatchObject({ rejection: { code: 'census-extension-wrong', params: { file: '普查.xlsx' } } });
});

it('that takes longer or more memory than is given is ended and refused by name, and what fails unforeseen as well', patient, async () => {
  expect(await refused({ ...usual, seconds: 0.001 })).toMatchObject({ code: 'census-file-too-heavy', params: { file: 'a.csv' } });
  expect(await refused({ ...usual, megabytes: 8 })).toMatchObject({ code: 'census-file-too-heavy', params: { file: 'a.csv', limit: '60 s, 8 MB' } });
  expect(JSON.stringify(told)).toMatch(/out of memory/i);
  await rm(path);
  expect(await refused(usual)).toMatchObject({ code: 'census-file-unreadable', params: { file: 'a.csv' } });
  expect(JSON.stringify(told)).toContain('ENOENT');
});
