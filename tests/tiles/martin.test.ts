import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { oneRow, rows, sql } from '#db/sql.ts';
import { createMartinClient, type MartinClient } from '#tiles/martin-client.ts';
import { publicTileSources } from '#tiles/sources.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { decodeTile, tileAt, tilesOver } from './decode.ts';
import { findMartin, type RunningMartin, startMartin } from './martin.ts';
import { bounds, layTileCity } from './tile-city.ts';

const binary = findMartin();
if (binary === undefined) {
  const why = 'No Martin here: set MARTIN_BIN, put it on the PATH, or run npm run martin:install. The contract with Martin is not tested.';
  if (process.env['CI']) throw new Error(why);
  console.warn(why);
}

let test: TestApp;

/** Up to 30 tiles of a zoom, in the middle of a row of wells: there is something in most of them. */
const tilesOf = (z: number) => (z < 16 ? tilesOver(bounds, z) : tilesOver([120.0003, 30.0025, 120.0003 + (360 / 2 ** z) * 14, 30.0032], z)).slice(0, 30);

beforeAll(async () => {
  test = await startApp();
  await layTileCity(test.database.pool);
});
afterAll(() => test.close());

describe('the role martin', () => {
  const asMartin = async <T>(work: (client: pg.Client) => Promise<T>): Promise<T> => {
    const client = new pg.Client({ connectionString: test.database.url });
    await client.connect();
    try {
      await client.query('set session authorization martin');
      return await work(client);
    } finally {
      await client.end();
    }
  };

  it('can read no table and no view of ours', async () => {
    const tables = await rows<{ name: string }>(
      test.database.pool,
      sql`select format('%I.%I', schemaname, relname) as name from (
            select schemaname, tablename as relname from pg_tables union all select schemaname, viewname from pg_views) t
          where schemaname not in ('pg_catalog', 'information_schema') and relname not in ('spatial_ref_sys', 'geometry_columns', 'geography_columns')`,
    );
    expect(tables.length).toBeGreaterThan(20);
    await asMartin(async (client) => {
      for (const { name } of tables) await expect(client.query(`select * from ${name} limit 1`), name).rejects.toMatchObject({ code: '42501' });
    });
  });

  it('can call no function of the city’s own schema, and change no count', async () => {
    await asMartin(async (client) => {
      for (const call of ['recount_tiles()', 'count_tile_changes(1)', "mark_tiles_changed('{-1}')"])
        await expect(client.query(`select city.${call}`), call).rejects.toMatchObject({ code: '42501' });
    });
  });

  it('can call the functions of schema tiles and none of tiles_staff', async () => {
    await asMartin(async (client) => {
      for (const { procedure } of publicTileSources) await client.query(`select tiles.${procedure}(12, 3413, 1687, null)`);
      await expect(client.query("select tiles_staff.wells(12, 3413, 1687, null, true, '{}', '{}')")).rejects.toMatchObject({ code: '42501' });
      await expect(client.query("select city.public_asset_tile(12, 3413, 1687, 'wells', true, null)")).rejects.toMatchObject({ code: '42501' });
    });
  });

  it('is told nothing else by a temporary table of the same name', async () => {
    const { z, x, y } = tileAt(120.01, 30.01, 12);
    const { tile } = await oneRow<{ tile: Buffer }>(test.database.pool, sql`select tiles.wells(${z}, ${x}, ${y}, null) as tile`);
    const found = await asMartin(async (client) => {
      await client.query('create temp table assets (like pg_class)');
      return (await client.query<{ tile: Buffer }>('select tiles.wells($1, $2, $3, null) as tile', [z, x, y])).rows[0]?.tile;
    });
    expect(found?.equals(tile)).toBe(true);
  });
});

