import type { Page } from '@playwright/test';
import { affected, sql } from '#db/sql.ts';
import { lineTo } from './order-page.ts';
import { findAddress, findOrderId, findSpot, findWell } from './registry.ts';
import { sendReport } from './send-report.ts';
import { demoPassword, deskSize, expect, holdSession, openWindow, phoneSize, sessionHashOf, signIn, test } from './story.ts';

test('an agent looks at what was reported there before and comes back: nothing of the call is lost', async ({ staff, registry }) => {
  const well = await findWell(registry, 'drainage', '310104', 31);
  const order = await findOrderId(registry, await sendReport(well, { kind: 'cover_loose', text: '井盖一踩就翘' }));
  const page = await staff('agent', '/desk/new');
  await page.getByLabel('来电人电话').fill('13800138031');
  await page.getByLabel('来电人怎么说').fill('电动车差点翻了');
  await page.getByLabel('地址', { exact: true }).fill(await findAddress(registry, well.id));
  await page.getByLabel('井盖编号').fill(well.id);
  await page
    .locator('.known-reports')
    .locator(lineTo(page, '/desk', order))
    .first()
    .click();
  await expect(page.locator('.order-panel')).toContainText('井盖一踩就翘');
  await page.goBack();
  await expect(page.getByLabel('来电人怎么说')).toHaveValue('电动车差点翻了');
  await expect(page.getByLabel('来电人电话')).toHaveValue('13800138031');
});

test('a file of the program that is not there any more is said with a way on, and the next load has it', async ({ browser }) => {
  const window = await openWindow(browser, deskSize); // the browser writes lines for a file that is not there
  await holdSession(window, 'city-dispatcher');
  const page = await window.newPage();
  await page.goto('/desk');
  await expect(page.getByRole('heading', { name: '工单队列' })).toBeVisible();
  await page.route('**/assets/*.js', (route) => route.fulfill({ status: 404, body: '' }));
  await page.locator('.staff-nav a').nth(1).click();
  const notice = page.getByRole('alert').filter({ hasText: '没有加载出来' });
  await expect(notice).toBeVisible();
  await page.unroute('**/assets/*.js');
  await notice.getByRole('button', { name: '重新加载' }).click();
  await expect(page.locator('.staff-header')).toBeVisible();
  await expect(notice).toHaveCount(0);
  await window.close();
});

test('who signs out in one tab is signed out in the other, and who signs in there next neither acts by the former’s page nor reads what they typed', async ({
  browser,
}) => {
  const window = await openWindow(browser, deskSize);
  const [first, second] = [await window.newPage(), await window.newPage()];
  await holdSession(window, 'district-dispatcher');
  await first.goto('/desk');
  await second.goto('/desk');
  await expect(first.locator('.staff-header')).toBeVisible();
  await expect(second.locator('.staff-header')).toBeVisible();
  // A hand-over that is half written is there when the page is loaded anew.
  for (const page of [first, second]) {
    await page.getByRole('button', { name: '交接班', exact: true }).click();
    await page.getByLabel('交给下一班的话').fill('学校门口的洞还没围');
    await page.reload();
    await page.getByRole('button', { name: '交接班（没写完）' }).click();
    await expect(page.getByLabel('交给下一班的话')).toHaveValue('学校门口的洞还没围');
    await page.reload();
  }
  await first.locator('.account').click();
  await first.getByRole('menuitem', { name: '退出登录' }).click();
  await first.waitForURL((url) => url.pathname === '/sign-in');
  await second.waitForURL((url) => url.pathname === '/sign-in');
  await signIn(first, 'city-dispatcher');
  await second.waitForURL((url) => url.pathname === '/desk');
  const name = await first.locator('.account-words strong').textContent();
  await expect(second.locator('.account-words strong')).toHaveText(name ?? '');
  for (const page of [first, second]) {
    await expect(page.getByRole('button', { name: '交接班', exact: true })).toBeVisible();
    expect(await page.evaluate<string[]>(`Object.keys(sessionStorage).filter((key) => key.startsWith('jz-typed'))`)).toEqual([]);
  }
  await window.close();
});

