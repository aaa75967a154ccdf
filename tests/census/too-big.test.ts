import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { writeWorkbook } from '#census/out/write-xlsx.ts';
import { scratchFolder } from './scratch.ts';

const scratch = scratchFolder();
const run = promisify(execFile);
/** Reads a file in a program of its own whose heap may be this large. */
const readAll = async (path: string, heapMb: number, way = 'records'): Promise<{ rows: number; last: number; mostMb: number }> => {
  const { stdout } = await run(process.execPath, [`--max-old-space-size=${heapMb}`, join(import.meta.dirname, 'read-all.ts'), path, way]);
  return JSON.parse(stdout);
};

describe('a file that is larger than the memory it is read in', () => {
  test('as CSV is read to its end, both ways', { timeout: 120_000 }, async () => {
    const path = scratch.path('large.csv');
    const out = createWriteStream(path);
    out.write('ObjID,名称,备注\n');
    const line = `3101040102000001,雨水井盖,"${'井盖完好，'.repeat(60)}"\n`;
    const block = line.repeat(2_000);
    for (let i = 0; i < 200; i++) if (!out.write(block)) await once(out, 'drain');
    out.end();
    await once(out, 'finish');
    const megabytes = (await stat(path)).size / 2 ** 20;
    expect(megabytes).toBeGreaterThan(350);
    for (const way of ['records', 'copy']) {
      const { rows, mostMb } = await readAll(path, 64, way);
      expect([way, rows]).toEqual([way, 400_000]);
      expect(mostMb).toBeLessThan(megabytes);
    }
  });

  test('as a workbook of 1,048,576 rows, as many as a sheet has, is read to its last', { timeout: 180_000 }, async () => {
    const path = scratch.path('full.xlsx');
    const rows = async function* () {
      for (let from = 0; from < 1_048_575; from += 4_095) yield Array.from({ length: 4_095 }, (_, i) => [`W-${from + i}`]).slice(0, 1_048_575 - from);
    };
    const pieces = writeWorkbook({ heading: ['自编号'], rows: rows(), numeric: [false], sheet: '井' });
    await pipeline(Readable.from(pieces, { objectMode: false }), createWriteStream(path));
    const { rows: read, last, mostMb } = await readAll(path, 128);
    expect([read, last]).toEqual([1_048_575, 1_048_576]);
    expect(mostMb).toBeLessThan(700);
  });
});
