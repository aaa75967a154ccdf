import type { APIRequestContext, Browser } from '@playwright/test';
import type { Pool } from '#db/pool.ts';
import type { OpenReport } from '#domain/contract/follows.ts';
import type { Order } from '#domain/contract/orders.ts';
import type { OrderAction } from '#domain/contract/terms.ts';
import { aPhoto } from './photo.ts';
import { findOrderId, findWell, type StoryWell } from './registry.ts';
import { sendReport } from './send-report.ts';
import { expect, holdSession, openWindow, phoneSize } from './story.ts';

/** Somebody who acts without a page. */
interface Hand {
  readonly request: APIRequestContext;
  readonly csrfToken: string;
}
type Step = readonly [who: Hand, action: OrderAction, body?: Record<string, unknown>];

export const handOf = async (browser: Browser, username: string): Promise<Hand> => {
  const window = await openWindow(browser, phoneSize);
  return { csrfToken: await holdSession(window, username), request: window.request };
};

/** A photo as it lies at the server before a step names it. */
const photoOf = async ({ request, csrfToken }: Hand): Promise<string> => {
  const sent = await request.post('/api/v1/photos', { headers: { 'x-csrf-token': csrfToken }, multipart: { photo: await aPhoto('done.jpg') } });
  expect(sent.ok(), await sent.text()).toBe(true);
  const { id }: { id: string } = await sent.json();
  return id;
};

/** One step of an order, where it is still to be made: a city that was prepared before stays as it is. */
export const step = async (order: string, [{ request, csrfToken }, action, body = {}]: Step): Promise<void> => {
  for (;;) {
    const now: Order = await (await request.get(`/api/v1/orders/${order}`)).json();
    if (!now.actions.includes(action)) return;
    const done = await request.post(`/api/v1/orders/${order}/${action}`, { headers: { 'x-csrf-token': csrfToken }, data: { version: now.version, ...body } });
    if (done.ok()) return;
    expect(done.status(), `${action}: ${await done.text()}`).toBe(409); // something came meanwhile: of two windows that prepare it one is first, a clock runs out
  }
};

const inDays = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
const reply = '已换上新的防沉降井盖并加装防坠网，路面已恢复平整，可以正常通行。';
const grades = { speed: 'satisfied', manner: 'mostly', outcome: 'fair' };

/** Numbers of reports by how far they went. */
export type SoFar = Readonly<
  Record<'danger' | 'safe' | 'working' | 'paused' | 'resolved' | 'closed' | 'judged' | 'notSolved' | 'void' | 'followed' | 'added', string>
>;

/** Reports of a district, each brought to another state by those whose steps these are. */
export const bringAll = async (browser: Browser, registry: Pool, district: string): Promise<SoFar> => {
  const [owner, dispatcher, anybody] = [
    await handOf(browser, 'drainage-clerk'),
    await handOf(browser, 'district-dispatcher'),
    (await openWindow(browser, phoneSize)).request,
  ];
  let nth = 60; // before that they are other stories'
  const say = async (kind: string, text: string, phone = '13800138000'): Promise<{ number: string; order: string; well: StoryWell }> => {
    nth += 1;
    const well = await findWell(registry, 'drainage', district, nth);
    const number = await sendReport(well, { kind, text, phone });
    return { number, well, order: await findOrderId(registry, number) };
  };
  const bring = async (kind: string, text: string, steps: readonly Step[]): Promise<string> => {
    const { number, order } = await say(kind, text);
    for (const one of steps) await step(order, one);
    return number;
  };
  const taken: readonly Step[] = [
    [owner, 'sign'],
    [owner, 'contact', { note: '已电话告知' }],
    [owner, 'start'],
  ];
  const solved = async (): Promise<readonly Step[]> => [...taken, [owner, 'resolve', { reply, photoIds: [await photoOf(owner)] }]];
  const closed = async (): Promise<readonly Step[]> => [...(await solved()), [dispatcher, 'check'], [dispatcher, 'close']];
  const judge = (number: string, data: object) => anybody.post(`/api/v1/reports/${number}/judgement`, { data }); // once; again it is refused
  const danger = await say('cover_missing', '井盖没了，洞口很深，晚上没有灯');
  const held = await say('cover_missing', '井盖被车轧碎了，掉进去一半');
  const position = { lon: held.well.lon, lat: held.well.lat };
  for (const one of [
    [owner, 'arrive'],
    [owner, 'secure', { photoIds: [await photoOf(owner)], position }],
    [owner, 'sign'],
  ] as const)
    await step(held.order, one);
  const judged = await bring('cover_noisy', '车一过就咣当响，整夜睡不着', await closed());
  const notSolved = await bring('cover_sunken', '井盖沉下去一大块，车开过去一颠', await solved());
  const added = await say('well_blocked', '下雨就冒水，路口淹了');
  await judge(judged, { solved: true, grades });
  await judge(notSolved, { solved: false, note: '还是比路面低两指，车开过去照样颠' });
  await anybody.post(`/api/v1/reports/${added.number}/additions`, {
    headers: { 'idempotency-key': `added-${added.number}` },
    data: { text: '水已经漫到人行道上，井盖在水里看不见了' },
  });
  const at = `${danger.well.lon.toFixed(7)},${danger.well.lat.toFixed(7)}`;
  const { reports }: { reports: OpenReport[] } = await (await anybody.get('/api/v1/open-reports', { params: { at } })).json();
  const followed = await anybody.post('/api/v1/follows', {
    headers: { 'idempotency-key': `followed-${danger.number}` },
    data: { incidentId: reports[0]?.incidentId, position: { lon: danger.well.lon, lat: danger.well.lat } },
  });
  expect(followed.ok(), await followed.text()).toBe(true);
  const { number: follower }: { number: string } = await followed.json();
  return {
    danger: danger.number,
    safe: held.number,
    working: await bring('cover_broken', '井盖裂成两半', taken),
    paused: await bring('cover_noisy', '路口的井盖哐哐响', [
      ...taken,
      [owner, 'ask_pause', { note: '等掘路许可', day: inDays(9) }],
      [dispatcher, 'grant_pause'],
    ]),
    resolved: await bring('well_smell', '臭味很重，开不了窗', await solved()),
    closed: await bring('cover_sunken', '井盖沉下去了，下雨积水', await closed()),
    judged,
    notSolved,
    void: await bring('cover_noisy', '又响了', [[dispatcher, 'void', { note: '同一处，另有工单' }]]),
    followed: follower,
    added: added.number,
  };
};
