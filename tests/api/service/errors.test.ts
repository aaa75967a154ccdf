import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPool } from '#db/pool.ts';
import { errorWordings } from '#domain/contract/errors.ts';
import { buildApp } from '../../../api/app.ts';
import { statusOf } from '../../../api/http-errors.ts';
import { startApp, type TestApp } from '../../support/app.ts';

let test: TestApp;
beforeAll(async () => {
  test = await startApp();
});
afterAll(() => test.close());

const post = (payload: string | object, headers: Record<string, string> = {}, url = '/api/v1/session') =>
  test.app.inject({ method: 'POST', url, payload, headers: { 'content-type': 'application/json', ...headers } });

describe('every error', () => {
  it('has a status in the one table', () => {
    expect(Object.keys(statusOf).sort()).toEqual(Object.keys(errorWordings).sort());
  });

  it('is problem+json with a code, the field and a sentence in the reader’s language', async () => {
    const zh = await post({ username: 'x' });
    expect(zh.headers['content-type']).toBe('application/problem+json; charset=utf-8');
    expect(zh.headers['content-language']).toBe('zh-CN');
    expect(zh.json()).toMatchObject({ status: 400, code: 'field-invalid', field: 'password', detail: '“password”填写有误：必须填写。' });
    const en = await post({ username: 'x' }, { 'accept-language': 'en-GB,en;q=0.9' });
    expect(en.headers['content-language']).toBe('en');
    expect(en.json().detail).toBe('“password” is not valid: it must be given.');
  });

  it.each([
    ['a body that is no JSON', '{"username":', 400, 'body-not-json', undefined],
    ['an empty body', '', 400, 'body-not-json', undefined],
    ['a body that is a list', '[]', 400, 'field-invalid', ''],
    ['a prototype in the body', '{"__proto__":{"a":1}}', 400, 'body-not-json', undefined],
    ['a number for a text', '{"username":1,"password":"x"}', 400, 'field-invalid', 'username'],
    ['an unknown field', '{"username":"a","password":"b","admin":true}', 400, 'field-invalid', 'admin'],
    ['a zero character', '{"username":"a\\u0000","password":"b"}', 400, 'text-control-characters', 'username'],
    ['half a surrogate pair', '{"username":"a\\ud800","password":"b"}', 400, 'text-control-characters', 'username'],
    ['100,000 characters', JSON.stringify({ username: 'a'.repeat(100_000), password: 'b' }), 400, 'field-invalid', 'username'],
    ['a list nested 50,000 deep', `{"username":${'['.repeat(50_000)}${']'.repeat(50_000)}}`, 400, 'field-invalid', ''],
    ['two megabytes', JSON.stringify({ username: 'a'.repeat(2_000_000) }), 413, 'body-too-large', undefined],
  ])('answers %s with a clear 4xx', async (_what, payload, status, code, field) => {
    const reply = await post(payload);
    expect([reply.statusCode, reply.json().code, reply.json().field]).toEqual([status, code, field]);
  });

  it('answers a list of 60,000 items at once where few are asked for: none is compared with each other', async () => {
    const many = `{"kind":"noise","position":{"lon":120.01,"lat":30.01},"photoIds":[${'1,'.repeat(60_000)}1]}`;
    const reply = await post(many, { 'idempotency-key': 'many-photos-at-once' }, '/api/v1/reports');
    expect(reply.json()).toMatchObject({ status: 400, code: 'field-invalid', field: 'photoIds', detail: '“photoIds”填写有误：最多 5 项。' });
  });

  it('says of each list whose items differ how many it may hold at most', () => {
    const lists = (schema: unknown): Record<string, unknown>[] => {
      if (typeof schema !== 'object' || schema === null) return [];
      return [...('uniqueItems' in schema ? [schema as Record<string, unknown>] : []), ...Object.values(schema).flatMap(lists)];
    };
    const given = test.app.contracts.flatMap(({ body, query }) => lists([body, query]));
    expect(given.length).toBeGreaterThan(10);
    expect(given.filter(({ maxItems }) => typeof maxItems !== 'number')).toEqual([]);
  });

  it('answers another content type, an unknown address, another method and a broken address', async () => {
    for (const type of ['text/xml', 'text/plain', 'text/plain; charset=utf-8'])
      expect((await post('{"username":"a","password":"b"}', { 'content-type': type })).json()).toMatchObject({ status: 415, code: 'media-type-unsupported' });
    expect((await test.app.inject('/api/v1/nothing')).json()).toMatchObject({ status: 404, code: 'not-found' });
    const other = await test.app.inject({ method: 'PATCH', url: '/api/v1/session' });
    expect([other.statusCode, other.headers['allow']]).toEqual([405, 'POST, GET, DELETE']);
    expect((await test.app.inject('/api/v1/assets/%E0%A4%A')).statusCode).toBe(404);
    expect((await test.app.inject(`/api/v1/assets/${'1'.repeat(300)}`)).statusCode).toBe(404);
  });

  it('of our own names the request and tells nothing else', async () => {
    const pool = createPool(test.database.url, { schema: 'nowhere' });
    const app = await buildApp({ pool });
    const reply = await app.inject({ url: '/api/v1/city?lang=en' });
    await app.close();
    await pool.end();
    expect(reply.statusCode).toBe(500);
    expect(reply.json()).toMatchObject({ code: 'internal', params: { requestId: reply.json().requestId } });
    expect(reply.body).not.toMatch(/relation|select|stack|\.ts/);
  });

  it.each(['127.0.0.1:1', '%2Fnowhere%2Fat%2Fall:1'])(
    'is “unavailable” when the database is away at %s, and /ready says so while /health lives',
    async (host) => {
      const pool = createPool(`postgres://nobody@${host}/none`);
      const app = await buildApp({ pool });
      expect((await app.inject('/ready')).json()).toMatchObject({ status: 503, code: 'unavailable' });
      expect((await app.inject('/api/v1/city')).statusCode).toBe(503);
      expect((await app.inject('/health')).statusCode).toBe(200);
      await app.close();
      await pool.end();
    },
  );
});
