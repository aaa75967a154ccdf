import { findWell } from './registry.ts';
import { expect, faultsOf, test } from './story.ts';

test('who acts for two units turns from one to the other, and each has its own wells', async ({ staff }) => {
  const page = await staff('towers-clerk', '/unit/wells');
  const [first, other] = ['丙通信运营企业', '市通信铁塔企业'];
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(first);
  await expect(page.locator('.asset-line', { hasText: '通信' }).first()).toBeVisible();
  await page.getByLabel('换一个单位').click();
  await page.locator('.ant-select-item-option', { hasText: other }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(other);
  await expect(page.locator('.asset-line', { hasText: '立杆' }).first()).toBeVisible();
  await page.getByRole('link', { name: '工单', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(other);
});

test('a clerk takes a file of numbers, says what those wells are now, and is told which is not theirs', async ({ staff, registry }) => {
  const [first, second] = [await findWell(registry, 'drainage', '310104', 41), await findWell(registry, 'drainage', '310104', 42)];
  const another = await findWell(registry, 'water', '310104', 12);
  const page = await staff('drainage-clerk', '/unit/wells');
  await page.getByRole('button', { name: '批量改状态' }).click();
  const lines = ['编号,状态', ...[first, second, another].map(({ id }) => `${id},损坏`)];
  await page.getByTestId('plates-file').setInputFiles({ name: '巡查.csv', mimeType: 'text/csv', buffer: Buffer.from(lines.join('\n')) });
  await page.getByRole('button', { name: '改 3 座的状态' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('radio', { name: '破损' }).check();
  expect(await faultsOf(page)).toEqual([]);
  await dialog.getByRole('button', { name: '开始更改' }).click();
  await expect(dialog).toContainText('已改 2 座，共 3 座；没有改成的 1 座');
  await expect(dialog.locator('.many-failures')).toContainText(another.id);
  await dialog.locator('.ant-modal-footer').getByRole('button').click();
  await expect(dialog).toHaveCount(0);
  await page.goto(`/unit/wells/${first.id}`);
  await expect(page.locator('.well-status .tone-tag').first()).toHaveText('破损');
});
