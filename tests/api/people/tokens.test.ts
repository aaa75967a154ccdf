import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signIn, startApp, type TestApp } from '../../support/app.ts';
import { now } from '../../support/city.ts';

let test: TestApp;
beforeAll(async () => {
  test = await startApp();
});
afterAll(() => test.close());

const aToken = async (days = 30) => {
  const headers = await signIn(test.app, 'clerk-power');
  const reply = await test.app.inject({ method: 'POST', url: '/api/v1/tokens', headers, payload: { name: 'nightly export', days } });
  expect(reply.statusCode).toBe(201);
  return { headers, ...reply.json<{ id: string; secret: string; expiresAt: string }>() };
};
const bearer = (secret: string) => ({ authorization: `Bearer ${secret}` });

describe('an API token', () => {
  it('acts for its person without a CSRF header, and its secret is stored nowhere', async () => {
    const { secret } = await aToken();
    expect((await test.app.inject({ url: '/api/v1/units', headers: bearer(secret) })).statusCode).toBe(200);
    const { rows } = await test.database.pool.query<{ all: string }>("select string_agg(t::text, '') as all from api_tokens t");
    expect(rows[0]?.all).not.toContain(secret);
  });

  it.each([
    ['a name that reads backwards', 'nightly\u202egnitropxe', 'text-control-characters'],
    ['a name of nothing but space', '   ', 'field-invalid'],
  ])('is refused with %s', async (_what, name, code) => {
    const headers = await signIn(test.app, 'clerk-power');
    const reply = await test.app.inject({ method: 'POST', url: '/api/v1/tokens', headers, payload: { name, days: 1 } });
    expect([reply.statusCode, reply.json().code, reply.json().field]).toEqual([400, code, 'name']);
  });

  it('opens no more than it was made for, of what its person may', async () => {
    const headers = await signIn(test.app, 'clerk-power');
    const make = (permissions: string[]) =>
      test.app.inject({ method: 'POST', url: '/api/v1/tokens', headers, payload: { name: 'reads orders', days: 1, permissions } });
    const made = (await make(['orders.read'])).json();
    expect(made.permissions).toEqual(['orders.read']);
    const status = async (url: string) => (await test.app.inject({ url, headers: bearer(made.secret) })).statusCode;
    expect([await status('/api/v1/orders'), await status('/api/v1/assets'), await status('/api/v1/exports/assets?format=csv')]).toEqual([200, 403, 403]);
    const more = await make(['orders.read', 'people.manage']);
    expect([more.statusCode, more.json().code, more.json().field]).toEqual([403, 'forbidden', 'permissions/1']);
  });

  it('cannot make another token', async () => {
    const { secret } = await aToken();
    const reply = await test.app.inject({ method: 'POST', url: '/api/v1/tokens', headers: bearer(secret), payload: { name: 'child', days: 1 } });
    expect(reply.statusCode).toBe(403);
  });

  it('ends when it expires and when it is revoked', async () => {
    const { secret, id, headers } = await aToken(1);
    test.setNow('2026-11-24T02:00:00.000Z');
    expect((await test.app.inject({ url: '/api/v1/units', headers: bearer(secret) })).json().code).toBe('token-expired');
    test.setNow(now);
    expect((await test.app.inject({ method: 'DELETE', url: `/api/v1/tokens/${id}`, headers })).statusCode).toBe(204);
    expect((await test.app.inject({ url: '/api/v1/units', headers: bearer(secret) })).json()).toMatchObject({ status: 401, code: 'token-refused' });
    expect((await test.app.inject({ method: 'DELETE', url: `/api/v1/tokens/${id}`, headers })).json().code).toBe('token-unknown');
  });

  it('is listed and revoked by its own person alone', async () => {
    const { id, headers } = await aToken();
    const other = await signIn(test.app, 'clerk-water');
    expect((await test.app.inject({ url: '/api/v1/tokens', headers: other })).json()).toEqual({ tokens: [] });
    expect((await test.app.inject({ method: 'DELETE', url: `/api/v1/tokens/${id}`, headers: other })).statusCode).toBe(404);
    const { tokens } = (await test.app.inject({ url: '/api/v1/tokens', headers })).json();
    expect(tokens.map((t: { id: string }) => t.id)).toContain(id);
  });

  it('that is unknown opens nothing, a public route neither', async () => {
    const reply = await test.app.inject({ url: '/api/v1/city', headers: bearer('jzt_0123456789012345678901234567890123456789') });
    expect([reply.statusCode, reply.json().code]).toEqual([401, 'token-refused']);
  });
});
