import { findWell } from './registry.ts';
import { sendReport } from './send-report.ts';
import { expect, test } from './story.ts';

test('an administrator may not switch on a draft of the dispatch rules that was not tried, tries it on the orders so far, sees who would have had them, and drops it', async ({
  staff,
  registry,
}) => {
  const well = await findWell(registry, 'water', '310104', 9);
  const page = await staff('administrator', '/network');
  await sendReport(well, { kind: 'cover_noisy', text: '一过车就响' });
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
  // Nobody switches on what was never tried, and the page says why.
  const on = page.getByRole('button', { name: /^启\s?用$/ });
  await expect(on).toBeDisabled();
  await expect(page.getByText('先试算上月工单，再启用')).toBeVisible();
  await page.getByRole('button', { name: '开始试算' }).click();
  await expect(page.getByRole('status').filter({ hasText: '会换主办单位' })).toBeVisible();
  await expect(page.getByRole('list', { name: '会改派的工单' })).toContainText('井盖异响');
  await expect(on).toBeEnabled();
  // Back from an order leads to what was tried, of the flow that was chosen, and so does a link.
  await page.locator('.network-flows button').first().click();
  await expect(page.locator('.network-flows button[aria-pressed=true]')).toHaveCount(1);
  const ofFlow = page.getByRole('list', { name: '会改派的工单' }).getByRole('link').first();
  const told = (await ofFlow.textContent()) ?? '';
  await ofFlow.click();
  await expect(page.locator('.order-panel')).toBeVisible();
  await page.goBack();
  await expect(ofFlow).toHaveText(told);
  await expect(page.locator('.network-flows button[aria-pressed=true]')).toHaveCount(1);
  await page.reload();
  await expect(page.getByRole('heading', { name: '草稿' })).toBeVisible();
  await expect(ofFlow).toHaveText(told);
  await page.getByRole('button', { name: '删除草稿' }).click();
  await page.locator('.ant-popconfirm .ant-btn-primary').click();
  await expect(page.getByRole('heading', { name: '第 1 版' })).toBeVisible();
});

test('what is changed in a draft outlives another page, and is not lost to another who saved the same draft first', async ({ staff }) => {
  const page = await staff('administrator', '/network');
  await page.getByRole('button', { name: '复制成草稿' }).click();
  const name = page.getByLabel('名称', { exact: true });
  await name.fill('我写的名称');
  await page.getByRole('link', { name: '单位', exact: true }).click();
  await expect(page.getByRole('button', { name: '新增单位' })).toBeVisible();
  await page.goBack();
  await expect(name).toHaveValue('我写的名称');
  await expect(page.getByText('有未保存的修改')).toBeVisible();

  const other = await staff('administrator', new URL(page.url()).pathname + new URL(page.url()).search);
  await other.getByLabel('名称', { exact: true }).fill('别人先存的名称');
  await other.getByRole('button', { name: '保存草稿' }).click();
  await expect(other.getByText('有未保存的修改')).toHaveCount(0);
  await page.getByRole('button', { name: '保存草稿' }).click();
  await expect(page.getByText(/也改过这份草稿/)).toBeVisible();
  await expect(name).toHaveValue('我写的名称');
  await page.getByRole('button', { name: '保留我的修改，保存时替换' }).click();
  await page.getByRole('button', { name: '保存草稿' }).click();
  await expect(page.getByText('有未保存的修改')).toHaveCount(0);
  await page.reload();
  await expect(name).toHaveValue('我写的名称');
  await name.fill('不要的');
  await page.getByRole('button', { name: '放弃修改' }).click();
  await expect(name).toHaveValue('我写的名称');
  await page.getByRole('button', { name: '删除草稿' }).click();
  await page.locator('.ant-popconfirm .ant-btn-primary').click();
  await expect(page.getByRole('heading', { name: '第 1 版' })).toBeVisible();
});

test('what follows a dispatch is read as tables, changed in a draft, switched on for a date and taken back before it', async ({ staff }) => {
  const title = '办结前两天提醒'; // other drafts lie beside it
  const page = await staff('administrator');
  await page.goto('/network');
  const rowOf = (table: string, row: RegExp) => page.getByRole('table', { name: table }).getByRole('row', { name: row });
  await expect(rowOf('到期前提醒（本版本）', /办结/)).toContainText('24 小时');
  await expect(rowOf('逾期后告知谁（本版本）', /到场排险/)).toContainText('街镇处置中心');
  await page.getByRole('button', { name: '复制成草稿' }).click();
  await expect(page.getByRole('heading', { name: '草稿' })).toBeVisible();
  await page.getByLabel('名称', { exact: true }).fill(title);
  await page.getByLabel('办结 · 提前').fill('2880');
  await page.getByLabel('到场排险 · 每隔').fill('2');
  await page.getByRole('button', { name: '保存草稿' }).click();
  await expect(page.getByText('有未保存的修改')).toHaveCount(0);
  await page.reload();
  const sets = page.getByRole('list', { name: '派单规则的版本和草稿' });
  await sets.getByRole('button', { name: title }).click();
  await expect(page.getByLabel('办结 · 提前')).toHaveValue('2880');
  await expect(page.getByLabel('到场排险 · 每隔')).toHaveValue('2');
  await page.getByRole('button', { name: /^启\s?用$/ }).click();
  const dialog = page.getByRole('dialog', { name: '启用' });
  await dialog.getByLabel(/从何时起/).fill('2037-01-01T08:00');
  await dialog.getByRole('button', { name: /^启\s?用$/ }).click();
  await expect(sets.getByRole('button', { name: /待启用/ })).toBeVisible();
  await expect(rowOf('到期前提醒（本版本）', /办结/)).toContainText('48 小时');
  await page.getByRole('button', { name: /^撤\s?回$/ }).click();
  await page.locator('.ant-popconfirm .ant-btn-primary').click();
  await expect(sets.getByRole('button', { name: /已撤回/ })).toBeVisible();
  await expect(page.getByText(/不会启用/)).toBeVisible();
});
