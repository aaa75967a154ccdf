import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { inTransaction, type Pool } from '#db/pool.ts';
import { affected, oneRow, rows, sql } from '#db/sql.ts';
import type { Asset } from '#domain/contract/assets.ts';
import { deriveHazards } from '../../../api/derive-hazards.ts';
import { signIn, startApp, type TestApp } from '../../support/app.ts';
import { aWell } from '../../support/builders.ts';

let test: TestApp;
let pool: Pool;
let wells: string[];
let clock = Date.parse('2026-11-24T00:00:00.000Z');
const later = (seconds: number) => {
  clock += seconds * 1000;
  test.setNow(new Date(clock).toISOString());
};
/** What the city asks of covers in some kinds of place; each well's is of D400. */
const asks = (loadClass: Record<string, string>) =>
  affected(pool, sql`update city set settings = settings || ${JSON.stringify({ hazards: { loadClass } })}::jsonb`);
const weak = async () => (await rows<{ id: string }>(pool, sql`select id from assets where hazards = '{weak_cover}' order by id`)).map(({ id }) => id);
const round = () => oneRow<{ upto: string; done: boolean; isLast: boolean }>(pool, sql`select upto, done_at is not null as done, is_last from hazard_rounds`);
const derive = (isClosing?: () => boolean, most?: number) => deriveHazards(test.app, isClosing, most);
/** Until both passes are through. */
const deriveWhole = async () => {
  await derive();
  later(61);
  await derive();
};

beforeAll(async () => {
  test = await startApp();
  pool = test.database.pool;
  wells = [];
  for (let i = 0; i < 5; i++) wells.push(await aWell(pool, { lon: 120.01 + i * 0.001, locationKind: i === 4 ? 'footway' : 'carriageway' }));
  wells.sort();
  await derive();
});
afterAll(() => test.close());
beforeEach(async () => {
  await asks({});
  await deriveWhole();
  expect(await weak()).toEqual([]);
  expect(await round()).toMatchObject({ done: true });
});

const standingOn = async (kind: string) =>
  (await rows<{ id: string }>(pool, sql`select id from assets where location_kind = ${kind} order by id`)).map(({ id }) => id);
const carriageways = () => standingOn('carriageway');

describe('when a city asks something else of covers', () => {
  it('every asset’s hazards follow, no version and no event is made, no tile changes, and what a search believes follows too', async () => {
    await affected(pool, sql`with counted as materialized (select count_asset_dictionaries()) select count(*) from counted`);
    const before = await oneRow<{ versions: number; events: number; tiles: number }>(
      pool,
      sql`select (select count(*) from asset_versions)::integer as versions, (select count(*) from asset_events)::integer as events, (select count(*) from tile_changes)::integer as tiles`,
    );
    await asks({ carriageway: 'E600' });
    await derive();
    expect(await weak()).toEqual(await carriageways());
    const headers = await signIn(test.app, 'registrar');
    const [first = ''] = await weak();
    const asset = (await test.app.inject({ url: `/api/v1/assets/${first}`, headers })).json<Asset>();
    expect(asset).toMatchObject({ version: 1, hazards: ['weak_cover', 'not_verified'] });
    const found = (await test.app.inject({ url: '/api/v1/assets?hazard=weak_cover', headers })).json<{ assets: Asset[]; total: object }>();
    expect(found.assets.map(({ id }) => id).sort()).toEqual(await weak());
    expect(found.total).toEqual({ count: 4, exact: true });
    expect(
      await oneRow(
        pool,
        sql`select (select count(*) from asset_versions)::integer as versions, (select count(*) from asset_events)::integer as events, (select count(*) from tile_changes)::integer as tiles`,
      ),
    ).toEqual(before);
    const facets = await rows<{ counted: number; real: number }>(
      pool,
      sql`select f.counted, (select count(*)::integer from assets a where f.key = asset_facet(a.street_code, a.district_code, a.class_code, a.owner_id, a.maintainer_id, a.authority_id, a.status, a.hazards)) as real
          from asset_facets f`,
    );
    expect(facets.map(({ counted }) => counted)).toEqual(facets.map(({ real }) => real));
  });

  it('what another server wrote by the old rules meanwhile is put right by a second pass, which waits for a file that is being written', async () => {
    await asks({ footway: 'E600' });
    await derive();
    const [footway = ''] = await weak();
    expect(await round()).toMatchObject({ done: false, isLast: false });
    await affected(pool, sql`update assets set hazards = '{}' where id = ${footway}`);
    later(61);
    const { id } = await oneRow<{ id: string }>(
      pool,
      sql`insert into imports (source, file_name, file_is_ours, file_bytes, file_sha256, format, columns, mapping, rules, reach, state, heartbeat_at, created_at)
          values ('s', 'a.csv', false, 1, '', 'csv', '{}', '{}', '{}', '{}', 'applying', clock_timestamp(), clock_timestamp()) returning id`,
    );
    await derive();
    expect(await weak()).toEqual([]);
    await affected(pool, sql`update imports set state = 'applied' where id = ${id}`);
    await derive();
    expect(await weak()).toEqual([footway]);
    expect(await round()).toMatchObject({ done: true });
  });

  it('a server goes on where another stopped, and what was asked last counts', async () => {
    await asks({ carriageway: 'E600' });
    let pieces = 0;
    await derive(() => pieces++ >= 2, 2); // the round's beginning, and one piece of two
    expect(await round()).toMatchObject({ upto: wells[1], done: false });
    expect(await weak()).toEqual((await carriageways()).filter((id) => wells.indexOf(id) < 2));
    await derive(() => pieces++ >= 4, 2);
    expect(await round()).toMatchObject({ upto: wells[3] });
    await asks({ footway: 'E600' });
    await deriveWhole();
    expect(await weak()).toEqual(await standingOn('footway'));
  });

  it('a piece whose connection is killed in its middle is as if it had not begun, and is done by the next run', async () => {
    await asks({ carriageway: 'E600' });
    const one = (await carriageways())[0] ?? '';
    await inTransaction(pool, async (client) => {
      await affected(client, sql`update assets set note = 'held' where id = ${one}`);
      const run = derive().then(
        () => 'ended',
        () => 'broke off',
      );
      const waiting = async () =>
        rows<{ pid: number }>(
          pool,
          sql`select pid from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and query like '%for no key update%'`,
        );
      let [held] = await waiting();
      while (!held) {
        await new Promise((resolve) => setTimeout(resolve, 20));
        [held] = await waiting();
      }
      await oneRow(pool, sql`select pg_terminate_backend(${held.pid}) as ended`);
      expect(await run).toBe('broke off');
      expect(await round()).toMatchObject({ upto: '', done: false });
    });
    expect(await weak()).toEqual([]);
    await derive();
    expect(await weak()).toEqual(await carriageways());
  });
});

