import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { affected, rows, sql } from '#db/sql.ts';
import { tidy } from '../../../api/jobs.ts';
import { signIn, startApp, type TestApp } from '../../support/app.ts';
import { aPerson, aWell } from '../../support/builders.ts';
import { report } from '../../support/thread.ts';

let test: TestApp;
beforeAll(async () => {
  test = await startApp();
  await aWell(test.database.pool);
  await aPerson(test.database.pool, 'administrator-east', [{ role: 'administrator', placeCode: '990102' }]);
});
afterAll(() => test.close());

const get = async (username: string, url: string) => test.app.inject({ url, headers: await signIn(test.app, username) });
const taken = async (username: string, query = '') => {
  const { exports, nextBefore } = (await get(username, `/api/v1/exports${query}`)).json();
  return { by: exports.map((e: { person: { en: string } }) => e.person.en), exports, nextBefore };
};

describe('the book of exports', () => {
  it('tells everyone what they took, and an administrator whatever may hold things of their place', async () => {
    for (const username of ['registrar-west', 'clerk-power', 'analyst']) {
      const reply = await get(username, '/api/v1/exports/assets?format=csv&status=intact');
      expect(reply.statusCode).toBe(200);
    }
    const [west, power, analyst] = ['Person registrar-west', 'Person clerk-power', 'Person analyst'];
    expect((await taken('registrar-west')).by).toEqual([west]);
    expect((await taken('administrator')).by).toEqual([analyst, power, west]);
    expect((await taken('administrator-east')).by).toEqual([analyst, power]);
    const [last] = (await taken('administrator')).exports;
    expect(last).toMatchObject({ form: 'csv', outcome: 'whole', what: 'assets', count: 1, filter: { status: 'intact' }, coordinateSystem: 'EPSG:4326' });
    expect(JSON.stringify(last)).not.toContain('reach');
    const first = await taken('administrator', '?limit=2');
    expect(first.by).toEqual([analyst, power]);
    expect((await taken('administrator', `?limit=2&before=${first.nextBefore}`)).by).toEqual([west]);
    await get('registrar-west', '/api/v1/exports/assets?format=csv&ownerId=power&placeCode=990101001');
    expect((await taken('registrar-west')).exports[0].names).toEqual({
      power: { zh: '市电力公司', en: 'City Power' },
      '990101001': { zh: '桥头街道', en: 'Qiaotou Street' },
    });
  });

  it('holds whatever else a page gives along, with who took it, for whoever answers for its place', async () => {
    const { app, database } = test;
    const send = async (username: string, payload: object) =>
      (await app.inject({ method: 'POST', url: '/api/v1/exports', headers: await signIn(app, username), payload })).statusCode;
    const { rows: wells } = await database.pool.query<{ id: string }>('select id from assets limit 1');
    const { number } = await report(app, { plate: wells[0]?.id ?? '', channel: 'plate' });
    const { rows: orders } = await database.pool.query<{ id: string }>(
      'select o.id from orders o join reports r on r.incident_id = o.incident_id where r.number = $1',
      [number],
    );
    const orderId = orders[0]?.id ?? '';
    const paper = { what: 'order', form: 'paper', filter: { orderId } };
    const figures = { what: 'analysis', form: 'csv', filter: { from: '2026-11-01', to: '2026-11-30', unitId: 'power', hazard: true } };
    expect([await send('clerk-power', paper), await send('clerk-water', paper), await send('agent', figures), await send('leader-west', figures)]).toEqual([
      204, 403, 403, 204,
    ]);
    expect(await send('leader-west', { what: 'scores', form: 'paper', filter: { period: '2026-11', by: 'street' } })).toBe(204);
    expect(await send('leader-west', { what: 'yearly', form: 'paper', filter: { period: '2026' } })).toBe(204);
    expect((await get('clerk-power', '/api/v1/exports/scores?period=2026-11&by=unit')).statusCode).toBe(200);
    expect((await get('registrar-west', `/api/v1/plates?ids=${wells[0]?.id}`)).headers['content-disposition']).toContain('-registrar-west.pdf');
    const [plates, scores, yearly, paperOfScores, analysis, order] = (await taken('administrator', '?limit=6')).exports;
    expect(paperOfScores).toMatchObject({ what: 'scores', form: 'paper', filter: { period: '2026-11', by: 'street' } });
    expect(plates).toMatchObject({ what: 'plates', form: 'pdf', count: 1, coordinateSystem: null, filter: { ids: wells[0]?.id }, outcome: 'whole' });
    expect(scores).toMatchObject({ what: 'scores', form: 'csv', filter: { by: 'unit', period: '2026-11' }, person: { en: 'Person clerk-power' } });
    expect(yearly).toMatchObject({ what: 'yearly', form: 'paper', filter: { period: '2026' }, person: { en: 'Person leader-west' } });
    expect(analysis).toMatchObject({ what: 'analysis', filter: figures.filter, names: { power: { en: 'City Power' } } });
    expect(order).toMatchObject({ what: 'order', form: 'paper', filter: { orderId }, person: { en: 'Person clerk-power' } });
    expect((await taken('leader-west')).exports.map(({ what }: { what: string }) => what)).toEqual(['yearly', 'scores', 'analysis']);
    expect((await taken('administrator-east')).exports.map(({ what }: { what: string }) => what)).not.toContain('order');
  });

  it('ends what a killed server left as running, and not what is still being taken', async () => {
    const { pool } = test.database;
    const minutesAgo = (minutes: number) => new Date(Date.parse('2026-11-23T02:00:00Z') - minutes * 60_000).toISOString();
    for (const [begun, seen] of [
      [90, null],
      [90, 80],
      [90, 2],
      [3, null],
    ] as const)
      await affected(
        pool,
        sql`insert into exports (begun_at, seen_at, what, form, coordinate_system, filter) values (${minutesAgo(begun)}, ${seen === null ? null : minutesAgo(seen)}, 'assets', 'csv', 'EPSG:4326', '{}')`,
      );
    await tidy(test.app);
    const left = await rows<{ outcome: string; endedAt: string | null }>(
      pool,
      sql`select outcome, ended_at from exports where person_id is null and filter = '{}' order by id`,
    );
    expect(left.map(({ outcome }) => outcome)).toEqual(['broken', 'broken', 'running', 'running']);
    expect(left[1]?.endedAt).toBe(minutesAgo(80));
  });
});

