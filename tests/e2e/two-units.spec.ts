import { expect, test } from './story.ts';

test('who acts for two units turns from one to the other, each has its own wells, and Back goes over what was chosen and searched for', async ({ staff }) => {
  const page = await staff('towers-clerk', '/unit/wells');
  const [first, other] = ['丙通信运营企业', '市通信铁塔企业'];
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(first);
  await expect(page.locator('.asset-line', { hasText: '通信' }).first()).toBeVisible();
  await page.getByLabel('换一个单位').click();
  await page.locator('.ant-select-item-option', { hasText: other }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(other);
  await expect(page.locator('.asset-line', { hasText: '立杆' }).first()).toBeVisible();

  // A search is one step, however its letters came.
  const box = page.getByLabel('编号、道路或地址');
  await box.pressSequentially('12', { delay: 600 });
  await expect(page).toHaveURL(/q=12/);
  await page.goBack();
  await expect(box).toHaveValue('');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(other);
  await page.goBack();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(first);
  await page.goForward();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(other);
  await page.getByRole('link', { name: '工单', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(other);
});
