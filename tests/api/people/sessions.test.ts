import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signIn, startApp, type TestApp } from '../../support/app.ts';
import { aReport } from '../../support/builders.ts';
import { now, password, people } from '../../support/city.ts';

let test: TestApp;
beforeAll(async () => {
  test = await startApp();
});
afterAll(() => test.close());

describe('signing in', () => {
  it('gives a session of twelve hours and an httpOnly cookie', async () => {
    const reply = await test.app.inject({ method: 'POST', url: '/api/v1/session', payload: { username: 'clerk-power', password } });
    expect(reply.statusCode).toBe(201);
    expect(reply.json()).toMatchObject({
      username: 'clerk-power',
      expiresAt: '2026-11-23T14:00:00.000Z',
      grants: [{ role: 'clerk', unit: { id: 'power' }, place: null }],
    });
    expect(reply.json().permissions).toContain('assets.status');
    expect(reply.cookies[0]).toMatchObject({ name: 'jz_session', httpOnly: true, sameSite: 'Lax', path: '/' });
    expect(reply.cookies[0]?.secure).toBeUndefined();
  });

  it('tells where its grants are, for a map to open there: nowhere for who sees the whole city or a unit alone', async () => {
    const areaOf = async (username: string) => (await test.app.inject({ method: 'POST', url: '/api/v1/session', payload: { username, password } })).json().area;
    expect(await areaOf('dispatcher-street')).toEqual([120, 30, 120.02, 30.04]);
    expect(await areaOf('dispatcher-west')).toEqual([120, 30, 120.04, 30.04]);
    expect([await areaOf('dispatcher-city'), await areaOf('clerk-power')]).toEqual([null, null]);
  });

  it('lasts as long as its wall is looked at, and a month at most', async () => {
    const headers = await signIn(test.app, 'supervisor');
    const look = () => test.app.inject({ url: '/api/v1/wall', headers: { cookie: headers.cookie } });
    const begun = Date.parse(now);
    const hours = (count: number) => new Date(begun + count * 3_600_000).toISOString();
    try {
      for (let passed = 8; passed < 30 * 24; passed += 8) {
        test.setNow(hours(passed));
        const wall = await look();
        expect(wall.statusCode, `after ${passed} hours`).toBe(200);
        if (passed === 8) expect(wall.cookies[0]).toMatchObject({ name: 'jz_session', maxAge: 12 * 3600, httpOnly: true, sameSite: 'Lax' });
      }
      test.setNow(hours(30 * 24 + 1));
      expect((await look()).statusCode).toBe(401);
    } finally {
      test.setNow(now);
    }
  });

  it('says the same of an unknown name and of a wrong password', async () => {
    const details = await Promise.all(
      [
        { username: 'clerk-power', password: 'wrong' },
        { username: 'no-one', password },
      ].map(async (payload) => {
        const reply = await test.app.inject({ method: 'POST', url: '/api/v1/session', payload });
        expect(reply.statusCode).toBe(401);
        return { ...reply.json(), requestId: '' };
      }),
    );
    expect(details[0]).toEqual(details[1]);
  });

  it('tells who is signed in, and nobody once signed out', async () => {
    const headers = await signIn(test.app, 'agent');
    expect((await test.app.inject({ url: '/api/v1/session', headers })).json()).toMatchObject({ username: 'agent' });
    expect((await test.app.inject({ method: 'DELETE', url: '/api/v1/session', headers })).statusCode).toBe(204);
    expect((await test.app.inject({ url: '/api/v1/session', headers })).json()).toMatchObject({ code: 'not-signed-in' });
  });

  it('tells an expired session apart from none', async () => {
    const headers = await signIn(test.app, 'agent');
    test.setNow('2026-11-23T14:00:00.000Z');
    const reply = await test.app.inject({ url: '/api/v1/session', headers });
    test.setNow(now);
    expect([reply.statusCode, reply.json().code]).toEqual([401, 'session-expired']);
  });

  it('lets an expired session still read what is public', async () => {
    const headers = await signIn(test.app, 'agent');
    test.setNow('2026-11-24T14:00:00.000Z');
    const reply = await test.app.inject({ url: '/api/v1/city', headers });
    test.setNow(now);
    expect(reply.statusCode).toBe(200);
  });

  it('sets a Secure cookie where the service is reached by https', async () => {
    const https = await startApp({ publicUrl: 'https://wells.example' });
    const reply = await https.app.inject({ method: 'POST', url: '/api/v1/session', payload: { username: 'agent', password } });
    await https.close();
    expect(reply.cookies[0]?.secure).toBe(true);
    expect(reply.headers['strict-transport-security']).toBeDefined();
  });
});

describe('the CSRF header', () => {
  it('is asked of every change made by cookie', async () => {
    const { cookie } = await signIn(test.app, 'agent');
    for (const headers of [{ cookie }, { cookie, 'x-csrf-token': 'guessed' }]) {
      const reply = await test.app.inject({ method: 'DELETE', url: '/api/v1/session', headers });
      expect([reply.statusCode, reply.json().code]).toEqual([403, 'csrf-missing']);
    }
  });

  it('that a citizen’s page does not send in the browser of somebody who is signed in leaves what is open to all to nobody', async () => {
    const { cookie } = await signIn(test.app, 'agent');
    const send = (given: object, headers: object = {}) =>
      test.app.inject({
        method: 'POST',
        url: '/api/v1/reports',
        headers: { cookie, 'idempotency-key': randomUUID(), ...headers },
        payload: { ...aReport(), ...given },
      });
    const taken = await send({ text: '门口的井盖响' });
    expect(taken.statusCode, taken.body).toBe(201);
    expect((await send({ channel: 'hotline' })).json(), 'nothing is done in their name').toMatchObject({ code: 'not-signed-in', field: 'channel' });
    expect((await send({}, { 'x-csrf-token': 'guessed' })).json()).toMatchObject({ code: 'csrf-missing' });
  });
});

describe('the accounts of a demo city', () => {
  it('are told with their roles and scopes in both languages, and without anything to sign in by', async () => {
    const reply = await test.app.inject({ url: '/api/v1/demo-accounts' });
    const { accounts } = reply.json<{ accounts: { username: string }[] }>();
    expect(accounts.map(({ username }) => username)).toEqual(Object.keys(people));
    expect(accounts.find(({ username }) => username === 'clerk-power')).toEqual({
      username: 'clerk-power',
      name: { zh: '人员 clerk-power', en: 'Person clerk-power' },
      grants: [{ role: 'clerk', place: null, unit: { id: 'power', name: { zh: '市电力公司', en: 'City Power' }, hasEnded: false } }],
    });
    expect(reply.body).not.toMatch(/scrypt|password/);
  });

  it('are told of no other city, whose people are nobody’s business', async () => {
    const real = await startApp();
    await real.database.pool.query('update city set demo = false');
    const reply = await real.app.inject({ url: '/api/v1/demo-accounts' });
    await real.close();
    expect([reply.statusCode, reply.json().code]).toEqual([404, 'not-found']);
    expect(reply.body).not.toContain('clerk-power');
  });
});
