import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { standardAfter } from '#domain/after-rules.ts';
import type { AfterRules } from '#domain/contract/after-rules.ts';
import type { DispatchRule } from '#domain/contract/dispatch-rules.ts';
import type { Order } from '#domain/contract/orders.ts';
import type { DryRun, DryRunChange, RuleSet } from '#domain/contract/rules.ts';
import { workDryRuns } from '../../../api/rules/work-dry-runs.ts';
import { workTimers } from '../../../api/work-timers.ts';
import { readDispatchRules } from '../../../seed/read-dispatch-rules.ts';
import { startApp, type TestApp } from '../../support/app.ts';
import { aWell } from '../../support/builders.ts';
import { now, type Username } from '../../support/city.ts';
import { act, aPhoto, as, orderOf, readOrder, report } from '../../support/thread.ts';

let test: TestApp;
beforeAll(async () => {
  test = await startApp();
});
afterAll(() => test.close());
beforeEach(() => test.setNow(now));

const ask = async (method: 'GET' | 'POST' | 'PUT' | 'DELETE', url: string, payload?: object, who: Username = 'administrator') =>
  test.app.inject({ method, url, headers: await as(test.app, who), ...(payload ? { payload } : {}) });
const read = async <T>(url: string, who: Username = 'administrator'): Promise<T> => (await ask('GET', url, undefined, who)).json<T>();
const draft = async (title = '试一试'): Promise<RuleSet> => {
  const reply = await ask('POST', '/api/v1/rules', { from: '1', title });
  expect(reply.statusCode, reply.body).toBe(201);
  return reply.json<RuleSet>();
};
const save = (set: RuleSet, rules: readonly DispatchRule[], who?: Username) =>
  ask('PUT', `/api/v1/rules/${set.id}`, { revision: set.revision, title: set.title, rules }, who);
const saved = async (set: RuleSet, rules: readonly DispatchRule[]): Promise<RuleSet> => (await save(set, rules)).json<RuleSet>();
/** Power wells are the street's at first, the owner told. */
const streetFirst: DispatchRule = {
  id: 'power-street',
  when: { classes: ['0105'], beliefs: ['known'] },
  act: ['street'],
  tell: ['owner'],
  fallBack: ['district'],
};

it('the first version is the city’s own file, in force since ever', async () => {
  const first = await read<RuleSet>('/api/v1/rules/1', 'analyst');
  expect(first).toMatchObject({ version: 1, isInForce: true, mayEdit: false });
  expect(first.faults.filter(({ isWarning }) => !isWarning)).toEqual([]);
  expect(first.rules).toEqual(await readDispatchRules(join(import.meta.dirname, '../../fixtures/small-city/dispatch-rules.csv')));
});

it('an order says by which row of which version it was sent, in words', async () => {
  const assetId = await aWell(test.database.pool);
  const order = await orderOf(test.app, await report(test.app, { plate: assetId, channel: 'plate' }));
  expect(order.dispatchRule).toMatchObject({ version: 1, row: 4, ruleId: 'known-road', note: { zh: expect.stringContaining('以条为主') } });
});

/** Tries a draft on the month before, as its page does. */
const tried = async (set: RuleSet): Promise<RuleSet> => {
  const asked = await ask('POST', `/api/v1/rules/${set.id}/dry-runs`, {});
  expect(asked.statusCode, asked.body).toBe(201);
  await workDryRuns(test.app);
  return read<RuleSet>(`/api/v1/rules/${set.id}`);
};

