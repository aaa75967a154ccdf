import type { Page } from '@playwright/test';
import { findWell } from './registry.ts';
import { sendReport } from './send-report.ts';
import { expect, test } from './story.ts';

/** Whether the browser asks before it loads the page anew; it is then left as it was. */
const asksBeforeReload = async (page: Page): Promise<boolean> => {
  const asking = page.waitForEvent('dialog');
  const reloading = page.evaluate('location.reload()').catch(() => undefined);
  const dialog = await asking;
  const isAsked = dialog.type() === 'beforeunload';
  await dialog.dismiss();
  await reloading;
  return isAsked;
};

test('a call that an agent left for another order is still there, no reload loses it unasked, and it is cleared by one press', async ({ staff, registry }) => {
  const well = await findWell(registry, 'drainage', '310104', 15);
  await sendReport(well, { kind: 'cover_loose', text: '车一过就响' });
  const agent = await staff('agent', '/desk/new');
  const words = agent.locator('#new-text');
  await words.click(); // a browser asks only whose page was touched
  await words.fill('井盖翘起来，车差点翻');
  expect(await asksBeforeReload(agent)).toBe(true);
  await agent.locator('.order-line').first().click();
  await expect(agent.locator('.order-panel')).toBeVisible();
  await agent.goBack();
  await expect(words).toHaveValue('井盖翘起来，车差点翻');
  await expect(agent.getByText('上次没登记完的内容还在')).toBeVisible();
  await agent.getByRole('button', { name: '清空重填' }).click();
  await expect(words).toHaveValue('');
});

test('what was chosen of notices and not saved is there, and says so, after another page and when this one is loaded anew', async ({ staff }) => {
  const page = await staff('heat-clerk', '/account');
  const mail = page.getByLabel('电子邮件');
  const box = page.getByRole('group', { name: '有新工单' }).getByRole('checkbox', { name: '邮件' });
  const unsaved = page.getByText('有未保存的修改');
  await mail.fill('yuan@city.example');
  const was = await box.isChecked();
  await box.setChecked(!was);
  await page.goto('/unit');
  await page.goto('/account');
  await expect(unsaved).toBeVisible();
  await expect(mail).toHaveValue('yuan@city.example');
  await expect(box).toBeChecked({ checked: !was });
  await page
    .locator('form', { has: mail })
    .getByRole('button', { name: /^保\s?存$/ })
    .click();
  await expect(page.getByText('已保存。')).toBeVisible();
  await expect(unsaved).toHaveCount(0);
  await page.reload();
  await expect(mail).toHaveValue('yuan@city.example');
  await expect(unsaved).toHaveCount(0);
});

test('a dialog asks before what was typed into it is lost, and keeps it for whoever stays', async ({ staff }) => {
  const admin = await staff('administrator', '/people');
  await admin.getByRole('button', { name: '邀请人员' }).click();
  const dialog = admin.getByRole('dialog').filter({ hasText: '用户名' });
  await dialog.getByLabel('姓名（中文）').fill('王新');
  await admin.keyboard.press('Escape');
  const ask = admin.locator('.ant-modal-confirm');
  await expect(ask).toBeVisible();
  await admin.keyboard.press('Enter'); // “stay” has the focus
  await expect(ask).toHaveCount(0);
  await expect(dialog.getByLabel('姓名（中文）')).toHaveValue('王新');
  expect(await asksBeforeReload(admin)).toBe(true);
  await dialog.getByLabel('姓名（中文）').fill('');
  await admin.keyboard.press('Escape');
  await expect(admin.getByRole('dialog')).toHaveCount(0);
});

test('a roster that was changed is whole on a desk, still there after another page, and can be given up', async ({ staff }) => {
  const clerk = await staff('drainage-clerk', '/unit/duty');
  const shifts = clerk.getByRole('button', { name: /^删\s?除$/ });
  const save = clerk.getByRole('button', { name: '保存值班表' });
  await expect(save).toBeDisabled();
  await clerk.getByRole('button', { name: '加一班' }).click();
  await expect(shifts, 'nothing has to be pushed aside to see it').toBeInViewport({ ratio: 1 });
  await expect(clerk.getByText('有未保存的修改')).toBeVisible();
  await clerk.getByRole('link', { name: '我的井' }).click();
  await expect(clerk.locator('.asset-line').first()).toBeVisible();
  await clerk.getByRole('link', { name: '值班表' }).click();
  await expect(shifts).toHaveCount(1);
  expect(await asksBeforeReload(clerk)).toBe(true);
  // A shift that is added while they are on their way stays, and is not saved yet. The answer is the story's own: nobody else's danger calls them.
  const { promise: passed, resolve: letPass } = Promise.withResolvers<void>();
  const duty = '**/api/v1/units/*/duty';
  await clerk.route(duty, async (route) => {
    if (route.request().method() !== 'PUT') return route.continue();
    await passed;
    const { people } = await clerk.request.get(route.request().url()).then((reply) => reply.json());
    return route.fulfill({ json: { people, ...route.request().postDataJSON() } });
  });
  const answered = clerk.waitForResponse(duty);
  await save.click();
  await clerk.getByRole('button', { name: '加一班' }).click();
  await expect(shifts).toHaveCount(2);
  letPass();
  await answered;
  await expect(clerk.locator('.ant-btn-loading')).toHaveCount(0);
  await expect(shifts).toHaveCount(2);
  await expect(clerk.getByText('有未保存的修改')).toBeVisible();
  // Who gives up what was refused is not told of the refusal any longer.
  await clerk.unroute(duty);
  await clerk.route(duty, (route) => (route.request().method() === 'PUT' ? route.fulfill({ status: 429, body: '{}' }) : route.continue()));
  await save.click();
  await expect(clerk.locator('.ant-alert-error')).toBeVisible();
  await clerk.getByRole('button', { name: '放弃修改' }).click();
  await expect(clerk.locator('.ant-alert-error')).toHaveCount(0);
  await expect(shifts).toHaveCount(1);
  await clerk.reload();
  await expect(shifts).toHaveCount(0);
  let asked = false;
  clerk.once('dialog', (dialog) => {
    asked = true;
    void dialog.accept();
  });
  await clerk.reload();
  await expect(save).toBeVisible();
  expect(asked).toBe(false);
});
