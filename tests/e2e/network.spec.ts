import type { Page } from '@playwright/test';
import { findWell } from './registry.ts';
import { sendReport } from './send-report.ts';
import { expect, test } from './story.ts';

/** Another's window on the same draft. */
const besides = (staff: (username: string, path: string) => Promise<Page>, page: Page): Promise<Page> => {
  const { pathname, search } = new URL(page.url());
  return staff('administrator', pathname + search);
};

const dropShown = async (page: Page): Promise<void> => {
  await page.getByRole('button', { name: '删除草稿' }).click();
  await page.locator('.ant-popconfirm .ant-btn-primary').click();
  await expect(page.getByRole('heading', { name: '第 1 版' })).toBeVisible();
};

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
  await expect(page.getByText('先试算至少 28 天的工单，再启用')).toBeVisible();
  const tried = page.getByRole('region', { name: '试算' });
  const since = tried.getByLabel('从', { exact: true });
  const tenDaysMore = new Date(Date.parse(await since.inputValue()) - 10 * 86_400_000).toISOString().slice(0, 10);
  await since.fill(tenDaysMore);
  await page.getByRole('button', { name: '开始试算' }).click();
  await expect(page.getByRole('status').filter({ hasText: '会换主办单位' })).toBeVisible();
  await expect(page.getByRole('list', { name: '会改派的工单' })).toContainText('井盖异响');
  await expect(tried.getByRole('status').filter({ hasText: '会换主办单位' })).toContainText(`${Number(tenDaysMore.slice(8))}\u2060日 至`);
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
  // The days are those of what is shown, until others are chosen.
  await expect(since).toHaveValue(tenDaysMore);
  await since.fill('');
  await expect(since).toHaveValue('');
  await dropShown(page);
});

test('a new unit’s form says what it lacks, and what its code may be made of, until it is whole', async ({ staff }) => {
  const page = await staff('administrator', '/network/units');
  await page.getByRole('button', { name: '新增单位' }).click();
  const dialog = page.getByRole('dialog');
  const save = dialog.getByRole('button', { name: /^保\s?存$/ });
  const lacks = dialog.getByRole('status');
  await expect(lacks).toHaveText(/^还要填：代号.*中文名称.*英文名称.*所在地.*为什么改/);
  await expect(dialog.getByRole('group', { name: '值班时间' })).toHaveAccessibleDescription(/呼叫谁由值班表决定，什么时段由谁处置由派单规则决定/);
  await dialog.getByLabel('代号').fill('Power_2');
  for (const [label, words] of [
    ['中文名称', '城南供电所'],
    ['英文名称', 'South Power Station'],
    ['为什么改', '新设'],
  ] as const)
    await dialog.getByLabel(label).fill(words);
  await dialog.getByLabel('所在地').fill('徐汇');
  await page.locator('.ant-select-dropdown:visible .ant-select-item-option').first().click();
  await expect(lacks).toHaveText('还要填：代号（小写字母、数字和短横，定后不改）');
  await expect(save).toBeDisabled();
  await dialog.getByLabel('代号').fill('power-2');
  await expect(lacks).toHaveCount(0);
  await expect(save).toBeEnabled();
});

test('what is changed in a draft outlives another page, and is not lost to another who saved the same draft first', async ({ staff }) => {
  const page = await staff('administrator', '/network');
  await page.getByRole('button', { name: '复制成草稿' }).click();
  const name = page.getByLabel('名称', { exact: true });
  const copied = await name.inputValue();
  await name.fill('我写的名称');
  await page.getByRole('link', { name: '单位', exact: true }).click();
  await expect(page.getByRole('button', { name: '新增单位' })).toBeVisible();
  await page.goBack();
  await expect(name).toHaveValue('我写的名称');
  await expect(page.getByText('有未保存的修改')).toBeVisible();
  // What is changed back is no change.
  await name.fill(copied);
  await expect(page.getByText('有未保存的修改')).toHaveCount(0);
  await expect(page.getByRole('button', { name: '开始试算' })).toBeEnabled();
  await name.fill('我写的名称');

  const other = await besides(staff, page);
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

  // Who gives up what was refused is not told of the refusal any longer.
  const refusal = page.locator('.ant-alert-error');
  await other.reload();
  await other.getByLabel('名称', { exact: true }).fill('别人又存的名称');
  await other.getByRole('button', { name: '保存草稿' }).click();
  await expect(other.getByText('有未保存的修改')).toHaveCount(0);
  await name.fill('我又写的名称');
  await page.getByRole('button', { name: '保存草稿' }).click();
  await expect(refusal).toBeVisible();
  await page.getByRole('button', { name: '放弃我的修改，看最新的' }).click();
  await expect(name).toHaveValue('别人又存的名称');
  await expect(refusal).toHaveCount(0);
  await page.route('**/api/v1/rules/*', (route) => (route.request().method() === 'PUT' ? route.fulfill({ status: 429, body: '{}' }) : route.continue()));
  await name.fill('没存上的名称');
  await page.getByRole('button', { name: '保存草稿' }).click();
  await expect(refusal).toBeVisible();
  await page.getByRole('button', { name: '放弃修改' }).click();
  await expect(name).toHaveValue('别人又存的名称');
  await expect(refusal).toHaveCount(0);
  await dropShown(page);
});

