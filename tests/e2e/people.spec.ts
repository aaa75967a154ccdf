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
  await expect(page.getByLabel('用户名')).toHaveValue('li.xin'); // who has just set a password is known

  const enter = async () => {
    await page.getByLabel('用户名').fill('li.xin');
    await page.getByLabel('密码', { exact: true }).fill(password);
    await page.getByRole('button', { name: /^登\s?录$/ }).click();
  };
  await enter();
  await page.waitForURL('**/desk');
  await page.goto('/account');
  await expect(page.getByText('本市的服务没有接上邮件')).toBeVisible(); // of a city whose mail server nobody named
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

test('a link that is told once is copied also where the browser gives pages no clipboard, as over plain http', async ({ staff }) => {
  const admin = await staff('administrator', '/people');
  await admin.addInitScript(`
    Object.defineProperty(Navigator.prototype, 'clipboard', { get: () => undefined });
    document.addEventListener('copy', () => { window.copied = getSelection().toString(); });
  `);
  await admin.reload();
  const link = await invitePerson(handOn(admin), { username: 'li.plain', zh: '李平', en: 'Li Ping' });
  await admin.getByRole('dialog').getByRole('button', { name: '复制链接' }).click();
  await expect(admin.getByText('已复制', { exact: true })).toBeVisible();
  expect(await admin.evaluate('window.copied')).toBe(link);
  // A new one of somebody whose mail is known can go by the administrator's own mail program.
  await admin.goto('/people?q=li.plain');
  await admin.locator('.person-line').click();
  const dialog = admin.getByRole('dialog').filter({ hasText: 'li.plain' });
  await dialog.getByLabel('电子邮件').fill('li.plain@city.example');
  await dialog.getByRole('button', { name: /^保\s?存$/ }).click();
  await expect(dialog.getByText('修改姓名或邮箱')).toBeVisible();
  await dialog.getByRole('button', { name: '重新生成链接' }).click();
  const mail = new URL((await dialog.getByRole('link', { name: '用邮件发给 li.plain@city.example' }).getAttribute('href')) ?? '');
  expect(mail.pathname).toBe('li.plain%40city.example');
  expect(mail.searchParams.get('body')).toContain((await dialog.locator('.ant-alert .mono').textContent()) ?? '?');
});

test('what is wrong with a new person’s name is told in the words of the form, and its capitals are made small as they are typed', async ({ staff }) => {
  const admin = await staff('administrator', '/people');
  await admin.getByRole('button', { name: '邀请人员' }).click();
  const dialog = admin.getByRole('dialog').filter({ hasText: '用户名' });
  await dialog.getByLabel('用户名').fill('Li Ming');
  await expect(dialog.getByLabel('用户名')).toHaveValue('li ming');
  await dialog.getByLabel('姓名（中文）').fill('李明');
  await dialog.getByRole('button', { name: '全市' }).click();
  await dialog.getByRole('button', { name: '生成邀请链接' }).click();
  await expect(dialog.locator('.field-error')).toHaveText('“用户名”填写有误：格式不对。');
  await expect(dialog.locator('.ant-alert')).toContainText('“用户名”填写有误');
});

test('two words are searched for as they are typed: a space that waits for the next word stays', async ({ staff }) => {
  for (const [who, path, label] of [
    ['administrator', '/people', '按姓名或用户名查找'],
    ['administrator', '/network/units', '名称、代号或所在地'],
    ['gas-clerk', '/unit/wells', '编号、道路或地址'],
    ['registrar', '/registry', '编号（记得几位都行）'],
  ] as const) {
    const page = await staff(who, path);
    const box = page.getByLabel(label);
    await box.pressSequentially('gas ');
    await expect(page).toHaveURL(/[?&]q=gas/);
    await box.pressSequentially('clerk');
    await expect(page).toHaveURL(/[?&]q=gas(\+|%20)clerk/);
    await expect(box).toHaveValue('gas clerk');
    await page.close();
  }
});

test('a person and a unit that are looked at, and what was searched for, stand in the address: Back shuts them, a link opens them', async ({ staff }) => {
  const admin = await staff('administrator', '/people');
  for (const [page, box, typed, line] of [
    ['/people', '按姓名或用户名查找', 'gas-clerk', '.person-line'],
    ['/network/units', '名称、代号或所在地', '市燃气', '.unit-line'],
  ] as const) {
    await admin.goto(page);
    await admin.getByLabel(box).fill(typed);
    await expect(admin.locator(line)).toHaveCount(1);
    await admin.locator(line).click();
    await expect(admin.getByRole('dialog')).toContainText('燃气');
    const link = admin.url();
    await admin.goBack();
    await expect(admin.getByRole('dialog')).toHaveCount(0);
    await expect(admin.getByLabel(box)).toHaveValue(typed);
    await admin.goto(link);
    await expect(admin.getByRole('dialog')).toContainText('燃气');
    await admin.keyboard.press('Escape');
    await expect(admin.getByRole('dialog')).toHaveCount(0);
    await expect(admin.locator(line)).toHaveCount(1);
  }
});

test('Back from a person or a unit that was changed asks first: who stays has their words and the address, who leaves goes where Back led', async ({
  staff,
}) => {
  const admin = await staff('administrator', '/people');
  for (const [page, box, typed, line, field] of [
    ['/people', '按姓名或用户名查找', 'gas-clerk', '.person-line', '姓名（英文）'],
    ['/network/units', '名称、代号或所在地', '市燃气', '.unit-line', '联系电话'],
  ] as const) {
    await admin.goto(page);
    await admin.getByLabel(box).fill(typed);
    await expect(admin.locator(line)).toHaveCount(1);
    const before = admin.url();
    await admin.locator(line).click();
    const dialog = admin.getByRole('dialog').filter({ has: admin.getByLabel(field) });
    const words = dialog.getByLabel(field).first();
    await words.fill('021-5555 0000');
    const open = admin.url();
    const ask = admin.locator('.ant-modal-confirm');
    for (const _ of [1, 2]) {
      await admin.evaluate('history.back()'); // goBack would wait for what is held
      await expect(ask).toBeVisible();
      await expect(admin).toHaveURL(open);
      await admin.keyboard.press('Enter'); // “stay” has the focus
      await expect(ask).toHaveCount(0);
      await expect(words).toHaveValue('021-5555 0000');
    }
    await admin.evaluate('history.back()'); // goBack would wait for what is held
    await ask.getByRole('button', { name: '不保存，关闭' }).click();
    await expect(admin.getByRole('dialog')).toHaveCount(0);
    await expect(admin).toHaveURL(before);
    await expect(admin.getByLabel(box)).toHaveValue(typed);
  }
});
