import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { moveReports } from '#db/queries/orders/joins.ts';
import { rows, sql } from '#db/sql.ts';
import type { ReportStory } from '#domain/contract/reports.ts';
import { eraseOnRequest } from '../../../api/erasure/erase.ts';
import { startApp, type TestApp } from '../../support/app.ts';
import { aWell } from '../../support/builders.ts';
import { now, type Username } from '../../support/city.ts';
import { act, aKey, aPhoto, as, orderOf, readOrder, report } from '../../support/thread.ts';
import { untilWaiting } from '../../support/waits.ts';

let test: TestApp;
beforeAll(async () => {
  test = await startApp();
});
afterAll(() => test.close());

const words = '又塌了一块，我住二楼，电话 13900000017';
const aReport = async (): Promise<ReportStory> => report(test.app, { plate: await aWell(test.database.pool), channel: 'plate', text: '井盖响' });
const add = (number: string, payload: object, key = aKey()) =>
  test.app.inject({ method: 'POST', url: `/api/v1/reports/${number}/additions`, headers: { 'idempotency-key': key }, payload });

describe('what a reporter adds later', () => {
  it('is shown to them and on the order, its photo to both; the story only says that it was added', async () => {
    const { number } = await aReport();
    const photo = await aPhoto(test.app);
    const added = await add(number, { text: ` ${words} `, photoIds: [photo] });
    expect(added.statusCode, added.body).toBe(200);
    const story = added.json<ReportStory>();
    expect(story.additions).toMatchObject([{ text: words, photos: [{ id: photo }] }]);
    expect(story.photos, 'the first report’s own are apart').toEqual([]);
    expect(story.events.at(-1)).toMatchObject({ action: 'add', state: story.state });
    expect((await test.app.inject(story.additions[0]?.photos[0]?.url ?? '')).headers['content-type']).toBe('image/jpeg');

    const order = await orderOf(test.app, story);
    expect(order.reports[0]).toMatchObject({ text: '井盖响', photos: [], additions: [{ text: words, photos: [{ id: photo }] }] });
    expect(order.events.at(-1)).toMatchObject({ action: 'add', person: null, note: null });
    expect(order.version, 'nobody’s act is outrun').toBe(1);
    const kept = await rows(test.database.pool, sql`select * from order_events where order_id = ${order.id}`);
    expect(JSON.stringify(kept)).not.toContain('二楼');
  });

  it('is written down by who takes calls at its place under their own name, as the caller reads it too; nobody else’s name stands there', async () => {
    const story = await aReport();
    const by = async (who: Username) =>
      test.app.inject({
        method: 'POST',
        url: `/api/v1/reports/${story.number}/additions`,
        headers: { ...(await as(test.app, who)), 'idempotency-key': aKey() },
        payload: { text: `${who}：又响了` },
      });
    for (const who of ['agent', 'dispatcher-east', 'clerk-water'] as const) expect((await by(who)).statusCode).toBe(200);
    const order = await orderOf(test.app, story, 'agent');
    expect(order.events.filter(({ action }) => action === 'add').map(({ person }) => person !== null)).toEqual([true, false, false]);
    expect(order.reports[0]).toMatchObject({ number: story.number, additions: [{ text: 'agent：又响了' }, {}, {}] });
    expect((await test.app.inject(`/api/v1/reports/${story.number}`)).json<ReportStory>().additions[0]?.text).toBe('agent：又响了');
  });

  it('is one addition however often it is sent, and its key is no other’s', async () => {
    const [{ number }, other] = [await aReport(), await aReport()];
    const key = aKey();
    await add(number, { text: '还在' }, key);
    expect((await add(number, { text: '还在' }, key)).json<ReportStory>().additions).toHaveLength(1);
    for (const reply of [await add(number, { text: '别的' }, key), await add(other.number, { text: '还在' }, key)])
      expect([reply.statusCode, reply.json().code]).toEqual([409, 'idempotency-key-reused']);
  });

  it('ends with ten, two at once counted both, and with the order', async () => {
    const { number } = await aReport();
    const replies = await Promise.all(Array.from({ length: 12 }, (_, i) => add(number, { text: `第${i}次` })));
    expect(replies.filter(({ statusCode }) => statusCode === 200)).toHaveLength(10);
    expect(replies.find(({ statusCode }) => statusCode === 409)?.json()).toMatchObject({ code: 'additions-full', params: { most: 10 } });
    expect((await test.app.inject(`/api/v1/reports/${number}`)).json<ReportStory>()).toMatchObject({ mayAdd: false });

    const over = await aReport();
    expect(over.mayAdd).toBe(true);
    await act(test.app, 'dispatcher-city', (await orderOf(test.app, over)).id, 'void', { note: '重复' });
    const late = await add(over.number, { text: '还在' });
    expect([late.statusCode, late.json().code]).toEqual([409, 'addition-over']);
    expect((await test.app.inject(`/api/v1/reports/${over.number}`)).json<ReportStory>().mayAdd).toBe(false);
  });

  it('belongs to the order that its report is part of by then, as that one stands, where it was moved while this waited', async () => {
    const { pool } = test.database;
    const story = await aReport();
    const [from, to] = [await orderOf(test.app, story), await orderOf(test.app, await aReport())];
    const [mover, actor] = [await pool.connect(), await pool.connect()];
    for (const client of [mover, actor]) await client.query('begin');
    await mover.query('select from orders where id = $1 for update', [from.id]);
    const added = add(story.number, { text: words }).then((reply) => reply); // sent now, not when it is asked for
    await untilWaiting(pool);
    await moveReports(mover, { reportIds: [from.reports[0]?.id ?? ''], fromOrderId: from.id, toOrderId: to.id, why: 'merge', at: now, personId: null });
    await actor.query(`update orders set state = 'signed', version = version + 1 where id = $1`, [to.id]);
    await mover.query('commit');
    await Promise.race([added, untilWaiting(pool)]);
    await actor.query('commit');
    for (const client of [mover, actor]) client.release();
    expect((await added).statusCode, (await added).body).toBe(200);
    const told = await rows(
      pool,
      sql`select order_id::text as id, from_state, to_state from order_events where action = 'add' and order_id in (${from.id}, ${to.id})`,
    );
    expect(told).toEqual([{ id: to.id, fromState: 'signed', toState: 'signed' }]);
  });

  it('says words or shows photos, each of them fit, by a number that is a report’s', async () => {
    const { number } = await aReport();
    const cases: [string, object, number, string, string][] = [
      [number, {}, 422, 'addition-empty', 'text'],
      [number, { text: '  ' }, 422, 'addition-empty', 'text'],
      [number, { text: 'x'.repeat(2001) }, 400, 'field-invalid', 'text'],
      [number, { text: 'a\u0000b' }, 400, 'text-control-characters', 'text'],
      [number, { photoIds: ['00000000-0000-4000-8000-000000000000'] }, 422, 'photo-unknown', 'photoIds'],
      ['20261123-0000-0000-0000', { text: '还在' }, 404, 'not-found', 'number'],
    ];
    for (const [to, body, status, code, field] of cases) {
      const reply = await add(to, body);
      expect([reply.statusCode, reply.json().code, reply.json().field], reply.body).toEqual([status, code, field]);
    }
    expect((await readOrder(test.app, (await orderOf(test.app, await aReport())).id)).reports[0]?.additions).toEqual([]);
  });

  it('is erased with the report’s own words; that something was added stays in the story', async () => {
    const story = await aReport();
    await add(story.number, { text: words });
    const order = await orderOf(test.app, story);
    await act(test.app, 'dispatcher-city', order.id, 'void', { note: '重复' });
    expect(await eraseOnRequest(test.database.pool, { number: story.number }, false, now)).toEqual({ erased: 1, left: 0 });
    const after = (await test.app.inject(`/api/v1/reports/${story.number}`)).json<ReportStory>();
    expect(after.additions).toMatchObject([{ text: '' }]);
    expect(after.events.map(({ action }) => action)).toContain('add');
    expect(
      await rows(
        test.database.pool,
        sql`select a.text, a.idempotency_key from report_additions a join reports r on r.id = a.report_id where r.number = ${story.number}`,
      ),
    ).toEqual([{ text: '', idempotencyKey: null }]);
  });
});
