import type { Page } from '@playwright/test';
import { lineTo } from './order-page.ts';
import { findOrderId, findWell } from './registry.ts';
import { sendReport } from './send-report.ts';
import { expect, test } from './story.ts';

const map = (page: Page) => page.locator('.pane-map .city-map');
const atOf = (page: Page): string | null => new URL(page.url()).searchParams.get('at');

/** Where the map stands, once it rests there and the address says so. */
const restAt = async (page: Page, zoom: string): Promise<string> => {
  await expect(map(page)).toHaveAttribute('data-drawn', '');
  await expect(map(page)).toHaveAttribute('data-zoom', zoom);
  await expect.poll(() => atOf(page)).toMatch(new RegExp(`,${zoom.replace('.', '\\.')}$`));
  return atOf(page) ?? '';
};

test('where a desk’s map stands is in its address: Back goes over each choice to it, a link opens it elsewhere, and what is no place opens the usual view', async ({
  staff,
  registry,
}) => {
  const well = await findWell(registry, 'drainage', '310104', 47);
  const order = await findOrderId(registry, await sendReport(well, { kind: 'cover_noisy', text: '一过车就响' }));
  const desk = await staff('city-dispatcher', `/desk?view=1&at=${well.lon.toFixed(6)},${well.lat.toFixed(6)},19.00`);
  const line = lineTo(desk, '/desk', order);
  await restAt(desk, '19.00');
  await expect(line).toBeVisible();
  await desk.getByRole('button', { name: '缩小' }).click();
  const moved = await restAt(desk, '18.00');
  await desk.getByText('只看危险', { exact: true }).click();
  await expect(desk).toHaveURL(/hazard=1/);
  await desk.goBack();
  await expect(desk).not.toHaveURL(/hazard=1/);
  expect(await restAt(desk, '18.00')).toBe(moved);

  await line.click();
  await expect(desk.getByRole('article', { name: `工单 ${order}` })).toBeVisible();
  await expect(map(desk)).toHaveAttribute('data-drawn', '');
  await desk.getByRole('button', { name: '缩小' }).click();
  await expect.poll(() => atOf(desk)).not.toBe(moved);
  await desk.goBack();
  await expect(desk.locator('.order-panel')).toHaveCount(0);
  expect(await restAt(desk, '18.00'), 'Back from an order leads to where the map stood').toBe(moved);

  const other = await staff('district-dispatcher', new URL(desk.url()).pathname + new URL(desk.url()).search);
  expect(await restAt(other, '18.00')).toBe(moved);

  const usual = await staff('city-dispatcher', '/registry');
  await expect(map(usual)).toHaveAttribute('data-drawn', '');
  const start = await map(usual).getAttribute('data-zoom');
  expect(start).not.toBeNull();
  for (const broken of [',,', '121.47,131.2,15', 'here', '1,2']) {
    await usual.goto(`/registry?at=${encodeURIComponent(broken)}`);
    await expect(map(usual)).toHaveAttribute('data-drawn', '');
    await expect(map(usual)).toHaveAttribute('data-zoom', start ?? '');
    await expect.poll(() => atOf(usual), { message: 'the address says where it stands instead' }).toMatch(/^1\d\d\.\d{6},\d\d\.\d{6},/);
  }
});
