import { mkdir } from 'node:fs/promises';
import type { BrowserContext } from '@playwright/test';
import type { Pool } from '#db/pool.ts';
import type { MatchReply } from '#domain/contract/match.ts';
import { findOrderId, findWell, type StoryWell } from './registry.ts';
import { beside, chooseWell } from './report-page.ts';
import { deskSize, expect, holdSession, openWindow, phoneSize, test } from './story.ts';

const folder = 'docs/pictures';
const said: readonly (readonly [owner: string, kind: string, text: string])[] = [
  ['drainage', 'cover_missing', '井盖没了，洞口很深，晚上没有灯'],
  ['water', 'cover_sunken', '井盖沉下去一大块，车开过去一颠'],
  ['drainage', 'cover_noisy', '车一过就响，整夜睡不着'],
  ['drainage', 'well_blocked', '下雨就冒水，路口淹了'],
  ['water', 'cover_loose', '井盖翘起来了，电动车差点摔倒'],
  ['drainage', 'cover_broken', '井盖裂成两半'],
  ['drainage', 'well_smell', '臭味很重，开不了窗'],
  ['water', 'cover_noisy', '路口的井盖哐哐响'],
];

const report = async (window: BrowserContext, well: StoryWell, kind: string, text: string): Promise<string> => {
  const data = { kind, text, position: { lon: well.lon, lat: well.lat }, accuracyM: 3, assetId: well.id, channel: 'pin' };
  const sent = await window.request.post('/api/v1/reports', { headers: { 'idempotency-key': `picture-${well.id}` }, data });
  expect(sent.ok(), await sent.text()).toBe(true);
  const { number }: { number: string } = await sent.json();
  return number;
};

/** Signs in and signs for some orders, so that the queue shows more than one state. */
const signFor = async (window: BrowserContext, username: string, orders: readonly string[]): Promise<void> => {
  const csrfToken = await holdSession(window, username);
  for (const id of orders) await window.request.post(`/api/v1/orders/${id}/sign`, { headers: { 'x-csrf-token': csrfToken }, data: { version: 1 } });
};

/** A well that the registry thinks likeliest to one standing beside it. */
const findClearWell = async (registry: Pool, window: BrowserContext, street: string): Promise<StoryWell> => {
  for (let nth = 9; ; nth++) {
    const well = await findWell(registry, 'drainage', street, nth);
    const { lon, lat } = beside(well, 2, -1.5);
    const { candidates }: MatchReply = await (await window.request.post('/api/v1/match', { data: { position: { lon, lat }, accuracyM: 12 } })).json();
    if (candidates[0]?.assetId === well.id) return well;
  }
};

// `PICTURES=1 playwright test pictures` takes the README's pictures anew; no test otherwise.
if (process.env['PICTURES'])
  test('the README’s pictures are taken', async ({ browser, registry }) => {
    await mkdir(folder, { recursive: true });
    const street = '310104007';
    const window = await openWindow(browser, deskSize);
    const orders: string[] = [];
    for (const [i, [owner, kind, text]] of said.entries())
      orders.push(await findOrderId(registry, await report(window, await findWell(registry, owner, street, i + 1), kind, text)));
    await signFor(window, 'drainage-clerk', [orders[2] ?? '', orders[6] ?? '']);
    await holdSession(window, 'district-dispatcher');
    const desk = await window.newPage();
    await desk.goto(`/desk/${orders[0]}`);
    await expect(desk.locator('.order-panel')).toBeVisible();
    await expect(desk.locator('.city-map')).toHaveAttribute('data-drawn', '');
    await desk.waitForTimeout(1_500); // the flight to the corner begins once order and map are both there
    await expect(desk.locator('.city-map')).toHaveAttribute('data-drawn', '');
    await desk.screenshot({ path: `${folder}/desk.png` });

    const passerBy = await openWindow(browser, phoneSize);
    const well = await findClearWell(registry, passerBy, street);
    const phone = await (await openWindow(browser, phoneSize, beside(well, 2, -1.5))).newPage();
    await chooseWell(phone, well, () => phone.goto('/'));
    await expect(phone.locator('.report-map .city-map')).toHaveAttribute('data-drawn', '');
    await phone.evaluate('scrollTo(0, 0)');
    await phone.screenshot({ path: `${folder}/phone.png` });
  });
