import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { affected, sql } from '#db/sql.ts';
import { startApp, type TestApp } from '../../support/app.ts';
import { aWell } from '../../support/builders.ts';
import { now } from '../../support/city.ts';
import { cover, registryOf, type Told } from '../../support/registry.ts';
import { readOrder, report } from '../../support/thread.ts';

let test: TestApp;
beforeAll(async () => {
  test = await startApp();
});
afterAll(() => test.close());

const { get, openOrderOf, patch, post, versionOf } = registryOf(() => test.app);
const well = (given = {}) => aWell(test.database.pool, given);

describe('two records of one well', () => {
  it('split again are as they were: each its cover, its facts and its open orders; and a moment between shows them merged', async () => {
    const { pool } = test.database;
    const [a, b, c] = [
      await well({ lon: 120.02, lat: 30.03, sourceNumber: 'DL-8' }),
      await well({ lon: 120.0201, lat: 30.03 }),
      await well({ lon: 120.0202, lat: 30.03 }),
    ];
    await affected(pool, sql`update covers set load_class = 'A15' where asset_id = ${a}`);
    await affected(
      pool,
      sql`update covers set removed_on = '2021-01-01', removed_reason = 'stolen', recorded_at = '2021-01-01T00:00:00Z' where asset_id in (${b}, ${c})`,
    );
    await report(test.app, { plate: a });
    const order = await openOrderOf(a);
    const apart = (await get(a)).body;
    const life = async (minute: string, work: () => Promise<{ status: number; body: Told }>) => {
      test.setNow(`2026-11-23T03:${minute}:00.000Z`);
      const done = await work();
      expect(done.status, JSON.stringify(done.body)).toBeLessThan(300);
      return done.body;
    };
    await life('10', () => post(`/${a}/merge`, 'registrar', { version: 1, into: b, note: '重复登记' }));
    const merged = await life('20', async () => post(`/${b}/merge`, 'registrar', { version: (await get(b)).body.version, into: c, note: '重复登记' }));
    expect(merged).toMatchObject({ id: c, sourceNumber: 'DL-8', hazards: ['weak_cover', 'not_verified'] });
    expect((await get(c, 'dispatcher-city')).body.orders).toMatchObject([{ id: order.id }]);
    const alone = await life('30', async () => post(`/${a}/split`, 'registrar', { version: 2, note: '其实是两座' }));
    expect(alone).toMatchObject({ id: a, sourceNumber: 'DL-8', hazards: ['weak_cover', 'not_verified'], standing: 'current' });
    expect(alone.covers).toEqual(apart.covers);
    expect((await get(c, 'dispatcher-city')).body).toMatchObject({ id: c, sourceNumber: null, hazards: ['not_verified'], orders: [], mergedNumbers: [b] });
    expect((await get(c)).body.covers.filter(({ removedOn }) => removedOn === null)).toEqual([]);
    expect((await openOrderOf(a)).version).toBe(order.version + 3);
    expect((await readOrder(test.app, order.id)).events.slice(-3)).toMatchObject([
      ...[b, c].map((assetId) => ({ action: 'asset_merged', assetId, note: '重复登记' })),
      { action: 'asset_split', assetId: a, note: '其实是两座' },
    ]);
    await life('40', async () => post(`/${b}/split`, 'registrar', { version: await versionOf(b), note: '其实是三座' }));
    expect((await get(b, 'dispatcher-city')).body).toMatchObject({ id: b, sourceNumber: null, orders: [], hazards: ['not_verified'], mergedNumbers: [] });
    expect((await get(b)).body.covers.filter(({ removedOn }) => removedOn === null)).toEqual([]);
    const at = (minute: string, id: string) => get(id, 'dispatcher-city', `?at=2026-11-23T03:${minute}:00Z`);
    for (const [minute, id, shown] of [
      ['09', a, { id: a, standing: 'current', mergedNumbers: [], orders: [{ id: order.id, state: 'dispatched' }] }],
      ['09', b, { id: b, standing: 'current', mergedNumbers: [], orders: [] }],
      ['15', a, { id: b, standing: 'merged', askedFor: a, mergedNumbers: [a], orders: [{ id: order.id }], sourceNumber: 'DL-8' }],
      ['25', a, { id: c, standing: 'merged', mergedNumbers: [a, b].sort(), orders: [{ id: order.id }], hazards: ['weak_cover', 'not_verified'] }],
      ['35', c, { id: c, standing: 'current', mergedNumbers: [b], orders: [], hazards: ['not_verified'] }],
      ['35', a, { id: a, standing: 'current', orders: [{ id: order.id }], hazards: ['weak_cover', 'not_verified'] }],
    ] as const)
      expect((await at(minute, id)).body, `${minute} ${id}`).toMatchObject(shown);
    test.setNow(now);
  });

  it('split again from the end of their chain leave the first where it was, which is split then with its own', async () => {
    const [a, b, c] = [
      await well({ lon: 120.03, lat: 30.03, sourceNumber: 'DL-9' }),
      await well({ lon: 120.0301, lat: 30.03 }),
      await well({ lon: 120.0302, lat: 30.03 }),
    ];
    await report(test.app, { plate: a });
    const order = await openOrderOf(a);
    const apart = (await get(a)).body;
    const done = async (path: string, payload: object) => {
      const reply = await post(path, 'registrar', payload);
      expect(reply.status, JSON.stringify(reply.body)).toBeLessThan(300);
    };
    await done(`/${a}/merge`, { version: 1, into: b, note: '重复登记' });
    await done(`/${b}/merge`, { version: (await get(b)).body.version, into: c, note: '重复登记' });
    await done(`/${b}/split`, { version: await versionOf(b), note: '其实是两座' });
    expect((await get(b, 'dispatcher-city')).body).toMatchObject({ id: b, mergedNumbers: [a], orders: [{ id: order.id }], sourceNumber: 'DL-9' });
    expect((await get(c, 'dispatcher-city')).body).toMatchObject({ id: c, mergedNumbers: [], orders: [], sourceNumber: null });
    await done(`/${a}/split`, { version: await versionOf(a), note: '其实是三座' });
    const alone = (await get(a, 'dispatcher-city')).body;
    expect(alone).toMatchObject({ id: a, standing: 'current', orders: [{ id: order.id }], sourceNumber: 'DL-9' });
    expect(alone.covers).toEqual(apart.covers);
    expect((await get(b, 'dispatcher-city')).body).toMatchObject({ id: b, mergedNumbers: [], orders: [], sourceNumber: null });
  });

  it('split again leave with the kept one what was said of it since', async () => {
    const [a, b] = [await well({ lon: 120.02, lat: 30.034, sourceNumber: 'DL-9' }), await well({ lon: 120.0201, lat: 30.034 })];
    await affected(test.database.pool, sql`update covers set removed_on = '2021-01-01', removed_reason = 'stolen' where asset_id = ${b}`);
    await post(`/${a}/merge`, 'registrar', { version: 1, into: b, note: '重复登记' });
    await patch(b, 'registrar', { version: 2, sourceNumber: 'DL-10' });
    await post(`/${b}/cover`, 'registrar', { version: 3, cover });
    await post(`/${a}/split`, 'registrar', { version: 2, note: '其实是两座' });
    expect((await get(a)).body).toMatchObject({ sourceNumber: 'DL-9', covers: [{ sizeMm: 700, removedOn: null }] });
    expect((await get(b)).body).toMatchObject({ sourceNumber: 'DL-10', covers: [{ sizeMm: 800, removedOn: null }, { sizeMm: 700 }, {}] });
  });
});

