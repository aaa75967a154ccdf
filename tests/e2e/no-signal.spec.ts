import type { BrowserContext, Page } from '@playwright/test';
import type { Pool } from '#db/pool.ts';
import { oneRow, sql } from '#db/sql.ts';
import { aPhoto } from './photo.ts';
import { findOrderId, findSpot, findWell } from './registry.ts';
import { beside, chooseKind } from './report-page.ts';
import { expect, holdSession, openWindow, phoneSize, signIn, test, watchErrors } from './story.ts';

/** Until the device has its own copy of the pages and of the city's names. */
const hasCopy = (page: Page) =>
  expect
    .poll(() => page.evaluate<boolean>(`caches.match('/api/v1/city').then(Boolean).then((has) => has && Boolean(navigator.serviceWorker.controller))`))
    .toBe(true);

/** Lines that a browser writes for a fetch without a network are what this story is about. */
const watchOthers = (page: Page): string[] => {
  const errors = watchErrors(page);
  return new Proxy(errors, {
    get: (all, key) =>
      Reflect.get(
        all.filter((line) => !/ERR_INTERNET_DISCONNECTED|no-response|Failed to (fetch|load)/.test(line)),
        key,
      ),
  });
};

const countOf = async (registry: Pool, text: string): Promise<{ reports: number; photos: number }> =>
  oneRow(
    registry,
    sql`select count(distinct r.id)::integer as reports, count(p.id)::integer as photos from reports r left join photos p on p.report_id = r.id where r.text = ${text}`,
  );

test('a report filled in without a signal waits on the phone with its photo, outlives the page, and goes once when there is one; so does what is added to it', async ({
  browser,
  registry,
}) => {
  const text = '没有信号的地方，井盖裂了一道缝';
  const well = await findWell(registry, 'drainage', '310104', 46);
  const phone: BrowserContext = await openWindow(browser, phoneSize, beside(well, 2, 1), { withWorker: true });
  const page = await phone.newPage();
  const errors = watchOthers(page);
  await page.goto('/');
  await expect(page.locator('.choice').first()).toBeVisible();
  await hasCopy(page);

  await phone.setOffline(true);
  await chooseKind(page, '井盖破损');
  await page.getByLabel('文字').fill(text);
  await page.getByTestId('photo-input').setInputFiles(await aPhoto('crack.jpg'));
  await expect(page.locator('.photo-list img')).toBeVisible();
  await page.getByRole('button', { name: '提交', exact: true }).click();
  await expect(page.getByRole('heading', { name: '还没有信号，已存在这台手机上' })).toBeVisible();

  await page.reload();
  await expect(page.getByText('位置已经标好')).toBeVisible();
  await expect(page.getByText('现在没有信号，查不到这里登记的井盖')).toBeVisible();
  await page.getByRole('button', { name: '有 1 件诉求在这台手机上等信号' }).click();
  await expect(page.locator('.waiting-one')).toContainText('1 张照片');
  expect(await countOf(registry, text)).toEqual({ reports: 0, photos: 0 });

  await phone.setOffline(false);
  await page.getByRole('button', { name: '已发出，看编号和时限' }).click();
  await expect(page.getByTestId('report-number')).toHaveText(/^[0-9A-Z-]{10,40}$/);
  const number = (await page.getByTestId('report-number').textContent()) ?? '';
  await page.reload();
  await expect(page.locator('.choice').first()).toBeVisible();
  expect(await countOf(registry, text)).toEqual({ reports: 1, photos: 1 });

  // What is added without a signal waits as the report did.
  await page.goto(`/r/${number}`);
  await page.getByRole('button', { name: '补充说明或照片' }).click();
  await page.getByLabel('补充什么').fill('裂缝更长了');
  await page.reload();
  await expect(page.getByLabel('补充什么')).toHaveValue('裂缝更长了');
  await phone.setOffline(true);
  await page.getByTestId('photo-input').setInputFiles(await aPhoto('longer.jpg'));
  await expect(page.locator('.photo-list img')).toBeVisible();
  await page.getByRole('button', { name: '提交补充' }).click();
  await expect(page.getByText('没有信号：您的补充存在这台手机上')).toBeVisible();
  await phone.setOffline(false);
  await expect(page.locator('.story-added')).toContainText('裂缝更长了');
  await expect(page.locator('.story-added img')).toBeVisible();
  await expect(page.locator('.timeline li').first()).toContainText('您补充了说明');

  // Whoever shut the page and noted nothing finds it on this device, until it is told to forget.
  await page.goto('/r');
  await page.locator('.opened-here').getByRole('link', { name: number }).click();
  await expect(page.locator('.story-added')).toContainText('裂缝更长了');
  await page.goto('/r');
  await page.getByRole('button', { name: `不再在这部设备上显示 ${number}` }).click();
  await expect(page.locator('.opened-here')).toHaveCount(0);
  await phone.close();
  expect([...errors]).toEqual([]);
});