describe('a draft', () => {
  it('is kept with its faults, and is not switched on while a case would be nobody’s', async () => {
    const set = await saved(await draft(), [{ id: 'road', when: {}, act: ['unit:nobody'], tell: [], fallBack: [] }]);
    expect(set.faults.map(({ code }) => code)).toEqual(expect.arrayContaining(['rule-unit-unknown']));
    const forgetful = await saved(set, [{ ...streetFirst }]);
    const fault = forgetful.faults.find(({ code }) => code === 'rule-uncovered');
    expect(fault?.text.zh).toContain('没有人负责');
    const refused = await ask('POST', `/api/v1/rules/${set.id}/switch-on`, { revision: forgetful.revision });
    expect(refused.statusCode).toBe(422);
    expect(refused.json()).toMatchObject({ code: 'rules-faulty', field: 'rules' });
  });

  it('edited by two at once takes the first, and the second is told who was quicker', async () => {
    const set = await draft();
    const replies = await Promise.all([save(set, [...set.rules]), save(set, [streetFirst, ...set.rules])]);
    expect(replies.map(({ statusCode }) => statusCode).sort()).toEqual([200, 409]);
    expect(replies.find(({ statusCode }) => statusCode === 409)?.json()).toMatchObject({
      code: 'rules-changed',
      detail: expect.stringContaining('administrator'),
    });
  });

  it('is nobody’s to edit but who keeps the whole city’s rules', async () => {
    const set = await draft();
    expect((await save(set, [...set.rules], 'dispatcher-city')).statusCode).toBe(403);
    expect((await ask('DELETE', `/api/v1/rules/${set.id}`, undefined, 'leader-west')).statusCode).toBe(403);
    expect((await ask('DELETE', `/api/v1/rules/${set.id}`)).json()).toEqual({ dropped: true });
    expect((await ask('GET', `/api/v1/rules/${set.id}`)).statusCode).toBe(404);
  });

  it('is not put away by who did not see what another saved in it since', async () => {
    const set = await draft();
    const later = await saved(set, [streetFirst, ...set.rules]);
    const late = await ask('DELETE', `/api/v1/rules/${set.id}?revision=${set.revision}`);
    expect([late.statusCode, late.json()]).toMatchObject([409, { code: 'rules-changed', field: 'revision', detail: expect.stringContaining('administrator') }]);
    expect((await ask('DELETE', `/api/v1/rules/${set.id}?revision=${later.revision}`)).json()).toEqual({ dropped: true });
  });

  it('begins with the words that were written in another, which was dropped meanwhile', async () => {
    const set = await draft();
    const after: AfterRules = { ...set.after, denial: { ...set.after.denial, leastPercent: 33 } };
    await ask('DELETE', `/api/v1/rules/${set.id}`);
    expect((await ask('POST', '/api/v1/rules', { from: set.id, title: '还在' })).statusCode).toBe(404);
    const made = await ask('POST', '/api/v1/rules', { from: '1', title: '还在', rules: [streetFirst, ...set.rules], after });
    expect(made.statusCode, made.body).toBe(201);
    expect(made.json()).toMatchObject({ version: null, title: '还在', rules: [streetFirst, ...set.rules], after });
    expect((await ask('POST', '/api/v1/rules', { from: '1', title: '空的', rules: [] })).statusCode).toBe(400);
  });

  it('tells a malformed rule by its field', async () => {
    const set = await draft();
    const reply = await ask('PUT', `/api/v1/rules/${set.id}`, { revision: 1, title: 'x', rules: [{ ...streetFirst, act: ['somebody'] }] });
    expect(reply.statusCode).toBe(400);
    expect(reply.json()).toMatchObject({ code: 'field-invalid', field: expect.stringContaining('rules/0/act') });
  });
});

