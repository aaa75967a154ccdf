import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Call } from '#domain/contract/calls.ts';
import type { Order } from '#domain/contract/orders.ts';
import type { ReportRequest, ReportStory } from '#domain/contract/reports.ts';
import { workTimers } from '../../../api/work-timers.ts';
import { startApp, type TestApp } from '../../support/app.ts';
import { aReport, aWell } from '../../support/builders.ts';
import type { Username } from '../../support/city.ts';
import { now } from '../../support/city.ts';
import { act, aKey, aPhoto, as, orderOf, readOrder, report } from '../../support/thread.ts';

let test: TestApp;
beforeAll(async () => {
  test = await startApp();
});
afterAll(() => test.close());

let at = now;
beforeEach(() => {
  at = now;
  test.setNow(at);
});

/** Lets time pass and works what fell due. */
const pass = async (minutes: number): Promise<number> => {
  at = new Date(Date.parse(at) + minutes * 60_000).toISOString();
  test.setNow(at);
  return workTimers(test.app);
};

let step = 0;
const somewhere = () => {
  step += 1;
  return { lon: 120.001 + (step % 18) * 0.001, lat: 30.011 + Math.floor(step / 18) * 0.001 };
};
/** A danger in 990101001 whose owner, the power company, is sure. */
const ownedDanger = async (): Promise<Order> => {
  const position = somewhere();
  await aWell(test.database.pool, position);
  return orderOf(test.app, await report(test.app, { position }));
};
let holes = 0;
/** Beside the road, each so far from the others that nobody takes two for one hole. */
const byTheRoad = () => {
  holes += 1;
  return { lon: 120.0015 + (holes % 18) * 0.001, lat: holes % 36 < 18 ? 30.0101 : 30.0092 };
};
/** A danger in 990101001 at which nothing is registered. */
const nobodysDanger = async (given: Partial<ReportRequest> = {}): Promise<Order> =>
  orderOf(test.app, await report(test.app, { position: byTheRoad(), text: '路边有个洞', notListed: true, ...given }));

const callsOf = async (username: Username): Promise<Call[]> =>
  (await test.app.inject({ url: '/api/v1/calls', headers: await as(test.app, username) })).json<{ calls: Call[] }>().calls;
const callTo = async (username: Username, orderId: string) => (await callsOf(username)).find((call) => call.orderId === orderId);
const acknowledge = async (username: Username, id: string) =>
  test.app.inject({ method: 'POST', url: `/api/v1/calls/${id}/acknowledge`, headers: await as(test.app, username) });
const story = (order: Order) => order.events.map((e) => e.action);
const chain = ['crew-street', 'dispatcher-street', 'dispatcher-west', 'leader-west', 'dispatcher-city'] as const;
/** Who is being called to an order now. */
const called = async (orderId: string) => {
  const open = await Promise.all(chain.map(async (who) => ((await callTo(who, orderId)) ? who : null)));
  return open.filter((who) => who !== null);
};

