import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { getStaffTile } from '#db/queries/service/tiles.ts';
import { affected, oneRow, sql } from '#db/sql.ts';
import type { Reach } from '#domain/access.ts';
import { now } from '../support/city.ts';
import { cloneDatabase, type TestDatabase } from '../support/database.ts';
import { type DecodedFeature, decodeTile, tileAt, tilesOver } from './decode.ts';
import { bounds } from './tile-city.ts';

let database: TestDatabase;
const everything: Reach = { city: true, placeCodes: [], unitIds: [] };
const orders = 1200;

/** 1,200 open orders over the west of the small city, every third a danger, power's and water's by turns, crowded into a few cells. */
beforeAll(async () => {
  database = await cloneDatabase();
  await affected(
    database.pool,
    sql`with laid as (
          insert into incidents (problem_kind, geom, district_code, street_code, is_hazard, opened_at)
          select 'cover_missing', st_setsrid(st_point(120.0005 + 0.038 * (i * 7919 % 1009) / 1009.0, 30.0005 + 0.038 * (i * 104729 % 997) / 997.0), 4326), '990101', '990101001', i % 3 = 0, ${now}
          from generate_series(1, ${orders}) i returning id, is_hazard)
        insert into orders (incident_id, state, is_hazard, problem_kind, district_code, street_code, unit_id, match_reasons, dispatch_reason, dispatch_path, due_at, opened_at)
        select id, 'dispatched', is_hazard, 'cover_missing', '990101', '990101001', case when id % 2 = 0 then 'power' else 'water' end, '[]', '{}', '{}', ${now}, ${now} from laid`,
  );
});
afterAll(() => database.drop());

const ofZoom = async (z: number, reach: Reach): Promise<DecodedFeature[]> =>
  (
    await Promise.all(
      tilesOver(bounds, z).map(async (at) => decodeTile((await getStaffTile(database.pool, 'staff-orders', at, reach)).tile)['staff-orders'] ?? []),
    )
  ).flat();
const sum = (features: readonly DecodedFeature[]) => features.reduce((total, { properties }) => total + Number(properties['count'] ?? 1), 0);

describe('tiles of many open orders', () => {
  it.each([5, 8, 11, 12, 13, 14, 15])('hold each order once at zoom %i, dangers apart from the rest', async (z) => {
    const features = await ofZoom(z, everything);
    expect(sum(features)).toBe(orders);
    expect(sum(features.filter(({ properties }) => properties['is_hazard'] === true))).toBe(orders / 3);
  });

  it('number the crowded cells and name the order that stands alone', async () => {
    const far = await ofZoom(8, everything);
    expect(far.length).toBeLessThan(20);
    for (const { properties } of await ofZoom(13, everything)) expect('id' in properties && 'state' in properties).toBe(!('count' in properties));
    expect((await ofZoom(16, everything)).every(({ properties }) => 'id' in properties)).toBe(true);
  });

  it('are cut to a unit, and to what it is told of', async () => {
    const gas: Reach = { city: false, placeCodes: [], unitIds: ['gas'] };
    expect(sum(await ofZoom(10, { ...gas, unitIds: ['power'] }))).toBe(orders / 2);
    expect(await ofZoom(10, gas)).toEqual([]);
    const { id } = await oneRow<{ id: string }>(database.pool, sql`select min(id)::text as id from orders`);
    await affected(database.pool, sql`insert into assignments (order_id, unit_id, part, assigned_at, reason) values (${id}, 'gas', 'informed', ${now}, '{}')`);
    expect((await ofZoom(10, gas)).map(({ properties }) => properties['id'])).toEqual([id]);
    await affected(database.pool, sql`update assignments set ended_at = ${now} where order_id = ${id}`);
    expect(await ofZoom(10, gas)).toEqual([]);
  });

  it('lose an order when it closes, find it again when it is reopened, and move it with its incident', async () => {
    const { id } = await oneRow<{ id: string }>(
      database.pool,
      sql`update orders set state = 'closed', is_hazard = false, closed_at = ${now} where id = (select max(id) from orders) returning id::text`,
    );
    expect(sum(await ofZoom(9, everything))).toBe(orders - 1);
    await affected(database.pool, sql`update orders set state = 'in_progress', closed_at = null where id = ${id}`);
    expect(sum(await ofZoom(9, everything))).toBe(orders);
    await affected(
      database.pool,
      sql`update incidents set geom = st_setsrid(st_point(120.07, 30.03), 4326) where id = (select incident_id from orders where id = ${id})`,
    );
    const there = decodeTile((await getStaffTile(database.pool, 'staff-orders', tileAt(120.07, 30.03, 16), everything)).tile)['staff-orders'] ?? [];
    expect(there.map(({ properties }) => properties['id'])).toEqual([id]);
  });
});
