import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { inTransaction, type Pool } from '#db/pool.ts';
import { affected, oneRow, rows, sql } from '#db/sql.ts';
import type { Asset } from '#domain/contract/assets.ts';
import { deriveHazards } from '../../api/derive-hazards.ts';
import { signIn, startApp, type TestApp } from '../support/app.ts';
import { aWell } from '../support/builders.ts';

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
