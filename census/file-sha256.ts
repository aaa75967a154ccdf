import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { stat } from 'node:fs/promises';

/** Of what a file holds; a Shapefile that lies loose is its table too. */
const partsOf = (path: string): string[] => {
  const tables = /\.shp$/i.test(path) ? ['.dbf', '.DBF'].map((end) => path.slice(0, -4) + end) : [];
  return [path, ...tables.filter((table) => existsSync(table)).slice(0, 1)];
};

export const sha256Of = async (path: string): Promise<string> => {
  const hash = createHash('sha256');
  for (const part of partsOf(path)) for await (const piece of createReadStream(part, { highWaterMark: 1 << 20 })) hash.update(piece);
  return hash.digest('hex');
};

/** Whether a file is what it was. */
export const isUnchanged = async (path: string, { fileBytes, fileSha256 }: { readonly fileBytes: number; readonly fileSha256: string }): Promise<boolean> =>
  (await stat(path)).size === fileBytes && (await sha256Of(path)) === fileSha256;
