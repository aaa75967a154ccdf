import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { findPlace } from '#db/queries/places/places.ts';
import { signIn, startApp, type TestApp } from '../../support/app.ts';
import { aPerson } from '../../support/builders.ts';
import { now } from '../../support/city.ts';

import { asGiven, codeOf, unitsOf, url } from '../../support/units.ts';

let test: TestApp;
beforeAll(async () => {
  test = await startApp();
});
afterAll(() => test.close());
beforeEach(() => test.setNow(now));

const { add, ask, change, read } = unitsOf(() => test.app);

describe('units are kept on a page', () => {
  it('one is added, found by a word, changed; each change says who, what and why', async () => {
    const added = await add('power-north', { words: ['北电'], phone: '021-12345', hours: { weekdays: [1, 2], fromTime: '08:00', toTime: '20:00' } });
    expect(added.statusCode, added.body).toBe(201);
    const found = (await ask('GET', '?q=北电')).json<{ units: { id: string }[]; isWhole: boolean }>();
    expect(found).toMatchObject({ units: [{ id: 'power-north' }], isWhole: true });
    const renamed = await change('power-north', { name: { zh: '城北电力', en: 'North Power' }, parentId: 'power', hours: null });
    expect(renamed.statusCode, renamed.body).toBe(200);
    expect(renamed.json()).toMatchObject({ name: { zh: '城北电力' }, parent: { id: 'power' }, hours: null, version: 2, phone: '021-12345', openOrders: 0 });
    expect((await read('power-north')).changes).toMatchObject([
      {
        ...{ action: 'changed', why: '调整', person: { en: 'Person administrator' } },
        changes: [
          { field: 'name', before: '北区电力 / Power North', after: '城北电力 / North Power' },
          { field: 'parentId', before: '', after: 'power' },
          { field: 'hours', before: '1 2 08:00–20:00', after: '' },
        ],
        names: [{ code: 'power', name: { en: 'City Power' } }],
      },
      { action: 'added', why: '成立', names: [{ code: expect.stringMatching(/^99/), name: { zh: expect.any(String) } }] },
    ]);
  });

  it('of two who change it at once one is told, and nothing of theirs is lost', async () => {
    await add('twice');
    const unit = await read('twice');
    const body = { ...asGiven(unit), version: unit.version, why: '改名' };
    const both = await Promise.all(['甲', '乙'].map((zh) => ask('PUT', '/twice', { ...body, name: { zh, en: zh } })));
    expect(both.map(({ statusCode }) => statusCode).sort()).toEqual([200, 409]);
    expect(both.map((reply) => codeOf(reply).code).filter(Boolean)).toEqual(['unit-changed']);
    expect((await read('twice')).changes).toHaveLength(2);
  });

  it.each([
    ['a code that is used', () => add('power'), 409, 'unit-id-taken', 'id'],
    ['a code with other letters', () => add('Power_1'), 400, 'field-invalid', 'id'],
    ['a name that says nothing', () => add('empty', { name: { zh: ' ', en: 'x' } }), 400, 'field-invalid', 'name/zh'],
    ['a place that is not there', () => add('nowhere', { placeCode: '990999' }), 422, 'unit-place-wrong', 'placeCode'],
    ['a second centre', () => add('centre-2', { kind: 'centre', placeCode: '990101' }), 409, 'unit-place-taken', 'placeCode'],
    ['itself above', () => change('water', { parentId: 'water' }), 422, 'unit-parent-wrong', 'parentId'],
    ['no change at all', () => change('water', {}), 422, 'unit-unchanged', undefined],
    ['a reason that is none', () => change('water', { why: '  ' }), 400, 'field-invalid', 'why'],
    ['a telephone that is none', () => change('water', { phone: 'call me' }), 400, 'field-invalid', 'phone'],
  ] as const)('refuses %s', async (_what, send, status, code, field) => {
    const reply = await send();
    expect(reply.statusCode, reply.body).toBe(status);
    const told = codeOf(reply);
    expect([told.code, told.field]).toEqual([code, field]);
  });

  it('a district’s administrator keeps the units of the district and no other', async () => {
    await aPerson(test.database.pool, 'administrator-west', [{ role: 'administrator', placeCode: '990101' }]);
    const headers = await signIn(test.app, 'administrator-west');
    const put = async (id: string, part: object) => {
      const unit = await read(id);
      const payload = { ...asGiven(unit), version: unit.version, why: '调整', ...part };
      return (await test.app.inject({ method: 'PUT', url: `${url}/${id}`, headers, payload })).statusCode;
    };
    expect(await put('road-990101', { phone: '021-1' })).toBe(200);
    expect(await put('centre-990101001', { phone: '021-2' })).toBe(200);
    expect(await put('road-990102', { phone: '021-3' })).toBe(403);
    expect(await put('power', { phone: '021-4' })).toBe(403);
    expect(await put('road-990101', { alsoPlaces: ['990102'] })).toBe(403);
    expect(await put('road-990101', { placeCode: '990000' })).toBe(403);
  });

  it('a road unit that looks after another district besides is asked there where none is of it', async () => {
    const { pool } = test.database;
    const east = { lon: 120.06, lat: 30.02 };
    expect((await findPlace(pool, east))?.road).toBe('road-990102');
    expect((await change('road-990101', { alsoPlaces: ['990102'] })).statusCode).toBe(200);
    expect((await findPlace(pool, east))?.road).toBe('road-990102');
    const unit = await read('road-990102');
    await ask('POST', '/road-990102/close', { version: unit.version, successorId: 'road-990101', why: '并入' });
    expect((await findPlace(pool, east))?.road).toBe('road-990101');
  });
});
