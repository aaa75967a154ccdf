import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Pool } from '#db/pool.ts';
import type { Order } from '#domain/contract/orders.ts';
import type { ReportStory } from '#domain/contract/reports.ts';
import { startApp, type TestApp } from '../../support/app.ts';
import { aWell } from '../../support/builders.ts';
import type { Username } from '../../support/city.ts';
import { act, aPhoto, as, orderOf, readOrder, report } from '../../support/thread.ts';

let test: TestApp;
beforeAll(async () => {
  test = await startApp();
});
afterAll(() => test.close());

let step = 0;
/** A dangerous order of the power company, each at a place of its own. */
const anOrder = async (): Promise<Order> => {
  step += 1;
  const position = { lon: 120.001 + step * 0.001, lat: 30.02 };
  await aWell(test.database.pool, position);
  return orderOf(test.app, await report(test.app, { position }));
};

const list = async (username: Username, query = '') => test.app.inject({ url: `/api/v1/orders${query}`, headers: await as(test.app, username) });

describe('two people at once', () => {
  it('have one winner, and the other is told', async () => {
    const order = await anOrder();
    const replies = await Promise.all(
      (['clerk-power', 'crew-power', 'clerk-power', 'crew-power', 'clerk-power'] as const).map((who) =>
        act(test.app, who, order.id, 'sign', { version: order.version }),
      ),
    );
    expect(replies.map((r) => r.statusCode).sort()).toEqual([200, 409, 409, 409, 409]);
    expect(replies.filter((r) => r.statusCode === 409).map((r) => r.json().code)).toEqual(Array(4).fill('version-stale'));
    const { rows } = await test.database.pool.query('select 1 from order_events where order_id = $1 and action = $2', [order.id, 'sign']);
    expect(rows).toHaveLength(1);
  });
});

