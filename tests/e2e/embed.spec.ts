import type { Page } from '@playwright/test';
import { findOrderId, findWell, listAccountable } from './registry.ts';
import { chooseKind, send } from './report-page.ts';
import { address, expect, faultsOf, holdSession, openWindow, phoneSize, test, watchErrors } from './story.ts';

/** A site that the city lets show its map; another that it does not, by another name of the same server. */
const named = process.env['E2E_EMBEDDER'] ?? '';
const unnamed = named.replace('localhost', '127.0.0.1');
test.skip(named === '', 'the server that the stories are told against names no site');

/** Opens the other site's page, which shows one of ours within its own. */
const showIn = (page: Page, origin: string, path: string) => page.goto(`${origin}/?show=${encodeURIComponent(`${address()}${path}`)}`);

test('a map on a street’s own site takes a pin to a form in a window of its own, and the report to its owner; the site learns nothing of who is signed in', async ({
  browser,
  registry,
}) => {
  const well = await findWell(registry, 'drainage', '310104', 43);
  const window = await openWindow(browser, phoneSize);
  await holdSession(window, 'street-dispatcher'); // the phone of somebody who is signed in here
  const site = await window.newPage();
  const asked: Promise<Record<string, string>>[] = [];
  site.on('request', (request) => {
    if (request.url().startsWith(address())) asked.push(request.allHeaders());
  });
  const errors = watchErrors(site);
  await showIn(site, named, `/embed?at=${well.lon.toFixed(6)},${well.lat.toFixed(6)}&zoom=19`);
  const frame = site.frameLocator('iframe');
  await expect(frame.getByRole('link', { name: '井盖坏了？在地图上点一下' })).toBeVisible();
  await expect(frame.locator('.city-map')).toHaveAttribute('data-drawn', '');
  await frame.locator('canvas.maplibregl-canvas').tap();
  const report = frame.getByRole('link', { name: '报告这里的问题' });
  await expect(report).toHaveAttribute('href', /^\/\?at=/);
  expect(await faultsOf(site)).toEqual([]);
  const opening = window.waitForEvent('page');
  await report.click();
  const form = await opening;
  expect(await form.evaluate('window.opener === null'), 'it cannot be led elsewhere by the site').toBe(true);
  const first = form.locator('.choice').first();
  await expect(first).toBeVisible();
  await first.click();
  await chooseKind(form, '井盖松动');
  const order = await findOrderId(registry, await send(form));
  expect(await listAccountable(registry, order)).toEqual(['drainage']);
  expect(new URL(site.url()).origin, 'the site stays where it was').toBe(named);
  const cookies = (await Promise.all(asked)).map(({ cookie }) => cookie);
  expect(cookies.length).toBeGreaterThan(0);
  expect(cookies.filter(Boolean), 'nothing within the frame is asked for in anybody’s name').toEqual([]);
  expect(errors).toEqual([]);
  await window.close();
});

test('a site that the city did not name shows no map, and a named one nothing but the map', async ({ browser }) => {
  const window = await openWindow(browser, phoneSize);
  for (const [origin, path] of [
    [unnamed, '/embed'],
    [named, '/'],
    [named, '/sign-in'],
    [named, '/desk'],
  ] as const) {
    const site = await window.newPage();
    await showIn(site, origin, path);
    const [, frame] = site.frames();
    await expect.poll(() => frame?.url(), `${path} within ${origin}`).toBe('chrome-error://chromewebdata/');
    await site.close();
  }
  await window.close();
});