test('two tabs keep a filter each: neither loses the other’s, and each is one press away in both', async ({ browser }) => {
  const window = await openWindow(browser, deskSize);
  await holdSession(window, 'street-dispatcher');
  const tabs = [
    { page: await window.newPage(), query: 'hazard=1', name: '只看危险' },
    { page: await window.newPage(), query: 'sort=due', name: '先到期的' },
  ];
  const saved = (page: Page) => page.locator('.saved-filters').getByRole('link');
  for (const { page, query } of tabs) {
    await page.goto(`/desk?${query}`);
    await page.getByRole('button', { name: '常用筛选' }).click();
    await expect(page.getByText('还没有保存过。先筛选，再起个名字保存。')).toBeVisible();
  }
  // Each page has loaded what was saved before the other saves.
  for (const { page, name } of tabs) {
    await page.getByLabel('给当前筛选起个名字').fill(name);
    await page.getByRole('button', { name: /^保\s?存$/ }).click();
    await expect(saved(page).filter({ hasText: name })).toBeVisible();
  }
  for (const { page } of tabs) {
    await page.reload();
    await page.getByRole('button', { name: '常用筛选' }).click();
    await expect(saved(page)).toHaveText(['只看危险', '先到期的']);
    await saved(page).filter({ hasText: '先到期的' }).click();
    await expect(page).toHaveURL(/sort=due/);
  }
  await window.close();
});

test('what is open on a desk stays open, typed words and all, while nobody answers', async ({ browser, registry }) => {
  const well = await findWell(registry, 'drainage', '310104', 32);
  const order = await findOrderId(registry, await sendReport(well, { kind: 'cover_noisy', text: '夜里一直响' }));
  const window = await openWindow(browser, deskSize);
  await holdSession(window, 'district-dispatcher');
  const page = await window.newPage();
  await page.goto(`/desk/${order}`);
  const panel = page.locator('.order-panel');
  await panel.getByRole('button', { name: /^当场答复/ }).click();
  await panel.getByLabel('给来电人的答复').fill('写到一半的话');
  await page.route('**/api/v1/orders**', (route) => route.fulfill({ status: 503, body: '' }));
  await page.route('**/api/v1/orders/*', (route) => route.fulfill({ status: 503, body: '' }));
  // As a laptop that wakes, or another window that is left: the page looks again at all that it shows.
  await page.evaluate(`document.dispatchEvent(new Event('visibilitychange')); window.dispatchEvent(new Event('offline'))`);
  await expect(page.locator('.panes').getByText('还没有更新').first()).toBeVisible({ timeout: 60_000 });
  await expect(panel.getByLabel('给来电人的答复')).toHaveValue('写到一半的话');
  await expect(page.locator('.order-queue li').first()).toBeVisible();
  await window.close();
});

test('a session that ends while words are typed hides the desk, and gives it back with the words to the person who signs in again', async ({
  staff,
  registry,
}) => {
  const well = await findWell(registry, 'drainage', '310104', 33);
  const order = await findOrderId(registry, await sendReport(well, { kind: 'cover_noisy', text: '卡车一过就响' }));
  const page = await staff('district-dispatcher', `/desk/${order}`);
  const reply = page.locator('.order-panel').getByLabel('给来电人的答复');
  await page
    .locator('.order-panel')
    .getByRole('button', { name: /^当场答复/ })
    .click();
  await reply.fill('已请养护单位今晚垫稳');
  await affected(registry, sql`delete from sessions where token_hash = ${await sessionHashOf(page.context())}`);
  await page.getByRole('button', { name: '确认：当场答复' }).click();
  await expect(page.getByText('登录已过期')).toBeVisible();
  await expect(page.getByText('卡车一过就响')).toBeHidden();
  const opening = page.context().waitForEvent('page');
  await page.getByRole('link', { name: '在新窗口登录' }).click();
  await signIn(await opening, 'district-dispatcher');
  await expect(reply).toHaveValue('已请养护单位今晚垫稳');
  await page.getByRole('button', { name: '确认：当场答复' }).click();
  await expect(page.locator('.order-head-tags')).toContainText('已办结');
});

