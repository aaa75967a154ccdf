import { TOTP } from 'otpauth';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hashPassword } from '#db/passwords.ts';
import { inTransaction } from '#db/pool.ts';
import { lockAccount } from '#db/queries/people/accounts.ts';
import { findPersonId } from '#db/queries/people/people.ts';
import { setPassword } from '#db/queries/people/second-factors.ts';
import { deleteSessionsOf } from '#db/queries/people/sessions.ts';
import { revokeTokensOf } from '#db/queries/people/tokens.ts';
import { affected, type Connection, sql } from '#db/sql.ts';
import { type SignedIn, signIn, startApp, type TestApp } from '../../support/app.ts';
import { aPerson } from '../../support/builders.ts';
import { now, password } from '../../support/city.ts';
import { untilWaiting } from '../../support/waits.ts';

let test: TestApp;
beforeAll(async () => {
  test = await startApp();
});
afterAll(() => test.close());

const later = (seconds: number) => new Date(Date.parse(now) + seconds * 1000).toISOString();
const codeAt = (secret: string, at: string) => new TOTP({ secret, algorithm: 'SHA1', digits: 6, period: 30 }).generate({ timestamp: Date.parse(at) });

const send = (method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, headers: Record<string, string>, payload?: object) =>
  test.app.inject({ method, url: `/api/v1/account/${path}`, headers, ...(payload ? { payload } : {}) });
const enter = (username: string, code?: string, secret = password) =>
  test.app.inject({ method: 'POST', url: '/api/v1/session', payload: { username, password: secret, ...(code ? { code } : {}) } });

const somebody = async (username: string): Promise<SignedIn> => {
  await aPerson(test.database.pool, username, [{ role: 'dispatcher', placeCode: '990000' }]);
  return signIn(test.app, username);
};

/** Somebody whose second factor is on since `now`. */
const guarded = async (username: string) => {
  const headers = await somebody(username);
  const begun = await send('POST', 'second-factor', headers, { password });
  expect(begun.statusCode, begun.body).toBe(201);
  const { secret } = begun.json<{ secret: string }>();
  const confirmed = await send('POST', 'second-factor/confirm', headers, { code: codeAt(secret, now) });
  expect(confirmed.statusCode, confirmed.body).toBe(200);
  return { headers, secret, recoveryCodes: confirmed.json<{ recoveryCodes: string[] }>().recoveryCodes };
};

