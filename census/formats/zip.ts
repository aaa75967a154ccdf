import type { Readable } from 'node:stream';
import { Transform } from 'node:stream';
import yauzl from 'yauzl';
import { CensusError } from '../census-error.ts';

/**
 * What an archive may unpack to. A workbook of a million rows packs forty to one at most; a bomb a thousand to one. The parts of a
 * Shapefile are held to the total alone: a .dbf fills each text with blanks to its column's width (of forty columns of 254 letters, five
 * filled, 253 to one), and no more of it is unpacked than the rows its head tells.
 */
export interface ZipLimits {
  readonly entries: number;
  /** Bytes of all parts together. */
  readonly total: number;
  /** How many times its packed size a part may have… */
  readonly ratio: number;
  /** …once it is larger than this, in bytes. */
  readonly ratioFrom: number;
}

const usualLimits: ZipLimits = { entries: 10_000, total: 16 * 2 ** 30, ratio: 200, ratioFrom: 64 * 2 ** 20 };

export interface Zip {
  readonly name: string;
  readonly parts: ReadonlyMap<string, yauzl.Entry>;
  /** One part, unpacked as it is read; stopped when it is larger than it said. */
  stream(part: string): Promise<Readable>;
  /** One small part whole. @throws CensusError census-zip-bomb beyond `limit` bytes */
  read(part: string, limit: number): Promise<Buffer>;
  close(): void;
}

const size = (bytes: number) => (bytes >= 2 ** 30 ? `${Math.round(bytes / 2 ** 30)} GB` : `${Math.max(1, Math.round(bytes / 2 ** 20))} MB`);

const bomb = (file: string, part: string, limit: number) => new CensusError('census-zip-bomb', { file, part, limit: size(limit) });

const broken = (file: string, error: unknown) =>
  error instanceof CensusError ? error : new CensusError('census-zip-broken', { file, why: (error as Error).message });

const openArchive = (path: string): Promise<yauzl.ZipFile> =>
  new Promise((resolve, reject) => {
    yauzl.open(path, { lazyEntries: true, autoClose: false, decodeStrings: true }, (error, zip) => (error ? reject(error) : resolve(zip)));
  });

/** Refuses by what the archive says of itself; `stream` holds it to that. */
const padded = /\.(dbf|shp|shx)$/i;
const weigh = (file: string, entry: yauzl.Entry, limits: ZipLimits): void => {
  const { uncompressedSize, compressedSize, fileName } = entry;
  if (!padded.test(fileName) && uncompressedSize > limits.ratioFrom && uncompressedSize > limits.ratio * compressedSize)
    throw bomb(file, fileName, limits.ratio * compressedSize);
};

const listParts = (zip: yauzl.ZipFile, file: string, limits: ZipLimits): Promise<Map<string, yauzl.Entry>> =>
  new Promise((resolve, reject) => {
    const parts = new Map<string, yauzl.Entry>();
    let total = 0;
    zip.on('error', reject);
    zip.on('end', () => resolve(parts));
    zip.on('entry', (entry: yauzl.Entry) => {
      try {
        total += entry.uncompressedSize;
        weigh(file, entry, limits);
        if (total > limits.total) throw bomb(file, entry.fileName, limits.total);
        if (parts.size >= limits.entries) throw new CensusError('census-zip-broken', { file, why: `> ${limits.entries} files` });
        if (!entry.fileName.endsWith('/')) parts.set(entry.fileName, entry);
        zip.readEntry();
      } catch (error) {
        reject(error);
      }
    });
    zip.readEntry();
  });

/**
 * Opens an archive and weighs it before anything is unpacked.
 * @throws CensusError census-zip-broken, census-zip-bomb
 */
export const openZip = async (path: string, file: string, limits = usualLimits): Promise<Zip> => {
  const archive = await openArchive(path).catch((error: unknown) => {
    throw broken(file, error);
  });
  const parts = await listParts(archive, file, limits).catch((error: unknown) => {
    archive.close();
    throw broken(file, error);
  });
  const stream = (part: string): Promise<Readable> =>
    new Promise((resolve, reject) => {
      const entry = parts.get(part);
      if (entry === undefined) return reject(new CensusError('census-part-missing', { file, part }));
      archive.openReadStream(entry, (error, source) => {
        if (error) return reject(broken(file, error));
        // The archive's own checks (sizes, checksums) come as plain errors; they leave here as ours.
        const guarded = new Transform({ transform: (chunk, _encoding, done) => done(null, chunk) });
        // Whoever reads it learns of it; that nobody reads it yet is no reason to end the program.
        guarded.on('error', () => undefined);
        source.on('error', (fault) => guarded.destroy(broken(file, fault)));
        guarded.on('close', () => source.destroy());
        resolve(source.pipe(guarded));
      });
    });
  const read = async (part: string, limit: number): Promise<Buffer> => {
    if ((parts.get(part)?.uncompressedSize ?? 0) > limit) throw bomb(file, part, limit);
    const pieces: Buffer[] = [];
    for await (const piece of await stream(part)) pieces.push(piece);
    return Buffer.concat(pieces);
  };
  return { name: file, parts, stream, read, close: () => archive.close() };
};
