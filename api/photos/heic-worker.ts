import { parentPort, workerData } from 'node:worker_threads';
import decode from 'heic-decode';

/** Decodes one photo in a thread of its own: its size is looked at before any pixel is. Answers with a Decoded or with why not. */
const { bytes, mostPixels }: { bytes: Uint8Array; mostPixels: number } = workerData;

const run = async (): Promise<void> => {
  const [image] = await decode.all({ buffer: bytes });
  if (!image) throw new Error('no picture in it');
  const { width, height } = image;
  if (width * height > mostPixels) throw new Error('exceeds the pixel limit');
  const { data } = await image.decode();
  parentPort?.postMessage({ width, height, pixels: new Uint8Array(data.buffer, data.byteOffset, data.byteLength) }, [data.buffer as ArrayBuffer]);
};

run().catch((error: Error) => parentPort?.postMessage({ why: error.message }));
