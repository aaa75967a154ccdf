import { readdir, readFile } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { affected, rows, sql } from '#db/sql.ts';
import { firstSingleZoom, publicTileSources, staffTileSources } from '#tiles/sources.ts';
import { countTiles } from '../../api/count-tiles.ts';
import { signIn, startApp, type TestApp } from '../support/app.ts';
import { decodeTile, tileAt } from './decode.ts';
import { layTileCity } from './tile-city.ts';

let test: TestApp;
const { z, x, y } = tileAt(120.01, 30.01, 12);
const address = `/tiles/wells/${z}/${x}/${y}`;

beforeAll(async () => {
  test = await startApp();
  await layTileCity(test.database.pool);
});
afterAll(() => test.close());

describe('a tile reply', () => {
  it('is a vector tile that anyone may keep for a minute', async () => {
    const reply = await test.app.inject(address);
    expect(reply.statusCode).toBe(200);
    expect(reply.headers).toMatchObject({
      'content-type': 'application/vnd.mapbox-vector-tile',
      'cache-control': 'public, max-age=60',
      vary: expect.stringMatching(/accept-encoding/i),
    });
  });

  it('is gzipped for whoever takes gzip, and the same inside', async () => {
    const [plain, packed] = await Promise.all([test.app.inject(address), test.app.inject({ url: address, headers: { 'accept-encoding': 'br, gzip;q=0.8' } })]);
    expect(packed.headers['content-encoding']).toBe('gzip');
    expect(decodeTile(gunzipSync(packed.rawPayload))).toEqual(decodeTile(plain.rawPayload));
    const refused = await test.app.inject({ url: address, headers: { 'accept-encoding': 'gzip;q=0' } });
    expect(refused.headers['content-encoding']).toBeUndefined();
  });

  it('is 304 for whoever has it', async () => {
    const { etag } = (await test.app.inject(address)).headers;
    const again = await test.app.inject({ url: address, headers: { 'if-none-match': `"other", ${String(etag)}` } });
    expect(again.statusCode).toBe(304);
    expect(again.rawPayload).toHaveLength(0);
  });

  it('is not even made for whoever has it, and comes anew when an asset in it has changed', async () => {
    const at = tileAt(120.0005, 30.003, 16);
    const urls = [`/tiles/wells/16/${at.x}/${at.y}`, address];
    const tags = await Promise.all(urls.map(async (url) => String((await test.app.inject(url)).headers.etag)));
    const ask = (i: number) => test.app.inject({ url: urls[i] ?? '', headers: { 'if-none-match': tags[i] ?? '' } });
    await affected(
      test.database.pool,
      sql`update assets set status = 'missing', version = version + 1 where st_dwithin(geom, st_setsrid(st_point(120.0005, 30.003), 4326), 1e-6)`,
    );
    // Until the change is counted (the server does so twice a second) the tag is all that is looked at.
    expect((await ask(0)).statusCode).toBe(304);
    await countTiles(test.database.pool);
    for (const i of [0, 1]) expect((await ask(i)).statusCode).toBe(200);
    const far = tileAt(120.07, 30.03, 16);
    const { etag } = (await test.app.inject(`/tiles/wells/16/${far.x}/${far.y}`)).headers;
    await affected(
      test.database.pool,
      sql`update assets set status = 'intact', version = version + 1 where st_dwithin(geom, st_setsrid(st_point(120.0005, 30.003), 4326), 1e-6)`,
    );
    await countTiles(test.database.pool);
    expect((await test.app.inject({ url: `/tiles/wells/16/${far.x}/${far.y}`, headers: { 'if-none-match': String(etag) } })).statusCode).toBe(304);
  });

  it('of orders is not made either for whoever has it, until an order in it is another', async () => {
    const headers = await signIn(test.app, 'dispatcher-city');
    const [here, far] = [tileAt(120.002, 30.0205, 12), tileAt(120.06, 30.02, 15)];
    const urls = [here, far].map((at) => `/tiles/staff-orders/${at.z}/${at.x}/${at.y}`);
    const ask = async (i: number, etag = '') => test.app.inject({ url: urls[i] ?? '', headers: { ...headers, 'if-none-match': etag } });
    const tagsNow = async () => [String((await ask(0)).headers.etag), String((await ask(1)).headers.etag)];
    for (const change of [
      sql`update orders set due_at = due_at + interval '1 hour' where unit_id = 'power'`,
      sql`update orders set state = 'signed' where unit_id = 'power'`,
      sql`update orders set problem_kind = (select min(code) from problem_kinds where code <> problem_kind) where unit_id = 'power'`,
      sql`update orders set state = 'closed', is_hazard = false, closed_at = now() where unit_id = 'power'`,
    ]) {
      const tags = await tagsNow();
      expect((await ask(0, tags[0])).statusCode).toBe(304);
      await affected(test.database.pool, change);
      expect((await ask(0, tags[0])).statusCode).not.toBe(304);
      expect((await ask(1, tags[1])).statusCode).toBe(304);
    }
  });

  it('has another tag for another filter and another reach', async () => {
    const tagOf = async (url: string, username?: 'clerk-power' | 'dispatcher-city') =>
      (await test.app.inject({ url, headers: username ? await signIn(test.app, username) : {} })).headers.etag;
    const staff = address.replace('wells', 'staff-wells');
    const tags = [
      await tagOf(address),
      await tagOf(`${address}?class=0101`),
      await tagOf(`${address}?status=damaged`),
      await tagOf(staff, 'clerk-power'),
      await tagOf(staff, 'dispatcher-city'),
    ];
    expect(new Set(tags).size).toBe(5);
    expect(await tagOf(`${address}?class=`)).toBe(tags[0]);
  });

  it('comes anew for everyone when a class becomes sensitive', async () => {
    const { etag } = (await test.app.inject(`${address}?class=0102`)).headers;
    await affected(test.database.pool, sql`update asset_classes set is_sensitive = true where code = '0102'`);
    const reply = await test.app.inject({ url: `${address}?class=0102`, headers: { 'if-none-match': String(etag) } });
    await affected(test.database.pool, sql`update asset_classes set is_sensitive = false where code = '0102'`);
    expect(reply.statusCode).toBe(204);
  });

  it('is 204 where there is nothing', async () => {
    expect((await test.app.inject('/tiles/wells/16/0/0')).statusCode).toBe(204);
  });

  it.each(['23/0/0', '-1/0/0', '3/8/0', '3/0/8', '3/-1/0', '0/1/0', '3/99999999999999999999/0'])('refuses %s, which is no tile', async (at) => {
    for (const source of ['wells', 'districts', 'labels']) {
      const reply = await test.app.inject(`/tiles/${source}/${at}`);
      expect(reply.statusCode, reply.body).toBe(400);
      expect(reply.headers['content-type']).toMatch(/problem\+json/);
    }
    expect((await test.app.inject({ url: `/tiles/staff-wells/${at}`, headers: await signIn(test.app, 'registrar') })).statusCode).toBe(400);
  });

  it.each(['a/0/0', '3/1.5/0', '3/0/NaN', '3/0/0x1', '3//0', "3/0/0'--"])('refuses %s, which is no number', async (at) => {
    const { statusCode } = await test.app.inject(`/tiles/wells/${at}`);
    expect(statusCode).toBeGreaterThanOrEqual(400);
    expect(statusCode).toBeLessThan(500);
  });

  it('says which code it is in both languages when out of range', async () => {
    const reply = await test.app.inject({ url: '/tiles/wells/3/8/0', headers: { 'accept-language': 'en' } });
    expect(reply.json()).toMatchObject({ code: 'tile-outside', status: 400 });
  });

  it('is 404 for a source that does not exist', async () => {
    expect((await test.app.inject('/tiles/nothing/3/0/0')).statusCode).toBe(404);
    expect((await test.app.inject('/tiles/nothing')).statusCode).toBe(404);
  });
});

