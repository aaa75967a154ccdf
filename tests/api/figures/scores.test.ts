import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { wantMonths } from '#db/queries/figures/score-sums.ts';
import type { ScoreScope } from '#db/queries/figures/scores.ts';
import { rows, type Statement, sql } from '#db/sql.ts';
import type { Scores, YearlyReport } from '#domain/contract/scores.ts';
import { measures, scoreRule } from '#domain/score.ts';
import { readScorePeriod } from '#domain/score-period.ts';
import type { App } from '../../../api/app.ts';
import { casesOf } from '../../../api/scores/list-cases.ts';
import { loadSums, scoreSubjects } from '../../../api/scores/load-scores.ts';
import { countScores, countWanted } from '../../../api/scores/stored-figures.ts';
import { makeYearlyReport } from '../../../api/scores/yearly-report.ts';
import { forgetVocabulary, vocabularyOf } from '../../../api/vocabulary.ts';
import { signIn, startApp, type TestApp } from '../../support/app.ts';
import { aReport, aWell } from '../../support/builders.ts';
import type { Username } from '../../support/city.ts';
import { vacuumWhole } from '../../support/database.ts';
import { type act, aPhoto, orderOf, report } from '../../support/thread.ts';

let test: TestApp;
let good = '';
let late = '';
let denied = '';

/** Somebody acts at an instant; sessions end within the days of this story, so each signs in anew. */
const at = async (instant: string, who: Username, id: string, action: Parameters<typeof act>[3], body: Record<string, unknown> = {}) => {
  test.setNow(instant);
  const { rows } = await test.database.pool.query<{ version: number }>('select version from orders where id = $1', [id]);
  const headers = await signIn(test.app, who);
  const reply = await test.app.inject({ method: 'POST', url: `/api/v1/orders/${id}/${action}`, headers, payload: { version: rows[0]?.version ?? 1, ...body } });
  expect(reply.statusCode, `${action}: ${reply.body}`).toBe(200);
};
const photoOf = async (who: Username) => [await aPhoto(test.app, await signIn(test.app, who))];
const opened = async (lon: number, lat: number, owner: string, kind: string) => {
  const plate = await aWell(test.database.pool, { lon, lat, ownerId: owner, maintainerId: owner });
  return (await orderOf(test.app, await report(test.app, aReport({ plate, channel: 'plate', kind })))).id;
};
const settle = async (unit: Username, id: string, hours: readonly [string, string, string, string]) => {
  await at(hours[0], unit, id, 'sign');
  await at(hours[1], unit, id, 'contact');
  await at(hours[2], unit, id, 'start');
  await at(hours[2], unit, id, 'resolve', { reply: '已修复。', photoIds: await photoOf(unit) });
  await at(hours[3], 'dispatcher-west', id, 'close');
};

beforeAll(async () => {
  test = await startApp();
  good = await opened(120.005, 30.01, 'power', 'cover_noise');
  late = await opened(120.01, 30.01, 'water', 'cover_noise');
  denied = await opened(120.015, 30.01, 'telecom', 'cover_noise');
  await settle('clerk-power', good, ['2026-11-23T03:00:00Z', '2026-11-23T04:00:00Z', '2026-11-24T02:00:00Z', '2026-11-24T03:00:00Z']);
  await at('2026-11-24T04:00:00Z', 'dispatcher-west', good, 'call_back', { grades: { speed: 'satisfied', manner: 'mostly', outcome: 'unsatisfied' } });
  // Signed after a day, contacted after two, closed after the end of the fifth.
  await settle('clerk-water', late, ['2026-11-24T06:00:00Z', '2026-11-25T06:00:00Z', '2026-12-03T02:00:00Z', '2026-12-03T03:00:00Z']);
  // Telecom denies what is decided to be its own.
  await at('2026-11-23T05:00:00Z', 'clerk-telecom', denied, 'return', { note: '不是我们的', photoIds: await photoOf('clerk-telecom') });
  await test.database.pool.query("update denials set decided_at = '2026-11-25T00:00:00Z', upheld = false");
  test.setNow('2026-12-20T00:00:00.000Z');
});
afterAll(() => test.close());

const get = async <T>(url: string, who: Username): Promise<T> => {
  const reply = await test.app.inject({ url, headers: await signIn(test.app, who) });
  expect(reply.statusCode, reply.body).toBe(200);
  return reply.json<T>();
};
const scores = (by: string, who: Username = 'supervisor', period = '2026-11') => get<Scores>(`/api/v1/scores?period=${period}&by=${by}`, who);
const figure = (from: Scores, id: string, measure: string) => from.subjects.find((one) => one.id === id)?.tallies.find((tally) => tally.measure === measure);

