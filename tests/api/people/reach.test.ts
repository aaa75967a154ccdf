import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { actingUnitsOf, idsOfBilling } from '#db/queries/orders/acting-units.ts';
import { assetInReach, doneOrderInReach, openOrderInReach, orderInReach, orderReadable } from '#db/queries/reach.ts';
import { rows, sql } from '#db/sql.ts';
import { type ActingUnit, covers, type Grant, mayRead, type Reach } from '#domain/access.ts';
import { orderReachOf } from '../../../api/order-access.ts';
import { aLamp, aWell } from '../../support/builders.ts';
import { now } from '../../support/city.ts';
import { cloneDatabase, type TestDatabase } from '../../support/database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await cloneDatabase();
  const { pool } = database;
  await aWell(pool, { lon: 120.01, ownerId: 'power', maintainerId: 'road-990101', authorityId: 'water' });
  await aWell(pool, { lon: 120.03, ownerId: null, maintainerId: null, authorityId: 'power' });
  await aWell(pool, { lon: 120.06, ownerId: 'telecom', roadId: 2 });
  await aLamp(pool, { lon: 120.07, roadId: 2 });
  let n = 0;
  for (const [street, unit, informed, former] of [
    ['990101001', 'power', 'road-990101', 'water'],
    ['990101002', 'centre-990101002', 'power', 'telecom'],
    ['990102001', 'telecom', 'road-990102', 'power'],
  ]) {
    n += 1;
    await pool.query(
      'insert into incidents (problem_kind, geom, district_code, street_code, is_hazard, opened_at) values ($1, st_setsrid(st_point(120.01, 30.01), 4326), left($2, 6), $2, true, $3)',
      ['cover_missing', street, now],
    );
    await pool.query(
      `insert into orders (incident_id, state, is_hazard, problem_kind, district_code, street_code, unit_id, match_reasons, dispatch_reason, dispatch_path, due_at, opened_at)
       values ($1, 'dispatched', true, 'cover_missing', left($2, 6), $2, $3, '[]', '{}', '{}', $4, $4)`,
      [n, street, unit, now],
    );
    for (const [held, part, ended] of [
      [unit, 'accountable', null],
      [informed, 'informed', null],
      [former, 'accountable', now],
    ])
      await pool.query("insert into assignments (order_id, unit_id, part, assigned_at, reason, ended_at) values ($1, $2, $3, $4, '{}', $5)", [
        n,
        held,
        part,
        now,
        ended,
      ]);
  }
  for (const [order, asked, acted] of [
    [1, 'power', 'centre-990102001'],
    [2, 'telecom', 'water'],
    [3, 'telecom', 'centre-990101'],
    [3, 'power', 'centre-990000'],
  ])
    await pool.query(
      `insert into liability_cases (order_id, unit_id, fallback_unit_id, opened_at, reason) values ($1, $2, $3, $4, '{"code": "liability-late"}')`,
      [order, asked, acted, now],
    );
});
afterAll(() => database.drop());

const places = [[], ['990101'], ['990101002'], ['990102', '990101001']];
const unitSets = [[], ['power'], ['water', 'telecom'], ['road-990101'], ['lamps', 'centre-990101002']];
const reaches: Reach[] = [false, true].flatMap((city) => places.flatMap((placeCodes) => unitSets.map((unitIds) => ({ city, placeCodes, unitIds }))));

interface Thing {
  readonly id: string;
  readonly districtCode: string;
  readonly streetCode: string;
  readonly unitIds: string[];
}
const idsOf = (things: readonly { id: string }[]) => things.map((t) => t.id).sort();

describe('a reach as SQL', () => {
  it('covers the same assets as the rule in the domain', async () => {
    const all = await rows<Thing>(
      database.pool,
      sql`select id, district_code, street_code, array_remove(array[owner_id, maintainer_id, authority_id], null) as unit_ids from assets`,
    );
    expect(all).toHaveLength(4);
    for (const reach of reaches) {
      const found = await rows<{ id: string }>(database.pool, sql`select a.id from assets a where ${assetInReach(reach)}`);
      expect(idsOf(found), JSON.stringify(reach)).toEqual(idsOf(all.filter((thing) => covers(reach, thing))));
    }
  });

  it('covers the same orders as the rule in the domain, a former unit’s no longer', async () => {
    const all = await rows<Thing>(
      database.pool,
      sql`select o.id, o.district_code, o.street_code, (select array_agg(s.unit_id) from assignments s where s.order_id = o.id and s.ended_at is null) || o.unit_id as unit_ids from orders o`,
    );
    expect(all).toHaveLength(3);
    for (const reach of reaches) {
      const covered = idsOf(all.filter((thing) => covers(reach, thing)));
      for (const inReach of [orderInReach(reach), openOrderInReach(reach), await doneOrderInReach(database.pool, reach)]) {
        const found = await rows<{ id: string }>(database.pool, sql`select o.id from orders o where ${inReach}`);
        expect(idsOf(found), JSON.stringify(reach)).toEqual(covered);
      }
    }
  });

  it('with the cases of bill and blame that somebody acts for reads the same orders as the rule in the domain', async () => {
    const all = await rows<Thing & { billing: ActingUnit[] }>(
      database.pool,
      sql`select o.id, o.district_code, o.street_code, (select array_agg(s.unit_id) from assignments s where s.order_id = o.id and s.ended_at is null) || o.unit_id as unit_ids,
            ${actingUnitsOf(idsOfBilling(sql`o.id`))} as billing from orders o`,
    );
    const grounds = [...['990000', '990101', '990102', '990102001'].map((placeCode) => ({ placeCode, unitId: null })), { placeCode: null, unitId: 'water' }];
    const grants: Grant[][] = [
      [],
      ...(['dispatcher', 'clerk', 'agent', 'registrar'] as const).flatMap((role) => grounds.map((ground) => [{ role, ...ground }])),
    ];
    const counts = [];
    for (const held of grants) {
      const person = { grants: held, cityCode: '990000' };
      const found = await rows<{ id: string }>(database.pool, sql`select o.id from orders o where ${orderReadable(orderReachOf(person))}`);
      expect(idsOf(found), JSON.stringify(held)).toEqual(idsOf(all.filter((order) => mayRead(person, order))));
      counts.push(found.length);
    }
    expect(new Set(counts)).toEqual(new Set([0, 1, 2, 3]));
  });
});
