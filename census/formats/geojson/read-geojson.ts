import { isUtf8 } from 'node:buffer';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { CensusError } from '../../census-error.ts';
import type { CensusFile, CensusRecord } from '../../census-file.ts';
import { mostColumns } from '../columns.ts';
import { FeatureCutter, FeatureTooLong } from './feature-texts.ts';

/** Columns are those of the first features; a property that turns up later is refused row by row rather than lost. */
const sampled = 1000;

interface Feature {
  readonly row: number;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly point: CensusRecord['point'];
  readonly geometry: string | null;
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

const valueText = (value: unknown): string | null => {
  if (value === null || value === undefined || value === '') return null;
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
};

const pointOf = (geometry: unknown): Pick<Feature, 'point' | 'geometry'> => {
  if (!isRecord(geometry)) return { point: null, geometry: null };
  const type = String(geometry['type']);
  const coordinates = geometry['coordinates'];
  if (type !== 'Point') return { point: null, geometry: type };
  const [x, y]: unknown[] = Array.isArray(coordinates) ? coordinates : [];
  return typeof x === 'number' && typeof y === 'number' ? { point: { x, y }, geometry: null } : { point: null, geometry: null };
};

const featureOf = (file: string, row: number, bytes: Buffer): Feature => {
  const broken = (why: string) => new CensusError('census-json-broken', { file, row, why });
  if (!isUtf8(bytes)) throw new CensusError('census-encoding-broken', { file, row, before: 'UTF-8', after: '' });
  let value: unknown;
  try {
    value = JSON.parse(bytes.toString('utf8'));
  } catch (error) {
    throw broken((error as Error).message.slice(0, 120));
  }
  if (!isRecord(value) || value['type'] !== 'Feature') throw broken('type');
  const properties = isRecord(value['properties']) ? value['properties'] : {};
  return { row, properties, ...pointOf(value['geometry']) };
};

const recordOf = ({ row, properties, point, geometry }: Feature, places: ReadonlyMap<string, number>): CensusRecord => {
  const values: (string | null)[] = Array.from({ length: places.size }, () => null);
  let stranger: string | null = null;
  for (const [name, value] of Object.entries(properties)) {
    const place = places.get(name);
    if (place !== undefined) values[place] = valueText(value);
    else if (valueText(value) !== null) stranger = name;
  }
  const fault: CensusRecord['fault'] =
    geometry !== null
      ? { code: 'census-row-not-point', params: { found: geometry } }
      : stranger !== null
        ? { code: 'census-row-new-property', params: { property: stranger.slice(0, 80) } }
        : undefined;
  return { row, values, point, ...(fault === undefined ? {} : { fault }) };
};

/** A `crs` member of the older GeoJSON, or what RFC 7946 says of every other. */
export const declaredIn = (head: string): string => /"crs"[\s\S]*?"name"\s*:\s*"([^"]{1,200})"/.exec(head)?.[1] ?? 'EPSG:4326';

/**
 * Opens GeoJSON: a FeatureCollection, or features one after another. Only features' own text is held in memory.
 * @throws CensusError census-json-broken near the feature that cannot be read
 */
export const readGeoJson = async (path: string, name: string): Promise<CensusFile> => {
  const { size } = await stat(path);
  const stream = createReadStream(path, { highWaterMark: 1 << 19 });
  const cutter = new FeatureCutter();
  let row = 0;
  const features = async function* (): AsyncGenerator<Feature[]> {
    try {
      for await (const piece of stream) yield cutter.take(piece).map((bytes) => featureOf(name, ++row, bytes));
    } catch (error) {
      if (error instanceof FeatureTooLong) throw new CensusError('census-json-broken', { file: name, row: row + 1, why: '> 16 MB' });
      throw error;
    } finally {
      stream.destroy();
    }
    if (!cutter.isWhole) throw new CensusError('census-json-broken', { file: name, row: row + 1, why: '…' });
    if (!cutter.hasFeatures) throw new CensusError('census-format-unknown', { file: name });
    if (row === 0) throw new CensusError('census-file-no-rows', { file: name });
  };
  const steps = features();
  const first: Feature[] = [];
  while (first.length < sampled) {
    const step = await steps.next();
    if (step.done) break;
    first.push(...step.value);
  }
  const columns = [...new Set(first.flatMap(({ properties }) => Object.keys(properties)))];
  if (columns.length > mostColumns) throw new CensusError('census-columns-too-many', { file: name, found: columns.length, limit: mostColumns });
  const places = new Map(columns.map((column, i) => [column, i]));
  const batches = async function* (): AsyncGenerator<readonly CensusRecord[]> {
    yield first.map((feature) => recordOf(feature, places));
    for await (const some of steps) if (some.length > 0) yield some.map((feature) => recordOf(feature, places));
  };
  return {
    name,
    format: 'geojson',
    columns,
    encoding: null,
    declaredSystem: declaredIn(cutter.head),
    rowCount: null,
    batches: { [Symbol.asyncIterator]: batches },
    copyChunks: null,
    progress: () => (size === 0 ? 1 : stream.bytesRead / size),
    close: async () => void stream.destroy(),
  };
};