it('a round and a file that is written at once, whose combinations are the same ones, wait for each other in one order and both come through', async () => {
  const keys = await rows<{ owner: string; was: string; becomes: string }>(
    pool,
    sql`select u.id as owner, asset_facet('990101001', '990101', '0105', u.id, u.id, null, 'intact', '{}')::text as was,
          asset_facet('990101001', '990101', '0105', u.id, u.id, null, 'intact', '{weak_cover}')::text as becomes from units u where u.id <> 'power'`,
  ).then((found) => found.map(({ owner, was, becomes }) => ({ owner, was: BigInt(was), becomes: BigInt(becomes) })));
  // The load makes the combination that the round moves assets to, then meets one that is held, and wants the one that they come from last.
  const pairs = keys.flatMap((moved) => keys.map((between) => ({ moved, between })));
  const { moved, between } = pairs.find(({ moved: m, between: b }) => m.becomes < b.was && b.was < m.was) ?? {};
  if (!moved || !between) throw new Error('no units whose keys lie so');
  await aWell(pool, { ownerId: moved.owner });
  await aWell(pool, { ownerId: between.owner, locationKind: 'footway' });
  const waiting = async (query: string) => {
    const found = () =>
      rows(
        pool,
        sql`select pid from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and query ~ ${query} and state = 'active'`,
      );
    await vi.waitFor(async () => expect(await found()).toHaveLength(1), { timeout: 5000, interval: 20 });
  };
  const outcome = (work: Promise<unknown>) =>
    work.then(
      () => 'through',
      (error: unknown) => String(error),
    );
  const holder = await pool.connect();
  try {
    await holder.query('begin');
    await holder.query('select from asset_facets where key = $1 for update', [String(between.was)]);
    // As a batch of a census file makes its assets: one statement of more than 500 rows.
    const load = outcome(
      affected(
        pool,
        sql`insert into assets (id, class_code, geom, position_accuracy_m, district_code, street_code, address, location_kind, owner_id, maintainer_id, status, first_recorded_on, changed_on, data_source, hazards)
            select m.id, '0105', st_setsrid(st_point(120.012, 30.012), 4326), 1, '990101', '990101001', '桥头路10号', 'footway', k.owner, k.owner, 'intact', '2020-01-01', '2020-01-01', 'survey', k.hazards::text[]
            from (select id, row_number() over () % 3 as nth from mint_asset_ids('990101', '0105', 600) id) m
              join (values (0, ${moved.owner}, '{weak_cover}'), (1, ${between.owner}, '{}'), (2, ${moved.owner}, '{}')) k (nth, owner, hazards) using (nth)`,
      ),
    );
    await waiting('^ *insert into assets ');
    await asks({ carriageway: 'E600' });
    const run = outcome(derive());
    await waiting('asset_facets|update assets');
    await holder.query('rollback');
    expect([await load, await run]).toEqual(['through', 'through']);
  } finally {
    holder.release();
  }
  later(61);
  await derive();
  expect(await weak()).toEqual(await carriageways());
});
