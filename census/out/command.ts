import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { createPool, type Pool } from '#db/pool.ts';
import type { AssetFilter } from '#db/queries/assets/asset-filters.ts';
import type { ExportSelection } from '#db/queries/imports/exports.ts';
import { findCity } from '#db/queries/places/cities.ts';
import { wordError } from '#domain/contract/errors.ts';
import { readSystem } from '#domain/coordinates/systems.ts';
import { hazardRulesOf, verificationDueBefore } from '#domain/hazards.ts';
import { localDate } from '#domain/local-time.ts';
import { type CensusFormat, censusFormats } from '../census-file.ts';
import { filterOptions, readFilter, requireKnown } from './asked.ts';
import { takeOut } from './take-out.ts';
import { fileKinds } from './write-census.ts';

export const outUsage = `npm run census -- out FILE [--format csv|xlsx|geojson|shapefile|geopackage] [--crs EPSG:4326] [--encoding utf-8|gb18030]
    [--class 0105,0102] [--status damaged,missing] [--owner ID|none] [--maintainer ID|none] [--keeper ID] [--authority ID|none] [--place 310104]
    [--hazard weak_cover] [--built-from 1990] [--built-to 1999] [--recorded-from 2016-05-01] [--recorded-to 2016-05-31] [--verified-before 2020-01-01]
    [--bbox west,south,east,north] [--polygon 'lon,lat;lon,lat;lon,lat'] [--near lon,lat --within METRES] [--words 桥头路]
    writes part of the registry into a file; the form follows the file's name unless told`;

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
      ...filterOptions,
    },
  });

/** The whole city: whoever runs commands beside the database may see it all. */
const selectionOf = async (pool: Pool, filter: AssetFilter, words: string | undefined): Promise<ExportSelection> => {
  const city = await findCity(pool);
  if (!city) throw new Error(`${wordError('unavailable', 'zh')} / ${wordError('unavailable', 'en')}`);
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
  const { query, filter } = readFilter(values);
  const started = performance.now();
  let assets = 0;
  const tell = progress(started);
  const pool = createPool(url, { max: 3 });
  const unfinished = `${file}.unfinished`;
  try {
    await requireKnown(pool, values);
    const pieces = takeOut(pool, {
      format,
      system: systemOf(values.crs),
      encoding: oneOf('encoding', values.encoding, ['utf-8', 'gb18030']),
      selection: await selectionOf(pool, filter, values.words),
      asked: query,
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
