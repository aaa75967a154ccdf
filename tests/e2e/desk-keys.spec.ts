import { acceptNewestDanger } from './acts.ts';
import { aDangerToAccept } from './danger-to-accept.ts';
import { handOn } from './hand.ts';
import { lineTo, pressLetter, stateOf } from './order-page.ts';
import { findOrderId, findWell, listAccountable, type StoryWell } from './registry.ts';
import { sendReport } from './send-report.ts';
import { address, deskSize, expect, faultsOf, holdSession, openWindow, test } from './story.ts';

test('a dispatcher works an order by keys alone: sends it elsewhere, takes that back, and the unit sees both without loading anew', async ({
  staff,
  registry,
}) => {
  const well = await findWell(registry, 'drainage', '310104', 11);
  const order = await findOrderId(registry, await sendReport(well, { kind: 'cover_loose', text: '车一过就响' }));
  const unit = await staff('drainage-clerk', `/unit/${order}`);
  await expect(unit.getByRole('article', { name: `工单 ${order}`, exact: true })).toBeVisible();
  const desk = await staff('district-dispatcher', `/desk/${order}`);
  await expect(stateOf(desk)).toContainText('待签收');
  await expect(desk.locator('.order-scroll')).toBeFocused();
  await desk.keyboard.press('PageDown'); // nobody clicked: the keys that scroll are the open order's
  await expect.poll(() => desk.locator('.order-scroll').evaluate((panel) => panel.scrollTop)).toBeGreaterThan(0);

  await desk.keyboard.press('?');
  await expect(desk.getByRole('dialog', { name: '快捷键' })).toContainText('撤回上一步');
  await desk.keyboard.press('Escape');
  await expect(desk.getByRole('dialog')).toHaveCount(0);

  await desk.getByRole('button', { name: /^通知/ }).click();
  const told = desk.locator('.ant-popover:visible');
  await expect(told).toContainText('通知');
  await desk.keyboard.press('Escape');
  await expect(told).toHaveCount(0);
  await expect(desk.getByRole('article', { name: `工单 ${order}`, exact: true }), 'Escape shuts what is on top, not the order beneath').toBeVisible();

  await pressLetter(desk, 'd');
  const form = desk.getByRole('form', { name: '改派' });
  await expect(form.getByRole('combobox')).toBeFocused();
  await desk.keyboard.type('供电');
  await expect(desk.locator('.ant-select-dropdown:visible .ant-select-item-option').first()).toContainText('供电');
  await desk.keyboard.press('Enter');
  await expect(form).toContainText('市供电企业');
  await expect(desk.locator('.ant-select-dropdown:visible')).toHaveCount(0); // while it closes, a Tab stays in it
  const note = form.locator('#act-note');
  const isThere = async () => (await form.locator('#act-note:focus').count()) > 0;
  for (let steps = 0; steps < 3 && !(await isThere()); steps += 1) await desk.keyboard.press('Tab');
  await expect(note).toBeFocused();
  await desk.keyboard.type('井盖上是电力的字');
  await desk.keyboard.press('Control+Enter');
  await expect(desk.getByRole('button', { name: /^撤\s?销$/ })).toBeVisible();
  expect((await listAccountable(registry, order)).length).toBe(2);
  await expect(unit.locator('.order-panel')).toHaveCount(0); // it is another's now

  await pressLetter(desk, 'z');
  await expect(desk.locator('.story-event').first()).toContainText('撤回上一步');
  await expect(desk.getByText('已撤回，恢复到上一步之前')).toBeVisible();
  await expect(unit.getByRole('button', { name: /^签\s?收/ })).toBeVisible();
});

test('a danger that may be of two owners is opened by one key as the newest and sent by another to whom the system suggests, and taken back by a third', async ({
  staff,
  registry,
}) => {
  const desk = await staff('huangpu-dispatcher', '/desk');
  const { id, ownerId } = await aDangerToAccept(registry, desk);
  await expect(lineTo(desk, '/desk', id)).toBeVisible();
  await acceptNewestDanger(handOn(desk));
  expect((await listAccountable(registry, id)).at(-1)).toBe(ownerId);
  await pressLetter(desk, 'z');
  await expect(desk.getByText('已撤回，恢复到上一步之前')).toBeVisible();
});

