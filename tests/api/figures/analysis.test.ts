import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { oneRow, rows, sql } from '#db/sql.ts';
import type { Analysis } from '#domain/contract/analysis.ts';
import type { Wall } from '#domain/contract/wall.ts';
import { startApp, type TestApp } from '../../support/app.ts';
import { aWell } from '../../support/builders.ts';
import type { Username } from '../../support/city.ts';
import { vacuumWhole } from '../../support/database.ts';
import { as, report } from '../../support/thread.ts';

/** Day, place, kind: 990101001 lies west of 120.02, 990101002 of 120.04, 990102001 east of it. */
const said = [
  ['2026-10-05', 120.005, 'cover_missing'],
  ['2026-11-02', 120.006, 'cover_missing'],
  ['2026-11-02', 120.025, 'cover_noise'],
  ['2026-11-03', 120.026, 'cover_noise'],
  ['2026-11-20', 120.045, 'cover_noise'],
  ['2026-11-20', 120.046, 'road_broken'],
  ['2026-11-23', 120.047, 'cover_missing'],
] as const;

let test: TestApp;
const ids: string[] = [];
beforeAll(async () => {
  test = await startApp();
  for (const [day, lon, kind] of said) {
    test.setNow(`${day}T01:00:00.000Z`);
    const position = { lon, lat: 30.01 };
    const assetId =
      kind === 'road_broken' ? undefined : await aWell(test.database.pool, { ...position, ownerId: lon < 120.03 ? 'power' : 'water', classCode: '0101' });
    await report(test.app, { position, kind, text: '', ...(assetId ? { assetId } : {}) });
    ids.push((await oneRow<{ id: string }>(test.database.pool, sql`select max(id)::text as id from orders`)).id);
  }
  test.setNow('2026-11-23T04:00:00.000Z');
});
afterAll(() => test.close());

const get = async (path: string, who: Username = 'analyst') => (await test.app.inject({ url: `/api/v1/${path}`, headers: await as(test.app, who) })).json();
const month = 'from=2026-11-01&to=2026-11-30';
const count = (query = '', who: Username = 'analyst'): Promise<Analysis> => get(`analysis?${month}${query}`, who);
const list = async (query = '', who: Username = 'analyst'): Promise<string[]> =>
  (await get(`analysis/orders?${month}${query}`, who)).orders.map(({ id }: { id: string }) => id);
const by = (groups: readonly { code: string; orders: number }[]) => Object.fromEntries(groups.map(({ code, orders }) => [code, orders]));

describe('an analysis', () => {
  it('counts the days’ orders by time, place, kind and unit', async () => {
    const found = await count();
    expect(found).toMatchObject({ bucket: 'day', placeLevel: 'district', total: { orders: 6, hazards: 2, open: 6, madeUp: 0 } });
    expect(found.times).toHaveLength(30);
    expect(found.times.filter(({ orders }) => orders > 0).map(({ from, orders }) => [from, orders])).toEqual([
      ['2026-11-02', 2],
      ['2026-11-03', 1],
      ['2026-11-20', 2],
      ['2026-11-23', 1],
    ]);
    expect(by(found.places)).toEqual({ '990101': 3, '990102': 3 });
    expect(found.places[0]?.name).toEqual({ zh: '西区', en: 'West District' });
    expect(by(found.kinds)).toEqual({ cover_noise: 3, cover_missing: 2, road_broken: 1 });
    expect(by(found.units)).toMatchObject({ power: 3, water: 2 });
  });

  it('narrows each by the choices in the others and not by its own', async () => {
    const found = await count('&kind=cover_noise&unitId=power');
    expect(found.total.orders).toBe(2);
    expect(by(found.kinds)).toEqual({ cover_noise: 2, cover_missing: 1 }); // of power alone
    expect(by(found.units)).toEqual({ power: 2, water: 1 }); // of noise alone
    expect(by(found.places)).toEqual({ '990101': 2 });
    const part = await count('&since=2026-11-03&until=2026-11-20');
    expect([part.total.orders, part.times.reduce((sum, { orders }) => sum + orders, 0)]).toEqual([3, 6]);
    expect(by(part.places)).toEqual({ '990102': 2, '990101': 1 });
  });

  it('goes down from districts to streets', async () => {
    const west = await count('&placeCode=990101');
    expect([west.placeLevel, west.total.orders]).toEqual(['street', 3]);
    expect(by(west.places)).toEqual({ '990101002': 2, '990101001': 1 });
    const street = await count('&placeCode=990101001');
    expect([street.total.orders, by(street.places)]).toEqual([1, { '990101002': 2, '990101001': 1 }]);
  });

  it('is of what its reader may see alone, each number with its orders', async () => {
    expect((await count('', 'analyst-east')).total.orders).toBe(3);
    expect(await count('', 'leader-west')).toMatchObject({ placeLevel: 'street', total: { orders: 3 } });
    expect((await count('&placeCode=990101', 'analyst-east')).total.orders).toBe(0);
    for (const query of ['', '&kind=cover_noise', '&placeCode=990102', '&hazard=true', '&standing=late', '&bbox=120.02,30,120.03,30.04', '&unitId=water'])
      expect([query, await list(query)]).toEqual([query, expect.toSatisfy((all: string[]) => all.length > 0)]);
    for (const query of ['', '&kind=cover_noise', '&placeCode=990102', '&hazard=true', '&standing=late', '&standing=done', '&bbox=120.02,30,120.03,30.04'])
      expect([query, (await list(query)).length]).toEqual([query, (await count(query)).total.orders]);
    expect(await list()).toEqual([...ids.slice(1)].reverse());
  });

  it('pages, and draws every order on its map but for the map’s own box', async () => {
    const first = await get(`analysis/orders?${month}&limit=4`);
    const second = await get(`analysis/orders?${month}&limit=4&cursor=${first.nextCursor}`);
    expect([...first.orders, ...second.orders].map(({ id }: { id: string }) => id)).toEqual([...ids.slice(1)].reverse());
    expect(second.nextCursor).toBeNull();
    const map = await get(`analysis/map?${month}&kind=cover_noise&bbox=120.02,30,120.03,30.04`);
    expect(map).toMatchObject({
      of: 3,
      points: expect.arrayContaining([{ id: ids[4], position: { lon: 120.045, lat: 30.01 }, isHazard: false, standing: 'open' }]),
    });
  });

  it.each([
    ['analysis?from=2026-11-01&to=2026-10-01', 'to'],
    ['analysis?from=2025-11-01&to=2026-11-30', 'to'],
    ['analysis?from=2026-11-31&to=2026-11-30', 'from'],
    [`analysis?${month}&since=2026-10-01`, 'since'],
    [`analysis?${month}&placeCode=888888`, 'placeCode'],
    [`analysis/orders?${month}&cursor=eA`, 'cursor'],
    ...['2026-02-31 10:00:00+00|5', '0000-01-01 00:00:00+00|5'].map((ended) => [
      `analysis/orders?${month}&cursor=${Buffer.from(ended).toString('base64url')}`,
      'cursor',
    ]),
    [`analysis/map?${month}&bbox=3,2,1,0`, 'bbox'],
  ])('%s is refused and says why', async (path, field) => {
    expect(await get(path)).toMatchObject({ status: 400, code: 'query-invalid', field });
  });

  it('reads the index of its days and no table', async () => {
    const { pool } = test.database;
    await vacuumWhole(pool, 'orders');
    const client = await pool.connect();
    await client.query('set enable_seqscan = off');
    const plan = await rows<{ queryPlan: string }>(
      client,
      sql`explain select district_code, count(*) from orders o where o.opened_at >= '2026-11-01' and o.opened_at < '2026-12-01' and o.problem_kind = 'cover_noise' and not o.was_hazard
          and o.state not in ('closed', 'void', 'merged') and o.due_at < '2026-12-01' and o.unit_id = 'power' and not o.made_up group by 1`,
    );
    await client.query('reset enable_seqscan');
    client.release();
    expect(plan.map((line) => Object.values(line)[0]).join('\n')).toContain('Index Only Scan using orders_analysis');
  });
});

