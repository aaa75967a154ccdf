import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signIn, startApp, type TestApp } from '../../support/app.ts';
import { now, password } from '../../support/city.ts';
import { as } from '../../support/thread.ts';
import { untilWaiting } from '../../support/waits.ts';

let test: TestApp;
beforeAll(async () => {
  test = await startApp();
});
afterAll(() => test.close());

const ask = async (method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string, payload?: object, headers?: Record<string, string>) => {
  const reply = await test.app.inject({
    method,
    url: `/api/v1/${path}`,
    headers: headers ?? (await as(test.app, 'administrator')),
    ...(payload ? { payload } : {}),
  });
  return { status: reply.statusCode, body: reply.statusCode === 204 ? null : reply.json(), text: reply.body };
};

const enter = (username: string, secret: string) => test.app.inject({ method: 'POST', url: '/api/v1/session', payload: { username, password: secret } });

const newcomer = (username: string, grants: object[] = [{ role: 'dispatcher', placeCode: '990101' }]) => ({
  username,
  name: { zh: '李新', en: 'Li Xin' },
  email: 'li.xin@wells.example',
  grants,
});

const invited = async (username: string, grants?: object[]) => {
  const { status, body } = await ask('POST', 'people', newcomer(username, grants));
  expect(status, JSON.stringify(body)).toBe(201);
  return { id: body.person.id as string, link: body.link as string, token: (body.link as string).split('#')[1] ?? '', expiresAt: body.expiresAt as string };
};

const joined = async (username: string, grants?: object[]) => {
  const person = await invited(username, grants);
  expect((await ask('POST', 'invitations/accept', { token: person.token, password: 'four words and more' }, {})).status).toBe(204);
  const reply = await enter(username, 'four words and more');
  const cookie = `jz_session=${reply.cookies[0]?.value}`;
  return { ...person, headers: { cookie, 'x-csrf-token': reply.json<{ csrfToken: string }>().csrfToken } };
};

const versionOf = async (id: string): Promise<number> => (await ask('GET', `people/${id}`)).body.person.version;

