import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '../../support/app.ts';
import { chain, dangersOf, storyOf } from '../../support/danger.ts';
import { act, aPhoto, as, readOrder } from '../../support/thread.ts';

let test: TestApp;
beforeAll(async () => {
  test = await startApp();
});
afterAll(() => test.close());

const { acknowledge, at, begin, called, callTo, ownedDanger, pass } = dangersOf(() => test);
beforeEach(begin);

describe('a danger to which the owner does not come', () => {
  it('is given to the fallback by the system itself: a named person is called, the levels are told, the liability case is opened', async () => {
    const order = await ownedDanger();
    expect(await pass(119)).toBe(1); // the warning, half an hour before
    expect(storyOf(await readOrder(test.app, order.id))).not.toContain('overdue');
    expect(await called(order.id)).toEqual([]);
    await pass(2);
    const late = await readOrder(test.app, order.id);
    expect(storyOf(late)).toEqual(['receive', 'dispatch', 'warn', 'overdue', 'call']);
    expect(late.unit.id).toBe('power'); // accountable as before
    expect(late.liability).toMatchObject([{ unit: { zh: '市电力公司' }, fallbackUnit: { zh: '桥头街道网格中心' }, settledAt: null }]);
    expect(await called(order.id)).toEqual(['crew-street']);
    const call = await callTo('crew-street', order.id);
    expect(Date.parse(call?.answerBy ?? '') - Date.parse(at())).toBe(10 * 60_000);
  });

  it('goes on to the next name and up a level at each ten minutes’ silence, and begins again when everybody was silent', async () => {
    const order = await ownedDanger();
    await pass(121);
    const names: string[] = [];
    for (let i = 0; i < 7; i += 1) {
      names.push((await called(order.id)).join());
      await pass(10);
    }
    expect(names).toEqual([...chain, 'crew-street', 'dispatcher-street']);
    expect(storyOf(await readOrder(test.app, order.id)).filter((action) => action === 'silent')).toHaveLength(7);
  });

  it('is the acknowledging person’s unit’s as fallback, who comes, makes it safe with a photo on the spot, and ends the danger and not the order', async () => {
    const order = await ownedDanger();
    await pass(121);
    const call = await callTo('crew-street', order.id);
    expect((await acknowledge('dispatcher-street', call?.id ?? '')).statusCode).toBe(404); // another's call
    expect((await acknowledge('crew-street', call?.id ?? '')).statusCode).toBe(200);
    await pass(15);
    expect(await called(order.id)).toEqual(['crew-street']); // on the way: nobody else is called
    const onTheWay = await readOrder(test.app, order.id, 'crew-street');
    expect(onTheWay.assignments.filter((a) => a.endedAt === null).map((a) => [a.unit.id, a.part])).toContainEqual(['centre-990101001', 'fallback']);
    expect(onTheWay.actions).toEqual(['arrive', 'secure', 'send_crew']);
    expect((await act(test.app, 'crew-street', order.id, 'resolve', { reply: '好了', photoIds: [await aPhoto(test.app)] })).statusCode).toBe(409);
    await act(test.app, 'crew-street', order.id, 'arrive');
    const safe = { photoIds: [await aPhoto(test.app)], position: onTheWay.position };
    const far = await act(test.app, 'crew-street', order.id, 'secure', { ...safe, position: { lon: 120.07, lat: 30.01 } });
    expect(far.json()).toMatchObject({ code: 'position-too-far', field: 'position' });
    expect((await act(test.app, 'crew-street', order.id, 'secure', { photoIds: safe.photoIds })).json()).toMatchObject({ code: 'position-missing' });
    const secured = await act(test.app, 'crew-street', order.id, 'secure', safe);
    expect(secured.json()).toMatchObject({ state: 'dispatched', isHazard: false, securedAt: at(), arrivedAt: at(), unit: { id: 'power' } });
    const whole = await readOrder(test.app, order.id);
    expect(whole.assignments.filter((a) => a.part === 'fallback').map((a) => a.endedAt)).toEqual([at()]);
    expect(whole.deadlines.find((d) => d.clock === 'hazard')?.metAt).toBe(at());
    expect(await called(order.id)).toEqual([]);
    expect(storyOf(whole)).toEqual(['receive', 'dispatch', 'warn', 'overdue', 'call', 'acknowledge', 'arrive', 'secure']);
  });

  it('calls the next one when who said that they go is not there within the hour', async () => {
    const order = await ownedDanger();
    await pass(121);
    await acknowledge('crew-street', (await callTo('crew-street', order.id))?.id ?? '');
    await pass(61);
    expect(await called(order.id)).toEqual(['dispatcher-street']);
    expect(storyOf(await readOrder(test.app, order.id))).toContain('absent');
  });

  it('is no longer shown to who lost the role for it, nor takes their word', async () => {
    const order = await ownedDanger();
    await pass(121);
    const call = await callTo('crew-street', order.id);
    const { pool } = test.database;
    const roles = await pool.query(
      "update person_roles r set unit_id = 'water' from people p where p.id = r.person_id and p.username = 'crew-street' returning r.unit_id",
    );
    expect(roles.rowCount).toBe(1);
    try {
      expect(await callTo('crew-street', order.id)).toBeUndefined();
      expect((await acknowledge('crew-street', call?.id ?? '')).json()).toMatchObject({ code: 'outside-scope', status: 403 });
    } finally {
      await pool.query("update person_roles r set unit_id = 'centre-990101001' from people p where p.id = r.person_id and p.username = 'crew-street'");
    }
    expect(await callTo('crew-street', order.id)).toMatchObject({ id: call?.id });
  });

  it('tells who answers too late that the call is over', async () => {
    const order = await ownedDanger();
    await pass(121);
    const call = await callTo('crew-street', order.id);
    await pass(10);
    expect((await acknowledge('crew-street', call?.id ?? '')).json()).toMatchObject({ code: 'call-over', status: 409 });
  });

  it('is no longer called for when the owner is there in time, and a signature at a desk is no arrival', async () => {
    const order = await ownedDanger();
    await act(test.app, 'clerk-power', order.id, 'sign');
    await act(test.app, 'clerk-power', order.id, 'start');
    expect((await readOrder(test.app, order.id)).deadlines.find((d) => d.clock === 'hazard')?.metAt).toBeNull();
    await act(test.app, 'crew-power', order.id, 'arrive');
    await pass(300);
    const whole = await readOrder(test.app, order.id);
    expect(whole.liability).toEqual([]);
    expect(storyOf(whole)).toEqual(['receive', 'dispatch', 'sign', 'start', 'arrive', 'warn', 'overdue']);
  });

  it('keeps trying where a street and all above it have nobody at all', async () => {
    const order = await ownedDanger();
    await test.database.pool.query('update people set active = false where username = any($1)', [[...chain]]);
    await pass(121);
    await pass(10);
    expect(storyOf(await readOrder(test.app, order.id, 'supervisor')).filter((action) => action === 'nobody')).toHaveLength(2);
    await test.database.pool.query('update people set active = true');
    await pass(10);
    expect(await called(order.id)).toEqual(['crew-street']);
  });
});

