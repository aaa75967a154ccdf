import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rows, sql } from '#db/sql.ts';
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

const fetchZoom = async (source: string, z: number, headers: Record<string, string> = {}): Promise<DecodedFeature[]> =>
  (await Promise.all(tilesOver(bounds, z).map((at) => fetchTile(source, at, headers)))).flat();

const countOf = (features: readonly DecodedFeature[]) => features.reduce((sum, { properties }) => sum + Number(properties['count'] ?? 1), 0);

describe('public tiles', () => {
  it.each([7, 9, 11, 12, 13, 14, 15, 16, 17])('hold every living public well exactly once at zoom %i', async (z) => {
    expect(countOf(await fetchZoom('wells', z))).toBe(city.publicWells);
  });

  it.each([10, 14, 15, 16])('hold every lamp exactly once at zoom %i', async (z) => {
    expect(countOf(await fetchZoom('assets', z))).toBe(city.lamps);
  });

  it('count what is not intact in the cells as they show it singly', async () => {
    const cells = await fetchZoom('wells', 12);
    const single = await fetchZoom('wells', 16);
    expect(cells.reduce((sum, { properties }) => sum + Number(properties['abnormal']), 0)).toBe(
      single.filter(({ properties }) => properties['damaged'] === true).length,
    );
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

  it('let no number, no owner and no sensitive well leave, at any zoom and whatever the query says', async () => {
    const owners = await rows<{ id: string }>(test.database.pool, sql`select id from units where kind = 'trade' union select id from assets`);
    for (const z of [10, 14, 15, 16, 18])
      for (const at of tilesOver(bounds, z).slice(0, 200)) {
        const reply = await test.app.inject({ url: `/tiles/wells/${at.z}/${at.x}/${at.y}?city=true&staff=1&fields=id,owner_id` });
        for (const { properties } of decodeTile(reply.rawPayload)['wells'] ?? []) {
          expect(['0105', '0107', '0111']).not.toContain(properties['class_code']);
          for (const value of Object.values(properties)) expect(owners.map(({ id }) => id)).not.toContain(value);
        }
      }
  }, 60_000);

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
    expect(found.map(({ properties }) => properties['id'])).toEqual(expect.arrayContaining([...city.sensitiveIds]));
    expect(countOf(await fetchZoom('staff-wells', 11, await signIn(test.app, 'dispatcher-city')))).toBe(city.livingWells);
  });

  it('show a district its own wells and no others', async () => {
    const [west, east] = [await wellsOf('dispatcher-west'), await wellsOf('dispatcher-east')];
    expect(west.every(({ properties }) => String(properties['id']).startsWith('990101'))).toBe(true);
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

  it('listen to no query parameter', async () => {
    const headers = await signIn(test.app, 'clerk-power');
    const { z, x, y } = tileAt(120.01, 30.01, 9);
    const plain = await test.app.inject({ url: `/tiles/staff-wells/${z}/${x}/${y}`, headers });
    const asked = await test.app.inject({ url: `/tiles/staff-wells/${z}/${x}/${y}?city=true&place_codes=990101&unit_ids=water`, headers });
    expect(asked.rawPayload.equals(plain.rawPayload)).toBe(true);
  });
});