describe('the scores of a month', () => {
  it('count each unit’s own cases: in time, late, denied, judged', async () => {
    const units = await scores('unit');
    expect(figure(units, 'power', 'close')).toEqual({ measure: 'close', of: 1, rate: 1 });
    // What telecom gave back went to water, the next likeliest, and is late there as well.
    expect(figure(units, 'water', 'close')).toEqual({ measure: 'close', of: 2, rate: 0 });
    expect([figure(units, 'power', 'sign')?.rate, figure(units, 'water', 'sign')?.rate]).toEqual([1, 0]);
    expect([figure(units, 'power', 'contact')?.rate, figure(units, 'water', 'contact')?.rate]).toEqual([1, 0]);
    expect(['speed', 'manner', 'outcome'].map((side) => figure(units, 'power', side)?.rate)).toEqual([1, 0.8, 0]);
    expect([figure(units, 'telecom', 'denials'), figure(units, 'telecom', 'kept')]).toMatchObject([
      { of: 1, rate: 0 },
      { of: 1, rate: 0 },
    ]);
    const score = (id: string) => units.subjects.find((one) => one.id === id)?.score ?? -1;
    expect(score('power')).toBeGreaterThan(score('water'));
    expect(units.rule.weights.reduce((sum, { weight }) => sum + weight, 0)).toBe(100);
  });

  it('of a street and its district are those of what happened there', async () => {
    const [streets, districts] = [await scores('street'), await scores('district')];
    expect(figure(streets, '990101001', 'close')).toEqual({ measure: 'close', of: 3, rate: 1 / 3 });
    expect(figure(districts, '990101', 'close')).toEqual({ measure: 'close', of: 3, rate: 1 / 3 });
    expect(districts.subjects.map(({ id }) => id)).toEqual(['990101']);
  });

  it('open the orders behind each figure, and of those the ones that went wrong', async () => {
    const cases = (rest: string) =>
      get<{ orders: { id: string; value: number }[] }>(`/api/v1/scores/orders?period=2026-11&by=street&id=990101001&${rest}`, 'supervisor');
    expect((await cases('measure=close')).orders.map(({ id }) => id)).toEqual([denied, late, good]);
    expect((await cases('measure=close&missed=true')).orders).toMatchObject([{ id: denied, value: 0 }, { id: late }]);
    expect((await cases('measure=denials&missed=true')).orders.map(({ id }) => id)).toEqual([denied]);
  });

  it('are a unit’s own for its clerk, and nobody’s elsewhere for a district’s people', async () => {
    expect((await scores('unit', 'clerk-water')).subjects.map(({ id }) => id)).toEqual(['water']);
    expect((await scores('unit', 'analyst-east')).subjects).toEqual([]);
    expect((await scores('unit', 'supervisor', '2026-10')).subjects).toEqual([]);
  });

  it('leave as CSV, in the reader’s language, with the weights', async () => {
    const reply = await test.app.inject({ url: '/api/v1/exports/scores?period=2026-11&by=unit&lang=en', headers: await signIn(test.app, 'supervisor') });
    const lines = reply.body.replace('\uFEFF', '').split('\r\n');
    expect(reply.headers['content-type']).toContain('text/csv');
    expect(lines[0]).toMatch(/^id,name,kind,orders,score,rank,sign,sign_cases/);
    expect(lines[1]).toMatch(/^,weight,,,100,,8,/);
    expect(lines.some((line) => line.startsWith('power,City Power,trade,'))).toBe(true);
  });

  it('of no month that there is are refused, naming the field', async () => {
    const reply = await test.app.inject({ url: '/api/v1/scores?period=2026-13&by=unit', headers: await signIn(test.app, 'supervisor') });
    expect([reply.statusCode, reply.body]).toEqual([400, expect.stringContaining('period')]);
  });
});

describe('the yearly report', () => {
  it('tells what came in, what became of it, and which unit denied what it owns', async () => {
    const year = await get<YearlyReport>('/api/v1/yearly-report?year=2026', 'leader-west');
    expect(year).toMatchObject({ orders: 3, reports: 3, closed: 2, madeUp: 0, byMonth: [{ month: '2026-11', orders: 3, reports: 3 }] });
    expect(year.wrongDenials).toMatchObject([{ unit: { en: 'City Telecom' }, wrong: 1, decided: 1 }]);
    expect(year.whole.tallies.find(({ measure }) => measure === 'close')).toEqual({ measure: 'close', of: 3, rate: 1 / 3 });
    expect(year.byChannel).toEqual([{ channel: 'plate', count: 3 }]);
    expect(year.districts.map(({ id }) => id)).toEqual(['990101']);
  });

  it('of a city whose years begin in November ends with October', async () => {
    await test.database.pool.query('update city set settings = settings || \'{"scoreYearFirstMonth": 11}\'');
    forgetVocabulary(test.database.pool);
    expect((await get<YearlyReport>('/api/v1/yearly-report?year=2026', 'supervisor')).orders).toBe(0);
    expect((await get<YearlyReport>('/api/v1/yearly-report?year=2027', 'supervisor')).orders).toBe(3);
  });
});