describe('a move', () => {
  it('is refused from a state that does not have it, by a hand that is not its, and without what it asks for', async () => {
    const order = await anOrder();
    expect((await act(test.app, 'clerk-power', order.id, 'resolve', { reply: '好了' })).json()).toMatchObject({ code: 'move-illegal', status: 409 });
    expect((await act(test.app, 'dispatcher-street', order.id, 'sign')).json()).toMatchObject({ code: 'forbidden' });
    expect((await act(test.app, 'clerk-water', order.id, 'sign')).json()).toMatchObject({ code: 'outside-scope' });
    expect((await act(test.app, 'dispatcher-east', order.id, 'void', { note: '错' })).json()).toMatchObject({ code: 'outside-scope' });
    expect((await act(test.app, 'supervisor', order.id, 'sign')).statusCode).toBe(403);
    expect((await act(test.app, 'clerk-road', order.id, 'sign')).statusCode).toBe(403); // informed, not accountable
    await act(test.app, 'clerk-power', order.id, 'sign');
    await act(test.app, 'clerk-power', order.id, 'start');
    expect((await act(test.app, 'clerk-power', order.id, 'resolve', { reply: '好了' })).json()).toMatchObject({ code: 'photo-missing' });
    expect((await act(test.app, 'clerk-power', order.id, 'resolve', { photoIds: [await aPhoto(test.app)] })).json()).toMatchObject({ code: 'reply-missing' });
    const unknown = ['00000000-0000-4000-8000-000000000000'];
    expect((await act(test.app, 'clerk-power', order.id, 'resolve', { reply: '好了', photoIds: unknown, position: order.position })).json()).toMatchObject({
      code: 'photo-unknown',
    });
    expect((await act(test.app, 'clerk-power', '999999999', 'sign', { version: 1 })).statusCode).toBe(403);
    expect((await act(test.app, 'dispatcher-city', '999999999', 'sign', { version: 1 })).statusCode).toBe(404);
  });

  it('marks nobody as contacted where no caller left a contact, and offers it once a later caller did', async () => {
    step += 1;
    const position = { lon: 120.001 + step * 0.001, lat: 30.02 };
    await aWell(test.database.pool, position);
    const order = await orderOf(test.app, await report(test.app, { position, contact: undefined as never }));
    expect((await act(test.app, 'clerk-power', order.id, 'sign')).json<Order>().actions).not.toContain('contact');
    expect((await act(test.app, 'clerk-power', order.id, 'contact')).json()).toMatchObject({ code: 'contact-none', status: 409, field: 'action' });
    await report(test.app, { position });
    expect((await readOrder(test.app, order.id, 'clerk-power')).actions).toContain('contact');
    expect((await act(test.app, 'clerk-power', order.id, 'contact')).json()).toMatchObject({ state: 'contacted' });
  });

  it('sends work back to the same unit with a new assignment', async () => {
    const order = await anOrder();
    for (const action of ['sign', 'start'] as const) await act(test.app, 'clerk-power', order.id, action);
    await act(test.app, 'clerk-power', order.id, 'resolve', { reply: '好了', photoIds: [await aPhoto(test.app)], position: order.position });
    const reworked = await act(test.app, 'leader-west', order.id, 'rework', { note: '仍有异响' });
    expect(reworked.json()).toMatchObject({ state: 'dispatched', unit: { id: 'power' } });
    expect(reworked.json<Order>().assignments.filter((a) => a.part === 'accountable')).toHaveLength(2);
  });

  it('withdraws from the citizen the reply that was sent back, and its photos; the next reply comes alone', async () => {
    const order = await anOrder();
    const number = (await readOrder(test.app, order.id, 'clerk-power')).reports[0]?.number ?? '';
    const story = async () => (await test.app.inject(`/api/v1/reports/${number}`)).json<ReportStory>();
    const resolve = async (reply: string) => {
      for (const action of ['sign', 'start'] as const) await act(test.app, 'clerk-power', order.id, action);
      await act(test.app, 'clerk-power', order.id, 'resolve', { reply, photoIds: [await aPhoto(test.app)], position: order.position });
    };
    await resolve('第一次');
    const [first] = (await story()).replyPhotos;
    expect(await story()).toMatchObject({ reply: '第一次', replyPhotos: [{ id: expect.any(String) }] });
    await act(test.app, 'leader-west', order.id, 'rework', { note: '仍有异响', photoIds: [await aPhoto(test.app)] });
    expect(await story()).toMatchObject({ reply: null, replyPhotos: [] });
    expect((await test.app.inject(first?.url ?? '')).statusCode).toBe(404);
    await resolve('第二次');
    const { reply, replyPhotos } = await story();
    expect(reply).toBe('第二次');
    expect(replyPhotos.map((p) => p.id)).not.toContain(first?.id);
    expect(replyPhotos).toHaveLength(1);
    expect((await readOrder(test.app, order.id, 'clerk-power')).events.map((e) => e.note)).toContain('第一次');
  });

  it('changes the status of an asset for its keeper alone', async () => {
    const { pool } = test.database;
    const order = await anOrder();
    const resolve = async (who: Username) =>
      act(test.app, who, order.id, 'resolve', { reply: '已修', photoIds: [await aPhoto(test.app)], assetStatus: 'damaged', position: order.position });
    await act(test.app, 'dispatcher-street', order.id, 'dispatch', { note: '先围护', unitId: 'centre-990101001' });
    for (const action of ['sign', 'start'] as const) await act(test.app, 'crew-street', order.id, action);
    expect((await resolve('crew-street')).json()).toMatchObject({ code: 'not-its-keeper' });
    await act(test.app, 'dispatcher-street', order.id, 'dispatch', { note: '权属修复', unitId: 'power' });
    for (const action of ['sign', 'start'] as const) await act(test.app, 'crew-power', order.id, action);
    expect((await resolve('crew-power')).statusCode).toBe(200);
    const told = async () => {
      const { rows } = await pool.query(
        'select a.status, a.version, e.source, e.order_id, e.changes from assets a left join asset_events e on e.asset_id = a.id where a.id = $1',
        [order.assetId],
      );
      return rows;
    };
    expect(await told()).toMatchObject([{ status: 'intact', version: 1, source: null }]); // not before the centre closes it
    await act(test.app, 'dispatcher-street', order.id, 'close');
    expect(await told()).toEqual([{ status: 'damaged', version: 2, source: 'order', order_id: order.id, changes: { status: ['intact', 'damaged'] } }]);
  });
});