/** Tells of a hole that nobody registered, so many metres east of a well. */
const tellOfHole = async (well: StoryWell, eastM: number): Promise<string> => {
  const sent = await fetch(`${address()}/api/v1/reports`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': `perhaps-one-${well.id}-${eastM}` },
    body: JSON.stringify({
      ...{ kind: 'cover_loose', text: '盖子松了', notListed: true, accuracyM: 15, channel: 'pin' },
      position: { lon: well.lon + eastM / 95_000, lat: well.lat },
    }),
  });
  expect(sent.ok, await sent.clone().text()).toBe(true);
  return ((await sent.json()) as { number: string }).number;
};

test('the order that is likely the same hole stands chosen in the form that merges: by keys alone it is merged into it, and that is undone', async ({
  staff,
  registry,
}) => {
  const well = await findWell(registry, 'drainage', '310115', 5);
  const first = await findOrderId(registry, await tellOfHole(well, 0));
  const second = await findOrderId(registry, await tellOfHole(well, 14));
  expect(second).not.toBe(first);
  const desk = await staff('city-dispatcher', `/desk/${second}`);
  await expect(desk.locator('.join-offer')).toContainText(first);
  // On paper an offer is a line or two: its reasons are weighed at a screen, and half a sheet of them came before the clocks.
  const reasons = desk.locator('.join-offer > ul');
  await expect(reasons).toBeVisible();
  await desk.emulateMedia({ media: 'print' });
  await expect(reasons).toBeHidden();
  await desk.emulateMedia({ media: null });
  await pressLetter(desk, '=');
  const form = desk.getByRole('form', { name: '并入另一张' });
  const likely = form.locator('label', { has: desk.getByText(`工单 ${first}`, { exact: true }) }).getByRole('radio');
  await expect(likely).toBeChecked();
  await expect(likely).toBeFocused();
  await expect(form.getByLabel('工单编号（可改成别的工单）')).toHaveValue(first);
  expect(await faultsOf(desk)).toEqual([]);
  await desk.keyboard.press('Tab');
  await desk.keyboard.press('Enter');
  await expect(form.locator('#act-note')).toHaveValue(/同一处/);
  await desk.keyboard.press('Control+Enter');
  await expect(desk.getByText(`已并入工单 ${first}，由那张工单负责办理。`)).toBeVisible();
  // Nobody has it “now”: it goes on as the other, and whose it was is past.
  await expect(desk.locator('.order-unit')).toHaveText([`已并入 工单 ${first}`, /^并入前由 /]);
  await pressLetter(desk, 'z');
  const undo = desk.getByRole('form', { name: '撤销并单' });
  await undo.locator('#act-note').fill('不是同一处');
  await desk.keyboard.press('Control+Enter');
  await expect(stateOf(desk)).toContainText('待签收');
});

test('one key opens the newest danger of the whole queue, also where it is sorted by its clocks and lies behind what is loaded', async ({
  staff,
  registry,
}) => {
  const district = '310115'; // no other story's
  const well = await findWell(registry, 'drainage', district, 1);
  const order = await findOrderId(registry, await sendReport(well, { kind: 'cover_missing', text: '井盖没了' }));
  const desk = await staff('city-dispatcher', '/account');
  await desk.route(/\/api\/v1\/orders\?/, async (route) => {
    if (new URL(route.request().url()).searchParams.get('limit') === '1') return route.continue();
    const answer = await route.fetch();
    const page = await answer.json();
    // As if fifty others were due before it.
    await route.fulfill({ response: answer, json: { ...page, orders: page.orders.filter(({ id }: { id: string }) => id !== order) } });
  });
  await desk.goto(`/desk?sort=due&place=${district}`);
  await expect(desk.locator('[aria-keyshortcuts="n"]')).toBeVisible();
  await expect(lineTo(desk, '/desk', order)).toHaveCount(0);
  await desk.keyboard.press('1');
  await expect(desk.getByRole('article', { name: `工单 ${order}`, exact: true })).toBeVisible();
});

