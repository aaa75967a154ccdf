import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rows as query, sql } from '#db/sql.ts';
import { checkCharacter } from '#domain/asset-id.ts';
import { startApp, type TestApp } from '../../support/app.ts';
import { aWell } from '../../support/builders.ts';
import { cover, registryOf } from '../../support/registry.ts';

let test: TestApp;
beforeAll(async () => {
  test = await startApp();
});
afterAll(() => test.close());

const { get, patch, post } = registryOf(() => test.app);
const well = (given = {}) => aWell(test.database.pool, given);
const numberOf = (prefix: string, serial: number) => {
  const digits = prefix + String(serial).padStart(6, '0');
  return digits + checkCharacter(digits);
};

describe('registering one asset', () => {
  const given = { position: { lon: 120.012, lat: 30.012 }, classCode: '0102', locationKind: 'carriageway' };

  it('mints its number in its district and class, or adopts the one it bears', async () => {
    const minted = await post('', 'registrar-west', { ...given, cover, ownerId: 'water', hasAntiFallNet: false, depthM: 3, note: '新建' });
    expect(minted).toMatchObject({ status: 201, body: { district: { zh: '西区' }, standing: 'current', version: 1 } });
    expect(minted.body.id).toMatch(/^9901010102/);
    expect(minted.body.hazards).toEqual(['no_anti_fall_net']); // recorded today: nobody has left it unseen for long
    expect(minted.body.events).toMatchObject([{ action: 'minted', source: 'survey', note: '新建', version: 1 }]);
    const bears = numberOf('9901020105', 4711);
    expect((await post('', 'registrar', { ...given, number: bears.slice(0, 16) })).body.id).toBe(bears);
    expect((await post('', 'registrar', { ...given, number: bears })).body).toMatchObject({ code: 'number-taken' });
  });

  it.each([
    ['1234', '16 位数字'],
    ['99010101020000051', '校验码不符'],
    ['8888880102000005', '不是本市的区'],
    ['9901010199000005', '不是部件小类'],
  ])('refuses the number %s, and says why', async (number, why) => {
    const refused = await post('', 'registrar', { ...given, number });
    expect(refused.body).toMatchObject({ code: 'number-not-national', field: 'number', detail: expect.stringContaining(why) });
  });

  it('is for the registrar of the place, and a lamp has no cover', async () => {
    expect((await post('', 'registrar-west', { ...given, position: { lon: 120.06, lat: 30.02 } })).body.code).toBe('outside-scope');
    expect((await post('', 'clerk-power', given)).body.code).toBe('forbidden');
    expect((await post('', 'registrar', { ...given, classCode: '0118', cover })).body.code).toBe('not-a-well');
  });

  it('ends with a clear sentence that names the range when its numbers are used up', async () => {
    await query(
      test.database.pool,
      sql`insert into asset_serials (prefix, last) values ('9901020103', 999899) on conflict (prefix) do update set last = 999899`,
    );
    const refused = await post('', 'registrar', { ...given, position: { lon: 120.06, lat: 30.02 }, classCode: '0103' });
    expect(refused).toMatchObject({ status: 409, body: { code: 'serials-exhausted', detail: expect.stringContaining('9901020103') } });
  });
});

describe('a cover', () => {
  it('replaced is closed with its reason and another opens; what was missing is intact again', async () => {
    const id = await well({ status: 'missing' });
    const replaced = await post(`/${id}/cover`, 'crew-power', { version: 1, cover, removedReason: 'stolen', note: '被盗补装' });
    expect(replaced.body).toMatchObject({ status: 'intact', version: 2 });
    expect(replaced.body.covers).toMatchObject([
      { sizeMm: 800, removedOn: null, fittedOn: '2026-11-23' },
      { sizeMm: 700, removedOn: '2026-11-23', removedReason: 'stolen' },
    ]);
    expect(replaced.body.events[0]).toMatchObject({ action: 'cover', changes: { status: ['missing', 'intact'] } });
    expect((await post(`/${id}/cover`, 'crew-power', { version: 1, cover })).body.code).toBe('asset-changed');
    const lamp = await well({ classCode: '0118', ownerId: 'lamps' });
    expect((await post(`/${lamp}/cover`, 'registrar', { version: 1, cover })).body.code).toBe('not-a-well');
  });

  const given = { position: { lon: 120.012, lat: 30.012 }, classCode: '0102', locationKind: 'carriageway' };

  it('of which only some is known is kept with what is known, as a census keeps it', async () => {
    const { body } = await post('', 'registrar-west', { ...given, cover: { loadClass: 'B125', material: null }, ownerId: 'water' });
    expect(body.covers).toMatchObject([{ shape: null, sizeMm: null, material: null, loadClass: 'B125', fittedOn: null }]);
    const round = await post(`/${body.id}/cover`, 'registrar-west', { version: 1, cover: { shape: 'round' } });
    expect(round.body.covers[0]).toMatchObject({ shape: 'round', loadClass: null, fittedOn: '2026-11-23' });
    expect(round.body.hazards).not.toContain('weak_cover'); // nobody knows what it bears
    const unsaid = await patch(body.id, 'registrar-west', { version: 2, cover: { shape: null, sizeMm: 700 } });
    expect(unsaid.body.covers[0]).toMatchObject({ shape: null, sizeMm: 700 });
    expect((await post('', 'registrar-west', { ...given, cover: {} })).body).toMatchObject({ code: 'field-invalid', field: 'cover' });
  });
});

describe('a mistyped number', () => {
  const slip = (id: string) => `${id.slice(0, 15)}${(Number(id[15]) + 1) % 10}${id.slice(16)}`;
  it('offers staff what is registered in their reach, the public only what lies around it, nearest first', async () => {
    const id = await well({ lon: 120.015, lat: 30.035 });
    expect((await get(slip(id))).body).toMatchObject({ code: 'plate-mistyped', params: { suggestions: expect.stringContaining(id) } });
    expect(String((await get(slip(id), 'clerk-water')).body.params?.['suggestions'])).not.toContain(id);
    expect((await get(slip(id), null)).body).toMatchObject({ code: 'plate-mistyped' });
    expect((await get(slip(id), null)).body.params).toBeUndefined();
    expect((await get(slip(id), null, '?near=120.015,30.0355')).body.params).toMatchObject({ suggestions: id });
    expect((await get(slip(id), null, '?near=120.03,30.03')).body.params).toBeUndefined();
  });
});
