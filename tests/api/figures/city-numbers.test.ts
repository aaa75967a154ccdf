import { afterAll, beforeAll, expect, it } from 'vitest';
import type { CityNumbers } from '#domain/contract/city-numbers.ts';
import { startApp, type TestApp } from '../../support/app.ts';
import { aReport, aWell } from '../../support/builders.ts';
import type { Username } from '../../support/city.ts';
import { act, as, orderOf, report, sendReport } from '../../support/thread.ts';

let test: TestApp;
beforeAll(async () => {
  test = await startApp();
});
afterAll(() => test.close());

const url = '/api/v1/city-numbers';
const get = async (who: Username) => (await test.app.inject({ url, headers: await as(test.app, who) })).json<CityNumbers>();
const put = async (who: Username, changes: object[]) => test.app.inject({ method: 'PUT', url, headers: await as(test.app, who), payload: { changes } });

it('the city’s numbers are read with their bounds and set by who keeps the whole of it, each change with its person', async () => {
  expect((await get('supervisor')).numbers.find(({ name }) => name === 'reopenDays')).toEqual({
    ...{ name: 'reopenDays', value: 30, standard: 30, least: 1, most: 365, unit: 'days' },
  });
  expect([(await get('supervisor')).mayEdit, (await get('administrator')).mayEdit]).toEqual([false, true]);
  expect((await put('supervisor', [{ name: 'reopenDays', was: 30, value: 7 }])).statusCode).toBe(403);
  const set = await put('administrator', [
    { name: 'closeWorkingDays', was: 5, value: 3 },
    { name: 'hazardHoursTown', was: 2, value: 1 },
  ]);
  expect(set.statusCode, set.body).toBe(200);
  expect(set.json<CityNumbers>().changes).toMatchObject([
    { name: 'hazardHoursTown', before: 2, after: 1, person: { en: 'Person administrator' } },
    { name: 'closeWorkingDays', before: 5, after: 3 },
  ]);
});

it('a change holds from the next report on', async () => {
  const plate = await aWell(test.database.pool, { lon: 120.003, lat: 30.01 });
  const order = await orderOf(test.app, await report(test.app, aReport({ plate, channel: 'plate' })));
  const due = Object.fromEntries(order.deadlines.map((d) => [d.clock, d.dueAt]));
  expect([due['hazard'], due['close']]).toEqual(['2026-11-23T03:00:00.000Z', '2026-11-26T16:00:00.000Z']);
});

it('who reads of a limit before it begins reads the city’s own, and nobody has to sign in for it', async () => {
  await put('administrator', [
    { name: 'superviseWorkingDays', was: 3, value: 4 },
    { name: 'callAnswerMinutes', was: 10, value: 5 },
  ]);
  expect((await test.app.inject('/api/v1/city')).json()).toMatchObject({
    limits: { longWorkingDays: 15, superviseWorkingDays: 4, recheckWorkingDays: 3, callAnswerMinutes: 5 },
  });
});

it('what is out of bounds, seen otherwise or not whole is refused, naming it', async () => {
  const refused = async (changes: object[]) => (await put('administrator', changes)).json<{ code: string; field: string }>();
  expect(await refused([{ name: 'reopenDays', was: 30, value: 400 }])).toMatchObject({ code: 'setting-out-of-bounds', field: 'reopenDays' });
  expect(await refused([{ name: 'reopenDays', was: 29, value: 40 }])).toMatchObject({ code: 'setting-changed', field: 'reopenDays' });
  expect((await put('administrator', [{ name: 'moonDays', was: 1, value: 2 }])).statusCode).toBe(400);
  expect((await put('administrator', [])).statusCode).toBe(400);
});

it('the longest pause and the days to open a settled matter again are the city’s', async () => {
  await put('administrator', [
    { name: 'longestPauseDays', was: 180, value: 10 },
    { name: 'reopenDays', was: 30, value: 1 },
  ]);
  const plate = await aWell(test.database.pool, { lon: 120.006, lat: 30.01 });
  const story = (await sendReport(test.app, aReport({ plate, channel: 'plate', kind: 'cover_noise' }))).json<{ number: string }>();
  const { rows } = await test.database.pool.query<{ id: string }>(
    'select o.id from orders o join reports r on r.incident_id = o.incident_id where r.number = $1',
    [story.number],
  );
  const id = rows[0]?.id ?? '';
  for (const step of ['sign', 'contact'] as const) expect((await act(test.app, 'clerk-power', id, step)).statusCode).toBe(200);
  const asked = await act(test.app, 'clerk-power', id, 'ask_pause', { note: '等批文', day: '2026-12-10' });
  expect(asked.json()).toMatchObject({ code: 'day-not-ahead' });
  await test.database.pool.query("update orders set state = 'closed', closed_at = '2026-11-20T00:00:00Z' where id = $1", [id]);
  const late = await test.app.inject({ method: 'POST', url: `/api/v1/reports/${story.number}/judgement`, payload: { solved: false, note: '还在响' } });
  expect(late.json()).toMatchObject({ code: 'reopen-too-late' });
});
