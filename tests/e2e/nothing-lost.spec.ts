import type { Page, Route } from '@playwright/test';
import type { Pool } from '#db/pool.ts';
import { oneRow, sql } from '#db/sql.ts';
import { settle } from './drawing.ts';
import { aPhoto } from './photo.ts';
import { findWell, type StoryWell } from './registry.ts';
import { beside, chooseKind, send, tapMap } from './report-page.ts';
import { expect, openWindow, phoneSize, test } from './story.ts';

const photosOf = async (registry: Pool, text: string): Promise<number> =>
  (await oneRow<{ count: number }>(registry, sql`select count(*)::integer as count from photos p join reports r on r.id = p.report_id where r.text = ${text}`))
    .count;

const placeOf = (page: Page) =>
  page.evaluate<{ by: string; position: { lon: number; lat: number } } | null>(`JSON.parse(sessionStorage.getItem('jz-report-draft') ?? '{}').place ?? null`);

const standingAt = async (page: Page, well: StoryWell): Promise<void> => {
  await page.goto('/');
  await expect(page.locator('.choice').first()).toBeVisible();
  expect(well.id).not.toBe('');
};

test('several photos are chosen at once and the report is sent before they are up: all of them go with it', async ({ citizen, registry }) => {
  const text = '三张照片一起选，没传完就按了提交';
  const well = await findWell(registry, 'drainage', '310104', 51);
  const page = await citizen(beside(well, 2, 1));
  await page.route('**/api/v1/photos', async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 1500));
    await route.continue();
  });
  await standingAt(page, well);
  await chooseKind(page, '井盖破损');
  await page.getByLabel('文字').fill(text);
  await page.getByTestId('photo-input').setInputFiles([await aPhoto('one.jpg'), await aPhoto('two.jpg'), await aPhoto('three.jpg')]);
  await send(page);
  expect(await photosOf(registry, text)).toBe(3);
});

test('where the person tapped stands, though the device says where they are only afterwards', async ({ citizen, registry }) => {
  const well = await findWell(registry, 'drainage', '310104', 52);
  const page = await citizen(beside(well, 2, 1));
  await page.addInitScript(`{
    const { geolocation } = navigator;
    const ask = geolocation.getCurrentPosition.bind(geolocation);
    const tapped = new Promise((settle) => { globalThis.letItAnswer = settle; });
    globalThis.hasAnswered = new Promise((settle) => {
      geolocation.getCurrentPosition = async (told, failed, options) => {
        await tapped;
        ask((position) => { told(position); settle(true); }, failed, options);
      };
    });
  }`);
  await page.goto('/');
  await expect(page.locator('.report-map .city-map')).toHaveAttribute('data-drawn', '');
  await page.locator('.report-map canvas').tap({ position: { x: 150, y: 200 } });
  await expect.poll(() => placeOf(page)).toMatchObject({ by: 'pin' });
  const tapped = await placeOf(page);
  await page.evaluate('letItAnswer(), hasAnswered');
  await settle(page);
  expect(await placeOf(page)).toEqual(tapped);
});

test('while another place is looked up, the covers of the place before cannot be chosen', async ({ citizen, registry }) => {
  const well = await findWell(registry, 'drainage', '310104', 53);
  const here = beside(well, 2, 1);
  const page = await citizen(here);
  await standingAt(page, well);
  let answer = (): void => undefined;
  const held = new Promise<void>((resolve) => {
    answer = resolve;
  });
  await page.route('**/api/v1/match', async (route) => {
    await held;
    await route.continue();
  });
  await tapMap(page, here, beside(here, 12, 0));
  await expect.poll(() => placeOf(page)).toMatchObject({ by: 'pin' });
  await expect(page.locator('.choice input').first()).toBeDisabled();
  answer();
  await expect(page.locator('.choice input').first()).toBeEnabled();
});

