import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { insertMatchVersion } from '#db/queries/reports/match-versions.ts';
import { oneRow, rows, sql } from '#db/sql.ts';
import type { Matching, MatchVersion } from '#domain/contract/matching.ts';
import { startApp, type TestApp } from '../../support/app.ts';
import { aWell } from '../../support/builders.ts';
import { now, type Username } from '../../support/city.ts';
import { keepClosed } from '../../support/closed-orders.ts';
import { as } from '../../support/thread.ts';

const east = '990102001';
let test: TestApp;
let well: string;
let kept: string;
beforeAll(async () => {
  test = await startApp();
  const { pool } = test.database;
  well = await aWell(pool);
  kept = await aWell(pool, { lon: 120.05, classCode: '0107', ownerId: 'telecom', maintainerId: 'gas' });
  await keepClosed(
    pool,
    [
      // In the tenth from 0.9 on: four answers, three right.
      { said: ['power', 0.95], did: 'power', assetId: well },
      { said: ['power', 0.97], did: 'power', assetId: well, channel: 'plate' },
      { said: ['telecom', 0.98], did: 'gas', sent: 'telecom', assetId: kept, streetCode: east }, // kept by agreement for whom it is: sent to either it is sent right
      { said: ['power', 1], did: 'water', sent: 'power', assetId: well }, // wrong, and sent wrong
      // From 0.5 on: two answers, one right.
      { said: ['water', 0.5], did: 'water', sent: 'centre-990102001', streetCode: east, questions: 2, channel: 'hotline' }, // somebody looked first
      { said: ['water', 0.56], did: 'gas', sent: 'gas', streetCode: east, isErased: true }, // wrong, but sent right
      // What tells of no owner, or of no answer.
      { said: ['power', 0.9], did: 'centre-990101001' },
      { said: ['power', 0.9], did: 'power', state: 'void' },
      { said: ['power', 0.9], did: 'power', state: 'signed' },
      { said: ['power', 0.9], did: 'power', isAnswered: true },
      { said: ['power', 0.9], did: 'power', isMadeUp: true },
      { said: ['power', 0.9], did: 'road-990101', kind: 'road_broken' },
      { said: null, did: 'power' },
    ],
    now,
  );
});
afterAll(() => test.close());

const get = async (path = '', who: Username = 'analyst') =>
  (await test.app.inject({ url: `/api/v1/analysis/matching${path}`, headers: await as(test.app, who) })).json();
const read = (query = '', who: Username = 'analyst'): Promise<Matching> => get(query && `?${query}`, who);
const list = async (query: string, who: Username = 'analyst'): Promise<{ said: { probability: number } }[]> => (await get(`/orders?${query}`, who)).orders;
const by = (groups: Matching['channels']) => Object.fromEntries(groups.map(({ code, answers, right }) => [code, [answers, right]]));