describe.skipIf(binary === undefined)('the real Martin on tiles/martin.yaml', () => {
  let martin: RunningMartin;
  let client: MartinClient;
  let throughMartin: TestApp;

  beforeAll(async () => {
    martin = await startMartin(binary ?? '', test.database.url);
    client = createMartinClient(`${martin.url}/`);
    throughMartin = await startApp({ martinUrl: martin.url });
  });
  afterAll(async () => {
    await throughMartin?.close();
    await martin?.stop();
  });

  it('publishes the public sources and nothing else', async () => {
    expect(Object.keys(await client.fetchCatalog()).sort()).toEqual(publicTileSources.map(({ name }) => name).sort());
  });

  it.each(publicTileSources)(
    'gives the same $name as our own endpoint, at every zoom',
    async ({ name, minzoom, maxzoom }) => {
      let features = 0;
      for (let z = minzoom; z <= maxzoom; z += 1)
        for (const { x, y } of tilesOf(z)) {
          const ours = decodeTile((await test.app.inject(`/tiles/${name}/${z}/${x}/${y}`)).rawPayload);
          expect(decodeTile(await client.fetchTile(name, z, x, y)), `${name}/${z}/${x}/${y}`).toEqual(ours);
          features += ours[name]?.length ?? 0;
        }
      expect(features).toBeGreaterThan(0);
    },
    60_000,
  );

  it.each([
    { class: '0101' },
    { class: '0102,0103,0105' },
    { status: 'damaged,missing' },
    { class: '0101', status: 'intact' },
    { class: '0111' },
    { owner: 'gas', class: '' },
  ])(
    'narrows wells by %o as our own endpoint does, at every zoom',
    async (query) => {
      const asked = new URLSearchParams(Object.entries(query) as [string, string][]);
      let features = 0;
      for (let z = 6; z <= 20; z += 1)
        for (const { x, y } of tilesOf(z).slice(0, 12)) {
          const ours = decodeTile((await test.app.inject(`/tiles/wells/${z}/${x}/${y}?${asked}`)).rawPayload);
          expect(decodeTile(await client.fetchTile('wells', z, x, y, query)), `${z}/${x}/${y}`).toEqual(ours);
          features += ours['wells']?.length ?? 0;
        }
      expect(features > 0).toBe(query.class !== '0111'); // gas: a sensitive class, of which the public is shown none
    },
    60_000,
  );

  it('lets no number, owner or sensitive well out, whatever the query says', async () => {
    const hidden = await rows<{ id: string }>(test.database.pool, sql`select id from assets union all select id from units where kind = 'trade'`);
    const query = { class: '0101,0105,0107,0111', owner: 'power', city: 'true', place_codes: '990101', unit_ids: 'power', fields: 'id,owner_id' };
    for (let z = 6; z <= 20; z += 1)
      for (const { x, y } of tilesOf(z).slice(0, 12))
        for (const { properties } of decodeTile(await client.fetchTile('wells', z, x, y, query))['wells'] ?? []) {
          expect(['0105', '0107', '0111']).not.toContain(properties['class_code']);
          for (const value of Object.values(properties)) expect(hidden.map(({ id }) => id)).not.toContain(value);
        }
  }, 60_000);

  it('describes them as our own TileJSON does', async () => {
    for (const { name, minzoom, maxzoom } of publicTileSources) {
      const { vector_layers, description } = (await test.app.inject(`/tiles/${name}`)).json<Record<string, unknown>>();
      expect(await client.fetchTileJson(name)).toMatchObject({ vector_layers, description, minzoom, maxzoom });
    }
  });

  it('stands behind our own endpoint where MARTIN_URL names it', async () => {
    const { z, x, y } = tileAt(120.01, 30.01, 12);
    const url = `/tiles/wells/${z}/${x}/${y}`;
    const [ours, proxied] = [await test.app.inject(url), await throughMartin.app.inject(url)];
    expect(decodeTile(proxied.rawPayload)).toEqual(decodeTile(ours.rawPayload));
    expect(proxied.headers['cache-control']).toBe(ours.headers['cache-control']);
    expect((await throughMartin.app.inject('/tiles/districts/18/218457/107840')).statusCode).toBeLessThan(300);
  });

  it('is answered for with 503 where it is gone', async () => {
    const gone = await startApp({ martinUrl: 'http://127.0.0.1:9' });
    const reply = await gone.app.inject('/tiles/wells/12/3413/1687');
    await gone.close();
    expect(reply.statusCode).toBe(503);
    expect(reply.json()).toMatchObject({ code: 'unavailable' });
  });
});