test('who signs in where another’s session ended finds nothing of theirs, neither in the page that waits hidden nor in one that does not know of it yet, and is not asked whether to keep it', async ({
  browser,
  registry,
}) => {
  const well = await findWell(registry, 'drainage', '310104', 34);
  const order = await findOrderId(registry, await sendReport(well, { kind: 'cover_noisy', text: '半夜响个不停' }));
  const window = await openWindow(browser, deskSize);
  await holdSession(window, 'district-dispatcher');
  const [hidden, unknowing] = [await window.newPage(), await window.newPage()];
  const asked: string[] = [];
  for (const page of [hidden, unknowing]) {
    page.on('dialog', (dialog) => {
      asked.push(dialog.type());
      void dialog.dismiss(); // stays on the page
    });
    await page.goto(`/desk/${order}`);
    await page
      .locator('.order-panel')
      .getByRole('button', { name: /^当场答复/ })
      .click();
    await page.locator('.order-panel').getByLabel('给来电人的答复').fill('只该我看见的话');
  }
  await affected(registry, sql`delete from sessions where token_hash = ${await sessionHashOf(window)}`);
  await hidden.getByRole('button', { name: '确认：当场答复' }).click();
  await expect(hidden.getByText('登录已过期')).toBeVisible();
  const opening = window.waitForEvent('page');
  await hidden.getByRole('link', { name: '在新窗口登录' }).click();
  const own = await opening;
  await signIn(own, 'city-dispatcher');
  const name = (await own.locator('.account-words strong').textContent()) ?? '';
  for (const page of [hidden, unknowing]) {
    await expect(page.locator('.account-words strong')).toHaveText(name);
    await page
      .locator('.order-panel')
      .getByRole('button', { name: /^当场答复/ })
      .click();
    await expect(page.locator('.order-panel').getByLabel('给来电人的答复')).toHaveValue('');
  }
  expect(asked).toEqual([]);
  await window.close();
});

test('a page that learns only by its next look that the session is another’s begins anew as theirs, without the words of the former', async ({
  browser,
  registry,
}) => {
  const window = await openWindow(browser, deskSize);
  await holdSession(window, 'district-dispatcher');
  const page = await window.newPage();
  await page.goto('/desk');
  const name = page.locator('.account-words strong');
  const former = (await name.textContent()) ?? '';
  await page.getByRole('button', { name: '交接班', exact: true }).click();
  await page.getByLabel('交给下一班的话').fill('只该我看见的话');
  await affected(registry, sql`delete from sessions where token_hash = ${await sessionHashOf(window)}`);
  // Somebody signs in where no tab tells the others, before this page has asked who is there.
  await page.route(
    '**/api/v1/session',
    async (route) => {
      await holdSession(window, 'city-dispatcher');
      await route.fulfill({ response: await window.request.get('/api/v1/session') });
    },
    { times: 1 },
  );
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^交\s?班$/ })
    .click();
  await expect(name).toBeVisible();
  await expect(name).not.toHaveText(former);
  await page.getByRole('button', { name: '交接班', exact: true }).click();
  await expect(page.getByLabel('交给下一班的话')).toHaveValue('');
  await window.close();
});

test('a crew’s step is filled in again after the camera’s app had the page thrown out, and given up it leaves no photo on the phone', async ({
  browser,
  registry,
}) => {
  const { aPhoto } = await import('./photo.ts');
  const at = await findSpot(registry, '310104007', 1);
  const phone = await openWindow(browser, phoneSize, at);
  const data = { kind: 'cover_missing', position: at, accuracyM: 3, notListed: true, text: '路口一个洞', channel: 'pin' };
  const sent = await phone.request.post('/api/v1/reports', { headers: { 'idempotency-key': 'a-hole-and-a-camera' }, data });
  const { number }: { number: string } = await sent.json();
  const order = await findOrderId(registry, number);
  await holdSession(phone, 'street-crew');
  const page = await phone.newPage();
  await page.goto(`/crew/${order}`);
  await page.getByRole('button', { name: '我到了' }).click();
  await page.getByRole('button', { name: '危险已消除' }).click();
  await page.getByTestId('crew-photo').setInputFiles(await aPhoto('first.jpg'));
  await expect(page.locator('.crew-photos img')).toHaveCount(1);
  await page.getByLabel('说明（可不填）').fill('已围挡');
  await page.reload();
  await expect(page.locator('.crew-photos img')).toHaveCount(1);
  await expect(page.getByLabel('说明（可不填）')).toHaveValue('已围挡');
  await page.getByRole('button', { name: '取消' }).click();
  const left = () =>
    page.evaluate<number>(`new Promise((settle) => {
      const opening = indexedDB.open('jingzheng');
      opening.onsuccess = () => {
        const count = opening.result.transaction('photos').objectStore('photos').count();
        count.onsuccess = () => settle(count.result);
      };
    })`);
  await expect.poll(left).toBe(0);
  await phone.close();
});

