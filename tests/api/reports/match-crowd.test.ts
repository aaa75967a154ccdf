import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPool, type Pool } from '#db/pool.ts';
import type { MatchReply } from '#domain/contract/match.ts';
import { buildApp } from '../../../api/app.ts';
import { startApp, type TestApp } from '../../support/app.ts';
import { aWell } from '../../support/builders.ts';
import { now } from '../../support/city.ts';

let test: TestApp;
beforeAll(async () => {
  test = await startApp();
  const kinds = [
    { classCode: '0105', ownerId: 'power', lettering: '电力' },
    { classCode: '0107', ownerId: 'telecom', lettering: '通信' },
    { classCode: '0103', ownerId: 'drainage', lettering: '雨水' },
  ];
  for (let i = 0; i < 60; i += 1) await aWell(test.database.pool, { lon: 120.01 + i * 0.00002, lat: 30.01, ...kinds[i % 3] });
});
afterAll(() => test.close());

/** As many ways of asking as there are: by pin alone, which are looked up together, by words that are long, an address, a plate of which half is read. */
const asked = (i: number): object => {
  const position = { lon: 120.01 + (i % 60) * 0.00002, lat: 30.01 };
  return (
    [
      { position, accuracyM: 10 },
      { position, accuracyM: 5000 },
      { position, accuracyM: 20, text: '电信供电煤气雨水'.repeat(250), kind: 'cover_missing' },
      { address: '桥头路10号' },
      { position, accuracyM: 8, plate: String(10_000 + i) },
    ][i % 5] ?? {}
  );
};
const crowd = 500;

type Ask = TestApp['app'];
const askAll = (app: Ask) => Promise.all(Array.from({ length: crowd }, (_, i) => app.inject({ method: 'POST', url: '/api/v1/match', payload: asked(i) })));
const expectAnswer = (reply: Awaited<ReturnType<typeof askAll>>[number]) => {
  expect(reply.statusCode, reply.body).toBe(200);
  expect(reply.json<MatchReply>().candidates.reduce((sum, { probability }) => sum + probability, 0)).toBeCloseTo(1, 6);
};

/** The same service with other settings, on the same city. */
const beside = async (settings: { readonly rateLimitFactor: number; readonly pool: Pool }) => {
  const app = await buildApp({ clock: { now: () => now }, checkReplies: true, ...settings });
  await app.ready();
  return app;
};

// What is bounded is the time of all together, by each test's own: nobody waits without an end.
describe('five hundred who ask at once whose it is', { timeout: 60_000 }, () => {
  it('are answered, or told that the service is not there just now where it has more to do than it can; and whoever comes after is answered', async () => {
    const replies = await askAll(test.app);
    const [through, late] = [replies.filter(({ statusCode }) => statusCode === 200), replies.filter(({ statusCode }) => statusCode !== 200)];
    expect(through.length).toBeGreaterThan(0);
    through.forEach(expectAnswer);
    for (const reply of late) expect(reply.json(), reply.body).toMatchObject({ status: 503, code: 'unavailable' });
    for (const i of [0, 1, 2, 3, 4]) expectAnswer(await test.app.inject({ method: 'POST', url: '/api/v1/match', payload: asked(i) }));
  });

  it('from one line are let through as far as the limit goes, and the others told when to come again', async () => {
    const app = await beside({ rateLimitFactor: 1, pool: test.database.pool });
    const replies = await askAll(app);
    const [through, stopped] = [replies.filter(({ statusCode }) => statusCode === 200), replies.filter(({ statusCode }) => statusCode !== 200)];
    expect(through.length).toBeGreaterThan(0);
    expect(through.length).toBeLessThanOrEqual(60);
    through.forEach(expectAnswer);
    for (const reply of stopped) {
      expect(reply.json(), reply.body).toMatchObject({ status: 429, code: 'too-many-requests' });
      expect(Number(reply.headers['retry-after'])).toBeGreaterThan(0);
    }
    await app.close();
  });

  it('of a database that gives nobody a connection are told that it is not there, none waiting without an end, and are answered when it is', async () => {
    const narrow = createPool(test.database.url, { schema: 'city', max: 1, prepared: true });
    const app = await beside({ rateLimitFactor: 10_000, pool: narrow });
    expectAnswer(await app.inject({ method: 'POST', url: '/api/v1/match', payload: asked(0) }));
    const taken = await narrow.connect();
    const replies = await askAll(app);
    for (const reply of replies) expect(reply.json(), reply.body).toMatchObject({ status: 503, code: 'unavailable' });
    taken.release();
    for (const i of [0, 1, 2, 3, 4]) expectAnswer(await app.inject({ method: 'POST', url: '/api/v1/match', payload: asked(i) }));
    await app.close();
    await narrow.end();
  });
});
