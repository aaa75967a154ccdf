import { afterAll, beforeAll, expect, it } from 'vitest';
import { affected, sql } from '#db/sql.ts';
import { makeAdministrator } from '../../../api/people/first-administrator.ts';
import { startApp, type TestApp } from '../../support/app.ts';
import { now } from '../../support/city.ts';

let test: TestApp;
beforeAll(async () => {
  test = await startApp();
});
afterAll(() => test.close());

const make = (username: string) =>
  makeAdministrator(test.database.pool, { username, name: { zh: '王芳', en: 'Wang Fang' }, publicUrl: 'https://wells.example/', now });
const post = (url: string, payload: object) => test.app.inject({ method: 'POST', url, payload });

it('the first administrator of a real city comes by the command’s link, and is asked for a second factor before anything else', async () => {
  await affected(test.database.pool, sql`update city set demo = false`);
  const { link, isNew } = await make('wang.fang');
  expect([isNew, link.startsWith('https://wells.example/join#')]).toEqual([true, true]);
  const token = link.split('#')[1];
  expect((await post('/api/v1/invitations/accept', { token, password: 'four words and more' })).statusCode).toBe(204);
  const session = (await post('/api/v1/session', { username: 'wang.fang', password: 'four words and more' })).json();
  expect(session).toMatchObject({ lacksSecondFactor: true, grants: [{ role: 'administrator', place: { code: '990000' } }] });
});

it('somebody who is there keeps the roles they have', async () => {
  expect((await make('clerk-power')).isNew).toBe(false);
  const { rows } = await test.database.pool.query<{ role: string }>(
    "select role from person_roles r join people p on p.id = r.person_id where username = 'clerk-power' order by role",
  );
  expect(rows.map(({ role }) => role)).toEqual(['administrator', 'clerk']);
});