describe('the published sources', () => {
  it('are the functions of schema tiles, neither more nor fewer', async () => {
    const found = await rows<{ schema: string; name: string }>(
      test.database.pool,
      sql`select pronamespace::regnamespace::text as schema, proname as name from pg_proc where pronamespace in ('tiles'::regnamespace, 'tiles_staff'::regnamespace) order by 1, 2`,
    );
    const names = (schema: string) => found.filter((f) => f.schema === schema).map((f) => f.name);
    expect(names('tiles')).toEqual(publicTileSources.map(({ procedure }) => procedure).sort());
    expect(names('tiles_staff')).toEqual(staffTileSources.map(({ procedure }) => procedure).sort());
  });

  it('say in SQL what sources.ts says', async () => {
    const headers = await signIn(test.app, 'supervisor');
    for (const source of [...publicTileSources, ...staffTileSources]) {
      const reply = await test.app.inject({ url: `/tiles/${source.name}`, headers: { ...headers, host: 'tiles.example' } });
      expect(reply.statusCode, reply.body).toBe(200);
      expect(reply.json()).toMatchObject({
        name: source.name,
        minzoom: source.minzoom,
        maxzoom: source.maxzoom,
        vector_layers: [{ id: source.name }],
        tiles: [`http://tiles.example/tiles/${source.name}/{z}/{x}/{y}`],
        bounds: [120, 30, 120.08, 30.04],
      });
      expect([reply.headers['cache-control'], reply.headers['vary']]).toEqual(['no-store', 'host']); // until PUBLIC_URL says what all may be told
    }
    const [{ zoom } = { zoom: 0 }] = await rows<{ zoom: number }>(test.database.pool, sql`select first_single_zoom() as zoom`);
    expect(zoom).toBe(firstSingleZoom);
  });
});

describe('the map of the web', () => {
  it('draws published sources alone', async () => {
    const folder = new URL('../../web/map/', import.meta.url);
    const texts = await Promise.all((await readdir(folder)).filter((name) => name.endsWith('.ts')).map((name) => readFile(new URL(name, folder), 'utf8')));
    const drawn = texts.flatMap((text) => [...text.matchAll(/'source-layer': '([a-z-]+)'/g)].map(([, name]) => name));
    expect(drawn.length).toBeGreaterThan(5);
    const published = [...publicTileSources, ...staffTileSources].map(({ name }) => name as string);
    expect(drawn.filter((name) => !published.includes(name ?? ''))).toEqual([]);
  });
});

describe('a tile function', () => {
  it('gives nothing, and no error, for what is no tile', async () => {
    const { pool } = test.database;
    for (const { procedure } of publicTileSources)
      for (const at of [
        [3, 8, 0],
        [3, 0, 8],
        [-1, 0, 0],
        [30, 0, 0],
        [3, -1, 0],
      ]) {
        const { rows: found } = await pool.query<{ tile: Buffer | null }>(`select tiles.${procedure}($1, $2, $3, null) as tile`, at);
        expect(found[0]?.tile?.length ?? 0, procedure).toBe(0);
      }
  });
});