describe('a range of serials that runs full', () => {
  it('is told to the registrars of its district and on /metrics long before its last number', async () => {
    const { pool } = test.database;
    await affected(pool, sql`insert into asset_serials (prefix, last) values ('9901010101', 899898), ('9901020101', 950000), ('9901010102', 1000)`);
    const ranges = async (username: string, query = '') => (await get(username, `/api/v1/serial-ranges${query}`)).json().ranges;
    expect(await ranges('registrar-west')).toEqual([]);
    await affected(pool, sql`update asset_serials set last = 899900 where prefix = '9901010101'`);
    expect(await ranges('registrar-west')).toEqual([
      {
        prefix: '9901010101',
        district: { zh: '西区', en: 'West District' },
        className: { zh: '上水井盖', en: 'Water supply well' },
        last: 899900,
        left: 99999,
      },
    ]);
    expect((await ranges('registrar')).map(({ prefix }: { prefix: string }) => prefix)).toEqual(['9901020101', '9901010101']);
    expect(await ranges('registrar', '?fewerThan=50000')).toHaveLength(1);
    // What was adopted ahead of the last is left to nobody.
    await affected(
      pool,
      sql`with adopted as (insert into assets (id, class_code, geom, position_accuracy_m, district_code, street_code, location_kind, first_recorded_on, changed_on, data_source)
            select number_of_serial('9901010101', check_of_prefix('9901010101'), n), '0101', st_setsrid(st_point(120.01, 30.01), 4326), 1, '990101', '990101001', 'footway', '2020-01-01', '2020-01-01', 'survey'
            from generate_series(950001, 950003) n returning id)
          update asset_serials set adopted = adopted + (select count(*) from adopted) where prefix = '9901010101'`,
    );
    expect((await ranges('registrar-west'))[0]).toMatchObject({ last: 899900, left: 99996 });
    const { body } = await test.app.inject('/metrics');
    expect(body).toContain('jingzheng_serials_left{range="9901020101"} 49899');
    expect(body).not.toContain('range="9901010102"');
  });
});
