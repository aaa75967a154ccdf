import { createPool, type Pool } from '#db/pool.ts';
import { getTile, type TileAddress } from '#db/queries/service/tiles.ts';
import { affected, oneRow, rows, sql } from '#db/sql.ts';
import type { Point } from '#domain/contract/terms.ts';
import { decodeTile } from '../tiles/decode.ts';
import { against, type Figure } from './figures.ts';
import { middleOf, placesIn } from './places.ts';
import { type ServerProcess, startProcess } from './server-process.ts';

/** A city of one size with its service. */
interface City {
  readonly assets: number;
  readonly pool: Pool;
  readonly api: ServerProcess;
}

const accuracyM = 15;
const pins = 150;

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

const timed = async (work: () => Promise<unknown>): Promise<number> => {
  const started = performance.now();
  await work();
  return performance.now() - started;
};

const match = async ({ api }: City, position: Point): Promise<void> => {
  const reply = await fetch(`${api.url}/api/v1/match`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ position, accuracyM, kind: 'cover_missing' }),
  });
  if (!reply.ok) throw new Error(`match: ${reply.status} ${await reply.text()}`);
  await reply.arrayBuffer();
};

/** Places with 20 to 30 assets within a match's reach: in a city of ten times as many assets they lie farther out. */
const placesAlike = async ({ pool }: City): Promise<Point[]> => {
  const found = await rows<Point>(
    pool,
    sql`select st_x(a.geom) as lon, st_y(a.geom) as lat from assets a tablesample system_rows(20000) cross join lateral (
          select count(*) as near from (select from assets n
            where n.geom && st_expand(a.geom, ${(accuracyM * 4) / 95_000}::float8, ${(accuracyM * 4) / 111_195}::float8) and st_distancesphere(n.geom, a.geom) <= ${accuracyM * 4} limit 31) n
        ) n where n.near between 20 and 30 limit ${pins}`,
  );
  if (found.length === 0) throw new Error('no place has 20 to 30 assets around it');
  return found;
};

/** The tiles of single wells nearest to a thousand of them, about the middle of the city. */
const tilesAlike = async ({ pool }: City): Promise<TileAddress[]> => {
  const { west, south, east, north } = await middleOf(pool);
  return rows(
    pool,
    sql`select z, x, y from (
          select z, world_x(geom) >> (22 - z) as x, world_y(geom) >> (22 - z) as y, count(*) as wells
          from assets a join asset_classes c on c.code = a.class_code cross join generate_series(14, 18) z
          where geom && st_makeenvelope(${west}, ${south}, ${east}, ${north}, 4326) and c.is_well and not c.is_sensitive and status <> 'removed' group by 1, 2, 3
        ) tiles order by abs(wells - 1000), z limit 20`,
  );
};

/** Asks one city and the other by turns, so that whatever else the machine does meets both; the first ten only warm. */
const compare = async <T>(
  name: string,
  [small, large]: readonly [City, City],
  given: readonly [readonly T[], readonly T[]],
  ask: (city: City, of: T) => Promise<unknown>,
): Promise<Figure> => {
  const times: [number[], number[]] = [[], []];
  for (let i = -10; i < pins; i += 1)
    for (const [which, city] of [small, large].entries()) {
      const of = given[which]?.[(i + 10) % (given[which]?.length ?? 1)] as T;
      const ms = await timed(() => ask(city, of));
      if (i >= 0) times[which]?.push(ms);
    }
  const share = (values: readonly number[]) => `p95 ${[...values].sort((a, b) => a - b)[Math.floor(values.length * 0.95)]?.toFixed(1)} ms`;
  return against(
    {
      part: 'growth',
      name: `${name}, at ${large.assets.toLocaleString('en')} assets`,
      value: median(times[1]),
      unit: 'ms',
      note: `${share(times[1])} against ${share(times[0])}`,
    },
    { name: `at ${small.assets.toLocaleString('en')}`, value: median(times[0]) },
  );
};

const wellsIn = async ({ pool }: City, tiles: readonly TileAddress[]): Promise<number> => {
  let sum = 0;
  for (const at of tiles) sum += decodeTile((await getTile(pool, 'wells', at)).tile)['wells']?.length ?? 0;
  return Math.round(sum / tiles.length);
};

const measureBoth = async (cities: readonly [City, City]): Promise<Figure[]> => {
  const [small, large] = cities;
  const here = Array.from({ length: pins }, placesIn(await middleOf(large.pool), 3));
  const alike = [await placesAlike(small), await placesAlike(large)] as const;
  const tiles = [await tilesAlike(small), await tilesAlike(large)] as const;
  const wells = [await wellsIn(small, tiles[0]), await wellsIn(large, tiles[1])];
  return [
    await compare('a match at the same places in the middle', cities, [here, here], match),
    await compare('a match where equally many lie around (20 to 30 within 60 m)', cities, alike, match),
    await compare(`a tile of equally many single wells (${wells[1]} against ${wells[0]})`, cities, tiles, ({ pool }, at) => getTile(pool, 'wells', at)),
  ];
};

const open = async (url: string): Promise<City> => {
  const pool = createPool(url, { max: 2 });
  await affected(pool, sql`create extension if not exists tsm_system_rows`);
  const { assets } = await oneRow<{ assets: number }>(pool, sql`select count(*)::integer as assets from assets`);
  return { assets, pool, api: await startProcess('api/server.ts', url, '/health') };
};

/** What the same work costs in a large city beside a small one. */
export const measureGrowth = async (smallUrl: string, largeUrl: string): Promise<Figure[]> => {
  const cities: City[] = [];
  try {
    const small = await open(smallUrl);
    cities.push(small);
    const large = await open(largeUrl);
    cities.push(large);
    return await measureBoth([small, large]);
  } finally {
    for (const { api, pool } of cities) {
      await api.stop();
      await pool.end();
    }
  }
};
