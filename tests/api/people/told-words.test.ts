import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Look } from '#domain/contract/looks.ts';
import type { Order } from '#domain/contract/orders.ts';
import { startApp, type TestApp } from '../../support/app.ts';
import { aWell } from '../../support/builders.ts';
import { people, type Username } from '../../support/city.ts';
import { act, aKey, aPhoto, as, doing, orderOf, readOrder, report } from '../../support/thread.ts';

let test: TestApp;
beforeAll(async () => {
  test = await startApp();
});
afterAll(() => test.close());

const did = doing(() => test.app);
const get = async (who: Username, url: string) => test.app.inject({ url, headers: await as(test.app, who) });
const everybody = Object.keys(people) as Username[];

// Each stands in another of a caller's words.
const said = {
  text: '138-1234-5678',
  card: '310104199001011234',
  place: '13912345678',
  added: '021 6321 2345',
  mail: 'wang.xm@example.com',
  answer: '+86 13712345678',
};
const secret = Object.values(said);
const heard = (body: string) => secret.filter((words) => body.includes(words));

/** An order whose caller wrote of themselves wherever they could, judged as not solved. */
const anOrder = async (): Promise<{ order: Order; number: string; plate: string }> => {
  const plate = await aWell(test.database.pool);
  const position = { lon: 120.01, lat: 30.01 };
  const story = await report(test.app, {
    position,
    plate,
    text: `${plate}的盖子没了，打${said.text}，身份证${said.card}`,
    address: `桥头路3号，找王${said.place}`,
  });
  const headers = { 'idempotency-key': aKey() };
  const url = `/api/v1/reports/${story.number}`;
  await test.app.inject({ method: 'POST', url: `${url}/additions`, headers, payload: { text: `家里${said.added}，${said.mail}` } });
  const { id } = await orderOf(test.app, story);
  for (const action of ['sign', 'arrive', 'secure', 'start'] as const)
    await act(test.app, 'clerk-power', id, action, { position, photoIds: [await aPhoto(test.app)] });
  await did('clerk-power', id, 'resolve', { reply: '已装好', photoIds: [await aPhoto(test.app)], position });
  const judged = await test.app.inject({ method: 'POST', url: `${url}/judgement`, payload: { solved: false, note: `还在响，打${said.answer}` } });
  expect(judged.statusCode, judged.body).toBe(200);
  return { order: await readOrder(test.app, id, 'supervisor'), number: story.number, plate };
};

it('a telephone, an identity card or a mail address in a caller’s words is read by who may know the caller, with a logged look, and by the caller', async () => {
  const { order, number, plate } = await anOrder();
  const read = async (who: Username) => (await get(who, `/api/v1/orders/${order.id}`)).body;
  for (const who of ['clerk-power', 'dispatcher-city', 'dispatcher-street', 'agent'] as const) expect(heard(await read(who)), who).toEqual(secret);
  for (const who of ['crew-power', 'clerk-road', 'supervisor', 'leader-west', 'analyst', 'administrator'] as const)
    expect(heard(await read(who)), who).toEqual([]);
  expect(order).toMatchObject({
    address: '桥头路3号，找王139******78',
    reports: [{ text: `${plate}的盖子没了，打138-****-**78，身份证310*************34`, additions: [{ text: '家里021 **** **45，w******@example.com' }] }],
    judgements: [{ note: '还在响，打+86 1********78' }],
  });
  expect(order.events.find(({ action }) => action === 'not_solved')?.note).toBe('还在响，打+86 1********78');
  const { looks } = (await get('administrator', `/api/v1/looks?orderId=${order.id}`)).json<{ looks: Look[] }>();
  expect(looks.map(({ username }) => username)).toEqual(expect.arrayContaining(['clerk-power', 'dispatcher-city', 'dispatcher-street', 'agent']));
  expect(heard((await test.app.inject(`/api/v1/reports/${number}`)).body)).toEqual(secret);
});

it('none stands in a list, on a wall, in a call, a hand-over, beside another order or among what a telephone told of, whoever reads it', async () => {
  const tell = (lon: number, given = {}) => report(test.app, { position: { lon, lat: 30.025 }, accuracyM: 15, kind: 'cover_broken', text: '有个洞', ...given });
  const first = await orderOf(test.app, await tell(120.03, { address: `围栏旁，找王${said.place}` }));
  const second = await orderOf(test.app, await tell(120.03 + 14 / 96_000), 'supervisor');
  expect(second.joinOffers).toMatchObject([{ orderId: first.id, address: '围栏旁，找王139******78' }]);
  const write = async (who: Username, url: string, payload: object) =>
    (await test.app.inject({ method: 'POST', url, headers: await as(test.app, who), payload })).body;
  const told = [
    await write('dispatcher-west', '/api/v1/handovers', { placeCode: '990101', note: '盯住', orderIds: [first.id] }),
    await write('agent', '/api/v1/callers/search', { phone: '13800138000' }),
  ];
  const urls = [
    'orders?limit=100',
    'orders?state=done',
    'analysis/orders?from=2026-11-01&to=2026-11-30',
    'wall',
    'calls',
    'handovers',
    `orders/${first.id}`,
    `orders/${second.id}`,
  ];
  for (const who of everybody) for (const url of urls) told.push((await get(who, `/api/v1/${url}`)).body);
  expect(told.filter((body) => body.includes('139******78')).length).toBeGreaterThan(20);
  const whole = told.filter((body) => heard(body).length > 0).map((body) => JSON.parse(body).id);
  expect([...new Set(whole)], 'but its own page').toEqual([first.id]);
});