describe('a record that is two wells', () => {
  it('keeps its number; the other gets a new one and what the first said of both', async () => {
    const id = await well({ ownerId: 'power' });
    const other = await post(`/${id}/split`, 'registrar', { version: 1, note: '实为两座', position: { lon: 120.0101, lat: 30.0101 }, cover });
    expect(other).toMatchObject({ status: 201, body: { owner: { id: 'power' }, classCode: '0105', version: 1 } });
    expect(other.body.id).not.toBe(id);
    expect((await get(id)).body.events[0]).toMatchObject({ action: 'split', changes: { number: [id, other.body.id] } });
    expect((await post(`/${id}/split`, 'registrar', { version: 2, note: '没有位置' })).body.code).toBe('asset-not-merged');
  });
});

describe('the other of two split wells', () => {
  it('is of the class and the owner that are said of it, and takes nothing that was known of another owner', async () => {
    const id = await well({ ownerId: 'power' });
    const other = await post(`/${id}/split`, 'registrar', {
      version: 1,
      note: '另一座是自来水的',
      position: { lon: 120.0102, lat: 30.0102 },
      classCode: '0101',
      ownerId: 'water',
      locationKind: 'footway',
      cover,
    });
    expect(other).toMatchObject({ status: 201, body: { owner: { id: 'water' }, maintainer: null, classCode: '0101', locationKind: 'footway' } });
    expect(other.body.covers).toMatchObject([{ removedOn: null }]);
    expect((await get(id)).body).toMatchObject({ owner: { id: 'power' }, classCode: '0105' });
  });
});