describe('the scores of a city with more orders than are counted while one waits', () => {
  const timeZone = 'Asia/Shanghai';
  const city = { city: true, placeCodes: [], unitIds: [] };
  const reaches = [city, { city: false, placeCodes: ['990101'], unitIds: [] }, { city: false, placeCodes: [], unitIds: ['water', 'telecom'] }];
  const scopeOf = (name: string, reach: ScoreScope['reach']): ScoreScope => {
    const period = readScorePeriod(name, 1, timeZone);
    if (!period) throw new Error(`${name} is no period`);
    return { fromAt: period.fromAt, toAt: period.toAt, now: '2026-12-20T00:00:00.000Z', reach, rule: scoreRule };
  };
  const byKey = (sums: Awaited<ReturnType<typeof loadSums>>['sums']) =>
    sums.toSorted((a, b) => `${a.unitId}${a.streetCode}`.localeCompare(`${b.unitId}${b.streetCode}`));

  it('are told at once without the months that nobody counted, which are counted meanwhile, each once', async () => {
    test.setNow('2026-12-20T00:00:00.000Z');
    const scope = scopeOf('2026', city);
    const first = await loadSums(test.app, scope, -1);
    expect([first.sums, first.counting.length, first.counting.at(-1)]).toEqual([[], 12, '2026-12']);
    expect((await makeYearlyReport(test.app, await vocabularyOf(test.app.pool), { ...scope, name: '2026', isYear: true }, scope, -1)).counting).toEqual(
      first.counting,
    );
    expect(await countWanted(test.app, () => true)).toBe(0); // a server that closes begins none
    expect(await countWanted(test.app)).toBe(12);
    expect([(await loadSums(test.app, scope, -1)).counting, await countWanted(test.app)]).toEqual([[], 0]);
  });

  it('are told at once while a month is being counted that their reader asked for too', async () => {
    test.setNow('2026-12-20T00:00:00.000Z');
    const scope = scopeOf('2026-12', city);
    await test.database.pool.query('delete from score_months');
    await loadSums(test.app, scope, -1);
    const holder = await test.database.pool.connect();
    await holder.query('begin');
    await holder.query('lock table score_sums in access exclusive mode'); // so that the count goes on until it is let
    const counting = countWanted(test.app);
    await expect
      .poll(async () => (await rows(test.database.pool, sql`select from pg_locks where not granted and relation = 'score_sums'::regclass`)).length)
      .toBe(1);
    await expect(
      Promise.race([wantMonths(test.app.pool, { months: ['2026-12'], version: scoreRule.version }, scope.now), sleep(2_000, 'it waits')]),
    ).resolves.toBe(0);
    await holder.query('commit');
    holder.release();
    expect(await counting).toBe(1);
    expect((await loadSums(test.app, scope, -1)).counting).toEqual([]);
    for (const month of ['2026', '2026-11']) await loadSums(test.app, scopeOf(month, city), -1);
    expect(await countWanted(test.app)).toBe(11);
  });

  it('are those of its months’ sums, which come to what the orders themselves come to, for every reader', async () => {
    test.setNow('2026-12-20T00:00:00.000Z');
    const vocabulary = await vocabularyOf(test.app.pool);
    for (const reach of reaches)
      for (const name of ['2026', '2026-11']) {
        const scope = scopeOf(name, reach);
        const [live, stored] = [await loadSums(test.app, scope), await loadSums(test.app, scope, -1)];
        expect(byKey(stored.sums)).toEqual(byKey(live.sums));
        expect(byKey(live.sums).length).toBeGreaterThan(0);
        expect(await scoreSubjects(test.app.pool, vocabulary, stored.sums, 'unit', scoreRule)).toEqual(
          await scoreSubjects(test.app.pool, vocabulary, live.sums, 'unit', scoreRule),
        );
        const period = { name, isYear: name.length === 4, fromAt: scope.fromAt, toAt: scope.toAt };
        expect(await makeYearlyReport(test.app, vocabulary, period, scope, -1)).toEqual(await makeYearlyReport(test.app, vocabulary, period, scope));
      }
  });

  it('open the same orders behind each figure, month by month, and go on where a page ended', async () => {
    for (const measure of measures)
      for (const missed of [false, true]) {
        const wanted = { measure, by: 'street', id: '990101001', missed, after: null, limit: 50 } as const;
        const live = await casesOf(test.app, wanted, scopeOf('2026', city));
        expect(await casesOf(test.app, wanted, scopeOf('2026', city), -1)).toEqual(live);
        const [first] = live;
        if (first) expect(await casesOf(test.app, { ...wanted, after: first.id }, scopeOf('2026', city), -1)).toEqual(live.filter(({ id }) => id !== first.id));
      }
  });

  it('are told as of when they were counted, the last months again within the hour, and counted once', async () => {
    const scope = scopeOf('2026-11', city);
    const before = await loadSums(test.app, scope, -1);
    test.setNow('2026-12-20T02:00:00.000Z');
    await test.database.pool.query('update denials set upheld = true');
    expect(await loadSums(test.app, { ...scope, now: '2026-12-20T02:00:00.000Z' }, -1)).toEqual(before);
    let counted = 0;
    while ((await countScores(test.app, -1)) > 0) counted += 1;
    expect(counted).toBe(3); // the last two, and one that nobody had asked for
    const after = await loadSums(test.app, { ...scope, now: '2026-12-20T02:00:00.000Z' }, -1);
    expect(after.countedAt).toBe('2026-12-20T02:00:00.000Z');
    const denials = measures.indexOf('denials');
    expect(after.sums.find(({ unitId }) => unitId === 'telecom')?.good[denials]).toBe(1);
    expect(await countScores(test.app)).toBe(0); // of few orders nothing is counted beforehand
  });

  it('read the sums by their key, and of the orders no more than tells that there are many', async () => {
    const asked: Statement[] = [];
    const query = (statement: Statement) => {
      asked.push(statement);
      return test.app.pool.query(statement);
    };
    const app = Object.create(test.app, { pool: { value: { query } } }) as App;
    await loadSums(app, scopeOf('2026', city), -1);
    await vacuumWhole(test.app.pool, 'orders');
    const client = await test.app.pool.connect();
    await client.query({ text: 'set enable_seqscan = off', values: [] });
    const plans: string[] = [];
    for (const { text, values } of asked.filter((one) => /score_sums|score_totals|from orders/.test(one.text))) {
      const { rows } = await client.query<Record<string, string>>({ text: `explain ${text}`, values });
      plans.push(rows.map((line) => Object.values(line)[0]).join('\n'));
    }
    await client.query({ text: 'reset enable_seqscan', values: [] });
    client.release();
    expect(plans.length).toBe(3);
    const [many, ...sums] = plans;
    expect(many).toContain('Index Only Scan using orders_analysis');
    for (const plan of sums) {
      expect(plan).toMatch(/score_(sums|totals)_pkey/);
      expect(plan).not.toMatch(/on orders|Seq Scan/);
    }
  });
});