describe('a draft tried on orders of before', () => {
  it('says which would have gone elsewhere, to whom, as a list and as a map, and changes nothing', async () => {
    const [power, storm] = [
      await aWell(test.database.pool, { lon: 120.013 }),
      await aWell(test.database.pool, { lon: 120.015, classCode: '0103', ownerId: 'drainage' }),
    ];
    const position = { lon: 120.013, lat: 30.01 };
    const moved = await orderOf(test.app, await report(test.app, { plate: power, channel: 'plate', position, address: '桥头路3号，找王13912345678' }));
    await report(test.app, { plate: storm, channel: 'plate', position: { lon: 120.015, lat: 30.01 } });
    const base = await draft();
    const set = await saved(base, [streetFirst, ...base.rules]);
    test.setNow('2026-11-23T03:00:00.000Z');
    const asked = await ask('POST', `/api/v1/rules/${set.id}/dry-runs`, {});
    expect(asked.statusCode, asked.body).toBe(201);
    await workDryRuns(test.app);
    const run = await read<DryRun>(`/api/v1/dry-runs/${asked.json<DryRun>().id}`);
    expect(run).toMatchObject({ state: 'done', seen: run.total, withoutCase: 0 });
    expect(run.flows).toContainEqual(expect.objectContaining({ fromUnit: 'power', toUnit: 'centre-990101001' }));
    const { items } = await read<{ items: DryRunChange[] }>(`/api/v1/dry-runs/${run.id}/orders?toUnit=centre-990101001`);
    expect(items).toHaveLength(run.moved);
    expect(items.find(({ orderId }) => orderId === moved.id)).toMatchObject({
      ...{ toRule: { row: 1, ruleId: 'power-street' }, newlyTold: [{ en: 'City Power' }] },
      address: '桥头路3号，找王139******78',
    });
    const map = await read<{ total: number; features: { properties: { orderId: string } }[] }>(`/api/v1/dry-runs/${run.id}/map`);
    expect(map.total).toBe(run.moved);
    expect(map.features.map(({ properties }) => properties.orderId)).toContain(moved.id);
    expect(await read<{ total: number }>(`/api/v1/dry-runs/${run.id}/map`, 'dispatcher-east')).toMatchObject({ total: 0 });
    expect((await orderOf(test.app, { number: moved.reports[0]?.number ?? '' } as never)).unit.id).toBe('power');
  });

  it('on the rules in force says that nothing would change, page by page', async () => {
    test.setNow('2026-11-23T04:00:00.000Z');
    const asked = (await ask('POST', '/api/v1/rules/1/dry-runs', {})).json<DryRun>();
    await workDryRuns(test.app, () => true);
    expect(await read<DryRun>(`/api/v1/dry-runs/${asked.id}`), 'a server that stops begins no piece').toMatchObject({ state: 'waiting' });
    await Promise.all([workDryRuns(test.app), workDryRuns(test.app)]);
    expect(await read<DryRun>(`/api/v1/dry-runs/${asked.id}`)).toMatchObject({ state: 'done', moved: 0, told: 0, seen: asked.total });
  });

  it('stays done when the database is away at the next look', async () => {
    const asked = (await ask('POST', '/api/v1/rules/1/dry-runs', {})).json<DryRun>();
    let pieces = 0;
    const pool = new Proxy(test.app.pool, {
      get: (whole, name) => {
        if (name === 'connect') return () => (++pieces > 1 ? Promise.reject(new Error('away')) : whole.connect());
        const part: unknown = Reflect.get(whole, name);
        return typeof part === 'function' ? part.bind(whole) : part;
      },
    });
    await expect(workDryRuns(Object.assign(Object.create(test.app), { pool }))).rejects.toThrow('away');
    expect(await read<DryRun>(`/api/v1/dry-runs/${asked.id}`)).toMatchObject({ state: 'done' });
  });

  it('on days that are still to come has tried nothing', async () => {
    const base = await draft();
    const set = await saved(base, [streetFirst, ...base.rules]);
    const ahead = { fromAt: now, toAt: '2026-12-23T02:00:00.000Z' };
    expect((await ask('POST', `/api/v1/rules/${set.id}/dry-runs`, ahead)).statusCode).toBe(201);
    await workDryRuns(test.app);
    expect(await read<RuleSet>(`/api/v1/rules/${set.id}`)).toMatchObject({ isTried: false });
    expect((await ask('POST', `/api/v1/rules/${set.id}/switch-on`, { revision: set.revision })).json()).toMatchObject({ code: 'rules-untried' });
  });

  it('asks for a span that is one', async () => {
    const reply = await ask('POST', '/api/v1/rules/1/dry-runs', { fromAt: '2026-11-23T00:00:00Z', toAt: '2026-11-22T00:00:00Z' });
    expect(reply.json()).toMatchObject({ code: 'span-invalid', field: 'fromAt' });
  });
});

it('a version switched on from a date decides from then on, stays as it is, and calls its own fallback first', async () => {
  const base = await draft('街镇先行');
  const set = await saved(base, [streetFirst, ...base.rules]);
  await tried(set);
  expect((await ask('POST', `/api/v1/rules/${set.id}/switch-on`, { revision: set.revision, effectiveAt: '2026-11-01T00:00:00Z' })).json()).toMatchObject({
    code: 'rules-start-past',
  });
  const on = await ask('POST', `/api/v1/rules/${set.id}/switch-on`, { revision: set.revision, effectiveAt: '2026-11-23T08:00:00Z' });
  expect(on.json(), on.body).toMatchObject({ version: 2, isInForce: false, mayEdit: false });
  expect((await save(set, set.rules)).json()).toMatchObject({ code: 'rules-switched-on' });
  const at = async (instant: string, lon: number) => {
    test.setNow(instant);
    const plate = await aWell(test.database.pool, { lon });
    return orderOf(test.app, await report(test.app, { plate, channel: 'plate', position: { lon, lat: 30.01 } }));
  };
  expect(await at('2026-11-23T07:59:59Z', 120.003)).toMatchObject({ unit: { id: 'power' }, dispatchRule: { version: 1 } });
  const later = await at('2026-11-23T08:00:00Z', 120.005);
  expect(later).toMatchObject({ unit: { id: 'centre-990101001' }, dispatchRule: { version: 2, row: 1 }, dispatchReason: { code: 'dispatch-rule' } });
  const { rows } = await test.database.pool.query<{ fallback_unit_ids: string[] }>('select fallback_unit_ids from orders where id = $1', [later.id]);
  expect(rows).toEqual([{ fallback_unit_ids: ['centre-990101'] }]);
  await expect(test.database.pool.query("update rule_sets set title = 'other' where version = 2")).rejects.toThrow('not changed');
});