test('a telephone number that nobody can be called at is said at its field while its person is there, with a signal and without', async ({
  browser,
  registry,
}) => {
  const well = await findWell(registry, 'drainage', '310104', 50);
  const phone = await openWindow(browser, phoneSize, beside(well, 2, 1), { withWorker: true });
  const page = await phone.newPage();
  await page.goto('/');
  await expect(page.locator('.choice').first()).toBeVisible();
  await hasCopy(page);
  await chooseKind(page, '井盖异响');
  const number = page.getByLabel('联系电话');
  const send = page.getByRole('button', { name: '提交', exact: true });
  const said = page.locator('.field', { has: number }).getByRole('alert');
  await number.fill('1380013800');
  await send.click();
  await expect(said).toHaveText(/^电话号码不对：手机号 11/);
  await expect(said).toBeInViewport({ ratio: 1 });
  await expect(number).toHaveValue('1380013800');
  await phone.setOffline(true);
  await number.fill('12345');
  await send.click();
  await expect(said).toHaveText(/^电话号码不对：手机号 11/);
  await number.fill('021-64380000');
  await send.click();
  await expect(page.getByRole('heading', { name: '还没有信号，已存在这台手机上' })).toBeVisible();
  await phone.close();
});

/** A hole that is no registered well: the street's own crew has it at once. @returns its order */
const aHoleInTheStreet = async (registry: Pool, phone: BrowserContext, at: { lon: number; lat: number }, key: string): Promise<string> => {
  const data = { kind: 'cover_missing', position: at, accuracyM: 3, notListed: true, text: '路边一个洞', channel: 'pin' };
  const sent = await phone.request.post('/api/v1/reports', { headers: { 'idempotency-key': key }, data });
  expect(sent.ok(), await sent.text()).toBe(true);
  const { number }: { number: string } = await sent.json();
  return findOrderId(registry, number);
};

const standing = (registry: Pool, id: string) =>
  oneRow<{ actions: string[]; measured: Record<string, number> | null }>(
    registry,
    sql`select array_agg(action order by at, id) filter (where action in ('arrive', 'secure', 'sign')) as actions, (array_agg(details -> 'measured') filter (where action = 'secure'))[1] as measured from order_events where order_id = ${id}`,
  );

test('what lies at a place that was told without a signal is looked up once there is one', async ({ browser, registry }) => {
  const well = await findWell(registry, 'drainage', '310104', 14);
  const phone = await openWindow(browser, phoneSize, beside(well, 2, 1), { withWorker: true });
  const page = await phone.newPage();
  await page.goto('/');
  await expect(page.locator('.choice').first()).toBeVisible();
  await hasCopy(page);
  await phone.setOffline(true);
  await page.reload();
  await expect(page.getByText('现在没有信号，查不到这里登记的井盖')).toBeVisible();
  await phone.setOffline(false);
  await expect(page.locator('.choice').first()).toBeVisible();
  await expect(page.getByText('现在没有信号')).toHaveCount(0);
  await phone.close();
});

