import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '../../support/app.ts';
import type { Username } from '../../support/city.ts';
import { dangersOf } from '../../support/danger.ts';
import { as } from '../../support/thread.ts';

let test: TestApp;
beforeAll(async () => {
  test = await startApp();
});
afterAll(() => test.close());

const { begin, called, nobodysDanger } = dangersOf(() => test);
beforeEach(begin);

describe('the roster of a handling centre', () => {
  const url = '/api/v1/units/centre-990101001/duty';
  const read = async (username: Username) => (await test.app.inject({ url, headers: await as(test.app, username) })).json();
  const set = async (username: Username, shifts: object[], to = url) => {
    const seen = (await read('dispatcher-street')).shifts;
    return test.app.inject({ method: 'PUT', url: to, headers: await as(test.app, username), payload: { shifts, seen } });
  };

  it('says who is called first, at which hours, over midnight too', async () => {
    const people = (await read('dispatcher-street')).people as { id: string; name: { en: string } }[];
    const idOf = (name: string) => people.find((p) => p.name.en === `Person ${name}`)?.id ?? '';
    const everyDay = [1, 2, 3, 4, 5, 6, 7];
    const shifts = [
      { personId: idOf('dispatcher-street'), weekdays: everyDay, fromTime: '08:00', toTime: '12:00', rank: 1 },
      { personId: idOf('crew-street'), weekdays: everyDay, fromTime: '12:00', toTime: '08:00', rank: 1 },
    ];
    expect((await set('dispatcher-street', shifts)).json()).toMatchObject({ shifts });
    expect(await called((await nobodysDanger()).id)).toEqual(['dispatcher-street']); // ten in the morning
    test.setNow('2026-11-23T05:00:00.000Z'); // one in the afternoon
    expect(await called((await nobodysDanger()).id)).toEqual(['crew-street']);
    await set('dispatcher-street', []);
  });

  it('lasts a day from eight to eight, and calls nobody who holds no role there any more', async () => {
    const people = (await read('dispatcher-street')).people as { id: string; name: { en: string } }[];
    const idOf = (name: string) => people.find((p) => p.name.en === `Person ${name}`)?.id ?? '';
    const shift = { weekdays: [1, 2, 3, 4, 5, 6, 7], fromTime: '08:00', toTime: '08:00', rank: 1 };
    for (const hour of ['08:00', '20:00']) {
      // Ten in the morning is after the one's beginning, and before the other's end.
      await set('dispatcher-street', [{ ...shift, fromTime: hour, toTime: hour, personId: idOf('dispatcher-street') }]);
      expect(await called((await nobodysDanger()).id)).toEqual(['dispatcher-street']);
    }
    await set('dispatcher-street', [{ ...shift, personId: idOf('crew-street') }]);
    const { pool } = test.database;
    const { rows } = await pool.query(`delete from person_roles where person_id = $1 returning person_id, role, unit_id`, [idOf('crew-street')]);
    expect(await called((await nobodysDanger()).id)).toEqual(['dispatcher-street']);
    await pool.query('insert into person_roles (person_id, role, unit_id) values ($1, $2, $3)', Object.values(rows[0] ?? {}));
    await set('dispatcher-street', []);
  });

  it('is set by its own place’s dispatchers, with its own people', async () => {
    expect((await set('dispatcher-east', [])).json()).toMatchObject({ code: 'outside-scope' });
    expect((await set('dispatcher-street', [], '/api/v1/units/power/duty')).json()).toMatchObject({ code: 'outside-scope' });
    expect((await set('dispatcher-street', [], '/api/v1/units/nobody/duty')).json()).toMatchObject({ code: 'unit-unknown' });
    const stranger = { personId: '999999', weekdays: [1], fromTime: '08:00', toTime: '20:00', rank: 1 };
    expect((await set('dispatcher-street', [stranger])).json()).toMatchObject({ code: 'person-unknown', field: 'shifts/0/personId' });
    expect((await set('dispatcher-street', [{ ...stranger, weekdays: [8] }])).statusCode).toBe(400);
    expect((await set('dispatcher-street', [{ ...stranger, fromTime: '25:00' }])).statusCode).toBe(400);
  });
});