describe('what follows a dispatch', () => {
  it('is part of the version: of what is late those are told whom it names, each step and denial says by which version', async () => {
    const { pool } = test.database;
    const plate = await aWell(pool, { lon: 120.0117, lat: 30.0101 });
    const late = await orderOf(test.app, await report(test.app, { plate, channel: 'plate' }));
    const detailsOf = async (action: string) =>
      (
        await pool.query<{ details: object }>('select details from order_events where order_id = $1 and action = $2 order by id desc limit 1', [
          late.id,
          action,
        ])
      ).rows[0]?.details;
    const copy = await draft('夜里直接到区');
    expect(copy.after).toEqual(standardAfter);
    const after: AfterRules = {
      denial: { ...standardAfter.denial, mostDenials: 1, decides: 'city' },
      escalation: { ...standardAfter.escalation, hazard: { tell: ['district', 'city'], everyHours: 2 } },
      warnings: { ...standardAfter.warnings, hazard: { minutes: 60, tell: ['street'] } },
    };
    const put = (given: object) =>
      ask('PUT', `/api/v1/rules/${copy.id}`, { revision: copy.revision, title: copy.title, rules: copy.rules, after: { ...after, ...given } });
    expect((await put({ escalation: { ...after.escalation, hazard: { tell: [], everyHours: 1 } } })).json()).toMatchObject({
      code: 'field-invalid',
      field: expect.stringContaining('after/escalation/hazard/tell'),
    });
    const kept = (await put({})).json<RuleSet>();
    expect(kept.after).toEqual(after);
    expect((await put({ warnings: { ...after.warnings, close: { minutes: 20_000, tell: [] } } })).json()).toMatchObject({
      code: 'field-invalid',
      field: expect.stringContaining('after/warnings/close/minutes'),
    });
    const { version } = (await ask('POST', `/api/v1/rules/${copy.id}/switch-on`, { revision: kept.revision })).json<RuleSet>();
    const warned = async (id: string) =>
      (await pool.query<{ at: Date }>("select due_at as at from timers where order_id = $1 and kind = 'warn' and clock = 'hazard'", [id])).rows.map(({ at }) =>
        new Date(at).toISOString(),
      );
    expect(await warned(late.id), 'a clock that runs already warns as the rules said when it began').toEqual(['2026-11-23T03:30:00.000Z']);
    const soon = await orderOf(test.app, await report(test.app, { plate: await aWell(pool, { lon: 120.015 }), channel: 'plate' }));
    expect(await warned(soon.id)).toEqual(['2026-11-23T03:00:00.000Z']);
    test.setNow('2026-11-23T03:00:00.000Z');
    await workTimers(test.app);
    const toldSoon = (await readOrder(test.app, soon.id)).assignments.filter(({ reason }) => reason.code === 'informed-warned');
    expect(toldSoon.map(({ unit }) => unit.id)).toEqual(['centre-990101001']);
    const { rows: warnings } = await pool.query<{ unit: string; rule: object }>(
      "select unit_id as unit, details -> 'rule' as rule from order_events where order_id = $1 and action = 'warn' order by id",
      [soon.id],
    );
    expect(warnings).toEqual(['power', 'centre-990101001'].map((unit) => ({ unit, rule: { version, part: 'warnings' } })));

    test.setNow('2026-11-23T04:01:00.000Z'); // the danger's two hours are over
    await workTimers(test.app);
    expect(await detailsOf('overdue')).toMatchObject({ clock: 'hazard', rule: { version, part: 'escalation' } });
    const told = (await readOrder(test.app, late.id)).assignments.filter(({ reason }) => reason.code === 'informed-overdue-hazard');
    expect(told.map(({ unit }) => unit.id)).toEqual(['centre-990101']);
    const { rows } = await pool.query<{ dueAt: Date }>(
      `select due_at as "dueAt" from timers where order_id = $1 and ended_at is null and kind = 'remind' and clock = 'hazard'`,
      [late.id],
    );
    expect(rows.map(({ dueAt }) => new Date(dueAt).toISOString())).toEqual(['2026-11-23T06:01:00.000Z']);

    const denied = await act(test.app, 'clerk-power', late.id, 'return', { note: '不是我们的', photoIds: [await aPhoto(test.app)] });
    expect(denied.json<Order>()).toMatchObject({ unit: { id: 'centre-990101001' }, dispatchReason: { code: 'assignment-denied', params: { count: 1 } } });
    expect(await detailsOf('return')).toMatchObject({ rule: { version, part: 'denial' } });
    const decides = (await readOrder(test.app, late.id)).assignments.filter(({ reason }) => reason.code === 'informed-decide');
    expect(decides.map(({ unit }) => unit.id)).toEqual(['centre-990000']);
  });
});

