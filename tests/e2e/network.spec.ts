import { findWell } from './registry.ts';
import { expect, test } from './story.ts';

test('an administrator tries a draft of the dispatch rules on the orders so far, sees who would have had them, and drops it', async ({ staff, registry }) => {
  const well = await findWell(registry, 'water', '310104', 9);
  const page = await staff('administrator');
  const taken = await fetch(new URL('/api/v1/reports', page.url()), {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': `network-${well.id}` },
    body: JSON.stringify({ kind: 'cover_noisy', position: { lon: well.lon, lat: well.lat }, plate: well.id, channel: 'plate' }),
  });
  expect(taken.status).toBe(201);
  await page.goto('/network');
  await page.getByRole('button', { name: '复制成草稿' }).click();
  await expect(page.getByRole('heading', { name: '草稿' })).toBeVisible();
  // Without the two rows for what is known, all of it is the street's.
  for (const _ of [1, 2])
    await page
      .getByRole('row', { name: /权属明确/ })
      .first()
      .getByRole('button', { name: /^删\s?除$/ })
      .click();
  await page.getByRole('button', { name: '保存草稿' }).click();
  await expect(page.getByText('每种情形都有人负责')).toBeVisible();
  await page.getByRole('button', { name: '开始试算' }).click();
  await expect(page.getByRole('status').filter({ hasText: '会换主办单位' })).toBeVisible();
  await expect(page.getByRole('list', { name: '会改派的工单' })).toContainText('井盖异响');
  await page.getByRole('button', { name: '删除草稿' }).click();
  await page.locator('.ant-popconfirm .ant-btn-primary').click();
  await expect(page.getByRole('heading', { name: '第 1 版' })).toBeVisible();
});
