import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { Plugin } from 'vite';

const small = 1_000;
const brotli = (bytes: Buffer): Promise<Buffer> => promisify(brotliCompress)(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } });
const zip = (bytes: Buffer): Promise<Buffer> => promisify(gzip)(bytes, { level: 9 });

/** Lays beside each script, style and page what a browser takes instead: a quarter of the bytes, packed once instead of at each request. */
export const compressWeb = (): Plugin => ({
  name: 'compress-web',
  async writeBundle({ dir = '' }, bundle) {
    for (const name of Object.keys(bundle).filter((file) => /\.(js|css|html|svg|json)$/.test(file))) {
      const path = join(dir, name);
      const bytes = await readFile(path);
      if (bytes.length < small) continue;
      await Promise.all([writeFile(`${path}.br`, await brotli(bytes)), writeFile(`${path}.gz`, await zip(bytes))]);
    }
  },
});
