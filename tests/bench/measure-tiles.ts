import { get } from 'node:http';
import type { Pool } from '#db/pool.ts';
import { getTile } from '#db/queries/tiles.ts';
import { publicTileSources } from '#tiles/sources.ts';
import { tileAt } from '../tiles/decode.ts';
import { against, type Figure } from './figures.ts';
import type { Box } from './places.ts';
import type { ServerProcess } from './server-process.ts';

const mostTiles = 16;

/** The tiles of a zoom round the middle, nearest ring first, at most 16. */
const tilesRound = ({ west, south, east, north }: Box, z: number) => {
  const middle = tileAt((west + east) / 2, (south + north) / 2, z);
  const offsets = [0, 1, -1, 2].flatMap((dx) => [0, 1, -1, 2].map((dy) => ({ dx, dy, far: Math.max(Math.abs(dx), Math.abs(dy)) })));
  const reach = z < 10 ? 0 : z < 12 ? 1 : 2;
  return offsets
    .filter(({ far }) => far <= reach)
    .slice(0, mostTiles)
    .map(({ dx, dy }) => ({ z, x: middle.x + dx, y: middle.y + dy }));
};

/** Bytes as they come over the wire, gzipped. */
const fetchBytes = (url: string): Promise<number> =>
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

const timed = async <T>(work: () => Promise<T>): Promise<{ ms: number; value: T }> => {
  const started = performance.now();
  const value = await work();
  return { ms: performance.now() - started, value };
};

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

type Source = (typeof publicTileSources)[number];

/** One zoom of one source: each tile asked for once over HTTP and once of the database, by turns first, so that neither finds the other's pages warm more often. */
const measureZoom = async (pool: Pool, api: ServerProcess, { name }: Source, box: Box, z: number): Promise<Figure[]> => {
  const [http, direct, sizes]: number[][] = [[], [], []];
  const tiles = tilesRound(box, z);
  for (const [i, at] of tiles.entries()) {
    const overHttp = async () => {
      const { ms, value } = await timed(() => fetchBytes(`${api.url}/tiles/${name}/${at.z}/${at.x}/${at.y}`));
      http?.push(ms);
      sizes?.push(value);
    };
    const fromDatabase = async () => void direct?.push((await timed(() => getTile(pool, name, at))).ms);
    for (const ask of i % 2 === 0 ? [overHttp, fromDatabase] : [fromDatabase, overHttp]) await ask();
  }
  const slowest = Math.max(...(http ?? []));
  const time = {
    part: 'tiles',
    name: `${name} z${z}, median`,
    value: median(http ?? []),
    unit: 'ms',
    note: `slowest ${slowest.toFixed(0)} ms of ${tiles.length}`,
  };
  return [
    against(time, { name: 'the SQL function alone', value: median(direct ?? []) }),
    { part: 'tiles', name: `${name} z${z}, largest`, value: Math.max(...(sizes ?? [])) / 1000, unit: 'kB gzipped' },
  ];
};

/** Time and gzipped size of tiles round the middle, uncached: wells at every zoom, the others where they are drawn. */
export const measureTiles = async (pool: Pool, api: ServerProcess, box: Box): Promise<Figure[]> => {
  const figures: Figure[] = [];
  for (const source of publicTileSources) {
    const { name, minzoom, maxzoom } = source;
    const zooms = name === 'wells' ? Array.from({ length: maxzoom - minzoom + 1 }, (_, i) => minzoom + i) : [...new Set([minzoom + 2, 12, maxzoom])];
    for (const z of zooms) figures.push(...(await measureZoom(pool, api, source, box, z)));
  }
  return figures;
};