test('a crew without a signal arrives, makes safe, measures and signs; it is synchronised later, and what a dispatcher did meanwhile is told in words', async ({
  browser,
  registry,
}) => {
  const [at, other] = [await findSpot(registry, '310104007', 3), await findSpot(registry, '310104007', 4)];
  const phone = await openWindow(browser, phoneSize, at, { withWorker: true });
  const [first, second] = [
    await aHoleInTheStreet(registry, phone, at, 'a-hole-without-signal'),
    await aHoleInTheStreet(registry, phone, other, 'another-hole-without-signal'),
  ];
  expect(second).not.toBe(first);
  const page = await phone.newPage();
  const errors = watchOthers(page);
  await signIn(page, 'street-crew');
  expect(new URL(page.url()).pathname, 'a crew’s phone opens its jobs').toBe('/crew');
  await expect(page.locator(`.crew-job[href="/crew/${first}"]`)).toBeVisible();
  await expect(page.locator(`.crew-job[href="/crew/${second}"]`)).toBeVisible();
  await hasCopy(page);

  await phone.setOffline(true);
  await page.reload();
  await expect(page.locator('.crew-signal')).toHaveText('没有信号');
  await page.locator(`.crew-job[href="/crew/${first}"]`).click();
  await page.getByRole('button', { name: '我到了' }).click();
  await expect(page.locator('.crew-waiting')).toContainText('已到场');
  await page.getByRole('button', { name: '撤回这一步' }).click(); // the wrong job: it never goes
  await expect(page.locator('.crew-waiting')).toHaveCount(0);
  await page.getByRole('button', { name: '我到了' }).click();
  await page.getByRole('button', { name: '危险已消除' }).click();
  await page.getByTestId('crew-photo').setInputFiles(await aPhoto('safe.jpg'));
  await expect(page.locator('.crew-photos img')).toBeVisible();
  await expect(page.locator('.crew-place')).toContainText('已记下');
  await page.getByText('量一量（可不填）').click();
  await page.getByLabel('井盖直径或长边（毫米）').fill('700');
  await page.getByLabel('可燃气体（爆炸下限 %）').fill('2.5');
  await page.getByRole('button', { name: '确认：危险已消除' }).click();
  await expect(page.locator('.crew-waiting')).toHaveCount(2);
  await page.getByRole('link', { name: '返回列表' }).click();
  await page.locator(`.crew-job[href="/crew/${second}"]`).click();
  await page.getByRole('button', { name: '签收', exact: true }).click();
  await expect(page.locator('.crew-waiting')).toHaveCount(1);
  expect((await standing(registry, first)).actions).toBeNull();

  // Who leaves is told what would wait here, and stays.
  await page.getByRole('link', { name: '返回列表' }).click();
  await page.getByRole('button', { name: '退出登录' }).click();
  await expect(page.locator('.crew-leave')).toContainText('有 3 步还没有告诉城市');
  await page.getByRole('button', { name: '先不退出' }).click();
  await expect(page.locator('.crew-leave')).toContainText('street-crew');

  // Meanwhile a dispatcher voids the second.
  const desk = await openWindow(browser, phoneSize);
  const csrfToken = await holdSession(desk, 'street-dispatcher');
  const { version }: { version: number } = await (await desk.request.get(`/api/v1/orders/${second}`)).json();
  const voided = await desk.request.post(`/api/v1/orders/${second}/void`, {
    headers: { 'x-csrf-token': csrfToken },
    data: { version, note: '同一处，另有工单' },
  });
  expect(voided.ok(), await voided.text()).toBe(true);
  await desk.close();

  await phone.setOffline(false);
  await expect(page.locator('.crew-waiting.is-refused')).toContainText('同一处，另有工单');
  await expect.poll(async () => (await standing(registry, first)).actions).toEqual(['arrive', 'secure']);
  expect((await standing(registry, first)).measured).toEqual({ sizeMm: 700, gasLelPercent: 2.5 });

  // Who signs out while a step lies on this phone is asked first; whoever stays has lost nothing, and who leaves finds it when they are back.
  await page.goto('/unit');
  const leave = async (answer: '先不退出' | '仍然退出') => {
    await page.locator('.account').click();
    await page.getByRole('menuitem', { name: '退出登录' }).click();
    const ask = page.locator('.ant-modal-confirm');
    await expect(ask).toContainText('有 1 步还没有告诉城市');
    await ask.getByRole('button', { name: answer }).click();
    await expect(ask).toHaveCount(0);
  };
  await leave('先不退出');
  await expect(page.locator('.account')).toBeVisible();
  await leave('仍然退出');
  await page.waitForURL((url) => url.pathname === '/sign-in');
  await signIn(page, 'street-crew');
  await page.goto(`/crew/${second}`);
  await page.getByRole('button', { name: '不提交这一步' }).click();
  await expect(page.locator('.crew-waiting')).toHaveCount(0);
  await phone.close();
  expect([...errors]).toEqual([]);
});

test('a step that arrived, but whose answer was lost, is neither withdrawn nor done twice', async ({ browser, registry }) => {
  const at = await findSpot(registry, '310104007', 5);
  const phone = await openWindow(browser, phoneSize, at);
  const order = await aHoleInTheStreet(registry, phone, at, 'a-hole-with-a-lost-answer');
  const page = await phone.newPage();
  const errors = watchOthers(page);
  await signIn(page, 'street-crew');
  await page.locator(`.crew-job[href="/crew/${order}"]`).click();
  let [isLost, wasSent] = [true, false];
  await page.route(`**/api/v1/orders/${order}/arrive`, async (route) => {
    if (!isLost) return route.continue();
    wasSent = true;
    await route.fetch();
    await route.abort('internetdisconnected');
  });
  // Where the order can be read once the step was sent, it is known by its key and waits no longer.
  await page.route(`**/api/v1/orders/${order}`, (route) => (isLost && wasSent ? route.abort('internetdisconnected') : route.continue()));
  await page.getByRole('button', { name: '我到了' }).click();
  await expect(page.locator('.crew-waiting')).toContainText('已经发出，还没有收到回音');
  await expect(page.getByRole('button', { name: '撤回这一步' })).toHaveCount(0);
  await expect.poll(async () => (await standing(registry, order)).actions).toEqual(['arrive']);
  await page.reload(); // what is known of it outlives the page
  await expect(page.locator('.crew-waiting')).toContainText('已经发出，还没有收到回音');
  expect((await standing(registry, order)).actions).toEqual(['arrive']);
  isLost = false;
  await page.reload();
  await expect(page.locator('.crew-waiting')).toHaveCount(0);
  await expect(page.getByRole('button', { name: '撤回上一步（到场）' })).toBeVisible();
  expect((await standing(registry, order)).actions).toEqual(['arrive']);
  expect(errors).toEqual([]);
  await phone.close();
});
