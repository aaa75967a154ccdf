import { get } from 'node:http';
import { join } from 'node:path';
import { constants, gzipSync } from 'node:zlib';
import type { Pool } from '#db/pool.ts';
import { getStaffTile, type TileAddress, type TileFilter } from '#db/queries/service/tiles.ts';
import { oneRow, rows, sql } from '#db/sql.ts';
import type { Reach } from '#domain/access.ts';
import { publicTileSources } from '#tiles/sources.ts';
import { tileAt } from '../tiles/decode.ts';
import { findMartin, type RunningMartin, startMartinOn } from '../tiles/martin.ts';
import { against, type Figure } from './figures.ts';
import type { Box } from './places.ts';
import type { ServerProcess } from './server-process.ts';

const zooms = Array.from({ length: 15 }, (_, i) => 6 + i);
const times = 5;

interface Measured {
  /** Of several askings of a tile that no cache holds. */
  readonly ms: number;
  readonly slowestMs: number;
  readonly kB: number;
}

const timed = async <T>(work: () => Promise<T>): Promise<{ ms: number; value: T }> => {
  const started = performance.now();
  const value = await work();
  return { ms: performance.now() - started, value };
};

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

/** Asks several times, or once for what takes seconds. */
const measure = async (fetchBytes: () => Promise<number>): Promise<Measured> => {
  const all: { ms: number; value: number }[] = [];
  while (all.length < times && !(all.length > 0 && (all[0]?.ms ?? 0) > 1000)) all.push(await timed(fetchBytes));
  const ms = all.map((asked) => asked.ms);
  return { ms: median(ms), slowestMs: Math.max(...ms), kB: (all[0]?.value ?? 0) / 1000 };
};

/** Bytes as they come over the wire, gzipped. */
const overHttp = (url: string) => (): Promise<number> =>
  new Promise((resolve, reject) => {
    get(url, { headers: { 'accept-encoding': 'gzip' } }, (response) => {
      let bytes = 0;
      response.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
      });
      response.on('end', () => ((response.statusCode ?? 500) < 300 ? resolve(bytes) : reject(new Error(`${url} answered ${response.statusCode}`))));
      response.on('error', reject);
    }).on('error', reject);
  });

/** Gzipped as the API does it. */
const gzipped = (tile: Buffer): number => gzipSync(tile, { level: constants.Z_BEST_SPEED + 3 }).length;

/** The tile with most wells at each zoom: by the counts as far as they go, below that round the middle of the fullest. */
const findFullest = async (pool: Pool): Promise<readonly TileAddress[]> => {
  const counted = await rows<TileAddress>(
    pool,
    sql`select distinct on (z) z, (tile - tile_key(z, 0, 0)) / (1 << z) as x, (tile - tile_key(z, 0, 0)) % (1 << z) as y
        from (
          select z, tile, sum(count) as wells from tile_counts cross join generate_series(6, 13) z
          where holding = 0 and tile between tile_key(z, 0, 0) and tile_key(z + 1, 0, 0) - 1 and class in (select code::smallint from asset_classes where is_well) group by z, tile
        ) full_ones order by z, wells desc`,
  );
  const at = counted.find(({ z }) => z === 13) ?? { z: 13, x: 0, y: 0 };
  const nearer = await rows<TileAddress>(
    pool,
    sql`select distinct on (z) z, x, y from (
          select z, world_x(geom) >> (22 - z) as x, world_y(geom) >> (22 - z) as y, count(*) as wells
          from (select geom, class_code from assets where geom && tile_box(13, ${at.x}, ${at.y}) and status <> 'removed') a cross join generate_series(14, 20) z
          where class_code in (select code from asset_classes where is_well) group by 1, 2, 3
        ) full_ones order by z, wells desc`,
  );
  return [...counted, ...nearer];
};

const figuresOf = (name: string, { ms, slowestMs, kB }: Measured, floor?: { name: string; measured: Measured }): Figure[] => {
  const time = { part: 'tiles', name: `${name}, fullest tile`, value: ms, unit: 'ms', note: `slowest ${slowestMs.toFixed(0)} ms` };
  const size = { part: 'tiles', name: `${name}, its size`, value: kB, unit: 'kB gzipped' };
  if (!floor) return [time, size];
  return [against(time, { name: floor.name, value: floor.measured.ms }), against(size, { name: floor.name, value: floor.measured.kB })];
};

const startPlainMartin = async (url: string): Promise<RunningMartin | null> => {
  const binary = findMartin();
  return binary === undefined ? null : startMartinOn(binary, join(import.meta.dirname, 'plain-martin.yaml'), url);
};

/** Each of the service's connections makes a tile once before: what is cold is the tile, not the server. */
const warm = async (api: ServerProcess, { z, x, y }: TileAddress): Promise<void> => {
  await Promise.all(Array.from({ length: 40 }, (_, i) => overHttp(`${api.url}/tiles/wells/${z}/${x + (i % 2)}/${y}`)()));
};

