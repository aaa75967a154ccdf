import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { assetInReach } from '#db/queries/reach.ts';
import { getStaffTile, getTile, type MadeTile, type TileFilter } from '#db/queries/service/tiles.ts';
import { affected, rows, sql } from '#db/sql.ts';
import type { Reach } from '#domain/access.ts';
import { countTiles } from '../../api/count-tiles.ts';
import { cloneDatabase, type TestDatabase } from '../support/database.ts';
import { decodeTile, tileAt, tilesOver } from './decode.ts';
import { bounds } from './tile-city.ts';

let database: TestDatabase;

/**
 * 1,500 assets of every class, owner, maintainer, authority and status, strewn over the small city by a fixed rule: on tile edges too,
 * several on one spot, a few merged into others.
 */
beforeAll(async () => {
  database = await cloneDatabase();
  await affected(
    database.pool,
    sql`insert into assets (id, class_code, geom, position_accuracy_m, district_code, street_code, location_kind, owner_id, maintainer_id, authority_id, status, first_recorded_on, changed_on, data_source, merged_into)
        select n || check_character(n), class, st_setsrid(st_point(lon, lat), 4326), 1, left(street, 6), street, 'footway', owner, maintainer, authority, status, '2024-01-01', '2024-01-01', 'survey',
          case when i % 97 = 0 then first_value(n || check_character(n)) over (order by i) end
        from (
          select i, class, lon, lat, owner, maintainer, authority, status, left(p.code, 6) || class || lpad((500000 + i)::text, 6, '0') as n, p.code as street
          from (
            select i,
              (array['0101', '0102', '0103', '0105', '0107', '0111', '0118'])[1 + i * 7 % 7 + i / 7 % 7 - (i * 7 % 7 + i / 7 % 7) / 7 * 7] as class,
              case when i % 11 = 0 then 360 * (6828 + i % 3)::float8 / 8192 - 180 else 120 + 0.08 * (i * 7919 % 10007) / 10007.0 end as lon,
              30.0001 + 0.0398 * (i * 104729 % 10009) / 10009.0 as lat,
              (array['water', 'power', 'telecom', 'gas', null])[1 + i / 3 % 5] as owner,
              (array['water', 'road-990101', null, 'power'])[1 + i / 5 % 4] as maintainer,
              (array['road-990101', null, 'telecom'])[1 + i / 13 % 3] as authority,
              (array['intact', 'intact', 'intact', 'damaged', 'missing', 'abandoned', 'removed'])[1 + i / 2 % 7] as status
            from generate_series(1, 1500) i
          ) strewn cross join lateral (
            select code from places where kind = 'street' and geom && st_setsrid(st_point(lon, lat), 4326) order by code limit 1
          ) p
        ) numbered`,
  );
  await countTiles(database.pool);
});
afterAll(() => database.drop());

const someOf = (items: readonly string[]) =>
  fc.option(
    fc.subarray([...items], { minLength: 1 }).map((list) => list.join(',')),
    { nil: undefined },
  );
const filters: fc.Arbitrary<TileFilter> = fc.record({
  class: someOf(['0101', '0102', '0103', '0105', '0107', '0111', '0118', '9999']),
  status: someOf(['intact', 'damaged', 'missing', 'abandoned']),
  owner: someOf(['water', 'power', 'telecom', 'gas', '-', 'nobody-known']),
});
const everything: Reach = { city: true, placeCodes: [], unitIds: [] };
const reaches: fc.Arbitrary<Reach> = fc.oneof(
  fc.constant(everything),
  fc.record({
    city: fc.constant(false),
    placeCodes: fc.subarray(['990101', '990102', '990101001', '990101002', '990102001']),
    unitIds: fc.subarray(['water', 'power', 'telecom', 'road-990101']),
  }),
);
const zooms = fc.integer({ min: 6, max: 16 });
const nearZooms = fc.integer({ min: 17, max: 20 });

interface Spot {
  readonly lon: number;
  readonly lat: number;
}

/** What the filter leaves of the living assets, read from the registry itself. */
const listAssets = (wells: boolean, { class: classes, status, owner }: TileFilter, reach: Reach, isPublic: boolean): Promise<Spot[]> => {
  const list = (text: string | undefined) => text?.split(',') ?? null;
  return rows<Spot>(
    database.pool,
    sql`select st_x(a.geom) as lon, st_y(a.geom) as lat from assets a join asset_classes c on c.code = a.class_code
        where c.is_well = ${wells} and not (${isPublic} and c.is_sensitive) and a.status <> 'removed' and a.merged_into is null and ${assetInReach(reach)}
          and (${list(classes)}::text[] is null or a.class_code = any(${list(classes)}))
          and (${list(status)}::text[] is null or a.status = any(${list(status)}))
          and (${list(owner)}::text[] is null or coalesce(a.owner_id, '-') = any(${list(owner)}))`,
  );
};

const countAssets = async (...asked: Parameters<typeof listAssets>): Promise<number> => (await listAssets(...asked)).length;