describe('an order outside one’s reach', () => {
  it('is answered for exactly as one that does not exist', async () => {
    const { id } = await anOrder();
    const headers = await as(test.app, 'clerk-water');
    const asks = (order: string) => [
      { url: `/api/v1/orders/${order}` },
      { url: `/api/v1/orders/${order}/contacts` },
      { url: `/api/v1/orders/${order}/photos/00000000-0000-4000-8000-000000000000` },
      { method: 'POST' as const, url: `/api/v1/orders/${order}/sign`, payload: { version: 1 } },
    ];
    const answers = async (order: string) => {
      const replies = await Promise.all(asks(order).map((ask) => test.app.inject({ ...ask, headers })));
      return replies.map((reply) => ({ ...reply.json(), requestId: '' }));
    };
    const outside = await answers(id);
    expect(outside.map(({ code }) => code)).toEqual(Array(4).fill('outside-scope'));
    expect(await answers('999999999')).toEqual(outside);
    expect((await test.app.inject({ url: '/api/v1/orders/999999999', headers: await as(test.app, 'supervisor') })).statusCode).toBe(404);
  });
});

describe('personal data', () => {
  it('is masked in the order, whole for who may see it, and each look is written down', async () => {
    const order = await anOrder();
    expect(order.reports[0]).toMatchObject({ contactMasked: '王** 138******00', hasContact: true, number: expect.stringMatching(/^2026/) });
    const { number } = (await readOrder(test.app, order.id, 'crew-power')).reports[0] ?? {};
    expect(number).toBeNull();
    const look = async (who: Username) => test.app.inject({ url: `/api/v1/orders/${order.id}/contacts`, headers: await as(test.app, who) });
    expect((await look('crew-power')).statusCode).toBe(403);
    expect((await look('clerk-water')).json()).toMatchObject({ code: 'outside-scope' });
    expect((await look('clerk-power')).json()).toEqual({ contacts: [{ number: order.reports[0]?.number, name: '王小明', phone: '13800138000' }] });
    const { rows } = await test.database.pool.query(
      `select p.username, r.number from personal_data_looks l join people p on p.id = l.person_id join reports r on r.id = l.report_id where l.way = 'contacts'`,
    );
    expect(rows).toEqual([{ username: 'clerk-power', number: order.reports[0]?.number }]);
    const { rows: events } = await test.database.pool.query(`select * from order_events where to_jsonb(order_events)::text ~ '13800138000|王小明'`);
    expect(events).toEqual([]);
  });
});

