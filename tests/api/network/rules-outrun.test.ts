import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { RuleSet } from '#domain/contract/rules.ts';
import { startApp, type TestApp } from '../../support/app.ts';
import { now } from '../../support/city.ts';
import { as } from '../../support/thread.ts';

let test: TestApp;
beforeAll(async () => {
  test = await startApp();
});
afterAll(() => test.close());
beforeEach(() => test.setNow(now));

const ask = async (method: 'GET' | 'POST' | 'DELETE', url: string, payload?: object) =>
  test.app.inject({ method, url, headers: await as(test.app, 'administrator'), ...(payload ? { payload } : {}) });
const read = async (id: string): Promise<RuleSet> => (await ask('GET', `/api/v1/rules/${id}`)).json<RuleSet>();
const draft = async (title: string, from = '1'): Promise<RuleSet> => {
  const reply = await ask('POST', '/api/v1/rules', { from, title });
  expect(reply.statusCode, reply.body).toBe(201);
  return reply.json<RuleSet>();
};

describe('a draft that was copied before others switched a version on', () => {
  const switchOn = (set: RuleSet, body: object = {}) =>
    ask('POST', `/api/v1/rules/${set.id}/switch-on`, { revision: set.revision, effectiveAt: later, ...body });
  const later = '2027-06-01T00:00:00Z';
  /** Of two drafts that were copied together the other one is the next version, from a day far ahead. */
  const outrun = async (title: string) => {
    const [mine, theirs] = [await draft(`${title}：我的`), await draft(`${title}：别人的`)];
    test.setNow('2026-11-23T02:00:01.000Z');
    const on = await switchOn(theirs);
    expect(on.statusCode, on.body).toBe(200);
    return { mine, theirs: on.json<RuleSet>() };
  };

  it('says what it was copied from and who came first, and is switched on only by who says that it takes their changes back', async () => {
    const { mine, theirs } = await outrun('先后');
    const seen = await read(mine.id);
    expect(seen).toMatchObject({ basedOn: { version: 1 }, outrunBy: { version: theirs.version, title: '先后：别人的', by: { zh: '人员 administrator' } } });
    expect((await switchOn(mine)).json()).toMatchObject({
      code: 'rules-outrun',
      field: 'replaces',
      status: 409,
      detail: expect.stringContaining('人员 administrator'),
    });
    expect((await switchOn(mine, { replaces: 1 })).json()).toMatchObject({ code: 'rules-outrun' });
    const on = await switchOn(mine, { replaces: theirs.version });
    expect(on.json(), on.body).toMatchObject({ version: (theirs.version ?? 0) + 1, outrunBy: null, basedOn: { version: 1 } });
    for (const id of [mine.id, theirs.id]) expect((await ask('POST', `/api/v1/rules/${id}/withdraw`)).statusCode).toBe(200);
  });

  it('is warned of nothing that was withdrawn, nor of the version that it was copied from while that was a draft', async () => {
    const { mine, theirs } = await outrun('撤回');
    await ask('POST', `/api/v1/rules/${theirs.id}/withdraw`);
    expect(await read(mine.id)).toMatchObject({ outrunBy: null });
    const copied = await draft('再抄一份', mine.id);
    test.setNow('2026-11-23T02:00:02.000Z');
    const on = (await switchOn(mine)).json<RuleSet>();
    expect(await read(copied.id)).toMatchObject({ outrunBy: null, basedOn: { version: on.version, title: '撤回：我的' } });
    await ask('POST', `/api/v1/rules/${mine.id}/withdraw`);
  });

  it('takes their changes back also by the words of a dropped draft that are kept in a new one', async () => {
    const { mine, theirs } = await outrun('留下');
    await ask('DELETE', `/api/v1/rules/${mine.id}`);
    test.setNow('2026-11-23T02:00:03.000Z');
    const kept = await ask('POST', '/api/v1/rules', { from: mine.id, title: '留下的话', rules: mine.rules, after: mine.after });
    expect(kept.statusCode, kept.body).toBe(201);
    expect(kept.json()).toMatchObject({ basedOn: { version: 1 }, outrunBy: { version: theirs.version, title: '留下：别人的' } });
    expect((await switchOn(kept.json<RuleSet>())).json()).toMatchObject({ code: 'rules-outrun' });
    expect((await ask('POST', '/api/v1/rules', { from: mine.id, title: '没有话' })).statusCode).toBe(404);
    expect(await draft('照旧抄')).toMatchObject({ outrunBy: null });
    await ask('POST', `/api/v1/rules/${theirs.id}/withdraw`);
  });

  it('hands its age on to a copy of it, until it is switched on itself', async () => {
    const { mine, theirs } = await outrun('再抄');
    const copied = await draft('抄件', mine.id);
    expect(copied).toMatchObject({ basedOn: { title: '再抄：我的' }, outrunBy: { version: theirs.version } });
    test.setNow('2026-11-23T02:00:04.000Z');
    const on = (await switchOn(mine, { replaces: theirs.version })).json<RuleSet>();
    expect(await read(copied.id)).toMatchObject({ outrunBy: null });
    // Its words by another, who wrote them before others switched on what is in force now.
    const next = await draft('再抄：以后的', on.id);
    test.setNow('2026-11-23T02:00:05.000Z');
    const later = (await switchOn(next)).json<RuleSet>();
    const kept = await ask('POST', '/api/v1/rules', { from: on.id, title: '留下的话', rules: on.rules, after: on.after });
    expect(kept.json()).toMatchObject({ basedOn: { version: on.version }, outrunBy: { version: later.version } });
    for (const id of [later.id, on.id, theirs.id]) expect((await ask('POST', `/api/v1/rules/${id}/withdraw`)).statusCode).toBe(200);
  });
});
