import { existsSync } from 'node:fs';
import type { ImportRow } from '#db/queries/imports.ts';
import { CensusError } from '../census-error.ts';
import { openCensus } from '../open-census.ts';

/** The longest text that helps to see what a column means. */
const longest = 80;

/** The first rows of an import as they stand in its file. @throws CensusError when the file is gone or cannot be read */
export const headOf = async (given: ImportRow, most: number): Promise<(string | null)[][]> => {
  if (given.filePath === null || !existsSync(given.filePath)) throw new CensusError('import-file-gone', { file: given.fileName });
  const file = await openCensus(given.filePath, { name: given.fileName, encoding: given.encoding, layer: given.layer, systemIsSaid: true });
  const head: (string | null)[][] = [];
  try {
    for await (const batch of file.batches) {
      for (const { values } of batch.slice(0, most - head.length)) head.push(values.map((value) => value?.slice(0, longest) ?? null));
      if (head.length >= most) break;
    }
  } finally {
    await file.close();
  }
  return head;
};
