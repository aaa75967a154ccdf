import type { BrowserContext, Page } from '@playwright/test';
import type { Pool } from '#db/pool.ts';
import { oneRow, sql } from '#db/sql.ts';
import { aPhoto } from './photo.ts';
import { findWell } from './registry.ts';
import { beside, chooseKind } from './report-page.ts';
import { expect, openWindow, phoneSize, test, watchErrors } from './story.ts';

/** Until the device has its own copy of the pages and of the city's names. */
const hasCopy = (page: Page) =>
  expect
    .poll(() => page.evaluate<boolean>(`caches.match('/api/v1/city').then(Boolean).then((has) => has && Boolean(navigator.serviceWorker.controller))`))
    .toBe(true);

/** Lines that a browser writes for a fetch without a network are what this story is about. */
const watchOthers = (page: Page): string[] => {
  const errors = watchErrors(page);
  return new Proxy(errors, {
    get: (all, key) =>
      Reflect.get(
        all.filter((line) => !/ERR_INTERNET_DISCONNECTED|no-response|Failed to (fetch|load)/.test(line)),
        key,
      ),
  });
};

const countOf = async (registry: Pool, text: string): Promise<{ reports: number; photos: number }> =>
  oneRow(
    registry,
    sql`select count(distinct r.id)::integer as reports, count(p.id)::integer as photos from reports r left join photos p on p.report_id = r.id where r.text = ${text}`,
  );

test('a report filled in without a signal waits on the phone with its photo, outlives the page, and goes once when there is one', async ({
  browser,
  registry,
}) => {
  const text = '没有信号的地方，井盖裂了一道缝';
  const well = await findWell(registry, 'drainage', '310104', 14);
  const phone: BrowserContext = await openWindow(browser, phoneSize, beside(well, 2, 1), { withWorker: true });
  const page = await phone.newPage();
  const errors = watchOthers(page);
  await page.goto('/');
  await expect(page.locator('.choice').first()).toBeVisible();
  await hasCopy(page);

  await phone.setOffline(true);
  await chooseKind(page, '井盖破损');
  await page.getByLabel('文字').fill(text);
  await page.getByTestId('photo-input').setInputFiles(await aPhoto('crack.jpg'));
  await expect(page.locator('.photo-list img')).toBeVisible();
  await page.getByRole('button', { name: '提交', exact: true }).click();
  await expect(page.getByRole('heading', { name: '还没有信号，已存在这台手机上' })).toBeVisible();

  await page.reload();
  await page.getByRole('button', { name: '有 1 件诉求在这台手机上等信号' }).click();
  await expect(page.locator('.waiting-one')).toContainText('1 张照片');
  expect(await countOf(registry, text)).toEqual({ reports: 0, photos: 0 });

  await phone.setOffline(false);
  await page.getByRole('button', { name: '已发出，看编号和时限' }).click();
  await expect(page.getByTestId('report-number')).toHaveText(/^[0-9A-Z-]{10,40}$/);
  await page.reload();
  await expect(page.locator('.choice').first()).toBeVisible();
  expect(await countOf(registry, text)).toEqual({ reports: 1, photos: 1 });
  await phone.close();
  expect([...errors]).toEqual([]);
});
