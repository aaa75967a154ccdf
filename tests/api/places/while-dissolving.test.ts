import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { dissolvePlace } from '#db/dissolve-place.ts';
import { inTransaction } from '#db/pool.ts';
import { findAsset } from '#db/queries/assets/assets.ts';
import { rows, sql } from '#db/sql.ts';
import { settleAssets } from '../../../api/places/settle-assets.ts';
import { startApp, type TestApp } from '../../support/app.ts';
import { aPerson, aWell } from '../../support/builders.ts';
import { now } from '../../support/city.ts';
import { as, orderOf, report } from '../../support/thread.ts';
import { untilWaiting } from '../../support/waits.ts';

let test: TestApp;
beforeEach(async () => {
  test = await startApp();
});
afterEach(() => test.close());

const on = '2026-11-20';
const dissolve = (gone: string, into: string) => dissolvePlace(test.database.pool, { gone, into, on, now });

describe('a well that somebody writes while its street is dissolved', () => {
  const writtenAround = async (decrees: () => Promise<unknown>) => {
    const { pool } = test.database;
    const moved = await aWell(pool, { lon: 120.05, lat: 30.02 });
    const writer = await pool.connect();
    await writer.query('begin');
    const registered = await aWell(writer, { lon: 120.012, lat: 30.02 });
    await writer.query(
      `update assets set street_code = '990101001', district_code = '990101', geom = st_setsrid(st_point(120.013, 30.02), 4326) where id = $1`,
      [moved],
    );
    await decrees();
    await writer.query('commit');
    writer.release();
    return { registered, moved };
  };
  const placeOf = async (id: string, at?: string) => {
    const found = await findAsset(test.database.pool, id, at);
    return { streetCode: found?.streetCode, districtCode: found?.districtCode, version: found?.version };
  };
  const eventsOf = (id: string) => rows(test.database.pool, sql`select at, action, source, changes, note, version from asset_events where asset_id = ${id}`);

  it('lies in the street that follows as soon as somebody looks, registered or moved, with an event of its own', async () => {
    const { registered, moved } = await writtenAround(() => dissolve('990101001', '990101002'));
    expect(await settleAssets(test.app)).toBe(2);
    expect(await placeOf(registered)).toEqual({ streetCode: '990101002', districtCode: '990101', version: 2 });
    expect(await placeOf(moved)).toEqual({ streetCode: '990101002', districtCode: '990101', version: 3 });
    expect(await eventsOf(registered)).toEqual([
      {
        ...{ at: now, action: 'place', source: 'decree', version: 2 },
        changes: { streetCode: ['990101001', '990101002'] },
        note: '桥头街道（990101001）现为河口街道（990101002）',
      },
    ]);
    expect(await placeOf(registered, '2026-11-22T00:00:00Z'), 'what was recorded until then').toMatchObject({ streetCode: '990101001', version: 1 });
    expect(await settleAssets(test.app)).toBe(0);
  });

  it('has one event for each version where an edit and the decree meet', async () => {
    const { pool } = test.database;
    const id = await aWell(pool, { lon: 120.012, lat: 30.02 });
    const editor = await pool.connect();
    await editor.query('begin');
    await editor.query(`update assets set note = '改' where id = $1`, [id]);
    await editor.query(
      `insert into asset_events (asset_id, at, action, source, changes, version) values ($1, now(), 'changed', 'registrar', '{"remark": [null, "改"]}', 2)`,
      [id],
    );
    const decree = dissolve('990101001', '990101002');
    await untilWaiting(pool);
    await editor.query('commit');
    editor.release();
    await decree;
    expect(await placeOf(id)).toEqual({ streetCode: '990101002', districtCode: '990101', version: 3 });
    expect(await eventsOf(id)).toMatchObject([
      { action: 'changed', version: 2 },
      { action: 'place', version: 3 },
    ]);
  });

  it('goes on to where several decrees have led', async () => {
    const { registered } = await writtenAround(async () => {
      await dissolve('990101001', '990101002');
      await dissolve('990101', '990102');
    });
    expect(await settleAssets(test.app)).toBe(2);
    const { streetCode, districtCode } = await placeOf(registered);
    expect(districtCode).toBe('990102');
    expect(await rows(test.database.pool, sql`select parent_code, retired_on from places where code = ${streetCode}`)).toEqual([
      { parentCode: '990102', retiredOn: null },
    ]);
    expect(await eventsOf(registered)).toMatchObject([{ changes: { streetCode: ['990101001', streetCode], districtCode: ['990101', '990102'] } }]);
  });

  it('is left to the next look while somebody holds it', async () => {
    const { registered, moved } = await writtenAround(() => dissolve('990101001', '990101002'));
    await inTransaction(test.database.pool, async (editor) => {
      await editor.query('select from assets where id = $1 for no key update', [registered]);
      expect(await settleAssets(test.app)).toBe(1);
    });
    expect([(await placeOf(registered)).streetCode, (await placeOf(moved)).streetCode]).toEqual(['990101001', '990101002']);
    expect(await settleAssets(test.app)).toBe(1);
    expect((await placeOf(registered)).streetCode).toBe('990101002');
  });
});

