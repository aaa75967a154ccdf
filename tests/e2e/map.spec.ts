import type { Route } from '@playwright/test';
import { findOrderId, findWell } from './registry.ts';
import { beside } from './report-page.ts';
import { sendReport } from './send-report.ts';
import { deskSize, expect, faultsOf, holdSession, openWindow, test } from './story.ts';

const tilesOfWells = /\/tiles\/staff-wells\/\d+\//;
const descriptionOfAssets = /\/tiles\/staff-assets$/;

/** Holds what is asked for until it is let go. */
const held = () => {
  let go = (): void => undefined;
  const until = new Promise<void>((resolve) => {
    go = resolve;
  });
  return { go, until };
};

test('a map says that it comes, that a part of it is missing, and brings that when it is asked again; what came back unchanged leaves it at rest', async ({
  browser,
  registry,
}) => {
  const well = await findWell(registry, 'drainage', '310104', 40);
  const order = await findOrderId(registry, await sendReport(well, { kind: 'cover_noisy', text: '一过车就响' }));
  const window = await openWindow(browser, deskSize); // the browser writes a line for each tile that fails
  await holdSession(window, 'city-dispatcher');
  const page = await window.newPage();
  const first = held();
  const fail = async (route: Route) => {
    await first.until;
    await route.fulfill({ status: 503, body: '' });
  };
  for (const what of [tilesOfWells, descriptionOfAssets]) await page.route(what, fail);
  await page.goto(`/desk/${order}`);
  const [map, notice] = [page.locator('.pane-map .city-map'), page.locator('.pane-map .map-notice')];
  await expect(notice).toHaveText('地图正在载入…');
  first.go();
  await expect(notice).toContainText('地图有一部分没有载入，旁边的文字照常可用。');
  await expect(map).toHaveAttribute('data-drawn', ''); // what else there is stands there
  expect(await faultsOf(page)).toEqual([]);
  for (const what of [tilesOfWells, descriptionOfAssets]) await page.unroute(what, fail);
  const came = [tilesOfWells, /\/tiles\/staff-assets\/\d+\//].map((what) => page.waitForResponse((response) => what.test(response.url()) && response.ok()));
  await notice.getByRole('button', { name: '再试一次' }).click();
  await Promise.all(came);
  await expect(notice).toHaveCount(0);
  await expect(map).toHaveAttribute('data-drawn', '');

  // A change elsewhere: the orders' tiles are others now and drawn, the wells' come last and are as they were.
  const last = held();
  await page.route(tilesOfWells, async (route) => {
    await last.until;
    await route.continue();
  });
  const orders = page.waitForResponse((response) => /\/tiles\/staff-orders\/\d+\//.test(response.url()));
  await sendReport({ ...well, ...beside(well, 40, 0) }, { kind: 'cover_broken', text: '旁边又多了一件', isNotListed: true });
  await expect(map).not.toHaveAttribute('data-drawn', '');
  await orders;
  await page.evaluate('new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))');
  last.go();
  await expect(map).toHaveAttribute('data-drawn', '');
  await window.close();
});
