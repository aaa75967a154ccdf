import { expect, test } from './story.ts';

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