describe('the queue', () => {
  it('holds what lies in the reader’s reach: dangers first, then soonest due, page by page', async () => {
    const east = await orderOf(test.app, await report(test.app, { kind: 'noise', position: { lon: 120.06, lat: 30.02 } }));
    const quiet = await orderOf(test.app, await report(test.app, { kind: 'noise', position: { lon: 120.01, lat: 30.03 } }));
    for (let n = 0; n < 3; n += 1) await anOrder();
    const seen: Order[] = [];
    let cursor = '';
    do {
      const page = (await list('dispatcher-west', `?limit=2${cursor}`)).json<{ orders: Order[]; nextCursor: string | null }>();
      expect(page.orders.length).toBeLessThanOrEqual(2);
      seen.push(...page.orders);
      cursor = page.nextCursor === null ? '' : `&cursor=${page.nextCursor}`;
    } while (cursor !== '');
    const ids = seen.map((o) => o.id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toContain(quiet.id);
    expect(ids).not.toContain(east.id);
    expect(seen.map((o) => o.isHazard)).toEqual(seen.map((o) => o.isHazard).toSorted((a, b) => Number(b) - Number(a)));
    expect((await list('clerk-water')).json()).toMatchObject({ orders: [], counts: { open: 0 } });
    const power = (await list('clerk-power')).json<{ orders: Order[]; counts: Record<string, number> }>();
    expect(power.orders.every((o) => o.unit.id === 'power' || o.part === 'informed')).toBe(true);
    expect(power.counts['open']).toBeGreaterThan(0);
    expect((await list('clerk-road')).json<{ orders: Order[] }>().orders.map((o) => o.part)).toContain('informed');
    expect((await list('dispatcher-city', '?hazard=false')).json<{ orders: Order[] }>().orders.every((o) => !o.isHazard)).toBe(true);
    expect((await list('dispatcher-city', '?placeCode=990102')).json<{ orders: Order[] }>().orders.map((o) => o.id)).toEqual([east.id]);
  });

  it('puts the danger that came last first when asked, and behind the dangers the soonest due, page by page', async () => {
    for (const minute of [3, 1, 2]) {
      test.setNow(`2026-11-23T02:0${minute}:00.000Z`);
      await anOrder();
    }
    test.setNow('2026-11-23T02:00:00.000Z');
    const seen: Order[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page: { orders: Order[]; nextCursor: string | null } = (await list('dispatcher-city', `?sort=newest&limit=2${cursor}`)).json();
      seen.push(...page.orders);
      cursor = page.nextCursor && `&cursor=${page.nextCursor}`;
    }
    expect(new Set(seen.map(({ id }) => id)).size).toBe(seen.length);
    expect(seen.length).toBe((await list('dispatcher-city', '?limit=1')).json<{ counts: Record<string, number> }>().counts['open']);
    const dangers = seen.filter(({ isHazard }) => isHazard);
    expect(seen.slice(0, dangers.length)).toEqual(dangers);
    expect(dangers.map(({ openedAt }) => openedAt)).toEqual(
      dangers
        .map(({ openedAt }) => openedAt)
        .toSorted()
        .reverse(),
    );
    const others = seen.slice(dangers.length).map(({ dueAt }) => dueAt ?? '');
    expect(others).toEqual(others.toSorted());
  });

  it('lists what is done, newest first', async () => {
    const orders = [await anOrder(), await anOrder()];
    for (const [i, order] of orders.entries()) {
      test.setNow(`2026-11-23T03:0${i}:00.000Z`);
      await act(test.app, 'dispatcher-city', order.id, 'void', { note: '误报' });
    }
    test.setNow('2026-11-23T02:00:00.000Z');
    const done = (await list('dispatcher-city', '?state=done&limit=1')).json<{ orders: Order[]; nextCursor: string }>();
    expect(done.orders[0]?.id).toBe(orders[1]?.id);
    expect((await list('dispatcher-city', `?state=done&limit=1&cursor=${done.nextCursor}`)).json<{ orders: Order[] }>().orders[0]?.id).toBe(orders[0]?.id);
  });

  it('is kept by no cache, nor is an order, a unit or an asset', async () => {
    const order = await anOrder();
    const headers = await as(test.app, 'dispatcher-city');
    for (const url of [
      '/api/v1/orders',
      `/api/v1/orders/${order.id}`,
      `/api/v1/orders/${order.id}/contacts`,
      '/api/v1/assets',
      '/api/v1/units',
      '/api/v1/tokens',
    ])
      expect([url, (await test.app.inject({ url, headers })).headers['cache-control']]).toEqual([url, 'no-store']);
  });

  it('refuses a cursor that is none', async () => {
    for (const cursor of [
      'x',
      'W10',
      Buffer.from('[true,"2026-13-45 99:99:99+00","1"]').toString('base64url'),
      Buffer.from('[true,"; drop","1"]').toString('base64url'),
      Buffer.from('[true,"0000-01-01 00:00:00+00","1"]').toString('base64url'),
    ])
      expect((await list('dispatcher-city', `?cursor=${cursor}`)).json()).toMatchObject({ code: 'query-invalid', field: 'cursor' });
  });

  it('takes the same number of statements for one order as for twenty', async () => {
    const counted = async (limit: number): Promise<number> => {
      const { pool } = test.database;
      const query = pool.query.bind(pool);
      let statements = 0;
      pool.query = ((...given: Parameters<Pool['query']>) => {
        statements += 1;
        return query(...given);
      }) as unknown as Pool['query'];
      try {
        expect((await list('dispatcher-city', `?limit=${limit}`)).statusCode).toBe(200);
      } finally {
        pool.query = query as unknown as Pool['query'];
      }
      return statements;
    };
    // The city's words are read anew now and then, by whichever request comes first.
    const least = async (limit: number) => Math.min(await counted(limit), await counted(limit), await counted(limit));
    expect(await least(1)).toBe(await least(20));
  });
});