/** Public wells over HTTP, beside Martin serving the plain table, without filters and with them. */
const measurePublic = async (api: ServerProcess, plain: RunningMartin | null, { z, x, y }: TileAddress): Promise<Figure[]> => {
  const of = (query: string) => measure(overHttp(`${api.url}/tiles/wells/${z}/${x}/${y}${query}`));
  const figures = figuresOf(
    `wells z${z}`,
    await of(''),
    plain ? { name: 'Martin on the plain table', measured: await measure(overHttp(`${plain.url}/plain/${z}/${x}/${y}`)) } : undefined,
  );
  figures.push(...figuresOf(`wells z${z} of two classes`, await of('?class=0103,0104')));
  figures.push(...figuresOf(`wells z${z} damaged or missing`, await of('?status=damaged,missing')));
  return figures;
};

/** A district, a street and units of the city at hand: the fullest of each kind, and the whole city. */
const findReaches = async (pool: Pool, { x, y }: TileAddress): Promise<Readonly<Record<string, Reach>>> => {
  const { district, street, owner } = await oneRow<{ district: string; street: string; owner: string }>(
    pool,
    sql`select mode() within group (order by district_code) as district, mode() within group (order by street_code) as street, mode() within group (order by owner_id) as owner
        from assets where geom && tile_box(13, ${x}, ${y})`,
  );
  return {
    city: { city: true, placeCodes: [], unitIds: [] },
    district: { city: false, placeCodes: [district], unitIds: [] },
    street: { city: false, placeCodes: [street], unitIds: [] },
    [`unit ${owner}`]: { city: false, placeCodes: [], unitIds: [owner] },
  };
};

/** Staff's wells for each reach, as the database makes and the API packs them; the owner's filter for the whole city. */
const measureStaff = async (pool: Pool, reaches: Readonly<Record<string, Reach>>, at: TileAddress): Promise<Figure[]> => {
  const owner = Object.values(reaches).flatMap(({ unitIds }) => unitIds)[0];
  const cases: [string, Reach, TileFilter][] = Object.entries(reaches).map(([name, reach]) => [`of the ${name}`, reach, {}]);
  const [everything] = Object.values(reaches);
  if (everything) cases.push([`of the city owned by ${owner}`, everything, { owner }]);
  const figures: Figure[] = [];
  for (const [name, reach, filter] of cases)
    figures.push(
      ...figuresOf(`staff-wells z${at.z} ${name}`, await measure(async () => gzipped((await getStaffTile(pool, 'staff-wells', at, reach, filter)).tile))),
    );
  return figures;
};

/** The other public sources, where they are fullest: over the middle. */
const measureOthers = async (api: ServerProcess, { west, east, south, north }: Box): Promise<Figure[]> => {
  const figures: Figure[] = [];
  for (const { name, minzoom, maxzoom } of publicTileSources.filter((source) => source.name !== 'wells'))
    for (const z of new Set([minzoom, 8, 10, 11, 12, 13, 14, Math.min(maxzoom, 16)].filter((zoom) => zoom >= minzoom && zoom <= maxzoom))) {
      const { x, y } = tileAt((west + east) / 2, (south + north) / 2, z);
      figures.push(...figuresOf(`${name} z${z}`, await measure(overHttp(`${api.url}/tiles/${name}/${z}/${x}/${y}`))));
    }
  return figures;
};

/** Time and gzipped size of the fullest tile of each zoom, made anew each time: with and without filters, for the public and for staff of each reach. */
export const measureTiles = async (pool: Pool, url: string, api: ServerProcess, box: Box): Promise<Figure[]> => {
  const plain = await startPlainMartin(url);
  try {
    const fullest = (await findFullest(pool)).filter(({ z }) => zooms.includes(z));
    const reaches = await findReaches(pool, fullest.find(({ z }) => z === 13) ?? { z: 13, x: 0, y: 0 });
    const figures: Figure[] = [];
    await warm(api, fullest.find(({ z }) => z === 16) ?? { z: 16, x: 0, y: 0 });
    for (const at of fullest) figures.push(...(await measurePublic(api, plain, at)), ...(await measureStaff(pool, reaches, at)));
    figures.push(...(await measureOthers(api, box)));
    const { count, size } = await oneRow<{ count: number; size: number }>(
      pool,
      sql`select count(*)::integer as count, pg_total_relation_size('tile_counts')::float8 / 1e6 as size from tile_counts`,
    );
    figures.push({ part: 'tiles', name: 'rows of tile_counts', value: count, unit: 'rows', note: `${size.toFixed(0)} MB with their index` });
    return figures;
  } finally {
    await plain?.stop();
  }
};
