import { isUtf8 } from 'node:buffer';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { CensusError } from '../../census-error.ts';
import type { CensusFile, CensusRecord } from '../../census-file.ts';
import { mostColumns } from '../columns.ts';
import { deepest, FeatureCutter, type FeatureText, HeadTooLong } from './feature-texts.ts';
import { parseFeature } from './parse-feature.ts';

/** Columns are those of the first features; a property that turns up later is refused row by row rather than lost. */
const sampled = 1000;
/** …or of those in as many bytes: they are all held until they are known. */
const sampledBytes = 8 << 20;

interface Feature {
  readonly row: number;
  readonly texts: readonly (readonly [name: string, text: string | null])[];
  readonly point: CensusRecord['point'];
  readonly fault: CensusRecord['fault'];
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

const valueText = (value: unknown): string | null => {
  if (value === null || value === undefined || value === '') return null;
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
};

const pointOf = (geometry: unknown): Pick<Feature, 'point' | 'fault'> => {
  if (!isRecord(geometry)) return { point: null, fault: undefined };
  const type = String(geometry['type']).slice(0, 80);
  const coordinates = geometry['coordinates'];
  if (type !== 'Point') return { point: null, fault: { code: 'census-row-not-point', params: { found: type } } };
  const [x, y]: unknown[] = Array.isArray(coordinates) ? coordinates : [];
  return { point: typeof x === 'number' && typeof y === 'number' ? { x, y } : null, fault: undefined };
};

const notGiven = {
  'too-large': { code: 'census-row-too-large', params: { limit: '1 MB' } },
  'too-deep': { code: 'census-row-too-deep', params: { limit: deepest } },
} as const;

const featureOf = (file: string, row: number, bytes: FeatureText): Feature => {
  if (typeof bytes === 'string') return { row, texts: [], point: null, fault: notGiven[bytes] };
  const broken = (why: string) => new CensusError('census-json-broken', { file, row, why });
  if (!isUtf8(bytes)) throw new CensusError('census-encoding-broken', { file, row, before: 'UTF-8', after: '' });
  let value: unknown;
  try {
    value = parseFeature(bytes.toString('utf8'));
  } catch (error) {
    throw broken((error as Error).message.slice(0, 120));
  }
  if (!isRecord(value) || value['type'] !== 'Feature') throw broken('type');
  const properties = isRecord(value['properties']) ? value['properties'] : {};
  const texts = Object.entries(properties).map(([name, property]) => [name, valueText(property)] as const);
  return { row, texts, ...pointOf(value['geometry']) };
};

const recordOf = ({ row, texts, point, fault: known }: Feature, places: ReadonlyMap<string, number>): CensusRecord => {
  const values: (string | null)[] = Array.from({ length: places.size }, () => null);
  let stranger: string | null = null;
  for (const [name, text] of texts) {
    const place = places.get(name);
    if (place !== undefined) values[place] = text;
    else if (text !== null) stranger = name;
  }
  const strange = stranger === null ? undefined : ({ code: 'census-row-new-property', params: { property: stranger.slice(0, 80) } } as const);
  const fault = known ?? strange;
  return { row, values, point, ...(fault === undefined ? {} : { fault }) };
};

/** A `crs` member of the older GeoJSON, or what RFC 7946 says of every other. */
export const declaredIn = (head: string): string => /"crs"[\s\S]*?"name"\s*:\s*"([^"]{1,200})"/.exec(head)?.[1] ?? 'EPSG:4326';

/**
 * Opens GeoJSON: a FeatureCollection, or features one after another. Only features' own text is held in memory; one that is too large or
 * too deep for it is refused alone.
 * @throws CensusError census-json-broken near the feature that cannot be read
 */
export const readGeoJson = async (path: string, name: string): Promise<CensusFile> => {
  const { size } = await stat(path);
  const stream = createReadStream(path, { highWaterMark: 1 << 19 });
  const cutter = new FeatureCutter();
  let row = 0;
  let given = 0;
  const featureAt = (bytes: FeatureText) => {
    given += bytes.length;
    return featureOf(name, ++row, bytes);
  };
  const features = async function* (): AsyncGenerator<Feature[]> {
    try {
      for await (const piece of stream) yield cutter.take(piece).map(featureAt);
    } catch (error) {
      if (error instanceof HeadTooLong) throw new CensusError('census-format-unknown', { file: name });
      throw error;
    } finally {
      stream.destroy();
    }
    if (!cutter.isWhole) throw new CensusError('census-json-broken', { file: name, row: row + 1, why: '…' });
    if (!cutter.hasFeatures) throw new CensusError('census-format-unknown', { file: name });
    if (row === 0) throw new CensusError('census-file-no-features', { file: name });
  };
  const steps = features();
  const first: Feature[] = [];
  while (first.length < sampled && given < sampledBytes) {
    const step = await steps.next();
    if (step.done) break;
    first.push(...step.value);
  }
  const columns = [...new Set(first.flatMap(({ texts }) => texts.map(([column]) => column)))];
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
