import { Writable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '../support/app.ts';
import { aWell } from '../support/builders.ts';
import { password } from '../support/city.ts';

const lines: string[] = [];
const stream = new Writable({
  write: (chunk, _encoding, done) => {
    lines.push(String(chunk));
    done();
  },
});

let test: TestApp;
beforeAll(async () => {
  test = await startApp({ rateLimitFactor: 1, logger: { level: 'info', stream } });
});
afterAll(() => test.close());

const signInAs = (username: string, remoteAddress: string, forwarded = '') =>
  test.app.inject({
    method: 'POST',
    url: '/api/v1/session',
    remoteAddress,
    headers: { 'x-forwarded-for': forwarded },
    payload: { username, password: 'wrong' },
  });

describe('rate limits', () => {
  it('stop the eleventh sign-in of a minute from one address, whatever address it claims, and say how long to wait', async () => {
    const statuses: number[] = [];
    for (let i = 0; i < 11; i += 1) statuses.push((await signInAs('agent', '10.0.0.1', `1.2.3.${i}`)).statusCode);
    expect(statuses).toEqual([...Array<number>(10).fill(401), 429]);
    const stopped = await signInAs('Agent ', '10.0.0.1');
    expect(stopped.json()).toMatchObject({ code: 'too-many-requests', params: { seconds: expect.any(Number) } });
    expect(stopped.headers['retry-after']).toBeDefined();
    expect((await signInAs('agent', '10.0.0.2')).statusCode).toBe(401);
  });

  it('stop one address that tries name after name', async () => {
    const { app, close } = await startApp({ rateLimitFactor: 0.1 });
    const guess = async (i: number, remoteAddress: string) =>
      (await app.inject({ method: 'POST', url: '/api/v1/session', remoteAddress, payload: { username: `name-${i}`, password: 'wrong' } })).statusCode;
    const statuses = await Promise.all(Array.from({ length: 8 }, (_, i) => guess(i, '10.0.0.4')));
    expect(statuses.toSorted()).toEqual([401, 401, 401, 401, 401, 401, 429, 429]);
    expect(await guess(9, '10.0.0.5')).toBe(401);
    await close();
  });

  it('behind a proxy count by the address that the proxy saw, not by those that the caller claims', async () => {
    const { app, close } = await startApp({ rateLimitFactor: 0.1, trustProxy: true });
    const look = async (forwarded: string) => (await app.inject({ url: '/api/v1/assets/1', headers: { 'x-forwarded-for': forwarded } })).statusCode;
    const statuses: number[] = [];
    for (let i = 0; i < 4; i += 1) statuses.push(await look(`1.2.3.${i}, 203.0.113.7`));
    expect(statuses).toEqual([400, 400, 400, 429]);
    expect(await look('1.2.3.0, 203.0.113.8')).toBe(400);
    await close();
  });

  it('stop the thirty-first plate looked up in a minute', async () => {
    const id = await aWell(test.database.pool);
    const statuses: number[] = [];
    for (let i = 0; i < 31; i += 1) statuses.push((await test.app.inject({ url: `/api/v1/assets/${id}`, remoteAddress: '10.0.0.3' })).statusCode);
    expect(statuses).toEqual([...Array<number>(30).fill(200), 429]);
  });
});

describe('the headers', () => {
  it('let the map work and nothing else in, and do not force https where there is none', async () => {
    const { headers } = await test.app.inject('/health');
    const policy = String(headers['content-security-policy']);
    expect(policy).toContain("script-src 'self';");
    expect(policy).toContain("worker-src 'self' blob:");
    expect(policy).not.toContain('upgrade-insecure-requests');
    expect(headers['strict-transport-security']).toBeUndefined();
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers['referrer-policy']).toBe('no-referrer');
  });
});

describe('the log', () => {
  it('holds the request’s id and its route, never what a person typed', async () => {
    await test.app.inject({ method: 'POST', url: '/api/v1/session?lang=en', payload: { username: 'agent', password }, remoteAddress: '10.0.0.9' });
    await test.app.inject('/api/v1/reports/SECRETNUMBER12345');
    const log = lines.join('');
    expect(log).toContain('"route":"/api/v1/session"');
    expect(log).toContain('"reqId"');
    for (const secret of [password, 'agent', 'SECRETNUMBER', '10.0.0.9', 'jz_session']) expect(log).not.toContain(secret);
  });
});
