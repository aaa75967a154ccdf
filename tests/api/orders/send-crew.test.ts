import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { SendablePerson } from '#domain/contract/crew.ts';
import type { Order } from '#domain/contract/orders.ts';
import { giveEvents } from '../../../api/give-events.ts';
import { startApp, type TestApp } from '../../support/app.ts';
import { aPerson, aReport, aWell } from '../../support/builders.ts';
import { now, type Username } from '../../support/city.ts';
import { act, as, doing, orderOf, readOrder, report } from '../../support/thread.ts';

let test: TestApp;
beforeAll(async () => {
  test = await startApp();
  await aPerson(test.database.pool, 'crew-power-2', [{ role: 'crew', unitId: 'power' }]);
});
afterAll(() => test.close());
beforeEach(() => test.setNow(now));

let wells = 0;
const anOrder = async (kind = 'cover_noise'): Promise<Order> => {
  wells += 1;
  const position = { lon: 120.001 + wells * 0.001, lat: 30.018 };
  const plate = await aWell(test.database.pool, { ...position, ownerId: 'power' });
  return orderOf(test.app, await report(test.app, aReport({ position, plate, kind, text: '' })));
};
const did = doing(() => test.app);
const crewOf = async (who: Username, id: string) => test.app.inject({ url: `/api/v1/orders/${id}/crew`, headers: await as(test.app, who) });
const idOf = async (username: string) =>
  (await test.database.pool.query<{ id: string }>('select id::text from people where username = $1', [username])).rows[0]?.id ?? '';
const sentTo = (order: Order) =>
  order.assignments
    .filter(({ part, endedAt }) => part === 'accountable' && endedAt === null)
    .map(({ unit, crew }) => [unit.id, crew?.name.zh ?? null, crew?.isReader ?? false]);
const note = '理由';

