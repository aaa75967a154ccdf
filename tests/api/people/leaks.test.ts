import { Writable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signIn, startApp, type TestApp } from '../../support/app.ts';
import { aWell } from '../../support/builders.ts';
import { sendReport } from '../../support/thread.ts';

const lines: string[] = [];
const stream = new Writable({
  write: (chunk, _encoding, done) => {
    lines.push(String(chunk));
    done();
  },
});

let test: TestApp;
beforeAll(async () => {
  test = await startApp({ logger: { level: 'trace', stream } });
});
afterAll(() => test.close());

const phone = '13912345678';
const name = '欧阳春风';

describe('a secret in the log', () => {
  it('is none: neither a session’s, a token’s, an invitation’s, a code’s nor a password’s, not even when the database is away', async () => {
    const headers = await signIn(test.app, 'administrator');
    const post = (url: string, payload: object) => test.app.inject({ method: 'POST', url, headers, payload });
    const { secret } = (await post('/api/v1/tokens', { name: 'nightly', days: 1 })).json();
    const newcomer = { username: 'li.xin', name: { zh: '李新', en: 'Li Xin' }, grants: [{ role: 'agent', placeCode: '990000' }] };
    const { link } = (await post('/api/v1/people', newcomer)).json();
    const token = String(link).split('#')[1] ?? '';
    await post('/api/v1/invitations/read', { token });
    await post('/api/v1/invitations/accept', { token, password: 'four words and more' });
    await test.app.inject({ url: '/api/v1/orders', headers: { authorization: `Bearer ${secret}` } });
    await test.database.pool.query('alter table api_tokens rename to gone');
    expect((await test.app.inject({ url: '/api/v1/orders', headers: { authorization: `Bearer ${secret}` } })).statusCode).toBe(500);
    await test.database.pool.query('alter table gone rename to api_tokens');
    const log = lines.join('');
    expect(log).toContain('request failed');
    for (const word of [secret, token, headers.cookie.slice(11), headers['x-csrf-token'], 'four words', 'li.xin']) expect(log).not.toContain(word);
  });
});

describe('a telephone number in an error', () => {
  it('is none, nor in the log, however wrong the report is or the database away', async () => {
    const contact = { name, phone };
    const bodies = [
      await sendReport(test.app, { contact, kind: 'no_such_kind' }),
      await sendReport(test.app, { contact: { ...contact, phone: `${phone}${phone}${phone}` } }),
      await sendReport(test.app, { contact: { name: `${name}\u202e`, phone } }),
      await sendReport(test.app, { contact, position: { lon: 10, lat: 10 } }),
    ];
    await test.database.pool.query("alter table report_contacts add constraint none check (phone <> '13912345678')");
    bodies.push(await sendReport(test.app, { contact }));
    await test.database.pool.query('alter table report_contacts drop constraint none');
    const headers = await signIn(test.app, 'agent');
    const ask = (method: 'GET' | 'POST' | 'PUT', url: string, payload: object = {}) =>
      test.app.inject({ method, url, headers: { ...headers, 'idempotency-key': 'of-the-telephone' }, ...(method === 'GET' ? {} : { payload }) });
    await test.database.pool.query('alter table report_contacts rename to gone');
    await test.database.pool.query('alter table report_additions rename to gone_too');
    bodies.push(await ask('POST', '/api/v1/callers/search', { phone }));
    bodies.push(await ask('POST', '/api/v1/reports/20261123-0000-0000-0000/additions', { text: `${name} ${phone}` }));
    await test.database.pool.query('alter table gone rename to report_contacts');
    await test.database.pool.query('alter table gone_too rename to report_additions');
    bodies.push(await ask('POST', '/api/v1/callers/search', { phone: `${phone}x${phone}`, name }));
    bodies.push(await ask('PUT', '/api/v1/account/notices', { email: null, mobile: `${phone}${phone}`, language: 'zh', choices: [] }));
    for (const url of ['reports/', 'orders/', 'assets/', 'orders?state=', 'assets?bbox=']) bodies.push(await ask('GET', `/api/v1/${url}${phone}`));
    expect(bodies.map(({ statusCode }) => statusCode).every((status) => status >= 400)).toBe(true);
    for (const word of [phone, name]) expect([...bodies.map(({ body }) => body), ...lines].join('')).not.toContain(word);
  });
});

describe('a name in a tile', () => {
  it('is none: neither a caller’s name, telephone and words nor a person’s, in whatever tile and for whoever asks', async () => {
    const plate = await aWell(test.database.pool);
    expect((await sendReport(test.app, { plate, channel: 'plate', text: `我是${name}`, contact: { name, phone } })).statusCode).toBe(201);
    const headers = await signIn(test.app, 'dispatcher-city');
    const seen: number[] = [];
    for (const source of ['wells', 'staff-wells', 'staff-assets', 'staff-orders'])
      for (const tile of ['16/54615/27036', '14/13653/6759', '12/3413/1689']) {
        const reply = await test.app.inject({ url: `/tiles/${source}/${tile}`, headers });
        expect(reply.statusCode, `${source} ${tile}`).toBeLessThan(300);
        seen.push(reply.rawPayload.length);
        for (const word of [name, phone, '我是', '人员 ']) expect(reply.rawPayload.includes(Buffer.from(word)), `${source} ${tile}`).toBe(false);
      }
    expect(Math.max(...seen)).toBeGreaterThan(50);
  });
});