describe('an invitation', () => {
  it('lets its person set a password of their own, once, and sign in with the roles they were given', async () => {
    const { token, link } = await invited('li.xin');
    expect(link).toMatch(/\/join#/);
    expect((await enter('li.xin', 'four words and more')).statusCode).toBe(401);
    expect((await ask('POST', 'invitations/read', { token }, {})).body).toMatchObject({ username: 'li.xin', grants: [{ role: 'dispatcher' }] });
    expect((await ask('POST', 'invitations/accept', { token, password: 'li.xin1234' }, {})).body).toMatchObject({
      code: 'password-guessable',
      field: 'password',
    });
    expect((await ask('POST', 'invitations/accept', { token, password: 'four words and more' }, {})).status).toBe(204);
    expect((await ask('POST', 'invitations/accept', { token, password: 'another four words' }, {})).body.code).toBe('invitation-over');
    const reply = await enter('li.xin', 'four words and more');
    expect(reply.json().permissions).toContain('orders.dispatch');
  });

  it('is used once also by two at the same moment', async () => {
    const { token } = await invited('twice');
    const replies = await Promise.all(['first four words', 'second four words'].map((one) => ask('POST', 'invitations/accept', { token, password: one }, {})));
    expect(replies.map(({ status }) => status).toSorted()).toEqual([204, 404]);
  });

  it('ends when its person sets another password themselves', async () => {
    const { id, headers } = await joined('found.it.again');
    const { link } = (await ask('POST', `people/${id}/invitation`)).body;
    const changed = await ask('PUT', 'account/password', { current: 'four words and more', password: 'other words and more' }, headers);
    expect(changed.status, changed.text).toBe(204);
    expect((await ask('POST', 'invitations/read', { token: link.split('#')[1] }, {})).body.code).toBe('invitation-over');
  });

  it('that is taken up while another is made is over, and neither waits in a circle', async () => {
    const { id, token } = await invited('both.at.once');
    const client = await test.database.pool.connect();
    await client.query('begin');
    await client.query('select from people where id = $1 for update', [id]); // as who makes a link holds them
    const accepting = ask('POST', 'invitations/accept', { token, password: 'four words and more' }, {});
    await untilWaiting(test.database.pool);
    await client.query('update invitations set ended_at = now() where person_id = $1', [id]);
    await client.query('commit');
    client.release();
    expect((await accepting).body.code).toBe('invitation-over');
  });

  it('ends after three days and when another is made; the secret is stored nowhere', async () => {
    const { id, token, expiresAt } = await invited('late');
    expect(expiresAt).toBe('2026-11-26T02:00:00.000Z');
    test.setNow(expiresAt);
    expect((await ask('POST', 'invitations/read', { token }, {})).body.code).toBe('invitation-over');
    test.setNow(now);
    const again = await ask('POST', `people/${id}/invitation`);
    expect((await ask('POST', 'invitations/read', { token }, {})).status).toBe(404);
    expect((await ask('POST', 'invitations/read', { token: again.body.link.split('#')[1] }, {})).status).toBe(200);
    const { rows } = await test.database.pool.query<{ all: string }>("select string_agg(i::text, '') as all from invitations i");
    expect(rows[0]?.all).not.toContain(token);
  });

  it.each([
    ['a name that is taken', { username: 'agent' }, 409, 'username-taken', 'username'],
    ['a clerk in a place', { grants: [{ role: 'clerk', placeCode: '990101' }] }, 422, 'role-needs-unit', 'grants/0/unitId'],
    ['both scopes at once', { grants: [{ role: 'clerk', placeCode: '990101', unitId: 'power' }] }, 422, 'role-needs-place', 'grants/0/unitId'],
    ['a unit that is none', { grants: [{ role: 'clerk', unitId: 'nobody' }] }, 422, 'unit-unknown', 'grants/0/unitId'],
    ['no role at all', { grants: [] }, 400, 'field-invalid', 'grants'],
    ['capitals in the user name', { username: 'Li Xin' }, 400, 'field-invalid', 'username'],
    ['a name that reads backwards', { name: { zh: '李\u202e新', en: 'Li' } }, 400, 'text-control-characters', 'name/zh'],
  ])('is refused with %s', async (_what, given, status, code, field) => {
    const reply = await ask('POST', 'people', { ...newcomer('refused'), ...given });
    expect([reply.status, reply.body.code, reply.body.field]).toEqual([status, code, field]);
  });
});

describe('several roles', () => {
  it('each open their own scope, and one that is lost opens nothing from the next request on, for pages and programs alike', async () => {
    const clerk = { role: 'clerk', unitId: 'power' };
    const { id, headers } = await joined('two.roles', [clerk, { role: 'registrar', placeCode: '990102' }]);
    const made = await ask('POST', 'tokens', { name: 'nightly', days: 5 }, headers);
    const bearer = { authorization: `Bearer ${made.body.secret}` };
    const sees = async (path: string) => [(await ask('GET', path, undefined, headers)).status, (await ask('GET', path, undefined, bearer)).status];
    expect([await sees('orders'), await sees('imports')]).toEqual([
      [200, 200],
      [200, 200],
    ]);
    const changed = await ask('PATCH', `people/${id}`, { version: await versionOf(id), grants: [clerk] });
    expect([await sees('orders'), await sees('imports')]).toEqual([
      [200, 200],
      [403, 403],
    ]);
    expect(changed.body.events[0]).toMatchObject({ action: 'roles', by: { en: 'Person administrator' }, details: { after: ['clerk unit power'] } });
  });
});

describe('an administrator', () => {
  it('of a district sees and changes the people of the district alone', async () => {
    const { headers } = await joined('admin.west', [{ role: 'administrator', placeCode: '990101' }]);
    const { body } = await ask('GET', 'people?q=dispatcher', undefined, headers);
    expect(body.people.map((p: { username: string }) => p.username)).toEqual(['dispatcher-west', 'dispatcher-street']);
    const east = (await ask('GET', 'people?q=dispatcher-east')).body.people[0];
    expect((await ask('GET', `people/${east.id}`, undefined, headers)).body.code).toBe('outside-scope');
    expect((await ask('GET', 'people/999999', undefined, headers)).body.code).toBe('outside-scope'); // no difference: numbers tell nothing
    expect((await ask('POST', 'people', newcomer('too.far', [{ role: 'dispatcher', placeCode: '990102' }]), headers)).body.code).toBe('outside-scope');
    expect((await ask('POST', 'people', newcomer('too.high', [{ role: 'administrator', placeCode: '990000' }]), headers)).body.code).toBe('outside-scope');
  });

  it('of a district keeps the people of a unit of it that ended, with what they read there still', async () => {
    const { headers } = await joined('admin.of.west', [{ role: 'administrator', placeCode: '990101' }]);
    const { id } = await joined('of.ended', [{ role: 'clerk', unitId: 'road-990101' }]);
    await test.database.pool.query(
      `insert into units (id, kind, level, place_code, name, name_en, words) values ('roads-2', 'road', 'district', '990101', '道路二所', 'Roads Two', '{}')`,
    );
    expect((await ask('POST', 'network-units/road-990101/close', { version: 1, successorId: 'roads-2', why: '改制' })).status).toBe(200);
    const seen = await ask('GET', `people/${id}`, undefined, headers);
    expect(seen.status, seen.text).toBe(200);
    const both = [
      { role: 'clerk', unitId: 'road-990101' },
      { role: 'clerk', unitId: 'roads-2' },
    ];
    const { version } = seen.body.person;
    expect((await ask('PATCH', `people/${id}`, { version, grants: [{ role: 'crew', unitId: 'road-990101' }] }, headers)).body.code).toBe('unit-unknown');
    const changed = await ask('PATCH', `people/${id}`, { version, grants: [...both, { role: 'crew', unitId: 'roads-2' }] }, headers);
    expect(changed.body.person.grants, changed.text).toHaveLength(3);
    expect((await ask('PATCH', `people/${id}`, { version: version + 1, active: false }, headers)).body.person).toMatchObject({ active: false, sessions: 0 });
  });

  it('locks an account, which ends its sessions, and opens it again', async () => {
    const { id, headers } = await joined('locked');
    await ask('PATCH', `people/${id}`, { version: await versionOf(id), active: false });
    expect((await ask('GET', 'orders', undefined, headers)).status).toBe(401);
    expect((await enter('locked', 'four words and more')).json().code).toBe('sign-in-failed');
    await ask('PATCH', `people/${id}`, { version: await versionOf(id), active: true });
    expect((await enter('locked', 'four words and more')).statusCode).toBe(201);
    expect((await ask('GET', 'orders', undefined, headers)).status).toBe(401);
  });

  it('whose account was shut is opened again without the links that were out: who found one is kept out', async () => {
    const { id, token } = await invited('link.out');
    await ask('PATCH', `people/${id}`, { version: await versionOf(id), active: false });
    const opened = await ask('PATCH', `people/${id}`, { version: await versionOf(id), active: true });
    expect(opened.body.person).toMatchObject({ active: true, invitedUntil: null });
    expect((await ask('POST', 'invitations/accept', { token, password: 'four words and more' }, {})).body.code).toBe('invitation-over');
  });

  it('ends all sessions and tokens of a person', async () => {
    const { id, headers } = await joined('ended');
    const { secret } = (await ask('POST', 'tokens', { name: 'nightly', days: 5 }, headers)).body;
    expect((await ask('DELETE', `people/${id}/sessions`)).body.person).toMatchObject({ sessions: 0, tokens: 0 });
    expect((await ask('GET', 'orders', undefined, headers)).status).toBe(401);
    expect((await ask('GET', 'orders', undefined, { authorization: `Bearer ${secret}` })).status).toBe(401);
  });

  it('changes what they looked at, not what another changed since', async () => {
    const { id } = await invited('changed');
    const version = await versionOf(id);
    expect((await ask('PATCH', `people/${id}`, { version, name: { zh: '张', en: 'Zhang' } })).status).toBe(200);
    expect((await ask('PATCH', `people/${id}`, { version, name: { zh: '王', en: 'Wang' } })).body.code).toBe('person-changed');
  });

  it('cannot lock themselves out or give themselves more, nor do anything by a token', async () => {
    const { people } = (await ask('GET', 'people?q=administrator')).body;
    const { id, version } = people[0];
    expect((await ask('PATCH', `people/${id}`, { version, active: false })).body).toMatchObject({ code: 'own-account', field: 'active' });
    expect((await ask('PATCH', `people/${id}`, { version, grants: [] })).body).toMatchObject({ code: 'own-account', field: 'grants' });
    const { secret } = (await ask('POST', 'tokens', { name: 'nightly', days: 5 })).body;
    expect((await ask('POST', 'people', newcomer('by.token'), { authorization: `Bearer ${secret}` })).status).toBe(403);
  });

  it('finds people page by page', async () => {
    for (let i = 0; i < 3; i += 1) await invited(`page.${i}`);
    const first = (await ask('GET', 'people')).body;
    const next = first.next ? (await ask('GET', `people?cursor=${first.next}`)).body.people : [];
    const { rows } = await test.database.pool.query<{ count: string }>('select count(*) from people');
    expect(first.people.length + next.length).toBe(Number(rows[0]?.count));
    expect((await ask('GET', 'people?cursor=x')).body).toMatchObject({ status: 400, field: 'cursor', detail: expect.stringMatching(/第一页/) });
  });
});

describe('a name that is guessed at', () => {
  it('is shut after ten wrong passwords in a row, for the right one too and on every server, and whether anybody has it or not', async () => {
    const other = await startApp({ pool: test.database.pool });
    for (const username of ['analyst', 'nobody.at.all']) {
      for (let i = 0; i < 10; i += 1) expect((await enter(username, 'wrong')).json().code).toBe('sign-in-failed');
      const shut = await other.app.inject({ method: 'POST', url: '/api/v1/session', payload: { username, password } });
      expect([shut.statusCode, shut.json().code, shut.json().params.minutes]).toEqual([429, 'account-locked', 15]);
    }
    await other.close();
    const analyst = (await ask('GET', 'people?q=analyst')).body.people[0];
    expect(analyst.lockedUntil).toBe('2026-11-23T02:15:00.000Z');
    await ask('POST', `people/${analyst.id}/unlock`);
    expect((await enter('analyst', password)).statusCode).toBe(201);
    expect((await ask('GET', `people/${analyst.id}`)).body.events.slice(0, 2)).toMatchObject([
      { action: 'unlocked', by: { en: 'Person administrator' } },
      { action: 'shut', by: null, details: { until: '2026-11-23T02:15:00.000Z' } },
    ]);
  });

  it('answers no more than ten of many tries that come at once, and does not say which of the others was right', async () => {
    const tries = Array.from({ length: 40 }, (_, i) => (i < 30 ? `wrong ${i}` : password));
    const replies = await Promise.all(tries.map((given) => enter('supervisor', given)));
    const codes = replies.map((reply) => (reply.statusCode === 201 ? 'in' : reply.json().code));
    expect(codes.filter((code) => code === 'sign-in-failed')).toHaveLength(10);
    expect(codes.filter((code) => code === 'in')).toHaveLength(0);
    expect((await enter('supervisor', password)).json().code).toBe('account-locked');
    const { id } = (await ask('GET', 'people?q=supervisor')).body.people[0];
    await ask('POST', `people/${id}/unlock`);
  });

  it('counts wrong tries in a row alone: a right one in between forgets them', async () => {
    for (let i = 0; i < 9; i += 1) await enter('agent', 'wrong');
    expect((await enter('agent', password)).statusCode).toBe(201);
    for (let i = 0; i < 9; i += 1) await enter('agent', 'wrong');
    await signIn(test.app, 'agent');
  });
});