test('the letters of the desk are one’s own: one that is taken is refused by name, another holds on the next page, and all can be as they were', async ({
  staff,
  registry,
}) => {
  await sendReport(await findWell(registry, 'drainage', '310115', 2), { kind: 'cover_loose', text: '踩上去会响' }); // so that there is one to go to
  const desk = await staff('city-dispatcher', '/desk'); // whose letters no other story presses
  const card = desk.getByRole('dialog', { name: '快捷键' });
  const next = card.getByLabel('“下一件”的键');
  await expect(desk.locator('.order-line').first()).toBeVisible();
  await desk.keyboard.press('?');
  await next.fill('k');
  await expect(card.getByRole('alert')).toHaveText('“K”已用于“上一件”，请换一个。');
  await expect(next).toHaveValue('J');
  await next.fill('#');
  await expect(card.getByRole('alert')).toContainText('不能用作快捷键');
  await next.fill('9');
  await expect(next).toHaveValue('9');
  await expect(card.getByRole('alert')).toHaveCount(0);
  expect(await faultsOf(desk)).toEqual([]);
  await desk.keyboard.press('Escape');
  await expect(card).toHaveCount(0);

  // Whose letters they are comes late: until then none does anything.
  const { promise: late, resolve: come } = Promise.withResolvers<void>();
  await desk.route('**/api/v1/account/preferences', async (route) => {
    await late;
    await route.continue();
  });
  await desk.reload();
  await expect(desk.locator('.order-line').first()).toBeVisible();
  await desk.keyboard.press('j');
  come();
  await expect(desk.locator('[aria-keyshortcuts]').first()).toBeVisible();
  await desk.keyboard.press('j');
  await desk.keyboard.press('?');
  await expect(next).toHaveValue('9');
  await desk.keyboard.press('Escape');
  await expect(card).toHaveCount(0);
  expect(new URL(desk.url()).pathname, 'the letter of before does nothing').toBe('/desk');
  await desk.keyboard.press('9');
  await expect(desk.locator('.order-panel')).toBeVisible();
  await desk.keyboard.press('?');
  await card.getByRole('button', { name: '恢复标准键' }).click();
  await expect(next).toHaveValue('J');
});

test('while nobody can say which letters are one’s own none acts, the standard’s neither: the desk says so, and has them again by a press', async ({
  browser,
  registry,
}) => {
  const well = await findWell(registry, 'drainage', '310115', 6);
  await sendReport(well, { kind: 'cover_loose', text: '踩上去晃' }); // so that there is one to go to
  const window = await openWindow(browser, deskSize); // the browser writes lines for what is not there
  await holdSession(window, 'agent');
  const desk = await window.newPage();
  const preferences = '**/api/v1/account/preferences';
  await desk.route(preferences, (route) => route.fulfill({ status: 502, body: '' }));
  await desk.goto('/desk');
  await expect(desk.locator('.order-line').first()).toBeVisible();
  const notice = desk.locator('.desk-tools').getByRole('alert').filter({ hasText: '个人设置没有载入成功' });
  await expect(notice).toContainText('单键快捷键先不起作用');
  await desk.keyboard.press('j');
  await desk.keyboard.press('?');
  const card = desk.getByRole('dialog', { name: '快捷键' });
  await expect(card).toContainText('下面是标准键');
  await expect(card.getByRole('textbox')).toHaveCount(0);
  await expect(card.getByRole('switch')).toHaveCount(0);
  expect(await faultsOf(desk)).toEqual([]);
  await desk.keyboard.press('Escape');
  await expect(card).toHaveCount(0);
  expect(new URL(desk.url()).pathname, 'no order was opened').toBe('/desk');
  await desk.unroute(preferences);
  await notice.getByRole('button', { name: /^重\s?试$/ }).click();
  await expect(desk.locator('[aria-keyshortcuts="n"]')).toBeVisible();
  await expect(notice).toHaveCount(0);
  await desk.keyboard.press('j');
  await expect(desk.locator('.order-panel')).toBeVisible();
  await window.close();
});
