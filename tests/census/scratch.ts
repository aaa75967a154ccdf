import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import type { CensusFile, CensusRecord } from '#census/census-file.ts';

/** A folder for one test file's own files; gone afterwards. */
export const scratchFolder = () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'jingzheng-census-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));
  return {
    path: (name: string) => join(folder, name),
    write: async (name: string, content: string | Uint8Array): Promise<string> => {
      await writeFile(join(folder, name), content);
      return join(folder, name);
    },
  };
};

export const allRecords = async (file: CensusFile): Promise<CensusRecord[]> => {
  const records: CensusRecord[] = [];
  for await (const batch of file.batches) records.push(...batch);
  await file.close();
  return records;
};
