import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OpenReport } from '#domain/contract/follows.ts';
import type { ReportStory } from '#domain/contract/reports.ts';
import { startApp, type TestApp } from '../../support/app.ts';
import { aReport, aWell } from '../../support/builders.ts';
import { act, aKey, orderOf, report } from '../../support/thread.ts';

let test: TestApp;
beforeAll(async () => {
  test = await startApp();
});
afterAll(() => test.close());

let step = 0;
const aNeighboursReport = async (): Promise<{ story: ReportStory; at: { lon: number; lat: number } }> => {
  step += 1;
  const at = { lon: 120.001 + step * 0.001, lat: 30.012 };
  await aWell(test.database.pool, at);
  const story = await report(test.app, aReport({ position: at, kind: 'cover_noise', text: '我是三楼的张阿姨，井盖响', contact: { phone: '13900000009' } }));
  return { story, at };
};
const near = async ({ lon, lat }: { lon: number; lat: number }): Promise<OpenReport[]> =>
  (await test.app.inject(`/api/v1/open-reports?at=${lon.toFixed(7)},${lat.toFixed(7)}`)).json<{ reports: OpenReport[] }>().reports;
const follow = (incidentId: string, position: { lon: number; lat: number }, key = aKey()) =>
  test.app.inject({ method: 'POST', url: '/api/v1/follows', headers: { 'idempotency-key': key }, payload: { incidentId, position } });
const read = async (number: string) => (await test.app.inject(`/api/v1/reports/${number}`)).json<ReportStory>();

describe('what a neighbour reported', () => {
  it('is shown near its place by kind, place and state, until it is done, and not farther away', async () => {
    const { story, at } = await aNeighboursReport();
    const [shown, ...more] = await near({ lon: at.lon, lat: at.lat + 0.0001 });
    expect(more).toEqual([]);
    expect(shown).toMatchObject({ kind: { code: 'cover_noise' }, state: 'dispatched', isHazard: false });
    expect(shown?.distanceM).toBeCloseTo(11, 0);
    expect(JSON.stringify(shown)).not.toMatch(/张阿姨|13900000009/);
    expect(JSON.stringify(shown)).not.toContain(story.number);
    expect(await near({ lon: at.lon, lat: at.lat + 0.0004 })).toEqual([]);
    const { id } = await orderOf(test.app, story);
    expect((await act(test.app, 'dispatcher-city', id, 'void', { note: '重复' })).statusCode).toBe(200);
    expect(await near(at)).toEqual([]);
  });

  it('is followed by a number that tells how it stands, never words, photos, answer or person; a second try is the same follow', async () => {
    const { story, at } = await aNeighboursReport();
    const [shown] = await near(at);
    const key = aKey();
    const first = await follow(shown?.incidentId ?? '', at, key);
    expect(first.statusCode).toBe(201);
    const followed = first.json<ReportStory>();
    expect((await follow(shown?.incidentId ?? '', at, key)).json<ReportStory>().number).toBe(followed.number);
    expect(followed).toMatchObject({ isFollowed: true, state: 'dispatched', text: '', photos: [], reply: null, mayJudge: false, hasContact: false });
    expect(followed.number).not.toBe(story.number);

    const order = await orderOf(test.app, story);
    await act(test.app, 'dispatcher-city', order.id, 'void', { note: '张阿姨说好了' });
    const later = await read(followed.number);
    expect(later.state).toBe('void');
    expect(later.events.map(({ action }) => action)).toContain('void');
    expect(JSON.stringify(later)).not.toContain('张阿姨');
    expect((await read(story.number)).isFollowed).toBe(false);
  });

  it('is followed from near by only, and its number judges nothing', async () => {
    const { at } = await aNeighboursReport();
    const [shown] = await near(at);
    const far = await follow(shown?.incidentId ?? '', { lon: at.lon, lat: at.lat + 0.01 });
    expect([far.statusCode, far.json()]).toMatchObject([404, { code: 'not-found', field: 'incidentId' }]);
    const { number } = (await follow(shown?.incidentId ?? '', at)).json<ReportStory>();
    const judged = await test.app.inject({ method: 'POST', url: `/api/v1/reports/${number}/judgement`, payload: { solved: false, note: '还响' } });
    expect(judged.statusCode).toBe(404);
  });

  it('is asked for by two numbers in degrees, and nothing else', async () => {
    for (const at of ['here', '121.4', '121.4,31.2,5', "121.4,31.2'"]) {
      const reply = await test.app.inject(`/api/v1/open-reports?at=${encodeURIComponent(at)}`);
      expect([at, reply.statusCode, reply.json().field]).toEqual([at, 400, 'at']);
    }
  });
});
