import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { createPool, type Pool } from '#db/pool.ts';
import type { AssetFilter } from '#db/queries/asset-filters.ts';
import { findCity } from '#db/queries/cities.ts';
import type { ExportSelection } from '#db/queries/exports.ts';
import { isPlace } from '#db/queries/places.ts';
import type { SearchedHazard } from '#domain/contract/asset-search.ts';
import { wordError } from '#domain/contract/errors.ts';
import type { AssetStatus } from '#domain/contract/terms.ts';
import { readSystem } from '#domain/coordinates/systems.ts';
import { hazardRulesOf, verificationDueBefore } from '#domain/hazards.ts';
import { localDate } from '#domain/local-time.ts';
import { type CensusFormat, censusFormats } from '../census-file.ts';
import { takeOut } from './take-out.ts';
import { fileKinds } from './write-census.ts';

export const outUsage = `npm run census -- out FILE [--format csv|xlsx|geojson|shapefile|geopackage] [--crs EPSG:4326] [--encoding utf-8|gb18030]
    [--class 0105,0102] [--status damaged,missing] [--owner ID|none] [--maintainer ID|none] [--place 310104] [--hazard weak_cover]
    [--built-from 1990] [--built-to 1999] [--bbox west,south,east,north] [--words 桥头路]
    writes part of the registry into a file; the form follows the file's name unless told`;

const statuses: readonly AssetStatus[] = ['intact', 'damaged', 'missing', 'abandoned', 'removed'];

const oneOf = <T extends string>(name: string, text: string, allowed: readonly T[]): T => {
  const found = allowed.find((one) => one === text);
  if (found === undefined) throw new Error(`--${name}: ${text}（${allowed.join(', ')}）`);
  return found;
};

const formatFor = (file: string, said: string | undefined): CensusFormat => {
  if (said !== undefined) return oneOf('format', said, censusFormats);
  const found = censusFormats.find((format) => file.toLowerCase().endsWith(`.${fileKinds[format].extension}`));
  if (found === undefined) throw new Error(`${file}：请用 --format 说明格式 / say its form with --format (${censusFormats.join(', ')})`);
  return found;
};

const hazards: readonly SearchedHazard[] = ['weak_cover', 'no_anti_fall_net', 'not_verified'];
const listOf = <T>(text: string | undefined, read: (one: string) => T): T[] | undefined => text?.split(',').map(read);
const unitOf = (text: string | undefined) => (text === 'none' ? null : text);
const yearOf = (name: string, text: string | undefined): number | undefined => {
  if (text !== undefined && !/^\d{4}$/.test(text)) throw new Error(`--${name}: ${text}`);
  return text === undefined ? undefined : Number(text);
};

const boxOf = (text: string): AssetFilter['bbox'] => {
  const [west, south, east, north, ...more] = text.split(',').map(Number);
  if (
    west === undefined ||
    south === undefined ||
    east === undefined ||
    north === undefined ||
    more.length > 0 ||
    ![west, south, east, north].every(Number.isFinite)
  )
    throw new Error(`--bbox: ${text}（west,south,east,north）`);
  return [west, south, east, north];
};

const systemOf = (said: string) => {
  const system = readSystem(said);
  if (!system.ok)
    throw new Error(`${wordError(system.rejection.code, 'zh', system.rejection.params)} / ${wordError(system.rejection.code, 'en', system.rejection.params)}`);
  return system.value;
};

const optionsOf = (args: string[]) =>
  parseArgs({
    args,
    allowPositionals: true,
    options: {
      format: { type: 'string' },
      crs: { type: 'string', default: 'EPSG:4326' },
      encoding: { type: 'string', default: 'utf-8' },
      class: { type: 'string' },
      status: { type: 'string' },
      owner: { type: 'string' },
      maintainer: { type: 'string' },
      hazard: { type: 'string' },
      'built-from': { type: 'string' },
      'built-to': { type: 'string' },
      place: { type: 'string' },
      bbox: { type: 'string' },
      words: { type: 'string' },
    },
  });

const filterOf = (values: ReturnType<typeof optionsOf>['values']): AssetFilter => ({
  classCodes: listOf(values.class, (code) => code),
  statuses: listOf(values.status, (status) => oneOf('status', status, statuses)),
  ownerId: unitOf(values.owner),
  maintainerId: unitOf(values.maintainer),
  hazards: listOf(values.hazard, (hazard) => oneOf('hazard', hazard, hazards)),
  placeCode: values.place,
  builtFrom: yearOf('built-from', values['built-from']),
  builtTo: yearOf('built-to', values['built-to']),
  bbox: values.bbox === undefined ? undefined : boxOf(values.bbox),
});

/** The whole city: whoever runs commands beside the database may see it all. */
const selectionOf = async (pool: Pool, filter: AssetFilter, words: string | undefined): Promise<ExportSelection> => {
  const city = await findCity(pool);
  if (!city) throw new Error(`${wordError('unavailable', 'zh')} / ${wordError('unavailable', 'en')}`);
  if (filter.placeCode !== undefined && !(await isPlace(pool, filter.placeCode)))
    throw new Error(`--place ${filter.placeCode}：没有这个区、街道 / there is no such district or street`);
  const verifiedSince = verificationDueBefore(hazardRulesOf(city.settings.hazards), localDate(new Date().toISOString(), city.timeZone));
  return { reach: { city: true, placeCodes: [], unitIds: [] }, filter, words, verifiedSince };
};

/** A line that tells how far it is, at most once a second. */
const progress = (started: number) => {
  let told = started;
  return (assets: number) => {
    const now = performance.now();
    if (now - told < 1000) return;
    told = now;
    console.error(
      `${((now - started) / 1000).toFixed(0).padStart(5)} s  ${assets.toLocaleString('en')}  ${Math.round((assets * 1000) / (now - started)).toLocaleString('en')}/s`,
    );
  };
};

/**
 * `npm run census -- out FILE …`. The file appears under its name only when it is whole.
 * @throws Error with a sentence for the person at the terminal
 */
export const runOut = async (url: string, args: string[]): Promise<void> => {
  const { values, positionals } = optionsOf(args);
  const [file, ...more] = positionals;
  if (file === undefined || more.length > 0) throw new Error(outUsage);
  const format = formatFor(file, values.format);
  const filter = filterOf(values);
  const started = performance.now();
  let assets = 0;
  const tell = progress(started);
  const pool = createPool(url, { max: 3 });
  const unfinished = `${file}.unfinished`;
  try {
    const pieces = takeOut(pool, {
      format,
      system: systemOf(values.crs),
      encoding: oneOf('encoding', values.encoding, ['utf-8', 'gb18030']),
      selection: await selectionOf(pool, filter, values.words),
      asked: { ...filter, words: values.words },
      personId: null,
      now: () => new Date().toISOString(),
      onProgress: (count) => {
        assets = count;
        tell(count);
      },
    });
    await pipeline(pieces, createWriteStream(unfinished));
    await rename(unfinished, file);
  } finally {
    await rm(unfinished, { force: true });
    await pool.end();
  }
  console.error(`${((performance.now() - started) / 1000).toFixed(1).padStart(5)} s  ${assets.toLocaleString('en')} 条 / assets → ${file}`);
};
