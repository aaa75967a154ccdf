import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { get, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { censusFormats } from '#census/census-file.ts';
import { type ExchangeKey, exchangeKeys, recogniseColumns } from '#census/exchange-fields.ts';
import { openCensus } from '#census/open-census.ts';
import { fileKinds } from '#census/out/write-census.ts';
import { exportedKeys } from '#db/queries/imports/exports.ts';
import { affected, oneRow, rows, sql } from '#db/sql.ts';
import { readSystem } from '#domain/coordinates/systems.ts';
import { openSystem } from '#domain/coordinates/transform.ts';
import { metresBetween } from '#domain/match/error-density.ts';
import { allRecords, scratchFolder } from '../../census/scratch.ts';
import { type SignedIn, signIn, startApp, type TestApp } from '../../support/app.ts';
import { aLamp, aPerson, aWell } from '../../support/builders.ts';

const scratch = scratchFolder();
let service: TestApp;
let registrar: SignedIn;
let well: string;
let files = 0;
beforeAll(async () => {
  service = await startApp();
  const { pool } = service.database;
  well = await aWell(pool, { sourceNumber: '电-17,"甲"' });
  await affected(
    pool,
    sql`update assets set note = ${'第一行\n第二行'}, depth_m = 1.25, year_built = 1998, has_anti_fall_net = false, flood_prone = true, chamber_size_mm = 900, chamber_material = 'precast_concrete',
          grid_cell = '99010100100101', object_name = '电力井', how_measured = 'mobile_mapping', last_verified_on = '2021-03-04', status = 'damaged', version = version + 1 where id = ${well}`,
  );
  await affected(
    pool,
    sql`update covers set clear_opening_mm = 610, width_mm = 650, bolted = true, vented = false, smart_sensor = false, level_difference_mm = -3.5, maker = '甲厂' where asset_id = ${well}`,
  );
  await aLamp(pool, { lon: 120.011 });
  await aPerson(pool, 'exporter', [{ role: 'registrar', placeCode: '990000' }]);
  registrar = await signIn(service.app, 'exporter');
});
afterAll(() => service.close());

const take = (query: string, headers: Record<string, string> = registrar) => service.app.inject({ url: `/api/v1/exports/assets?${query}`, headers });
const book = () =>
  rows<{ outcome: string; assetCount: string; form: string; personId: string | null }>(service.database.pool, sql`select * from exports order by id desc`);
const readBack = async (bytes: Buffer, extension: string) => {
  const path = scratch.path(`${++files}.${extension}`);
  await writeFile(path, bytes);
  const file = await openCensus(path);
  const keys = recogniseColumns(file.columns);
  return (await allRecords(file)).map(({ values, point }) => {
    const found = Object.fromEntries(exchangeKeys.map((key) => [key, values[keys.indexOf(key)] ?? null])) as Record<ExchangeKey, string | null>;
    return { ...found, point };
  });
};

describe('what leaves the registry', () => {
  const systems = ['EPSG:4326', 'EPSG:4550', 'GCJ-02', 'BD-09', '{"centralMeridian":120,"latitudeOfOrigin":30,"rotationSeconds":9}'];
  test.each(censusFormats.flatMap((format) => systems.map((crs) => ({ format, crs }))))(
    'carries every field as $format in $crs, and its place',
    async ({ format, crs }) => {
      const reply = await take(`format=${format}&crs=${encodeURIComponent(crs)}&status=damaged`);
      expect(reply.statusCode).toBe(200);
      expect(reply.headers['content-disposition']).toContain(fileKinds[format].extension);
      const found = await readBack(reply.rawPayload, fileKinds[format].extension);
      expect(found).toHaveLength(1);
      const [one] = found;
      if (!one) throw new Error('nothing came');
      expect(one).toMatchObject({
        number: well.slice(0, 16),
        plate: well,
        sourceNumber: '电-17,"甲"',
        name: '电力井',
        classCode: '0105',
        ownerCode: 'power',
        status: '破损',
        note: '第一行\n第二行',
        depthM: '1.25',
        yearBuilt: '1998',
        hasAntiFallNet: '否',
        floodProne: '是',
        lastVerifiedOn: '2021-03-04',
        firstRecordedOn: '2020-01-01',
        locationKind: '车行道',
        coverShape: '圆形',
        coverMaterial: '球墨铸铁',
        coverLoadClass: 'D400',
        coverBolted: '是',
        coverVented: '否',
        levelDifferenceMm: '-3.5',
        coverFittedOn: '2020-01-01',
        howMeasured: '移动测量',
        chamberMaterial: '混凝土预制',
        dataSource: '普查',
      });
      expect(exportedKeys.filter((key) => one[key] === null)).toEqual(['authorityCode', 'authorityName']);
      const system = readSystem(crs);
      if (!system.ok) throw new Error(crs);
      const [lon, lat] = one.point
        ? openSystem(system.value, 'east-north').toWgs84(one.point.x, one.point.y)
        : openSystem(system.value).toWgs84(Number(one.x), Number(one.y));
      expect(metresBetween({ lon, lat }, { lon: 120.01, lat: 30.01 })).toBeLessThan(0.01);
    },
  );

  test('is what the filter says, within the reach of who asks', async () => {
    const all = await readBack((await take('format=csv')).rawPayload, 'csv');
    expect(all.map(({ classCode }) => classCode).sort()).toEqual(['0105', '0118']);
    expect(await readBack((await take('format=csv&classCode=0118&encoding=gb18030')).rawPayload, 'csv')).toMatchObject([
      { classCode: '0118', coverShape: null },
    ]);
    await aPerson(service.database.pool, 'clerk-lamps-only', [{ role: 'clerk', unitId: 'lamps' }]);
    const clerk = await readBack((await take('format=csv', await signIn(service.app, 'clerk-lamps-only'))).rawPayload, 'csv');
    expect(clerk.map(({ ownerCode }) => ownerCode)).toEqual(['lamps']);
  });

  test('is noted with who took it, which part, and that it was whole', async () => {
    await take('format=geojson&classCode=0118');
    const { personId } = await oneRow<{ personId: string }>(service.database.pool, sql`select id as person_id from people where username = 'exporter'`);
    expect((await book())[0]).toMatchObject({
      personId,
      form: 'geojson',
      coordinateSystem: 'EPSG:4326',
      outcome: 'whole',
      assetCount: '1',
      filter: { classCode: '0118' },
    });
  });

  test('leaves out numbers that were merged into others', async () => {
    const merged = await aWell(service.database.pool, { lon: 120.012 });
    await affected(service.database.pool, sql`update assets set merged_into = ${well}, version = version + 1 where id = ${merged}`);
    expect((await take('format=csv')).body).not.toContain(merged.slice(0, 16));
  });

  test.each([
    ['format=csv&crs=EPSG:9999', 422, 'coordinate-system-unknown'],
    ['format=pdf', 400, 'query-invalid'],
    ['format=csv&bbox=1,2,0,0', 400, 'query-invalid'],
    ['crs=BD-09', 400, 'query-invalid'],
  ])('asked for with %s is refused with %d', async (query, status, code) => {
    const reply = await take(query);
    expect([reply.statusCode, reply.json().code]).toEqual([status, code]);
  });
});

describe('a file that breaks off', () => {
  let port: number;
  beforeAll(async () => {
    await affected(
      service.database.pool,
      sql`insert into assets (id, class_code, geom, position_accuracy_m, district_code, street_code, location_kind, first_recorded_on, changed_on, data_source, note)
          select n.id, '0105', st_setsrid(st_point(120.01, 30.01), 4326), 1, '990101', '990101001', 'footway', '2020-01-01', '2020-01-01', 'survey', repeat('长', 400)
          from mint_asset_ids('990101', '0105', 30000) as n(id)`,
    );
    await service.app.listen({ port: 0, host: '127.0.0.1' });
    ({ port } = service.app.server.address() as AddressInfo);
  });

  /** Asked for over the wire, its first bytes there and no more read. */
  const begin = async (): Promise<IncomingMessage> => {
    const request = get({ port, host: '127.0.0.1', path: '/api/v1/exports/assets?format=csv', headers: registrar });
    const [reply] = await once(request, 'response');
    await once(reply, 'readable');
    return reply;
  };
  const last = (outcome: string) => expect.poll(async () => (await book())[0]?.outcome, { timeout: 15_000 }).toBe(outcome);

  test.each(['geopackage', 'shapefile', 'xlsx', 'csv'])('as %s before its first byte is ended and noted all the same', async (format) => {
    const already = (await book()).length;
    const request = get({ port, host: '127.0.0.1', path: `/api/v1/exports/assets?format=${format}`, headers: registrar }).on('error', () => undefined);
    await expect.poll(async () => (await book()).length, { interval: 5, timeout: 15_000 }).toBe(already + 1);
    request.destroy();
    await expect.poll(async () => (await book())[0]?.outcome, { timeout: 15_000 }).not.toBe('running');
    expect((await book())[0]).toMatchObject({ form: format });
  });

  test('since its taker hung up ends the query and is noted as not having been got whole', async () => {
    (await begin()).destroy();
    await last('cancelled');
    expect(Number((await book())[0]?.assetCount)).toBeLessThan(30_000);
    const { open } = await oneRow<{ open: number }>(
      service.database.pool,
      sql`select count(*)::integer as open from pg_stat_activity where datname = current_database() and state like 'idle in transaction%'`,
    );
    expect(open).toBe(0);
  });

  test('two at once are one person’s share, whoever reads slowly; another is served', async () => {
    const [first, second] = [await begin(), await begin()];
    expect((await take('format=csv&status=missing')).json()).toMatchObject({ code: 'too-many-requests' });
    await aPerson(service.database.pool, 'another', [{ role: 'registrar', placeCode: '990000' }]);
    expect((await take('format=csv&status=missing', await signIn(service.app, 'another'))).statusCode).toBe(200);
    for (const reply of [first, second]) reply.destroy();
    await expect.poll(async () => (await take('format=csv&status=missing')).statusCode, { timeout: 15_000 }).toBe(200);
  });

  test('since its query failed behind the first byte ends in a cut connection: it never looks whole, and the next one is taken', async () => {
    const reply = await begin();
    // Only once nobody reads does its query stand still between two pieces: until then it is at work, and is not found.
    const ended = () =>
      rows(
        service.database.pool,
        sql`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and state like '%in transaction%' and pid <> pg_backend_pid()`,
      );
    await expect.poll(async () => (await ended()).length, { timeout: 15_000 }).toBeGreaterThan(0);
    const end = Promise.race([once(reply, 'end').then(() => 'whole'), once(reply, 'close').then(() => 'cut')]).catch(() => 'cut');
    reply.resume();
    expect(await end).toBe('cut');
    await last('broken');
    expect((await take('format=csv&status=missing')).statusCode).toBe(200);
  });
});

test('an export carries who took it, in its name', async () => {
  const headers = await signIn(service.app, 'clerk-power');
  expect((await take('format=csv', headers)).headers['content-disposition']).toBe('attachment; filename="assets-2026-11-23-clerk-power.csv"');
  const scores = await service.app.inject({ url: '/api/v1/exports/scores?period=2026-11&by=unit', headers });
  expect(scores.headers['content-disposition']).toBe('attachment; filename="scores-unit-2026-11-clerk-power.csv"');
});
