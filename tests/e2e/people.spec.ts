import { TOTP } from 'otpauth';
import { invitePerson } from './acts.ts';
import { handOn } from './hand.ts';
import { deskSize, expect, openWindow, test, watchErrors } from './story.ts';

const password = '四个词连起来好记又难猜';

test('an administrator invites somebody, who sets a password, guards it with a second factor and signs in by its code', async ({ staff, browser }) => {
  const admin = await staff('administrator', '/people');
  const link = await invitePerson(handOn(admin), { username: 'li.xin', zh: '李新', en: 'Li Xin' });

  const page = await (await openWindow(browser, deskSize)).newPage();
  const errors = watchErrors(page);
  await page.goto(new URL(link).pathname + new URL(link).hash);
  await expect(page.getByRole('heading', { name: '李新，您好' })).toBeVisible();
  const save = page.getByRole('button', { name: '设置密码' });
  await save.click();
  await expect(page.getByText('请填写密码。')).toBeVisible();
  for (const label of ['密码', '再输一次密码']) await page.getByLabel(label, { exact: true }).fill('短');
  await save.click();
  await expect(page.locator('.field', { hasText: '至少 10 个字符' }).getByRole('alert')).toHaveText('密码至少 10 个字符。');
  for (const label of ['密码', '再输一次密码']) await page.getByLabel(label, { exact: true }).fill(password);
  await save.click();
  await page.getByRole('link', { name: '去登录' }).click();

  const enter = async () => {
    await page.getByLabel('用户名').fill('li.xin');
    await page.getByLabel('密码', { exact: true }).fill(password);
    await page.getByRole('button', { name: /^登\s?录$/ }).click();
  };
  await enter();
  await page.waitForURL('**/desk');
  await page.goto('/account');
  await page.getByLabel('先输入密码').fill(password);
  await page.getByRole('button', { name: '开始设置' }).click();
  const secret = ((await page.locator('.factor-qr .mono').textContent()) ?? '').replaceAll(' ', '');
  const totp = new TOTP({ secret, algorithm: 'SHA1', digits: 6, period: 30 });
  await page.getByLabel('动态码').fill(totp.generate());
  await page.getByRole('button', { name: '开启两步验证' }).click();
  await expect(page.locator('.recovery-codes li')).toHaveCount(10);
  for (const at of [0, 9]) await expect(page.locator('.recovery-codes li').nth(at), 'told once: nobody has to scroll to them').toBeInViewport();
  const recovery = (await page.locator('.recovery-codes li').first().textContent()) ?? '';
  await page.getByRole('button', { name: '我已记下' }).click();
  await expect(page.getByLabel('密码（只有关闭时才要填）'), 'behind the code nothing is asked for “first”').toBeVisible();
  await expect(page.getByLabel('先输入密码')).toHaveCount(0);

  await page.context().clearCookies();
  await page.goto('/sign-in');
  await enter();
  await page.getByLabel(/动态码/).fill(recovery); // the code of this half minute was used to switch it on
  await page.getByLabel(/动态码/).press('Enter');
  await page.waitForURL('**/desk');
  expect(errors).toEqual([]);

  // A page in the background may keep the button's spinner, and its name begins with that.
  await admin
    .getByRole('dialog')
    .locator('.ant-modal-footer')
    .getByRole('button', { name: /关\s?闭$/ })
    .click();
  await admin.getByLabel('按姓名或用户名查找').fill('li.xin');
  await expect(admin.locator('.person-line')).toHaveCount(1);
  await admin.locator('.person-line').click();
  await expect(admin.getByRole('dialog')).toContainText('开启两步验证');
  await admin.getByRole('button', { name: '停用账号' }).click();
  await admin.getByRole('button', { name: /^确\s?定$/ }).click();
  await expect(admin.getByRole('button', { name: '恢复账号' })).toBeVisible();
  await page.reload();
  await page.waitForURL('**/sign-in**');
});