describe('a danger to which the owner does not come', () => {
  it('is given to the fallback by the system itself: a named person is called, the levels are told, the liability case is opened', async () => {
    const order = await ownedDanger();
    expect(await pass(119)).toBe(1); // the warning, half an hour before
    expect(story(await readOrder(test.app, order.id))).not.toContain('overdue');
    expect(await called(order.id)).toEqual([]);
    await pass(2);
    const late = await readOrder(test.app, order.id);
    expect(story(late)).toEqual(['receive', 'dispatch', 'warn', 'overdue', 'call']);
    expect(late.unit.id).toBe('power'); // accountable as before
    expect(late.liability).toMatchObject([{ unit: { zh: '市电力公司' }, fallbackUnit: { zh: '桥头街道网格中心' }, settledAt: null }]);
    expect(await called(order.id)).toEqual(['crew-street']);
    const call = await callTo('crew-street', order.id);
    expect(Date.parse(call?.answerBy ?? '') - Date.parse(at)).toBe(10 * 60_000);
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
    expect(story(await readOrder(test.app, order.id)).filter((action) => action === 'silent')).toHaveLength(7);
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
    expect(secured.json()).toMatchObject({ state: 'dispatched', isHazard: false, securedAt: at, arrivedAt: at, unit: { id: 'power' } });
    const whole = await readOrder(test.app, order.id);
    expect(whole.assignments.filter((a) => a.part === 'fallback').map((a) => a.endedAt)).toEqual([at]);
    expect(whole.deadlines.find((d) => d.clock === 'hazard')?.metAt).toBe(at);
    expect(await called(order.id)).toEqual([]);
    expect(story(whole)).toEqual(['receive', 'dispatch', 'warn', 'overdue', 'call', 'acknowledge', 'arrive', 'secure']);
  });

  it('calls the next one when who said that they go is not there within the hour', async () => {
    const order = await ownedDanger();
    await pass(121);
    await acknowledge('crew-street', (await callTo('crew-street', order.id))?.id ?? '');
    await pass(61);
    expect(await called(order.id)).toEqual(['dispatcher-street']);
    expect(story(await readOrder(test.app, order.id))).toContain('absent');
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
    expect(story(whole)).toEqual(['receive', 'dispatch', 'sign', 'start', 'arrive', 'warn', 'overdue']);
  });

  it('keeps trying where a street and all above it have nobody at all', async () => {
    const order = await ownedDanger();
    await test.database.pool.query('update people set active = false where username = any($1)', [[...chain]]);
    await pass(121);
    await pass(10);
    expect(story(await readOrder(test.app, order.id, 'supervisor')).filter((action) => action === 'nobody')).toHaveLength(2);
    await test.database.pool.query('update people set active = true');
    await pass(10);
    expect(await called(order.id)).toEqual(['crew-street']);
  });
});