describe('a wall', () => {
  it('tells what is dangerous, what is late and what came today, of the reader’s place', async () => {
    const wall: Wall = await get('wall', 'supervisor');
    expect(wall.now).toMatchObject({ open: 7, hazards: 3, unattended: 3 });
    expect(wall.dangers.map(({ id }) => id)).toEqual([ids[0], ids[1], ids[6]]);
    expect(wall.now.late).toBe(wall.late.reduce((sum, { late }) => sum + late, 0));
    expect(wall.late[0]).toMatchObject({ code: '990101', name: { zh: '西区' } });
    expect(wall.today).toEqual({ opened: 1, closed: 0, lateClosed: 0 });
    expect(wall.hours).toHaveLength(24);
    expect(wall.hours.at(-4)).toEqual({ from: '2026-11-23T01:00:00.000Z', opened: 1, hazards: 1, closed: 0 });
    expect(wall.points.filter(({ standing }) => standing === 'danger')).toHaveLength(3);
    const west: Wall = await get('wall', 'leader-west');
    expect([west.now.open, west.late.map(({ code }) => code.length)]).toEqual([4, expect.not.arrayContaining([6])]);
  });

  it('names a street where clearly more comes', async () => {
    expect((await get('wall')).growth).toEqual([]); // one more may be chance
    await rows(
      test.database.pool,
      sql`insert into incidents (problem_kind, geom, district_code, street_code, is_hazard, opened_at) select 'noise', st_setsrid(st_point(120.05, 30.02), 4326), '990102', '990102001', false, '2026-11-22T00:00:00Z' from generate_series(1, 8)`,
    );
    await rows(
      test.database.pool,
      sql`insert into orders (incident_id, state, is_hazard, problem_kind, district_code, street_code, unit_id, match_reasons, dispatch_reason, dispatch_path, due_at, opened_at)
          select id, 'dispatched', false, 'noise', '990102', '990102001', 'centre-990102001', '[]', '{}', '{}', '2026-12-01', '2026-11-22T00:00:00Z' from incidents where problem_kind = 'noise'`,
    );
    expect((await get('wall')).growth).toMatchObject([{ code: '990102001', name: { zh: '东山镇' }, district: { zh: '东区' }, now: 11, before: 0 }]);
  });

  it('counts as closed what was closed, not what was withdrawn', async () => {
    const before: Wall = await get('wall');
    for (const state of ['closed', 'void'] as const)
      await rows(
        test.database.pool,
        sql`with hole as (insert into incidents (problem_kind, geom, district_code, street_code, is_hazard, opened_at)
              values ('noise', st_setsrid(st_point(120.05, 30.02), 4326), '990102', '990102001', false, '2026-11-22T00:00:00Z') returning id)
            insert into orders (incident_id, state, is_hazard, problem_kind, district_code, street_code, unit_id, match_reasons, dispatch_reason, dispatch_path, due_at, opened_at, closed_at)
            select id, ${state}, false, 'noise', '990102', '990102001', 'centre-990102001', '[]', '{}', '{}', '2026-12-01', '2026-11-22T00:00:00Z', ${before.asOf}::timestamptz from hole`,
      );
    const wall: Wall = await get('wall');
    expect([wall.today.closed, wall.hours.at(-1)?.closed]).toEqual([before.today.closed + 1, (before.hours.at(-1)?.closed ?? 0) + 1]);
  });
});