describe('a crew that is sent', () => {
  it('is one of the unit’s own, its crew first, each with how many jobs they have', async () => {
    const order = await anOrder();
    const { people } = (await crewOf('clerk-power', order.id)).json<{ people: SendablePerson[] }>();
    expect(people.map(({ name, isCrew, jobs }) => [name.zh, isCrew, jobs])).toEqual([
      ['人员 crew-power', true, 0],
      ['crew-power-2', true, 0],
      ['人员 clerk-power', false, 0],
    ]);
    await did('clerk-power', order.id, 'send_crew', { personId: await idOf('crew-power') });
    const again = (await crewOf('clerk-power', order.id)).json<{ people: SendablePerson[] }>();
    expect(again.people.map(({ jobs }) => jobs)).toEqual([1, 0, 0]);
    expect((await crewOf('clerk-water', order.id)).json()).toMatchObject({ code: 'outside-scope' });
    expect((await crewOf('dispatcher-street', order.id)).json(), 'who dispatches it sends no people of a unit').toMatchObject({ code: 'outside-scope' });
    const stranger = await act(test.app, 'clerk-power', order.id, 'send_crew', { personId: await idOf('clerk-water') });
    expect(stranger.json()).toMatchObject({ code: 'person-unknown', field: 'personId' });
    expect((await act(test.app, 'clerk-power', order.id, 'send_crew')).json()).toMatchObject({ code: 'person-unchosen', field: 'personId' });
    expect((await act(test.app, 'dispatcher-street', order.id, 'send_crew', { personId: await idOf('crew-power') })).json()).toMatchObject({
      code: 'forbidden',
    });
  });

  it('has it in their own list by name, and is told; the unit’s list, the story and who has it say who', async () => {
    const order = await anOrder();
    await did('clerk-power', order.id, 'sign');
    const sent = await did('clerk-power', order.id, 'send_crew', { personId: await idOf('crew-power'), note: '带防坠网' });
    expect(sent).toMatchObject({ state: 'signed', crew: { zh: '人员 crew-power' }, lastAct: 'send_crew' });
    expect(sent.events.at(-1)).toMatchObject({ action: 'send_crew', note: '带防坠网', crew: { zh: '人员 crew-power' } });
    expect(sentTo(sent)).toEqual([['power', '人员 crew-power', false]]);
    expect(sentTo(await readOrder(test.app, order.id, 'crew-power'))).toEqual([['power', '人员 crew-power', true]]);
    const inbox = await test.app.inject({ url: '/api/v1/orders?unitId=power&limit=50', headers: await as(test.app, 'clerk-power') });
    expect(inbox.json<{ orders: Order[] }>().orders.find(({ id }) => id === order.id)?.crew).toMatchObject({ zh: '人员 crew-power' });
    await giveEvents(test.app);
    const { rows } = await test.database.pool.query<{ username: string }>(
      `select p.username from notices n join people p on p.id = n.person_id where n.kind = 'crew-sent' and n.order_id = $1`,
      [order.id],
    );
    expect(rows.map(({ username }) => username)).toEqual(['crew-power']);
  });

  it('is another once another is sent, and nobody once the order is another unit’s; each step is taken back', async () => {
    const order = await anOrder();
    await did('clerk-power', order.id, 'send_crew', { personId: await idOf('crew-power') });
    const other = await did('clerk-power', order.id, 'send_crew', { personId: await idOf('crew-power-2') });
    expect(sentTo(other)).toEqual([['power', 'crew-power-2', false]]);
    const gone = await did('dispatcher-street', order.id, 'dispatch', { unitId: 'water', note });
    expect(gone).toMatchObject({ unit: { id: 'water' }, crew: null });
    expect(sentTo(await did('dispatcher-street', order.id, 'take_back'))).toEqual([['power', 'crew-power-2', false]]);
    expect(sentTo(await did('clerk-power', order.id, 'take_back'))).toEqual([['power', '人员 crew-power', false]]);
    expect(sentTo(await did('clerk-power', order.id, 'take_back'))).toEqual([['power', null, false]]);
  });

  it('is the centre’s own where the centre holds a danger', async () => {
    const order = await anOrder('cover_missing');
    await did('dispatcher-street', order.id, 'dispatch', { unitId: 'centre-990101001', note });
    const sent = await did('dispatcher-street', order.id, 'send_crew', { personId: await idOf('crew-street') });
    expect(sentTo(sent)).toContainEqual(['centre-990101001', '人员 crew-street', false]);
    expect(sent.isHazard).toBe(true);
  });

  it('of a centre is one of its place’s people, at a desk too, and they are told; nobody of the district over it or of another street', async () => {
    const order = await anOrder('cover_missing');
    await did('dispatcher-street', order.id, 'dispatch', { unitId: 'centre-990101001', note });
    const { people } = (await crewOf('dispatcher-street', order.id)).json<{ people: SendablePerson[] }>();
    expect(people.map(({ name, isCrew }) => [name.zh, isCrew])).toEqual([
      ['人员 crew-street', true],
      ['人员 dispatcher-street', false],
    ]);
    const sent = await did('dispatcher-street', order.id, 'send_crew', { personId: await idOf('dispatcher-street') });
    expect(sentTo(sent)).toContainEqual(['centre-990101001', '人员 dispatcher-street', true]);
    for (const other of ['dispatcher-west', 'leader-west', 'agent'] as const)
      expect((await act(test.app, 'dispatcher-street', order.id, 'send_crew', { personId: await idOf(other) })).json(), other).toMatchObject({
        code: 'person-unknown',
      });
  });

  it('of a district’s centre, which nobody holds as a unit, is its dispatcher or its leader', async () => {
    const order = await anOrder('cover_missing');
    await did('dispatcher-west', order.id, 'dispatch', { unitId: 'centre-990101', note });
    const { people } = (await crewOf('dispatcher-west', order.id)).json<{ people: SendablePerson[] }>();
    expect(people.map(({ name, isCrew }) => [name.zh, isCrew])).toEqual([
      ['人员 dispatcher-west', false],
      ['人员 leader-west', false],
    ]);
    const sent = await did('dispatcher-west', order.id, 'send_crew', { personId: await idOf('leader-west') });
    expect(sentTo(sent)).toContainEqual(['centre-990101', '人员 leader-west', false]);
  });

  it('is nobody once that person left the unit or its work; who was sent before stays in what is over', async () => {
    const order = await anOrder();
    const leaver = await aPerson(test.database.pool, 'crew-power-leaver', [{ role: 'crew', unitId: 'power' }]);
    await did('clerk-power', order.id, 'send_crew', { personId: leaver });
    const named = async () => {
      const inbox = await test.app.inject({ url: '/api/v1/orders?unitId=power&limit=100', headers: await as(test.app, 'clerk-power') });
      const told = await readOrder(test.app, order.id, 'clerk-power');
      return [inbox.json<{ orders: Order[] }>().orders.find(({ id }) => id === order.id)?.crew?.zh ?? null, told.crew?.zh ?? null, sentTo(told)[0]?.[1]];
    };
    expect(await named()).toEqual(['crew-power-leaver', 'crew-power-leaver', 'crew-power-leaver']);
    await test.database.pool.query(`update person_roles set unit_id = 'water' where person_id = $1`, [leaver]);
    expect(await named(), 'works elsewhere').toEqual([null, null, null]);
    await test.database.pool.query(`update person_roles set unit_id = 'power' where person_id = $1`, [leaver]);
    await test.database.pool.query('update people set active = false where id = $1', [leaver]);
    expect(await named(), 'has no account any more').toEqual([null, null, null]);
    const gone = await did('dispatcher-street', order.id, 'dispatch', { unitId: 'water', note });
    expect(gone.assignments.find(({ unit }) => unit.id === 'power')?.crew?.name.zh, 'who had been sent').toBe('crew-power-leaver');
  });

  it('keeps their name in an order that was closed, whoever leaves the unit later', async () => {
    const order = await anOrder();
    const leaver = await aPerson(test.database.pool, 'crew-power-closed', [{ role: 'crew', unitId: 'power' }]);
    await did('clerk-power', order.id, 'send_crew', { personId: leaver });
    await did('dispatcher-street', order.id, 'void', { note });
    await test.database.pool.query('delete from person_roles where person_id = $1', [leaver]);
    const told = await readOrder(test.app, order.id, 'clerk-power');
    expect([told.state, told.crew?.zh, sentTo(told)]).toEqual(['void', 'crew-power-closed', [['power', 'crew-power-closed', false]]]);
  });

  it('is refused where the unit has no part in the order, not done to nobody', async () => {
    const order = await anOrder('cover_missing');
    await did('dispatcher-street', order.id, 'dispatch', { unitId: 'centre-990101001', note });
    await test.database.pool.query('update assignments set ended_at = $2 where order_id = $1 and ended_at is null', [order.id, now]);
    const reply = await act(test.app, 'dispatcher-street', order.id, 'send_crew', { personId: await idOf('crew-street') });
    expect(reply.json()).toMatchObject({ code: 'outside-scope' });
  });
});
