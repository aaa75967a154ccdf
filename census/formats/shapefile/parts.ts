import { createReadStream } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import { CensusError } from '../../census-error.ts';
import { openZip, type Zip } from '../zip.ts';

/** The files that make up one Shapefile, wherever they lie. */
export interface ShapefileParts {
  /** The extensions there are, in lower case with their dot. */
  readonly has: ReadonlySet<string>;
  stream(extension: string): Promise<AsyncIterable<Buffer>>;
  read(extension: string): Promise<Buffer | null>;
  close(): void;
}

const smallPart = 1 << 20;
const extensionOf = (path: string) => extname(path).toLowerCase();
const stem = (path: string) => path.slice(0, path.length - extname(path).length).toLowerCase();

const chooseLayer = (file: string, layers: readonly string[], said: string | null): string => {
  const named = said === null ? layers : layers.filter((path) => basename(path, extname(path)) === said);
  const [only] = named;
  if (only === undefined)
    throw said === null ? new CensusError('census-part-missing', { file, part: '.shp' }) : new CensusError('census-layer-missing', { file, layer: said });
  if (named.length > 1) throw new CensusError('census-layer-which', { file, found: named.map((path) => basename(path, extname(path))).join('、') });
  return only;
};

const inZip = (zip: Zip, said: string | null): ShapefileParts => {
  const paths = [...zip.parts.keys()].filter((path) => !path.startsWith('__MACOSX/'));
  const layer = chooseLayer(
    zip.name,
    paths.filter((path) => extensionOf(path) === '.shp'),
    said,
  );
  const own = new Map(paths.filter((path) => stem(path) === stem(layer)).map((path) => [extensionOf(path), path]));
  return {
    has: new Set(own.keys()),
    stream: (extension) => zip.stream(own.get(extension) ?? ''),
    read: async (extension) => (own.has(extension) ? zip.read(own.get(extension) ?? '', smallPart) : null),
    close: () => zip.close(),
  };
};

const inFolder = async (path: string): Promise<ShapefileParts> => {
  const folder = dirname(path);
  const beside = (await readdir(folder)).filter((name) => stem(name) === stem(basename(path)));
  const own = new Map(beside.map((name) => [extensionOf(name), join(folder, name)]));
  return {
    has: new Set(own.keys()),
    stream: async (extension) => createReadStream(own.get(extension) ?? '', { highWaterMark: 1 << 18 }),
    read: async (extension) => {
      const part = own.get(extension);
      return part !== undefined && (await stat(part)).size <= smallPart ? readFile(part) : null;
    },
    close: () => undefined,
  };
};

/**
 * The parts of a Shapefile: a zip, or the .shp with the others beside it.
 * @param needsProjection false when the source has said its coordinate system
 * @throws CensusError census-part-missing
 */
export const openParts = async (path: string, file: string, layer: string | null, needsProjection: boolean): Promise<ShapefileParts> => {
  const parts = extensionOf(path) === '.shp' ? await inFolder(path) : inZip(await openZip(path, file), layer);
  for (const part of needsProjection ? ['.shp', '.dbf', '.prj'] : ['.shp', '.dbf']) {
    if (parts.has.has(part)) continue;
    parts.close();
    throw new CensusError('census-part-missing', { file, part });
  }
  return parts;
};
