import { existsSync } from 'node:fs';
import type { ImportRow } from '#db/queries/imports/imports.ts';
import { CensusError } from '../census-error.ts';
import type { Look, LookAt } from './look-at.ts';

/** The first rows of an import as they stand in its file. @throws CensusError when the file is gone or cannot be read */
export const headOf = async (given: ImportRow, most: number, look: LookAt): Promise<Look['head']> => {
  if (given.filePath === null || !existsSync(given.filePath)) throw new CensusError('import-file-gone', { file: given.fileName });
  const said = { name: given.fileName, encoding: given.encoding, layer: given.layer, systemIsSaid: true };
  return (await look(given.filePath, said, most)).head;
};