describe('a version that is to hold later', () => {
  it('is taken back before its date and never holds, by who keeps the rules alone; one whose date has come is not', async () => {
    const set = await saved(await draft('下月起'), [streetFirst, ...(await read<RuleSet>('/api/v1/rules/1')).rules]);
    await tried(set);
    const on = (await ask('POST', `/api/v1/rules/${set.id}/switch-on`, { revision: set.revision, effectiveAt: '2026-11-23T09:00:00Z' })).json<RuleSet>();
    const back = `/api/v1/rules/${set.id}/withdraw`;
    expect((await ask('POST', back, {}, 'dispatcher-city')).statusCode).toBe(403);
    expect((await ask('POST', '/api/v1/rules/1/withdraw', {})).json()).toMatchObject({ status: 409, code: 'rules-not-ahead' });
    const taken = await ask('POST', back, {});
    expect(taken.json()).toMatchObject({ version: on.version, withdrawnAt: now, isInForce: false, mayEdit: false });
    expect((await ask('POST', back, {})).json()).toMatchObject({ code: 'rules-not-ahead' });
    await expect(test.database.pool.query('update rule_sets set withdrawn_at = null, withdrawn_by = null where id = $1', [set.id])).rejects.toThrow(
      'not changed',
    );
    test.setNow('2026-11-23T10:00:00.000Z');
    const { items } = await read<{ items: RuleSet[] }>('/api/v1/rules');
    expect(items.find(({ id }) => id === set.id)).toMatchObject({ isInForce: false, withdrawnAt: now });
    expect(items.filter(({ isInForce }) => isInForce)).toHaveLength(1);
  });
});

describe('a draft that changes who acts', () => {
  it('is switched on after that alone, as it was tried, on a month at least', async () => {
    const base = await draft();
    expect(base, 'the rules in force need no trial').toMatchObject({ isTried: true });
    const set = await saved(base, [streetFirst, ...base.rules]);
    const switchOn = async ({ id, revision }: RuleSet) =>
      (await ask('POST', `/api/v1/rules/${id}/switch-on`, { revision, effectiveAt: '2027-01-01T00:00:00Z' })).json();
    expect(set.isTried).toBe(false);
    expect(await switchOn(set)).toMatchObject({ status: 409, code: 'rules-untried', params: { days: 28 } });
    await ask('POST', `/api/v1/rules/${set.id}/dry-runs`, { fromAt: '2026-11-16T00:00:00Z', toAt: '2026-11-23T00:00:00Z' });
    await workDryRuns(test.app);
    expect(await switchOn(set), 'a week is no month').toMatchObject({ code: 'rules-untried' });
    expect((await tried(set)).isTried).toBe(true);
    const other = await saved(set, [{ ...streetFirst, tell: [] }, ...base.rules]);
    expect(await switchOn(other), 'it was changed after it was tried').toMatchObject({ code: 'rules-untried' });
    const again = await saved(other, [streetFirst, ...base.rules]);
    expect(await switchOn(again)).toMatchObject({ mayEdit: false, isTried: true });
    expect((await ask('POST', `/api/v1/rules/${set.id}/withdraw`, {})).statusCode).toBe(200);
  });
});
