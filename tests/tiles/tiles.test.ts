import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rows, sql } from '#db/sql.ts';
import { assetIdOf } from '#domain/asset-id.ts';
import { publicTileSources, staffTileSources } from '#tiles/sources.ts';
import { signIn, startApp, type TestApp } from '../support/app.ts';
import type { Username } from '../support/city.ts';
import { type DecodedFeature, decodeTile, tileAt, tilesOver } from './decode.ts';
import { bounds, layTileCity, type TileCity } from './tile-city.ts';

let test: TestApp;
let city: TileCity;

beforeAll(async () => {
  test = await startApp();
  city = await layTileCity(test.database.pool);
});
afterAll(() => test.close());

const fetchTile = async (source: string, { z, x, y }: { z: number; x: number; y: number }, headers: Record<string, string> = {}): Promise<DecodedFeature[]> => {
  const reply = await test.app.inject({ url: `/tiles/${source}/${z}/${x}/${y}`, headers });
  if (reply.statusCode === 204) return [];
  expect(reply.statusCode).toBe(200);
  const layers = decodeTile(reply.rawPayload);
  expect(Object.keys(layers)).toEqual([source]);
  return layers[source] ?? [];
};

/** All tiles of a zoom; from 17 on those where an asset lies and their neighbours, since the rest are tens of thousands of empty ones. */
const tilesOf = async (z: number) => {
  if (z < 17) return tilesOver(bounds, z);
  const at = await rows<{ lon: number; lat: number }>(test.database.pool, sql`select st_x(geom) as lon, st_y(geom) as lat from assets`);
  const around = at.flatMap(({ lon, lat }) => {
    const { x, y } = tileAt(lon, lat, z);
    return [-1, 0, 1].flatMap((dx) => [-1, 0, 1].map((dy) => `${x + dx}/${y + dy}`));
  });
  return [...new Set(around)].map((key) => {
    const [x = 0, y = 0] = key.split('/').map(Number);
    return { z, x, y };
  });
};

const fetchZoom = async (source: string, z: number, headers: Record<string, string> = {}): Promise<DecodedFeature[]> => {
  const found: DecodedFeature[] = [];
  const tiles = await tilesOf(z);
  for (let i = 0; i < tiles.length; i += 50) found.push(...(await Promise.all(tiles.slice(i, i + 50).map((at) => fetchTile(source, at, headers)))).flat());
  return found;
};

const countOf = (features: readonly DecodedFeature[]) => features.reduce((sum, { properties }) => sum + Number(properties['count'] ?? 1), 0);

describe('public tiles', () => {
  it.each([6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20])('hold every living public well exactly once at zoom %i', async (z) => {
    expect(countOf(await fetchZoom('wells', z))).toBe(city.publicWells);
  });

  it.each([10, 14, 15, 16])('hold every lamp exactly once at zoom %i', async (z) => {
    expect(countOf(await fetchZoom('assets', z))).toBe(city.lamps);
  });

  it('keep damaged and missing wells in features of their own, at every zoom', async () => {
    const alarms = (features: readonly DecodedFeature[]) => countOf(features.filter(({ properties }) => properties['status'] === 'damaged'));
    for (const z of [6, 9, 12, 13, 14, 16, 19]) expect(alarms(await fetchZoom('wells', z)), `zoom ${z}`).toBe(12);
  });

  it('carry the columns their description names and no other', async () => {
    for (const { name } of publicTileSources) {
      const { vector_layers } = (await test.app.inject(`/tiles/${name}`)).json<{ vector_layers: { id: string; fields: Record<string, string> }[] }>();
      const named = Object.keys(vector_layers[0]?.fields ?? {});
      const found = [...(await fetchZoom(name, 12)), ...(await fetchZoom(name, 15))];
      expect(found.length, name).toBeGreaterThan(0);
      for (const { properties } of found) expect(named, name).toEqual(expect.arrayContaining(Object.keys(properties)));
    }
  });

  it.each(publicTileSources)(
    'of $name let no number, no unit and no sensitive asset leave, at any zoom and whatever the query says',
    async ({ name, minzoom, maxzoom }) => {
      const hidden = await rows<{ id: string }>(
        test.database.pool,
        sql`select id from units where kind = 'trade' union all select id from assets union all select source_number from assets`,
      );
      const isHidden = new Set<unknown>(hidden.map(({ id }) => id));
      let features = 0;
      for (let z = minzoom; z <= maxzoom; z += 1)
        for (const at of (await tilesOf(z)).slice(0, 150)) {
          const reply = await test.app.inject({
            url: `/tiles/${name}/${at.z}/${at.x}/${at.y}?city=true&staff=1&owner=power&class=0101,0105,0107,0111,0115,0118&fields=id,owner_id`,
          });
          for (const { id, properties } of decodeTile(reply.rawPayload)[name] ?? []) {
            features += 1;
            expect(id).toBeUndefined();
            expect(['0105', '0107', '0111', '0115']).not.toContain(properties['class_code']);
            for (const value of Object.values(properties)) expect(isHidden.has(value), String(value)).toBe(false);
          }
        }
      expect(features).toBeGreaterThan(0);
    },
    60_000,
  );

  it('narrow by class and status alone', async () => {
    const narrowed = async (query: string, z: number) =>
      (
        await Promise.all(
          tilesOver(bounds, z).map(async ({ x, y }) => decodeTile((await test.app.inject(`/tiles/wells/${z}/${x}/${y}?${query}`)).rawPayload)['wells'] ?? []),
        )
      ).flat();
    for (const z of [6, 11, 13, 14, 16]) {
      expect(countOf(await narrowed('status=damaged', z))).toBe(12);
      expect(countOf(await narrowed('class=0105,0107,0111', z))).toBe(0);
      expect(countOf(await narrowed('owner=power', z))).toBe(city.publicWells);
    }
    expect((await test.app.inject('/tiles/wells/12/3413/1687?class=01')).statusCode).toBe(400);
    expect((await test.app.inject('/tiles/wells/12/3413/1687?status=stolen')).statusCode).toBe(400);
  });

  it('put places and water where they lie', async () => {
    expect((await fetchTile('districts', tileAt(120.01, 30.01, 12))).map(({ properties }) => properties['code'])).toContain('990101');
    expect((await fetchZoom('streets', 12)).map(({ properties }) => properties['code'])).toEqual(
      expect.arrayContaining(['990101001', '990101002', '990102001']),
    );
    expect((await fetchZoom('labels', 12)).filter(({ properties }) => properties['kind'] === 'street')).toHaveLength(3);
    expect((await fetchTile('waters', tileAt(120.031, 30.02, 14))).length).toBe(1);
    expect(await fetchTile('waters', tileAt(121, 31, 14))).toEqual([]);
  });
});