describe('the second factor', () => {
  it('is told as a secret, an address for authenticators and a QR, and asked for at the next sign-in', async () => {
    const headers = await somebody('asked');
    const { secret, uri, qr } = (await send('POST', 'second-factor', headers, { password })).json();
    expect(uri).toMatch(/^otpauth:\/\/totp\/.*asked\?.*secret=/);
    expect(qr).toContain('<svg');
    expect((await enter('asked')).statusCode).toBe(201); // shown is not switched on
    await send('POST', 'second-factor/confirm', headers, { code: codeAt(secret, now) });
    const bare = await enter('asked');
    expect([bare.statusCode, bare.json().code, bare.json().field]).toEqual([401, 'second-factor-needed', 'code']);
  });

  it('switched on ends what the password alone had opened elsewhere, and nothing goes on opening by it', async () => {
    await affected(test.database.pool, sql`update city set demo = false`);
    const headers = await somebody('found.out');
    const elsewhere = await signIn(test.app, 'found.out');
    const { secret } = (await send('POST', 'second-factor', headers, { password })).json();
    const client = await test.database.pool.connect();
    await client.query('begin');
    await client.query(`select from people where username = 'found.out' for update`);
    const late = enter('found.out'); // by the password alone, and not in yet
    await untilWaiting(test.database.pool);
    await client.query(`update people set totp_confirmed_at = totp_confirmed_at where username = 'found.out'`);
    const confirming = send('POST', 'second-factor/confirm', headers, { code: codeAt(secret, now) });
    await untilWaiting(test.database.pool, 2);
    await client.query('commit');
    client.release();
    const [entered, confirmed] = await Promise.all([late, confirming]);
    expect(confirmed.statusCode, confirmed.body).toBe(200);
    const asked = async (cookie: Record<string, string>) => (await test.app.inject({ url: '/api/v1/orders', headers: cookie })).statusCode;
    expect([await asked(headers), await asked(elsewhere)]).toEqual([200, 401]);
    const [cookie] = entered.cookies;
    if (cookie) expect(await asked({ cookie: `jz_session=${cookie.value}` })).toBe(401);
    await affected(test.database.pool, sql`update city set demo = true`);
  });

  it('opens once a code: the same again is refused, the one before too, and the next one opens', async () => {
    const { secret } = await guarded('once');
    expect((await enter('once', codeAt(secret, now))).json().code).toBe('code-wrong'); // it confirmed the factor
    test.setNow(later(30));
    const code = codeAt(secret, later(30));
    expect((await enter('once', code)).statusCode).toBe(201);
    expect((await enter('once', code)).json().code).toBe('code-wrong');
    test.setNow(later(60));
    const replies = await Promise.all([1, 2, 3].map(() => enter('once', codeAt(secret, later(60)))));
    expect(replies.map(({ statusCode }) => statusCode).toSorted()).toEqual([201, 422, 422]);
    test.setNow(now);
  });

  it('takes a code of half a minute ago, and none of two minutes ago', async () => {
    const { secret } = await guarded('slow');
    test.setNow(later(300));
    expect((await enter('slow', codeAt(secret, later(180)))).json().code).toBe('code-wrong');
    expect((await enter('slow', codeAt(secret, later(270)))).statusCode).toBe(201);
    test.setNow(now);
  });

  it('opens by a recovery code, each once, typed as a person types it; new ones end the old', async () => {
    const { recoveryCodes, secret, headers } = await guarded('lost');
    const [first = '', second = ''] = recoveryCodes;
    expect(new Set(recoveryCodes).size).toBe(10);
    expect((await enter('lost', first.toUpperCase().replaceAll('-', ' '))).statusCode).toBe(201);
    expect((await enter('lost', first)).json().code).toBe('code-wrong');
    expect((await send('GET', 'second-factor', headers)).json()).toEqual({ isOn: true, isRequired: false, recoveryCodesLeft: 9 });
    test.setNow(later(90));
    expect((await send('POST', 'recovery-codes', headers, { code: codeAt(secret, later(90)) })).json().recoveryCodes).toHaveLength(10);
    expect((await enter('lost', second)).json().code).toBe('code-wrong');
    test.setNow(now);
  });

  it('is guarded against guessing by the same lock as the password', async () => {
    await guarded('guessed');
    for (let i = 0; i < 10; i += 1) expect((await enter('guessed', String(i).padStart(6, '0'))).json().code).toBe('code-wrong');
    expect((await enter('guessed', '000000')).json().code).toBe('account-locked');
  });

  it('ends with password and code, or by an administrator when the telephone is lost', async () => {
    const { secret, headers } = await guarded('ending');
    test.setNow(later(30));
    const wrong = await send('POST', 'second-factor/end', headers, { password: 'wrong', code: codeAt(secret, later(30)) });
    expect([wrong.statusCode, wrong.json().code]).toEqual([422, 'password-wrong']);
    expect((await send('POST', 'second-factor/end', headers, { password, code: codeAt(secret, later(30)) })).json().isOn).toBe(false);
    expect((await enter('ending')).statusCode).toBe(201);
    test.setNow(now);
    await guarded('cleared');
    const administrator = await signIn(test.app, 'administrator');
    const found = await test.app.inject({ url: '/api/v1/people?q=cleared', headers: administrator });
    const { id } = found.json<{ people: { id: string }[] }>().people[0] ?? { id: '' };
    await test.app.inject({ method: 'DELETE', url: `/api/v1/people/${id}/second-factor`, headers: administrator });
    expect((await enter('cleared')).statusCode).toBe(201);
  });

  it('is asked of all staff of a city that is no demo: nothing opens until it is on', async () => {
    await affected(test.database.pool, sql`update city set demo = false`);
    const headers = await somebody('required');
    const orders = () => test.app.inject({ url: '/api/v1/orders', headers });
    expect([(await orders()).statusCode, (await orders()).json().code]).toEqual([403, 'second-factor-missing']);
    expect((await test.app.inject({ url: '/api/v1/session', headers })).json()).toMatchObject({ lacksSecondFactor: true, permissions: [] });
    const { secret } = (await send('POST', 'second-factor', headers, { password })).json();
    await send('POST', 'second-factor/confirm', headers, { code: codeAt(secret, now) });
    expect((await orders()).statusCode).toBe(200);
    await affected(test.database.pool, sql`update city set demo = true`);
  });
});

