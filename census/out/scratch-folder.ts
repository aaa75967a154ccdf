import { createReadStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder for a file that must be whole before its first byte can leave; gone when the reader is done, or went away. */
export async function* fromScratch(make: (folder: string) => Promise<AsyncIterable<Uint8Array>>): AsyncGenerator<Uint8Array> {
  const folder = await mkdtemp(join(tmpdir(), 'jingzheng-out-'));
  try {
    yield* await make(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

export const readBack = (path: string): AsyncIterable<Uint8Array> => createReadStream(path, { highWaterMark: 1 << 18 });