describe('staff tiles', () => {
  const wellsOf = async (username: Username) => fetchZoom('staff-wells', 16, await signIn(test.app, username));
  const ordersOf = async (username: Username) =>
    (await fetchZoom('staff-orders', 13, await signIn(test.app, username))).map(({ properties }) => properties['unit_id']);

  it('show the whole city to the city', async () => {
    const found = await wellsOf('dispatcher-city');
    expect(found).toHaveLength(city.livingWells);
    expect(found.map(({ id = 0 }) => assetIdOf(id))).toEqual(expect.arrayContaining([...city.sensitiveIds]));
    expect(countOf(await fetchZoom('staff-wells', 11, await signIn(test.app, 'dispatcher-city')))).toBe(city.livingWells);
  });

  it('name every single well, from the first zoom that shows any', async () => {
    const headers = await signIn(test.app, 'dispatcher-city');
    for (const z of [14, 15, 20]) {
      const found = await fetchZoom('staff-wells', z, headers);
      expect(new Set(found.map(({ id = 0 }) => assetIdOf(id))).size, `zoom ${z}`).toBe(city.livingWells);
    }
  });

  it('show a district its own wells and no others', async () => {
    const [west, east] = [await wellsOf('dispatcher-west'), await wellsOf('dispatcher-east')];
    expect(west.every(({ id = 0 }) => assetIdOf(id).startsWith('990101'))).toBe(true);
    expect(west.length + east.length).toBe(city.livingWells);
  });

  it('show an owner its own wells and no others', async () => {
    const found = await wellsOf('clerk-power');
    expect(found).toHaveLength(4);
    expect(new Set(found.map(({ properties }) => properties['owner_id']))).toEqual(new Set(['power']));
  });

  it('show open orders within the reach, never closed ones', async () => {
    expect((await ordersOf('dispatcher-city')).sort()).toEqual(['power', 'water']);
    expect(await ordersOf('dispatcher-west')).toEqual(['power']);
    expect(await ordersOf('clerk-water')).toEqual(['water']);
    expect(await ordersOf('clerk-telecom')).toEqual([]);
  });

  it('are refused to whoever is not signed in or lacks the permission, and kept by no shared cache', async () => {
    for (const { name } of staffTileSources) {
      expect((await test.app.inject(`/tiles/${name}`)).statusCode).toBe(401);
      expect((await test.app.inject(`/tiles/${name}/12/3413/1687`)).statusCode).toBe(401);
    }
    const registrar = await signIn(test.app, 'registrar');
    expect((await test.app.inject({ url: '/tiles/staff-orders/12/3413/1687', headers: registrar })).statusCode).toBe(403);
    const mine = await test.app.inject({ url: '/tiles/staff-wells/12/3413/1687', headers: registrar });
    expect(mine.headers['cache-control']).toMatch(/private|no-store/);
  });

  it('narrow by owner too, never beyond the reach', async () => {
    const at = tileAt(120.01, 30.01, 9);
    const of = async (username: Username, query: string) =>
      countOf(
        decodeTile((await test.app.inject({ url: `/tiles/staff-wells/9/${at.x}/${at.y}?${query}`, headers: await signIn(test.app, username) })).rawPayload)[
          'staff-wells'
        ] ?? [],
      );
    expect(await of('dispatcher-city', 'owner=power,gas')).toBe(8);
    expect(await of('dispatcher-city', 'owner=-')).toBe(0);
    expect(await of('clerk-power', 'owner=power,water')).toBe(4);
    expect(await of('clerk-power', 'owner=water')).toBe(0);
  });

  it('let no query parameter widen what they show', async () => {
    const headers = await signIn(test.app, 'clerk-power');
    const { z, x, y } = tileAt(120.01, 30.01, 9);
    const plain = await test.app.inject({ url: `/tiles/staff-wells/${z}/${x}/${y}`, headers });
    const asked = await test.app.inject({ url: `/tiles/staff-wells/${z}/${x}/${y}?city=true&place_codes=990101&unit_ids=water`, headers });
    expect(asked.rawPayload.equals(plain.rawPayload)).toBe(true);
  });
});
