import { Writable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '../../support/app.ts';
import { aWell } from '../../support/builders.ts';
import { password } from '../../support/city.ts';

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
    expect((await signInAs('supervisor', '10.0.0.2')).statusCode).toBe(401);
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

describe('whoever tries secret after secret', () => {
  const wrongToken = (i: number) => ({ authorization: `Bearer jzt_${String(i).padStart(43, '0')}` });

  it('costs the database nothing from the sixty-first on, and shuts nobody else out', async () => {
    const { app, database, close } = await startApp({ rateLimitFactor: 1 });
    let looks = 0;
    const ask = database.pool.query.bind(database.pool);
    Reflect.set(database.pool, 'query', (config: { text: string }, ...rest: []) => {
      if (config.text.includes('api_tokens') || config.text.includes('from sessions')) looks += 1;
      return ask(config, ...rest);
    });
    const statuses: number[] = [];
    for (let i = 0; i < 80; i += 1)
      statuses.push((await app.inject({ method: 'POST', url: '/api/v1/match', remoteAddress: '10.1.0.1', headers: wrongToken(i), payload: {} })).statusCode);
    expect([statuses.filter((status) => status === 401).length, looks]).toEqual([60, 60]);
    const shut = await app.inject({ url: '/api/v1/units', remoteAddress: '10.1.0.1', headers: wrongToken(1) });
    expect([shut.statusCode, shut.json().code, shut.headers['retry-after'] !== undefined]).toEqual([429, 'too-many-requests', true]);
    const cookie = { cookie: 'jz_session=of-yesterday' };
    expect((await app.inject({ url: '/api/v1/city', remoteAddress: '10.1.0.1', headers: cookie })).statusCode).toBe(200);
    expect((await app.inject({ url: '/api/v1/units', remoteAddress: '10.1.0.1', headers: cookie })).statusCode).toBe(429);
    expect((await app.inject({ url: '/api/v1/units', remoteAddress: '10.1.0.2', headers: wrongToken(1) })).statusCode).toBe(401);
    expect(looks).toBe(61);
    await close();
  });

  it('meets the limit for everything before anybody is looked up, on routes with their own limit too', async () => {
    const { app, close } = await startApp({ rateLimitFactor: 0.01 });
    const statuses: number[] = [];
    for (let i = 0; i < 32; i += 1)
      statuses.push((await app.inject({ method: 'POST', url: '/api/v1/photos', remoteAddress: '10.1.0.3', headers: wrongToken(i) })).statusCode);
    expect(statuses.at(-1)).toBe(429);
    await close();
  });
});

describe('/metrics', () => {
  const read = async (app: TestApp['app'], remoteAddress: string, headers: Record<string, string> = {}) =>
    (await app.inject({ url: '/metrics', remoteAddress, headers })).statusCode;

  it('are for this machine alone unless the city gives a token, and a proxy on it is not this machine', async () => {
    expect(await read(test.app, '127.0.0.1')).toBe(200);
    expect(await read(test.app, '::1')).toBe(200);
    expect(await read(test.app, '10.0.0.9')).toBe(403);
    expect(await read(test.app, '127.0.0.1', { 'x-forwarded-for': '127.0.0.1' })).toBe(403);
  });

  it('are for whoever shows the token where there is one', async () => {
    const { app, close } = await startApp({ metricsToken: 'of the monitoring' });
    expect(await read(app, '127.0.0.1')).toBe(403);
    expect(await read(app, '10.0.0.9', { authorization: 'Bearer of the monitorinh' })).toBe(403);
    expect(await read(app, '10.0.0.9', { authorization: 'Bearer of the monitoring' })).toBe(200);
    await close();
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
