import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listBreaches } from '#db/queries/orders/timers.ts';
import type { ReportRequest, ReportStory } from '#domain/contract/reports.ts';
import { startApp, type TestApp } from '../../support/app.ts';
import { aReport, aWell } from '../../support/builders.ts';
import { aKey, sendReport } from '../../support/thread.ts';

let test: TestApp;
beforeAll(async () => {
  test = await startApp();
});
afterAll(() => test.close());

/** Places so far from one another that no report of one looks at another. */
const placesOn = (lat: number, count: number) => Array.from({ length: count }, (_, i) => ({ lon: 120.003 + i * 0.0045, lat }));
const missing = (position: { lon: number; lat: number }, given: Partial<ReportRequest> = {}) =>
  aReport({ kind: 'cover_missing', accuracyM: 10, text: '没有井盖', contact: { name: '王', phone: '13800000001' }, position, ...given });
const sendAll = (all: readonly ReportRequest[]) => Promise.all(all.map((one) => sendReport(test.app, one)));
const query = async <Row extends object>(text: string, values: unknown[] = []): Promise<Row[]> => (await test.database.pool.query(text, values)).rows as Row[];
const readAgain = async ({ number }: ReportStory) => (await test.app.inject({ url: `/api/v1/reports/${number}` })).json<ReportStory>();

describe('reports that come at the same time', () => {
  it('are committed together, each whole, as it is told', async () => {
    const stories = (await sendAll(placesOn(30.021, 12).map((place) => missing(place)))).map((reply) => reply.json<ReportStory>());
    for (const story of stories) expect(await readAgain(story)).toEqual(story);
    const numbers = stories.map(({ number }) => number);
    const [made] = await query<Record<string, string>>(
      `select count(*) as orders, count(distinct r.xmin::text) as commits, min(t.n) as timers, min(e.n) as events, min(d.n) as clocks, min(a.n) as units, count(c.report_id) as contacts
       from reports r join orders o on o.incident_id = r.incident_id left join report_contacts c on c.report_id = r.id,
         lateral (select count(*) as n from timers x where x.order_id = o.id) t, lateral (select count(*) as n from order_events x where x.order_id = o.id) e,
         lateral (select count(*) as n from deadlines x where x.order_id = o.id) d, lateral (select count(*) as n from assignments x where x.order_id = o.id) a
       where r.number = any ($1)`,
      [numbers],
    );
    expect(made).toMatchObject({ orders: '12', contacts: '12' });
    expect(Number(made?.['commits'])).toBeLessThan(12);
    for (const part of ['timers', 'events', 'clocks', 'units']) expect(Number(made?.[part]), part).toBeGreaterThan(1);
    expect(await listBreaches(test.database.pool)).toEqual([]);
  });

  it('of which two tell of one hole are one order, as when one comes after the other', async () => {
    const [here, there] = placesOn(30.033, 2);
    if (!here || !there) throw new Error('two places');
    const assetId = await aWell(test.database.pool, { ...here, ownerId: 'power' });
    const twice = missing(here, { text: '电力井盖没了', assetId });
    const replies = await sendAll([missing(there), twice, { ...twice, contact: { phone: '13800000002' } }, { ...twice, accuracyM: 5 }]);
    expect(replies.map(({ statusCode }) => statusCode)).toEqual([201, 201, 201, 201]);
    const [held] = await query(
      `select count(distinct o.id)::integer as orders, count(*)::integer as reports from reports r join orders o on o.incident_id = r.incident_id where o.asset_id = $1`,
      [assetId],
    );
    expect(held).toEqual({ orders: 1, reports: 3 });
    const sure = missing({ lon: here.lon + 0.03, lat: here.lat }, { accuracyM: 3, text: '路口那个井盖被渣土车压碎了一大块，快来修' });
    await sendAll([sure, sure, sure].map((one, i) => ({ ...one, contact: { phone: `1380000001${i}` } })));
    const [near] = await query(`select count(distinct incident_id)::integer as incidents, count(*)::integer as reports from reports where text = $1`, [
      sure.text,
    ]);
    expect(near).toEqual({ incidents: 1, reports: 3 });
  });

  it('are answered each for itself: one that was sent before, one that cannot be, and the others', async () => {
    const [a, b, c] = placesOn(30.027, 3);
    if (!a || !b || !c) throw new Error('three places');
    const key = { 'idempotency-key': aKey() };
    const first = await sendReport(test.app, missing(a), key);
    const replies = await Promise.all([
      sendReport(test.app, missing(b)),
      sendReport(test.app, missing(a), key),
      sendReport(test.app, missing({ lon: 121.5, lat: 31.2 })),
      sendReport(test.app, missing(b, { kind: 'no_such_kind' })),
      sendReport(test.app, missing(c)),
    ]);
    expect(replies.map(({ statusCode }) => statusCode)).toEqual([201, 200, 422, expect.any(Number), 201]);
    expect(replies[3]?.statusCode).toBeGreaterThanOrEqual(400);
    expect(replies[1]?.json()).toEqual(first.json());
  });

  it('are taken one by one where one of them fails all: that one alone is not taken', async () => {
    await query(
      `create function refuse_poison() returns trigger language plpgsql as $$ begin if new.text = 'poison' then raise 'poison'; end if; return new; end $$`,
    );
    await query(`create trigger refuse_poison before insert on reports for each row execute function refuse_poison()`);
    const replies = await sendAll(placesOn(30.037, 5).map((place, i) => missing(place, { text: i === 2 ? 'poison' : '没有井盖了' })));
    expect(replies.map(({ statusCode }) => statusCode)).toEqual([201, 201, 500, 201, 201]);
    expect(await query(`select 1 from reports where text = 'poison'`)).toEqual([]);
    const orphans = await query(`select id from orders where not exists (select from reports r where r.incident_id = orders.incident_id)`);
    expect(orphans).toEqual([]);
  });
});