describe('a person who said that they go', () => {
  // last: whoever is locked has no session after it
  it('and has another role since, or is locked, is waited for no longer', async () => {
    const { pool } = test.database;
    const { rows } = await pool.query<{ id: string }>("select id from people where username = 'crew-street'");
    const url = `/api/v1/people/${rows[0]?.id}`;
    const change = async (given: object) => {
      const headers = await as(test.app, 'administrator');
      const { person } = (await test.app.inject({ url, headers })).json<{ person: { version: number } }>();
      const reply = await test.app.inject({ method: 'PATCH', url, headers, payload: { version: person.version, ...given } });
      expect(reply.statusCode, reply.body).toBe(200);
    };
    const callee = async (orderId: string) =>
      (await pool.query('select p.username from calls c join people p on p.id = c.person_id where c.order_id = $1 and c.ended_at is null', [orderId])).rows[0]
        ?.username;
    for (const lost of [{ grants: [{ role: 'crew', unitId: 'water' }] }, { active: false }]) {
      begin();
      const order = await ownedDanger();
      await pass(121);
      expect((await acknowledge('crew-street', (await callTo('crew-street', order.id))?.id ?? '')).statusCode).toBe(200);
      await change({ name: { zh: '桥头班组', en: 'The crew' } });
      await pass(1);
      expect(await callee(order.id)).toBe('crew-street');
      await change(lost);
      await pass(1);
      expect(await callee(order.id)).toBe('dispatcher-street');
      await change({ grants: [{ role: 'crew', unitId: 'centre-990101001' }] });
    }
  });
});
