import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { affected, oneRow, sql } from '#db/sql.ts';
import { startApp, type TestApp } from '../../support/app.ts';
import { aWell } from '../../support/builders.ts';
import { registryOf } from '../../support/registry.ts';
import { report } from '../../support/thread.ts';
import { untilWaiting } from '../../support/waits.ts';

let test: TestApp;
beforeAll(async () => {
  test = await startApp();
});
afterAll(() => test.close());

const { get, patch, post } = registryOf(() => test.app);
const well = (given = {}) => aWell(test.database.pool, given);

describe('two records of one well', () => {
  it('become one: both numbers stay and lead to it, through any chain, in the registry and in a report', async () => {
    const [a, b, c] = [await well(), await well({ lon: 120.0101, sourceNumber: 'DL-7' }), await well({ lon: 120.0102 })];
    expect((await post(`/${b}/merge`, 'registrar', { version: 1, into: a, note: '重复登记' })).body).toMatchObject({
      id: a,
      sourceNumber: 'DL-7',
      mergedNumbers: [b],
    });
    const aNow = (await get(a)).body.version;
    expect((await post(`/${a}/merge`, 'registrar', { version: aNow, into: c, note: '重复登记' })).body.id).toBe(c);
    for (const number of [a, b]) expect((await get(number, null)).body).toMatchObject({ id: c, askedFor: number, standing: 'merged' });
    expect((await get(c, null)).body).toMatchObject({ id: c, standing: 'current' });
    expect((await get(c)).body.mergedNumbers).toEqual([a, b].sort());
    await report(test.app, { plate: b });
    const { assetId } = await oneRow<{ assetId: string }>(test.database.pool, sql`select asset_id from incidents order by id desc limit 1`);
    expect(assetId).toBe(c);
    const circle = await post(`/${c}/merge`, 'registrar', { version: (await get(c)).body.version, into: b, note: '绕圈' });
    expect(circle.body.code).toBe('merge-with-itself');
    expect((await patch(a, 'registrar', { version: 99, depthM: 1 })).body).toMatchObject({ code: 'asset-merged', detail: expect.stringContaining(c) });
  });

  it('also where one came with a census and joined the other while it was loaded: the plate that it bears resolves, now and at a day of then', async () => {
    const [kept, borne] = [await well(), '99010101017777773'];
    await affected(test.database.pool, sql`insert into asset_aliases (number, asset_id, source, reason) values (${borne}, ${kept}, 'census', 'merged')`);
    expect((await get(borne, null)).body).toMatchObject({ id: kept, askedFor: borne, standing: 'merged' });
    expect((await get(kept)).body.mergedNumbers).toEqual([borne]);
    expect((await get(borne)).body.askedVersion).toBeNull(); // it has no record of its own
    expect(
      (await post('', 'registrar-west', { number: borne, classCode: '0101', position: { lon: 120.01, lat: 30.01 }, locationKind: 'footway' })).body,
    ).toMatchObject({ code: 'number-taken' });
    expect((await get('99010101017777781', null)).body.code).toBe('plate-unknown');
  });

  it('too far apart are not one well, and a merged number can stand on its own again', async () => {
    const [a, b, far] = [await well(), await well({ lon: 120.0103 }), await well({ lon: 120.0125 })];
    expect((await post(`/${a}/merge`, 'registrar', { version: 1, into: far, note: '?' })).body).toMatchObject({ code: 'merge-too-far' });
    await post(`/${a}/merge`, 'registrar', { version: 1, into: b, note: '重复' });
    const { askedVersion } = (await get(a)).body; // of its own record, which the page shows nothing else of
    expect([askedVersion, (await get(b)).body.askedVersion]).toEqual([2, null]);
    const alone = await post(`/${a}/split`, 'registrar', { version: askedVersion, note: '其实是两座' });
    expect(alone).toMatchObject({ status: 201, body: { id: a, standing: 'current', version: 3 } });
  });

  it('of different classes are no one thing until the class is corrected, and a well is never a lamp', async () => {
    const [a, b, lamp] = [await well(), await well({ classCode: '0102' }), await well({ classCode: '0118', ownerId: 'lamps' })];
    for (const into of [b, lamp]) {
      const refused = await post(`/${a}/merge`, 'registrar', { version: 1, into, note: '重复' });
      expect(refused).toMatchObject({ status: 422, body: { code: 'merge-class-differs', field: 'into' } });
      expect(refused.body.detail).not.toMatch(/undefined|\{|\}|（、/);
    }
    expect((await get(a)).body).toMatchObject({ id: a, version: 1, covers: [{ removedOn: null }] });
    await patch(b, 'registrar', { version: 1, classCode: '0105' });
    expect((await post(`/${a}/merge`, 'registrar', { version: 1, into: b, note: '重复' })).body.id).toBe(b);
  });

  it('keep the cover that somebody puts on the kept one at that very moment', async () => {
    const { pool } = test.database;
    const [a, b] = [await well(), await well({ lon: 120.0101 })];
    await affected(pool, sql`update covers set removed_on = '2021-01-01', removed_reason = 'stolen' where asset_id = ${b}`);
    const putting = await pool.connect();
    await putting.query('begin');
    await putting.query('update assets set version = version + 1 where id = $1', [b]);
    await putting.query("insert into covers (asset_id, size_mm, material) values ($1, 900, 'composite')", [b]);
    const merging = post(`/${a}/merge`, 'registrar', { version: 1, into: b, note: '重复' });
    await untilWaiting(pool);
    await putting.query('commit');
    putting.release();
    const merged = await merging;
    expect(merged.status, JSON.stringify(merged.body)).toBe(200);
    expect(merged.body.covers.filter(({ removedOn }) => removedOn === null)).toMatchObject([{ sizeMm: 900 }]);
  });

  it('merged into each other at the same time make no circle', async () => {
    const [a, b] = [await well(), await well({ lon: 120.0101 })];
    const both = await Promise.all([
      post(`/${a}/merge`, 'registrar', { version: 1, into: b, note: '1' }),
      post(`/${b}/merge`, 'registrar', { version: 1, into: a, note: '2' }),
    ]);
    expect(both.map((r) => r.status).sort()).toEqual([200, 409]);
    const [first, second] = [(await get(a)).body.id, (await get(b)).body.id];
    expect(first).toBe(second);
  });
});