test('a place moved away from the one that a link named stays moved when the page is loaded anew', async ({ citizen, registry }) => {
  const well = await findWell(registry, 'drainage', '310104', 54);
  const named = beside(well, 3, 3);
  const page = await citizen();
  await page.goto(`/?at=${named.lon.toFixed(6)},${named.lat.toFixed(6)}`);
  await tapMap(page, named, beside(named, 10, 5));
  await expect.poll(async () => Math.abs(((await placeOf(page))?.position.lon ?? 0) - named.lon)).toBeGreaterThan(0.00005);
  const moved = await placeOf(page);
  await page.reload();
  await expect(page.locator('.map-mark-pin')).toBeVisible();
  expect(await placeOf(page)).toEqual(moved);
});

const refuse = (route: Route) =>
  route.fulfill({
    status: 422,
    contentType: 'application/problem+json',
    body: JSON.stringify({ type: 'about:blank', title: '', status: 422, code: 'out-of-city', detail: '这里不在本市。' }),
  });

test('a report that waited on the phone and was refused once its photo was up is mended with its photo', async ({ browser, registry }) => {
  const text = '先没有信号，再被退回，改了再发';
  const well = await findWell(registry, 'drainage', '310104', 55);
  const phone = await openWindow(browser, phoneSize, beside(well, 2, 1));
  const page = await phone.newPage();
  await standingAt(page, well);
  await page.route('**/api/v1/photos', (route) => route.abort());
  await page.route('**/api/v1/reports', (route) => route.abort());
  await chooseKind(page, '井盖破损');
  await page.getByLabel('文字').fill(text);
  await page.getByTestId('photo-input').setInputFiles(await aPhoto('kept.jpg'));
  await expect(page.locator('.photo-list img')).toBeVisible();
  await page.getByRole('button', { name: '提交', exact: true }).click();
  await expect(page.getByRole('heading', { name: '还没有信号，已存在这台手机上' })).toBeVisible();

  // The phone tries now and then by itself: nothing is let through before it would be refused, and the button is pressed before there is no need for it.
  const { promise: pressed, resolve: letUp } = Promise.withResolvers<void>();
  await page.route('**/api/v1/reports', refuse);
  await page.route('**/api/v1/photos', async (route) => {
    await pressed;
    await route.continue();
  });
  await page.getByRole('button', { name: '现在再试' }).click();
  letUp();
  await page.getByRole('button', { name: '改一改再发' }).click();
  await page.unroute('**/api/v1/reports');
  await expect(page.locator('.photo-list img')).toBeVisible();
  await send(page);
  expect(await photosOf(registry, text)).toBe(1);
  await phone.close();
});

test('a line that hangs is not waited for without end, and a report that the server stumbles over holds no other back', async ({ browser, registry }) => {
  const [stuck, fine] = ['服务器答不了的一件', '后面的一件照常发'];
  const well = await findWell(registry, 'drainage', '310104', 56);
  const phone = await openWindow(browser, phoneSize, beside(well, 2, 1));
  const page = await phone.newPage();
  await standingAt(page, well);
  const hang = () => undefined; // never answered
  await page.route('**/api/v1/reports', hang);
  const write = async (text: string) => {
    await chooseKind(page, '井盖破损');
    await page.getByLabel('文字').fill(text);
    await page.getByRole('button', { name: '提交', exact: true }).click();
    await expect(page.getByRole('heading', { name: '还没有信号，已存在这台手机上' })).toBeVisible({ timeout: 50_000 });
  };
  await write(stuck);
  await page.route('**/api/v1/reports', (route) => (route.request().postData()?.includes(stuck) ? route.fulfill({ status: 500, body: '' }) : route.continue()));
  await page.unroute('**/api/v1/reports', hang); // what is tried meanwhile meets the one or the other
  await page.getByRole('button', { name: '再报一个' }).click();
  await expect(page.locator('.choice').first()).toBeVisible();
  await phone.setOffline(true);
  await write(fine);
  await phone.setOffline(false);
  await expect(page.locator('.waiting-one', { hasText: '已发出' })).toHaveCount(1);
  await expect(page.locator('.waiting-one[data-state="waiting"]')).toHaveCount(1);
  await phone.close();
});