describe('one’s own account', () => {
  it('changes its password by the present one, which ends every other session and every token', async () => {
    const headers = await somebody('changing');
    const made = await test.app.inject({ method: 'POST', url: '/api/v1/tokens', headers, payload: { name: 'made before', days: 9 } });
    const bearer = { authorization: `Bearer ${made.json<{ secret: string }>().secret}` };
    expect((await test.app.inject({ url: '/api/v1/units', headers: bearer })).statusCode).toBe(200);
    const elsewhere = await signIn(test.app, 'changing');
    const put = (current: string, next: string) => send('PUT', 'password', headers, { current, password: next });
    expect((await put('wrong', 'four words and more')).json()).toMatchObject({ code: 'password-wrong', field: 'current' });
    expect((await put(password, 'short')).json()).toMatchObject({ code: 'password-short', field: 'password' });
    expect((await put(password, 'four words and more')).statusCode).toBe(204);
    expect((await send('GET', 'sessions', headers)).statusCode).toBe(200);
    expect((await send('GET', 'sessions', elsewhere)).statusCode).toBe(401);
    expect((await test.app.inject({ url: '/api/v1/units', headers: bearer })).statusCode).toBe(401);
    expect((await enter('changing')).statusCode).toBe(401);
    expect((await enter('changing', undefined, 'four words and more')).statusCode).toBe(201);
  });

  it('lists its own sessions and ends them one by one or all others, never another’s', async () => {
    const headers = await somebody('listing');
    const [second, third] = [await signIn(test.app, 'listing'), await signIn(test.app, 'listing')];
    const { sessions } = (await send('GET', 'sessions', headers)).json<{ sessions: { id: string; isThis: boolean }[] }>();
    expect(sessions.map(({ isThis }) => isThis).filter(Boolean)).toHaveLength(1);
    expect(sessions).toHaveLength(3);
    const stranger = await signIn(test.app, 'agent');
    expect((await send('DELETE', `sessions/${sessions[0]?.id}`, stranger)).statusCode).toBe(404);
    expect((await send('DELETE', 'sessions/others', headers)).json().sessions).toHaveLength(1);
    for (const ended of [second, third]) expect((await send('GET', 'sessions', ended)).statusCode).toBe(401);
  });

  it('is changed by its page alone, not by a program with its token', async () => {
    const headers = await somebody('token.holder');
    const made = await test.app.inject({ method: 'POST', url: '/api/v1/tokens', headers, payload: { name: 'nightly', days: 1 } });
    const bearer = { authorization: `Bearer ${made.json<{ secret: string }>().secret}` };
    expect((await send('GET', 'sessions', bearer)).statusCode).toBe(403);
    expect((await send('PUT', 'password', bearer, { current: password, password: 'four words and more' })).statusCode).toBe(403);
  });
});

describe('what comes while a person’s doors are being shut', () => {
  /** Does something to a person in one transaction, and lets a request come before that is over. */
  const meanwhile = async <T>(
    username: string,
    work: (client: Connection, id: string) => Promise<unknown>,
    ask: () => PromiseLike<T>,
    waiting = 1,
  ): Promise<T> => {
    const id = (await findPersonId(test.database.pool, username)) ?? '';
    const asked = await inTransaction(test.database.pool, async (client) => {
      await work(client, id);
      const reply = Promise.resolve(ask()); // is sent at once
      await untilWaiting(test.database.pool, waiting);
      return { reply };
    });
    return asked.reply;
  };
  const hash = hashPassword('quite another one');
  const setAnother = async (client: Connection, id: string) => {
    await setPassword(client, id, await hash);
    await deleteSessionsOf(client, id);
  };
  const endAll = async (client: Connection, id: string) => {
    await lockAccount(client, id);
    await deleteSessionsOf(client, id);
    await revokeTokensOf(client, id, now);
  };

  it('opens no session by the password of before', async () => {
    await somebody('late-sign-in');
    const reply = await meanwhile('late-sign-in', setAnother, () => enter('late-sign-in'));
    expect([reply.statusCode, reply.json().code]).toEqual([401, 'sign-in-failed']);
    expect((await enter('late-sign-in', undefined, 'quite another one')).statusCode).toBe(201);
  });

  it('makes no token by a session that ends', async () => {
    const headers = await somebody('late-token');
    const make = () => test.app.inject({ method: 'POST', url: '/api/v1/tokens', headers, payload: { name: 'left behind', days: 1 } });
    const reply = await meanwhile('late-token', endAll, make);
    expect([reply.statusCode, reply.json().code]).toEqual([401, 'not-signed-in']);
  });

  it('sets one password of two: the other is told that what they typed is not the present one', async () => {
    const [one, other] = [await somebody('two-passwords'), await signIn(test.app, 'two-passwords')];
    const change = (headers: Record<string, string>, to: string) => send('PUT', 'password', headers, { current: password, password: to });
    const both = () => Promise.all([change(one, 'the first of the two'), change(other, 'the other of the two')]);
    const replies = await meanwhile('two-passwords', lockAccount, both, 2);
    expect(replies.map(({ statusCode }) => statusCode).toSorted()).toEqual([204, 422]);
    expect(replies.find(({ statusCode }) => statusCode === 422)?.json()).toMatchObject({ code: 'password-wrong', field: 'current' });
  });
});