describe('a danger whose owner is not known', () => {
  it('calls the street’s people in the minute it is reported; who is called answers by signing, and a signature at a desk takes no call from them', async () => {
    const order = await nobodysDanger();
    expect(order.unit.id).toBe('centre-990101001');
    expect(await called(order.id)).toEqual(['crew-street']);
    await act(test.app, 'dispatcher-street', order.id, 'sign');
    expect(await called(order.id)).toEqual(['crew-street']);
    const other = await nobodysDanger();
    await act(test.app, 'crew-street', other.id, 'sign');
    await pass(15);
    expect(await called(other.id)).toEqual(['crew-street']);
    expect((await callTo('crew-street', other.id))?.acknowledgedAt).not.toBeNull();
    expect(await called(order.id)).toEqual(['dispatcher-street']); // ten minutes of silence went on to the next
  });

  it('waits ten minutes for a person to look when it is one anonymous word without a photo, then calls all the same', async () => {
    const order = await nobodysDanger({ contact: undefined as never });
    expect(story(order)).toContain('look');
    expect(await called(order.id)).toEqual([]);
    await pass(10);
    expect(await called(order.id)).toEqual(['crew-street']);
  });

  it('is one word however often one line tells of it, also after a report was split out; another line’s word calls', async () => {
    const position = byTheRoad();
    const tell = async (remoteAddress: string, metres = 0) => {
      const payload = aReport({ text: '路边的圆井盖裂成两半掉下去了', notListed: true, accuracyM: 3, contact: undefined as never });
      const place = { ...position, lon: position.lon + metres / 96_000 };
      const headers = { 'idempotency-key': aKey() };
      const reply = await test.app.inject({ method: 'POST', url: '/api/v1/reports', headers, remoteAddress, payload: { ...payload, position: place } });
      expect(reply.statusCode, reply.body).toBe(201);
      return orderOf(test.app, reply.json<ReportStory>());
    };
    const first = await tell('203.0.113.7');
    const twice = await tell('203.0.113.7', 0.2);
    expect([twice.id, story(twice).filter((action) => action === 'call' || action === 'look')]).toEqual([first.id, ['look']]);
    const { rows } = await test.database.pool.query('select distinct sender from reports r join orders o using (incident_id) where o.id = $1', [first.id]);
    expect(rows, 'nobody sees that the two are one line’s').toHaveLength(2);
    const reportId = twice.reports.at(-1)?.id ?? '';
    expect((await act(test.app, 'dispatcher-street', first.id, 'split', { reportId, note: '不是同一处' })).statusCode).toBe(200);
    await act(test.app, 'dispatcher-street', first.id, 'void', { note: '现场无异常' });
    const apart = await tell('203.0.113.7', 0.2);
    expect(apart.id).not.toBe(first.id);
    expect(apart.reportCount).toBe(2);
    expect(story(apart)).not.toContain('call');
    expect(story(await tell('198.51.100.9', 0.2))).toContain('call');
  });

  it.each([
    ['someone is hurt', async () => ({ contact: undefined as never, someoneHurt: true })],
    ['there is a photo', async () => ({ contact: undefined as never, photoIds: [await aPhoto(test.app)] })],
  ])('calls at once when %s', async (_, given) => {
    const order = await nobodysDanger(await given());
    expect(await called(order.id)).toEqual(['crew-street']);
  });

  it('waits for a look far from any road, and with a caller whose reports were void before', async () => {
    const far = await nobodysDanger({ position: { lon: 120.005, lat: 30.02 } });
    expect(story(far)).toContain('look');
    const contact = { name: '某', phone: '13900000001' };
    for (let i = 0; i < 2; i += 1) {
      const wrong = await nobodysDanger({ contact });
      await act(test.app, 'dispatcher-street', wrong.id, 'void', { note: '现场无异常' });
    }
    expect(story(await nobodysDanger({ contact }))).toContain('look');
  });

  it('is not called for any more when a dispatcher finds its owner', async () => {
    const order = await nobodysDanger();
    await act(test.app, 'dispatcher-street', order.id, 'dispatch', { unitId: 'power', note: '盖面有电力字样' });
    expect(await called(order.id)).toEqual([]);
    await pass(121);
    expect(await called(order.id)).toEqual(['crew-street']); // the owner did not come
  });

  it('is nobody’s again when who was there gives it on: its clock begins anew and the crew is called', async () => {
    const order = await ownedDanger();
    await act(test.app, 'crew-power', order.id, 'arrive');
    await pass(60);
    await act(test.app, 'clerk-power', order.id, 'return', { note: '不是我们的', photoIds: [await aPhoto(test.app)] });
    const back = await readOrder(test.app, order.id);
    expect(back).toMatchObject({ arrivedAt: null, isHazard: true });
    expect(back.deadlines.find((d) => d.clock === 'hazard')).toMatchObject({ metAt: null, startedAt: at });
    expect(await called(order.id)).toEqual(['crew-street']);
  });

  it('begins anew when it is back after it was made safe, and has an order of its own while the work waits for its check', async () => {
    const position = somewhere();
    const plate = await aWell(test.database.pool, position);
    const told = async () => orderOf(test.app, await report(test.app, { position, plate }));
    const order = await told();
    await act(test.app, 'crew-power', order.id, 'secure', { photoIds: [await aPhoto(test.app)], position: order.position });
    await pass(60);
    const again = await told();
    expect(again).toMatchObject({ id: order.id, isHazard: true, arrivedAt: null, securedAt: null });
    expect(again.deadlines.find((d) => d.clock === 'hazard')).toMatchObject({ metAt: null, startedAt: at });
    for (const action of ['sign', 'start'] as const) await act(test.app, 'clerk-power', order.id, action);
    await act(test.app, 'clerk-power', order.id, 'resolve', { reply: '好了', photoIds: [await aPhoto(test.app)], position: order.position });
    expect((await told()).id).not.toBe(order.id);
  });

  it('has to be over within hours of whoever came, also when it is back after it was made safe', async () => {
    const position = somewhere();
    const plate = await aWell(test.database.pool, position);
    const told = async () => orderOf(test.app, await report(test.app, { position, plate }));
    const order = await told();
    for (const action of ['arrive', 'secure'] as const)
      await act(test.app, 'crew-power', order.id, action, action === 'secure' ? { photoIds: [await aPhoto(test.app)], position: order.position } : {});
    await pass(60);
    expect((await told()).id).toBe(order.id);
    const there = (await act(test.app, 'crew-power', order.id, 'arrive')).json<Order>();
    expect(there.deadlines.find((d) => d.clock === 'secure')).toMatchObject({ metAt: null, startedAt: at });
    await pass(241);
    expect(story(await readOrder(test.app, order.id)).at(-1)).toBe('overdue');
  });

  it('is not left open behind a reply: who resolves says where they stand and shows that it is safe, and the story tells both', async () => {
    const order = await ownedDanger();
    for (const action of ['sign', 'start'] as const) await act(test.app, 'clerk-power', order.id, action);
    const done = { reply: '好了', photoIds: [await aPhoto(test.app)] };
    const open = await act(test.app, 'clerk-power', order.id, 'resolve', done);
    expect([open.statusCode, open.json()]).toMatchObject([422, { code: 'danger-not-safe', field: 'position' }]);
    const far = await act(test.app, 'clerk-power', order.id, 'resolve', { ...done, position: { lon: 120.07, lat: 30.01 } });
    expect(far.json()).toMatchObject({ code: 'position-too-far', field: 'position' });
    const whole = (await act(test.app, 'clerk-power', order.id, 'resolve', { ...done, position: order.position })).json<Order>();
    expect(whole).toMatchObject({ state: 'resolved', isHazard: false, securedAt: at, arrivedAt: at });
    expect(story(whole).slice(-2)).toEqual(['secure', 'resolve']);
    expect(whole.deadlines.find((d) => d.clock === 'hazard')?.metAt).toBe(at);
  });

  it('is asked of nobody twice: made safe before, it is resolved by a reply and a photo', async () => {
    const order = await ownedDanger();
    await act(test.app, 'crew-power', order.id, 'secure', { photoIds: [await aPhoto(test.app)], position: order.position });
    for (const action of ['sign', 'start'] as const) await act(test.app, 'clerk-power', order.id, action);
    const whole = (await act(test.app, 'clerk-power', order.id, 'resolve', { reply: '好了', photoIds: [await aPhoto(test.app)] })).json<Order>();
    expect(whole.state).toBe('resolved');
    expect(story(whole).filter((action) => action === 'secure')).toHaveLength(1);
  });

  it('has its clock again when the centre sees the hole still open, and calls go on after a dispatch that came too late', async () => {
    const order = await ownedDanger();
    for (const action of ['sign', 'start'] as const) await act(test.app, 'clerk-power', order.id, action);
    await act(test.app, 'clerk-power', order.id, 'resolve', { reply: '好了', photoIds: [await aPhoto(test.app)], position: order.position });
    await pass(30);
    const back = (await act(test.app, 'dispatcher-street', order.id, 'rework', { note: '洞还在', isDangerous: true })).json<Order>();
    expect(back).toMatchObject({ isHazard: true, arrivedAt: null, securedAt: null });
    expect(back.deadlines.find((d) => d.clock === 'hazard')).toMatchObject({ metAt: null, startedAt: at });
    await pass(121);
    expect(await called(order.id)).toEqual(['crew-street']);
    await act(test.app, 'dispatcher-street', order.id, 'dispatch', { unitId: 'water', note: '试试' });
    expect(await called(order.id)).toEqual([]);
    await pass(61);
    expect(await called(order.id)).toEqual(['crew-street']);
  });

  it('is called for again when the owner gives it back', async () => {
    const order = await ownedDanger();
    await act(test.app, 'clerk-power', order.id, 'return', { note: '不是我们的', photoIds: [await aPhoto(test.app)] });
    expect(await called(order.id)).toEqual(['crew-street']);
  });
});

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
