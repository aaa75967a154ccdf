import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CallerReport } from '#domain/contract/callers.ts';
import type { Handovers } from '#domain/contract/handovers.ts';
import { standardPreferences } from '#domain/preferences.ts';
import { startApp, type TestApp } from '../../support/app.ts';
import { aWell } from '../../support/builders.ts';
import type { Username } from '../../support/city.ts';
import { as, orderOf, report } from '../../support/thread.ts';

let test: TestApp;
beforeAll(async () => {
  test = await startApp();
});
afterAll(() => test.close());

const ask = async (who: Username, method: 'GET' | 'POST' | 'PUT', url: string, payload?: object) => {
  const reply = await test.app.inject({ method, url, headers: await as(test.app, who), ...(payload ? { payload } : {}) });
  return { status: reply.statusCode, body: reply.json() };
};

describe('how one likes one’s desk', () => {
  it('is the standard until it is changed, and then each person’s own', async () => {
    expect((await ask('dispatcher-west', 'GET', '/api/v1/account/preferences')).body).toEqual(standardPreferences);
    const mine = { ...standardPreferences, queueFilters: [{ name: '危险', query: 'hazard=1&state=dispatched' }], queueView: 'table', letterKeys: false };
    expect((await ask('dispatcher-west', 'PUT', '/api/v1/account/preferences', mine)).body).toEqual(mine);
    expect((await ask('dispatcher-west', 'GET', '/api/v1/account/preferences')).body).toEqual(mine);
    expect((await ask('dispatcher-city', 'GET', '/api/v1/account/preferences')).body).toEqual(standardPreferences);
  });

  it.each([
    ['a column that is none', { queueColumns: ['phone'] }],
    ['a filter that is no address', { queueFilters: [{ name: 'x', query: '<script>' }] }],
    ['twenty-one filters', { queueFilters: Array.from({ length: 21 }, (_, i) => ({ name: `f${i}`, query: '' })) }],
    ['something else', { colour: 'red' }],
  ])('%s is refused', async (_what, part) => {
    const { status, body } = await ask('dispatcher-city', 'PUT', '/api/v1/account/preferences', { ...standardPreferences, ...part });
    expect([status, body.code]).toEqual([400, 'field-invalid']);
  });
});

describe('what one shift tells the next', () => {
  const handOver = (who: Username, placeCode: string, orderIds: string[] = [], note = '这件今晚要盯住') =>
    ask(who, 'POST', '/api/v1/handovers', { placeCode, note, orderIds });

  it('names orders, keeps how the place stood, and is taken once, by who comes next', async () => {
    await aWell(test.database.pool);
    const order = await orderOf(test.app, await report(test.app, { kind: 'cover_missing' }));
    const written = await handOver('dispatcher-west', '990101', [order.id]);
    expect(written.status).toBe(201);
    const [first] = (written.body as Handovers).handovers;
    expect(first).toMatchObject({ placeCode: '990101', note: '这件今晚要盯住', openCount: 1, dangerCount: 1, takenBy: null, isOwn: true });
    const [read] = ((await ask('leader-west', 'GET', '/api/v1/handovers')).body as Handovers).handovers;
    expect(read).toMatchObject({ id: first?.id, isOwn: false });
    expect(first?.orders.map(({ id }) => id)).toEqual([order.id]);
    const taken = await Promise.all([1, 2].map(() => ask('dispatcher-west', 'POST', `/api/v1/handovers/${first?.id}/take`)));
    expect(taken.map(({ status }) => status)).toEqual([200, 200]);
    const [after] = (await ask('dispatcher-west', 'GET', '/api/v1/handovers')).body.handovers;
    expect(after.takenBy).toEqual({ zh: '人员 dispatcher-west', en: 'Person dispatcher-west' });
  });

  it('stays within its centre', async () => {
    await handOver('dispatcher-west', '990101', [], '只给本区看');
    expect((await ask('dispatcher-street', 'GET', '/api/v1/handovers')).body.handovers).toEqual([]);
    expect((await handOver('dispatcher-street', '990101')).body).toMatchObject({ code: 'outside-scope' });
    const [own] = (await ask('dispatcher-west', 'GET', '/api/v1/handovers')).body.handovers;
    expect((await ask('dispatcher-street', 'POST', `/api/v1/handovers/${own.id}/take`)).status).toBe(403);
  });

  it.each([
    ['an order that does not exist', ['999999999999'], '看看', 404, 'orderIds'],
    ['no words', [], '  ', 422, 'note'],
  ])('%s is refused by its field', async (_what, orderIds, note, status, field) => {
    const refused = await handOver('dispatcher-west', '990101', orderIds, note);
    expect([refused.status, refused.body.field]).toEqual([status, field]);
  });
});

describe('a caller who rings again', () => {
  const search = (who: Username, phone: string) => ask(who, 'POST', '/api/v1/callers/search', { phone });

  it('is found by their telephone however it is grouped, with its country or without, and the look is written down', async () => {
    const story = await report(test.app, { kind: 'noise', contact: { phone: '139 1234-5678' } });
    const found = (await search('agent', '13912345678')).body.reports as CallerReport[];
    expect(found.map(({ number }) => number)).toEqual([story.number]);
    const looks = (await ask('agent', 'GET', '/api/v1/looks')).body.looks;
    expect(looks[0]).toMatchObject({ username: 'agent', way: 'telephone', orderId: found[0]?.orderId });
    expect((await search('agent', '13912345679')).body.reports).toEqual([]);
    const other = await report(test.app, { kind: 'noise', contact: { phone: '+86 139 1234 5600' } });
    for (const phone of ['13912345600', '0086 13912345600'])
      expect((await search('agent', phone)).body.reports, phone).toMatchObject([{ number: other.number }]);
  });

  it('is not found by who works for another place, nor by what is no telephone', async () => {
    await report(test.app, { kind: 'noise', contact: { phone: '021-5555-0000' } });
    expect((await search('dispatcher-east', '02155550000')).body.reports).toEqual([]);
    expect((await search('agent', 'abcdefg')).body).toMatchObject({ code: 'field-invalid', field: 'phone' });
  });
});