test('what is written while a draft is on its way to be saved is still there, and not saved yet', async ({ staff }) => {
  const page = await staff('administrator', '/network');
  await page.getByRole('button', { name: '复制成草稿' }).click();
  const name = page.getByLabel('名称', { exact: true });
  const { promise: passed, resolve: letPass } = Promise.withResolvers<void>();
  await page.route('**/api/v1/rules/*', async (route) => {
    if (route.request().method() === 'PUT') await passed;
    await route.continue();
  });
  await name.fill('先写的名称');
  const sent = page.waitForRequest((request) => request.method() === 'PUT');
  await page.getByRole('button', { name: '保存草稿' }).click();
  await sent;
  await name.fill('路上又写的名称');
  const sets = page.getByRole('list', { name: '派单规则的版本和草稿' });
  letPass();
  await expect(sets.getByRole('button', { name: '先写的名称' })).toBeVisible();
  await expect(name).toHaveValue('路上又写的名称');
  await expect(page.getByText('有未保存的修改')).toBeVisible();
  await page.getByRole('button', { name: '保存草稿' }).click();
  await expect(sets.getByRole('button', { name: '路上又写的名称' })).toBeVisible();
  await expect(page.getByText('有未保存的修改')).toHaveCount(0);
  await dropShown(page);
});

test('who changes a draft that another deletes reads so, keeps the words through a page loaded anew, and puts them into another draft', async ({ staff }) => {
  const page = await staff('administrator', '/network');
  await page.getByRole('button', { name: '复制成草稿' }).click();
  const name = page.getByLabel('名称', { exact: true });
  await name.fill('别人删了的草稿');
  await page.getByLabel('办结 · 提前').fill('4000');
  await dropShown(await besides(staff, page));
  await page.getByRole('button', { name: '保存草稿' }).click();
  const told = page.getByText('这份草稿已被删除，您的修改还在这里，没有保存');
  await expect(told).toBeVisible();
  await expect(page.locator('.ant-alert-error'), 'why is told once').toHaveCount(0);
  page.on('dialog', (dialog) => void dialog.accept());
  await page.reload();
  await expect(told).toBeVisible();
  await expect(name).toHaveValue('别人删了的草稿');
  await page.getByRole('button', { name: '存成新草稿' }).click();
  await expect(told).toHaveCount(0);
  const made = page.getByRole('list', { name: '派单规则的版本和草稿' }).getByRole('button', { name: '别人删了的草稿' });
  await expect(made).toHaveAttribute('aria-pressed', 'true');
  await expect(page.getByText('有未保存的修改')).toHaveCount(0);
  await expect(name).toHaveValue('别人删了的草稿');
  await expect(page.getByLabel('办结 · 提前')).toHaveValue('4000');
  // And who does not want them any more is led to what holds.
  await name.fill('不要了');
  await dropShown(await besides(staff, page));
  await page.getByRole('button', { name: '保存草稿' }).click();
  await expect(told).toBeVisible();
  await page.getByRole('button', { name: '放弃修改' }).click();
  await expect(page.getByRole('heading', { name: '第 1 版' })).toBeVisible();
  await expect(told).toHaveCount(0);
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
  const slower = await besides(staff, page);
  await slower.getByLabel('办结 · 提前').fill('1000');
  await page.getByRole('button', { name: /^启\s?用$/ }).click();
  const dialog = page.getByRole('dialog', { name: '启用' });
  await dialog.getByLabel(/从何时起/).fill('2037-01-01T08:00');
  await dialog.getByRole('button', { name: /^启\s?用$/ }).click();
  await expect(sets.getByRole('button', { name: /待启用/ })).toBeVisible();
  await expect(rowOf('到期前提醒（本版本）', /办结/)).toContainText('48 小时');
  // Who was still changing it reads that it was switched on, and goes on in a draft of their own.
  await slower.getByRole('button', { name: '保存草稿' }).click();
  await expect(slower.getByText(/这份草稿已启用为第 \d+ 版，您的修改不在其中/)).toBeVisible();
  await expect(slower.getByLabel('办结 · 提前')).toHaveValue('1000');
  await slower.getByRole('button', { name: '存成新草稿' }).click();
  await expect(slower.getByText(/您的修改不在其中/)).toHaveCount(0);
  await expect(slower.getByRole('heading', { name: '草稿' })).toBeVisible();
  await expect(slower.getByLabel('办结 · 提前')).toHaveValue('1000');
  await dropShown(slower);
  await page.getByRole('button', { name: /^撤\s?回$/ }).click();
  await page.locator('.ant-popconfirm .ant-btn-primary').click();
  await expect(sets.getByRole('button', { name: /已撤回/ })).toBeVisible();
  await expect(page.getByText(/不会启用/)).toBeVisible();
});
