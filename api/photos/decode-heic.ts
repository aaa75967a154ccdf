import { Worker } from 'node:worker_threads';

/** RGBA, row by row, upright. */
export interface Decoded {
  readonly pixels: Uint8Array;
  readonly width: number;
  readonly height: number;
}

const longestMs = 20_000;
const program = new URL('./heic-worker.ts', import.meta.url);

/**
 * An iPhone's photo (HEVC inside), which sharp as it comes cannot read: decoded by libheif as WebAssembly, in a thread that ends with
 * it, so that neither its memory nor a loop without end stays.
 * @throws Error whose message says why
 */
export const decodeHeic = async (bytes: Uint8Array, mostPixels: number): Promise<Decoded> => {
  const worker = new Worker(program, { workerData: { bytes, mostPixels }, stdout: true, stderr: true, resourceLimits: { maxOldGenerationSizeMb: 256 } });
  try {
    return await new Promise<Decoded>((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error('it took too long')), longestMs);
      worker.on('message', (answer: Decoded | { why: string }) => ('why' in answer ? reject(new Error(answer.why)) : resolve(answer)));
      worker.on('error', reject);
      worker.on('exit', () => {
        clearTimeout(timer);
        reject(new Error('its thread ended'));
      });
    });
  } finally {
    await worker.terminate();
  }
};
