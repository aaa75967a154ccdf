import { afterAll, beforeAll, expect, it } from 'vitest';
import { findOwnerEvidence } from '#db/queries/assets/registry-checks.ts';
import { getVocabulary } from '#db/queries/places/vocabulary.ts';
import type { MatchReply } from '#domain/contract/match.ts';
import type { Matching } from '#domain/contract/matching.ts';
import { listSettled } from '../../../api/calibrate/learn-version.ts';
import { replayReport } from '../../../api/replay/replay-report.ts';
import { forgetVocabulary } from '../../../api/vocabulary.ts';
import { startApp, type TestApp } from '../../support/app.ts';
import { aWell } from '../../support/builders.ts';
import { now } from '../../support/city.ts';
import { keepClosed } from '../../support/closed-orders.ts';
import { act, as, orderOf, readOrder, report } from '../../support/thread.ts';

const place = { lon: 120.01, lat: 30.02 }; // where the orders of this street are written down
let test: TestApp;
let [own, byOthers, forOthers]: [string, string, string] = ['', '', ''];
/** Half an hour ago gas ended, and water follows: its wells, its station and its orders are water's by now. */
beforeAll(async () => {
  test = await startApp();
  const { pool } = test.database;
  own = await aWell(pool, { ...place, classCode: '0111', ownerId: 'gas' });
  byOthers = await aWell(pool, { lon: 120.05, classCode: '0111', ownerId: 'gas', maintainerId: 'telecom' });
  forOthers = await aWell(pool, { lon: 120.06, classCode: '0107', ownerId: 'telecom', maintainerId: 'gas' });
  await pool.query(
    `insert into units (id, kind, level, place_code, parent_id, name, name_en) values ('station', 'trade', 'trade', '990000', 'gas', '站', 'Station')`,
  );
  await pool.query(`update units set words = '{南方公司}' where id = 'gas'`);
});
afterAll(() => test.close());

const end = async () => {
  const { pool } = test.database;
  await pool.query(`update units set active = false, successor_id = 'water' where id = 'gas'`);
  await pool.query(`update units set parent_id = 'water' where id = 'station'`);
  await pool.query(
    `insert into unit_endings (unit_id, ended_at, person_id, why) values ('gas', $1::timestamptz - interval '30 minutes', (select min(id) from people), 'merged')`,
    [now],
  );
  await pool.query(
    `update assets set owner_id = case when owner_id = 'gas' then 'water' else owner_id end, maintainer_id = case when maintainer_id = 'gas' then 'water' else maintainer_id end`,
  );
  forgetVocabulary(pool);
};

it('a report of before a unit ended is answered again as it was', async () => {
  test.setNow('2026-11-23T01:00:00.000Z');
  const { number } = await report(test.app, { position: place, kind: 'cover_broken', text: '南方公司的井盖破了' });
  test.setNow(now);
  await end();
  expect((await replayReport(test.database.pool, number))?.apart).toBeLessThan(0.0005);
  await test.database.pool.query(`update orders set state = 'void', is_hazard = false`); // and tells of nothing below
});

it('who follows a unit that ended did for it what they did since; who worked before that was another', async () => {
  const { pool } = test.database;
  const order = { said: ['gas', 0.95] as const, sent: 'gas', isErased: true };
  await keepClosed(
    pool,
    [
      { ...order, did: 'water', assetId: own, ago: 10 },
      { ...order, did: 'water', ago: 60 },
      { ...order, did: 'gas', assetId: own, ago: 60 },
      { ...order, did: 'station', ago: 70 },
      { ...order, did: 'telecom', assetId: byOthers, ago: 80 },
      { ...order, said: ['telecom', 0.95], sent: 'telecom', did: 'gas', assetId: forOthers, ago: 90 },
    ],
    now,
  );
  const url = '/api/v1/analysis/matching';
  const { total } = (await test.app.inject({ url, headers: await as(test.app, 'analyst') })).json<Matching>();
  expect(total).toMatchObject({ answers: 6, right: 5, misdispatched: 1 });
});

it('what they did teaches of who follows, and says nothing against them', async () => {
  const { pool } = test.database;
  await pool.query('update incidents i set asset_id = o.asset_id from orders o where o.incident_id = i.id and o.asset_id is not null');
  const lessons = (await listSettled(pool, await getVocabulary(pool))).filter(({ found }) => found.beside === null);
  expect(lessons.map(({ found }) => found.unitId).sort()).toEqual(['station', 'telecom', 'water', 'water', 'water', 'water']);
  expect(lessons.flatMap(({ nearby }) => nearby.filter(({ id }) => id === own)).map(({ ownerId }) => ownerId)).not.toContain('gas');
  expect(await findOwnerEvidence(pool, own)).toMatchObject({ closedByOwner: 2, closedByOther: 0 });
});

it('whoever says its name means who follows', async () => {
  const spot = { lon: 120.015, lat: 30.005 };
  await aWell(test.database.pool, { ...spot, lon: spot.lon + 0.00004, classCode: '0102', ownerId: 'drainage', lettering: null });
  await aWell(test.database.pool, { ...spot, lon: spot.lon - 0.00005, classCode: '0102', ownerId: 'water', lettering: null });
  const payload = { position: spot, accuracyM: 10, kind: 'cover_broken', text: '南方公司的井盖' };
  const { owners } = (await test.app.inject({ method: 'POST', url: '/api/v1/match', payload, headers: await as(test.app, 'agent') })).json<MatchReply>();
  expect(owners[0]?.unitId).toBe('water');
  expect(owners[0]?.probability).toBeGreaterThan(0.8);
});

it('an order’s page suggests who follows the likeliest owner, and them to nobody once they have it', async () => {
  const { app, database } = test;
  const spot = { lon: 120.016, lat: 30.012 };
  const plate = await aWell(database.pool, { ...spot, classCode: '0102', ownerId: 'drainage' });
  const { id } = await orderOf(app, await report(app, { position: spot, plate, kind: 'cover_noise', text: '' }));
  await act(app, 'dispatcher-city', id, 'dispatch', { unitId: 'power', note: '请先看' });
  await database.pool.query(
    `update reports set match_owners = '[{"unitId": "gas", "probability": 0.6}, {"unitId": "telecom", "probability": 0.35}]' where incident_id = (select incident_id from orders where id = $1)`,
    [id],
  );
  expect((await readOrder(app, id)).suggestion).toEqual({ unit: { id: 'water', name: expect.anything() }, probability: 0.6 });
  const sent = await act(app, 'dispatcher-city', id, 'dispatch', { unitId: 'water', because: { code: 'note-as-suggested', percent: 60 } });
  expect(sent.json()).toMatchObject({ unit: { id: 'water' }, suggestion: { unit: { id: 'telecom' } } });
});
