import { existsSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { Pool } from '#db/pool.ts';
import { type ImportRow, updateImport } from '#db/queries/imports/imports.ts';
import { sha256Of } from '../file-sha256.ts';

/** A file that somebody wrote to since it was entered is, from this check on, what it is now. */
export const noteFile = async (pool: Pool, { id, filePath, fileIsOurs, createdAt }: ImportRow): Promise<void> => {
  if (filePath === null || fileIsOurs || !existsSync(filePath)) return;
  const { mtimeMs, size } = await stat(filePath);
  if (mtimeMs > Date.parse(createdAt)) await updateImport(pool, id, { fileBytes: size, fileSha256: await sha256Of(filePath) });
};