describe('what was said against what was true', () => {
  it('counts the answers by tenths of what was said, with who did the work', async () => {
    const found = await read();
    expect(found.bins.map(({ bin, answers, right }) => [bin, answers, right])).toEqual([
      [5, 2, 1],
      [9, 4, 3],
    ]);
    expect(found.bins[1]?.said).toBeCloseTo((0.95 + 0.97 + 0.98 + 1) / 4, 6);
    const { total } = found;
    expect(total).toMatchObject({ answers: 6, right: 4, misdispatched: 1, looked: 1, heard: 5, asked: 1, questions: 2 });
    expect(total.said).toBeCloseTo(4.96 / 6, 6);
    // Of ten tenths: |1.06 − 1| and |3.90 − 3|, over six answers.
    expect(total.error).toBeCloseTo((0.06 + 0.9) / 6, 6);
    // Wilson's interval of 4 of 6, from a table.
    expect([total.low, total.high]).toEqual([expect.closeTo(0.3, 2), expect.closeTo(0.903, 2)]);
    expect([found.isFull, found.since]).toEqual([false, '2026-11-23T01:55:00.000Z']);
  });

  it('counts them by channel, district and class, each narrowed by the others and not by its own', async () => {
    const all = await read();
    expect([by(all.channels), by(all.districts), by(all.classes)]).toEqual([
      { pin: [4, 2], plate: [1, 1], hotline: [1, 1] },
      { '990101': [3, 2], '990102': [3, 2] },
      { '0105': [3, 2], '0107': [1, 1], none: [2, 1] },
    ]);
    expect(all.districts[0]?.name).toEqual({ zh: '西区', en: 'West District' });
    const part = await read('channel=pin&placeCode=990102');
    expect([part.total.answers, by(part.channels), by(part.districts), by(part.classes)]).toEqual([
      2,
      { pin: [2, 1], hotline: [1, 1] },
      { '990101': [2, 1], '990102': [2, 1] },
      { '0107': [1, 1], none: [1, 0] },
    ]);
  });

  it('opens the orders of each number', async () => {
    const { total } = await read();
    const wanted = { right: total.right, wrong: total.answers - total.right, misdispatched: total.misdispatched, looked: total.looked, asked: total.asked };
    for (const [which, count] of Object.entries(wanted)) expect([which, (await list(`which=${which}`)).length]).toEqual([which, count]);
    expect((await list('bin=9&which=wrong')).map(({ said }) => said)).toEqual([
      { unit: { zh: '市电力公司', en: 'City Power' }, probability: 1, isRight: false },
    ]);
    expect((await list('bin=5&channel=hotline&placeCode=990102&classCode=none')).length).toBe(1);
    const first = await get('/orders?limit=4');
    const second = await get(`/orders?limit=4&cursor=${first.nextCursor}`);
    const ids = [...first.orders, ...second.orders].map(({ id }: { id: string }) => Number(id));
    expect([ids.length, new Set(ids).size, second.nextCursor]).toEqual([6, 6, null]);
    expect(ids).toEqual([...ids].sort((a, b) => a - b)); // the first one was closed last
  });

  it('is of what its reader may see alone', async () => {
    expect((await read('', 'analyst-east')).total).toMatchObject({ answers: 3, right: 2 });
    expect((await read('', 'leader-west')).total.answers).toBe(3);
    expect((await list('placeCode=990101', 'analyst-east')).length).toBe(0);
    for (const who of ['supervisor', 'dispatcher-city'] as const) expect(await get('', who)).toMatchObject({ status: 403 });
  });

  it('says why it refuses a cursor that is none', async () => {
    expect(await get('/orders?cursor=eA')).toMatchObject({ status: 400, code: 'query-invalid', field: 'cursor' });
  });
});

const heldOut = { orders: 400, rightOwner: 0.9, surprise: 0.4, calibrationError: 0.03 };
const version = async (isUsed: boolean, summary: object): Promise<string> =>
  insertMatchVersion(test.database.pool, {
    madeAt: now,
    priors: {},
    summary: { taught: 1600, before: heldOut, after: { ...heldOut, surprise: 0.35 }, ...summary },
    isUsed,
  });

describe('the versions that were kept', () => {
  it('are told newest first, with what changed most and which is in force', async () => {
    expect(await get('/versions')).toEqual({ versions: [], all: 0 });
    const changes = Array.from({ length: 20 }, (_, i) => ({ term: `classRates.${1000 + i}`, before: 1, after: 20 - i }));
    const [old, used, left] = [
      await version(true, {}),
      await version(true, { changes, gain: { value: 0.05, error: 0.02 } }),
      await version(false, { changes: changes.slice(0, 2) }),
    ];
    const { versions, all }: { versions: MatchVersion[]; all: number } = await get('/versions', 'administrator');
    expect([all, versions.map(({ id, isUsed, isInForce, changed }) => [id, isUsed, isInForce, changed])]).toEqual([
      3,
      [
        [left, false, false, 2],
        [used, true, true, 20],
        [old, true, false, 0],
      ],
    ]);
    expect(versions[1]).toMatchObject({ taught: 1600, gain: { value: 0.05, error: 0.02 }, changes: changes.slice(0, 15), after: { surprise: 0.35 } });
    expect(versions[2]).toMatchObject({ gain: null, changes: [] }); // of before they were kept
  });

  it('hold the one in force however many came after it', async () => {
    const { pool } = test.database;
    await rows(
      pool,
      sql`insert into match_versions (made_at, priors, summary, is_used) select ${now}, '{}', (select summary from match_versions order by id desc limit 1), false from generate_series(1, 60)`,
    );
    const { versions, all }: { versions: MatchVersion[]; all: number } = await get('/versions');
    const { id } = await oneRow<{ id: string }>(pool, sql`select max(id)::text as id from match_versions where is_used`);
    expect([all, versions.length, versions.find(({ isInForce }) => isInForce)?.id]).toEqual([63, 51, id]);
  });
});