const sumOf = (tile: Buffer): { all: number; alarms: number } => {
  const features = Object.values(decodeTile(tile)).flat();
  const counts = features.map(({ properties }) => ({
    count: Number(properties['count'] ?? 1),
    alarm: ['damaged', 'missing'].includes(String(properties['status'])),
  }));
  return {
    all: counts.reduce((sum, { count }) => sum + count, 0),
    alarms: counts.reduce((sum, { count, alarm }) => sum + (alarm ? count : 0), 0),
  };
};

const sumOfZoom = async (z: number, fetchTile: (at: { z: number; x: number; y: number }) => Promise<MadeTile>) => {
  // A ring of tiles more than the city needs: what were counted into a neighbour would be seen.
  const [west, south, east, north] = bounds;
  const tiles = tilesOver([west - 0.006, south - 0.006, east + 0.006, north + 0.006], z);
  const sums = await Promise.all(tiles.map(async (at) => sumOf((await fetchTile(at)).tile)));
  return { all: sums.reduce((sum, { all }) => sum + all, 0), alarms: sums.reduce((sum, { alarms }) => sum + alarms, 0) };
};

const alarmsOf = ({ status = 'damaged,missing', ...rest }: TileFilter): TileFilter => ({
  ...rest,
  status:
    status
      .split(',')
      .filter((s) => s === 'damaged' || s === 'missing')
      .join(',') || 'none',
});

describe('over all tiles of a zoom the sum', () => {
  it('is of a thousand assets when nothing narrows it', async () => {
    const wells = await countAssets(true, {}, everything, false);
    expect(wells).toBeGreaterThan(1000);
    for (const z of [6, 10, 13, 14, 16]) expect((await sumOfZoom(z, (at) => getStaffTile(database.pool, 'staff-wells', at, everything))).all).toBe(wells);
  });

  it('is the number of living public assets under the same filter, and no owner narrows it', async () => {
    await fc.assert(
      fc.asyncProperty(zooms, filters, fc.boolean(), async (z, filter, wells) => {
        const { all, alarms } = await sumOfZoom(z, (at) => getTile(database.pool, wells ? 'wells' : 'assets', at, filter));
        const seen = { ...filter, owner: undefined };
        expect(all).toBe(await countAssets(wells, seen, everything, true));
        expect(alarms).toBe(await countAssets(wells, alarmsOf(seen), everything, true));
      }),
      { numRuns: 60 },
    );
  }, 60_000);

  it('is the number of living assets within a reader’s reach under the same filter, whatever the reach', async () => {
    await fc.assert(
      fc.asyncProperty(zooms, filters, reaches, fc.boolean(), async (z, filter, reach, wells) => {
        const { all, alarms } = await sumOfZoom(z, (at) => getStaffTile(database.pool, wells ? 'staff-wells' : 'staff-assets', at, reach, filter));
        expect(all).toBe(await countAssets(wells, filter, reach, false));
        expect(alarms).toBe(await countAssets(wells, alarmsOf(filter), reach, false));
      }),
      { numRuns: 120 },
    );
  }, 60_000);

  // All of a city at zoom 20 are fifty thousand tiles: the ones that assets of a stretch lie in stand for them, and the eight around each.
  it('is at the nearest zooms, tile by tile, what stands in it, and what stands on an edge stands in one', async () => {
    const spots = await listAssets(true, {}, everything, false);
    await fc.assert(
      fc.asyncProperty(nearZooms, filters, fc.option(reaches), fc.boolean(), fc.nat(spots.length - 1), async (z, filter, reach, wells, chosen) => {
        const { lon: west, lat: south } = spots[chosen] as Spot;
        const near = spots.filter(({ lon, lat }) => Math.abs(lon - west) < 0.002 && Math.abs(lat - south) < 0.002);
        const side = 360 / 2 ** z;
        const tiles = new Map(
          near.flatMap(({ lon, lat }) => tilesOver([lon - side, lat - side * 0.87, lon + side, lat + side * 0.87], z)).map((at) => [`${at.x} ${at.y}`, at]),
        );
        const standing = await listAssets(wells, reach ? filter : { ...filter, owner: undefined }, reach ?? everything, reach === null);
        const expected = new Map<string, number>([...tiles.keys()].map((key) => [key, 0]));
        for (const { x, y } of standing.map(({ lon, lat }) => tileAt(lon, lat, z))) {
          const counted = expected.get(`${x} ${y}`);
          if (counted !== undefined) expected.set(`${x} ${y}`, counted + 1);
        }
        const told = [...tiles].map(async ([key, at]) => {
          const made = reach
            ? getStaffTile(database.pool, wells ? 'staff-wells' : 'staff-assets', at, reach, filter)
            : getTile(database.pool, wells ? 'wells' : 'assets', at, filter);
          return [key, sumOf((await made).tile).all] as const;
        });
        expect(new Map(await Promise.all(told))).toEqual(expected);
      }),
      { numRuns: 60 },
    );
  }, 60_000);
});