test('what was typed into a record stands in its dialog when saving it reaches nobody, and is saved when somebody is there again', async ({
  browser,
  registry,
}) => {
  const well = await findWell(registry, 'drainage', '310104', 35);
  const window = await openWindow(browser, deskSize);
  await holdSession(window, 'registrar');
  const page = await window.newPage();
  await page.goto(`/registry/${well.id}`);
  await page.getByRole('button', { name: '修改', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: '修改登记' });
  await dialog.locator('textarea, input[type=text], input:not([type])').first().waitFor();
  const why = dialog.getByLabel('为什么修改（可不填）');
  await why.fill('现场量过');
  const address = dialog.getByLabel('地址');
  await address.fill('量过的路 35 号旁');
  await page.route('**/api/v1/assets/**', (route) => route.abort());
  await dialog.getByRole('button', { name: '保存', exact: true }).click();
  await expect(page.locator('.asset-life').getByText('还没有更新')).toBeVisible({ timeout: 60_000 });
  await expect(address).toHaveValue('量过的路 35 号旁');
  await expect(why).toHaveValue('现场量过');
  await page.unroute('**/api/v1/assets/**');
  await dialog.getByRole('button', { name: '保存', exact: true }).click();
  await expect(dialog).toHaveCount(0);
  await expect(page.locator('.asset-life')).toContainText('量过的路 35 号旁');
  await window.close();
});

test('a hand-over is taken by the one who comes next, not offered to who wrote it, and an order that it names stands where it stood', async ({
  browser,
  staff,
  registry,
}) => {
  const well = await findWell(registry, 'drainage', '310101', 3);
  const order = await findOrderId(registry, await sendReport(well, { kind: 'cover_loose', text: '交班时还没到场' }));
  const writer = await staff('huangpu-dispatcher', '/desk');
  await writer.getByRole('button', { name: '批量选择' }).click();
  await writer.getByRole('checkbox', { name: `选中工单 ${order}`, exact: true }).check();
  await writer.getByRole('button', { name: '交接班' }).click();
  const drawer = writer.getByRole('dialog');
  await drawer.getByLabel('交给下一班的话').fill('排水答应十点前到');
  await drawer.getByRole('button', { name: /^交\s?班$/ }).click();
  await expect(drawer.getByText('还没有人接班')).toBeVisible();
  await expect(drawer.getByRole('button', { name: '已读，接班' })).toHaveCount(0);
  await expect(writer.locator('.desk-tools .ant-badge-count')).toHaveCount(0);

  const window = await openWindow(browser, phoneSize);
  const headers = { 'x-csrf-token': await holdSession(window, 'administrator') };
  const data = { username: 'next.shift', name: { zh: '下一班', en: 'Next shift' }, grants: [{ role: 'dispatcher', placeCode: '310101' }] };
  const { link }: { link: string } = await (await window.request.post('/api/v1/people', { headers, data })).json();
  const joined = await window.request.post('/api/v1/invitations/accept', { data: { token: new URL(link).hash.slice(1), password: demoPassword } });
  expect(joined.ok(), await joined.text()).toBe(true);
  await window.close();
  const phone = await staff('next.shift', '/desk', phoneSize);
  await expect(phone.locator('.desk-tools .ant-badge-count')).toHaveText('1');
  await phone.getByRole('button', { name: '交接班' }).click();
  await phone.getByRole('button', { name: '已读，接班' }).click();
  await expect(phone.getByText(/下一班 于 .* 接班/)).toBeVisible();
  await phone.locator('.handover').first().getByRole('link').click();
  await expect(phone.locator('.order-panel')).toBeVisible();
  await expect(phone.getByRole('dialog')).toHaveCount(0);
  await expect(writer.locator('.handover').first()).toContainText('下一班 于', { timeout: 70_000 });
});