describe('a role that somebody gives while its place is dissolved, or its unit ends', () => {
  const scopesOf = async (username: string) =>
    (
      await rows<{ scope: string }>(
        test.database.pool,
        sql`select coalesce(r.place_code, r.unit_id) as scope from person_roles r join people p on p.id = r.person_id where p.username = ${username} order by 1`,
      )
    ).map(({ scope }) => scope);
  const invite = async (grant: { role: string; placeCode?: string; unitId?: string }) =>
    test.app.inject({
      ...{ method: 'POST', url: '/api/v1/people', headers: await as(test.app, 'administrator') },
      payload: { username: 'newcomer', name: { zh: '新人', en: 'Newcomer' }, grants: [grant] },
    });
  /** Invites, and lets something end between what was looked up for it and its end: their name is another's for so long. */
  const invitedAround = async (grant: Parameters<typeof invite>[0], end: () => Promise<unknown>) => {
    const { pool } = test.database;
    await as(test.app, 'administrator');
    const namesake = await pool.connect();
    await namesake.query('begin');
    await namesake.query(`insert into people (username, password_hash, name, name_en) values ('newcomer', '', '同名', 'Namesake')`);
    const invited = invite(grant);
    await untilWaiting(pool);
    const ended = end();
    await Promise.race([ended, untilWaiting(pool, 2)]);
    await namesake.query('rollback');
    namesake.release();
    const reply = await invited;
    expect(reply.statusCode, reply.body).toBe(201);
    await ended;
  };
  /** Lets a decree wait, all that ends by it held, while somebody else does something. */
  const duringDecree = async <Done>(work: () => Promise<Done>): Promise<Done> => {
    const { pool } = test.database;
    const order = await orderOf(test.app, await report(test.app, { position: { lon: 120.012, lat: 30.02 }, kind: 'noise' }));
    const acting = await pool.connect();
    await acting.query('begin');
    await acting.query('select from orders where id = $1 for no key update', [order.id]);
    const decree = dissolve('990101001', '990101002');
    await untilWaiting(pool);
    const done = work();
    await Promise.race([done, untilWaiting(pool, 2)]);
    await acting.query('rollback');
    acting.release();
    await decree;
    return done;
  };

  it('is given where its place goes on, too', async () => {
    await invitedAround({ role: 'dispatcher', placeCode: '990101001' }, () => dissolve('990101001', '990101002'));
    expect(await scopesOf('newcomer')).toEqual(['990101001', '990101002']);
  });

  it('is given at the unit that follows, too', async () => {
    const headers = await as(test.app, 'administrator');
    await invitedAround({ role: 'clerk', unitId: 'gas' }, async () => {
      const payload = { version: 1, successorId: 'power', why: '改制' };
      const reply = await test.app.inject({ method: 'POST', url: '/api/v1/network-units/gas/close', headers, payload });
      expect(reply.statusCode, reply.body).toBe(200);
    });
    expect(await scopesOf('newcomer')).toEqual(['gas', 'power']);
  });

  it('is refused where the decree came first', async () => {
    await as(test.app, 'administrator');
    const reply = await duringDecree(() => invite({ role: 'dispatcher', placeCode: '990101001' }));
    expect(reply.json()).toMatchObject({ code: 'place-unknown', field: 'grants/0/placeCode' });
  });

  it('is taken from whom the decree gives one, after it and in no circle with it', async () => {
    const headers = await as(test.app, 'administrator');
    const id = await aPerson(test.database.pool, 'newcomer', [{ role: 'dispatcher', placeCode: '990101001' }]);
    const payload = { version: 1, grants: [{ role: 'agent', placeCode: '990000' }] };
    const reply = await duringDecree(() => test.app.inject({ method: 'PATCH', url: `/api/v1/people/${id}`, headers, payload }));
    expect(reply.statusCode, reply.body).toBe(200);
    expect(await scopesOf('newcomer')).toEqual(['990000']);
  });
});