describe('what is no case of a measure', () => {
  it('is an order paused with approval before its end, nor is a later report that was withdrawn a sign of a bad repair', async () => {
    test.setNow('2026-12-21T02:00:00.000Z');
    const aTelecomWell = (lon: number) => aWell(test.database.pool, { lon, lat: 30.02, ownerId: 'telecom', maintainerId: 'telecom' });
    const tell = async (plate: string): Promise<string> => {
      const { number } = await report(test.app, aReport({ plate, channel: 'plate', kind: 'cover_noise' }));
      const of = sql`select o.id::text from orders o join reports r using (incident_id) where r.number = ${number}`;
      return (await rows<{ id: string }>(test.database.pool, of))[0]?.id ?? '';
    };
    const [paused, plate] = [await tell(await aTelecomWell(120.005)), await aTelecomWell(120.01)];
    const repaired = await tell(plate);
    await settle('clerk-telecom', repaired, ['2026-12-21T03:00:00Z', '2026-12-21T04:00:00Z', '2026-12-22T02:00:00Z', '2026-12-22T03:00:00Z']);
    for (const action of ['sign', 'contact', 'start'] as const) await at('2026-12-22T03:00:00Z', 'clerk-telecom', paused, action);
    await at('2026-12-22T03:00:00Z', 'clerk-telecom', paused, 'ask_pause', { note: '上冻', day: '2027-01-20' });
    await at('2026-12-22T04:00:00Z', 'dispatcher-west', paused, 'grant_pause');
    test.setNow('2026-12-23T02:00:00.000Z');
    await at('2026-12-23T02:00:00Z', 'dispatcher-west', await tell(plate), 'void', { note: '现场无异常' });
    test.setNow('2026-12-30T00:00:00.000Z');
    const units = await scores('unit', 'supervisor', '2026-12');
    expect([figure(units, 'telecom', 'close'), figure(units, 'telecom', 'lasting')]).toEqual([
      { measure: 'close', of: 1, rate: 1 },
      { measure: 'lasting', of: 1, rate: 1 },
    ]);
  });
});
