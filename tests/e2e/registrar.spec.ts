import type { Page } from '@playwright/test';
import { formatPlate } from '#domain/asset-id.ts';
import { findByHalfNumber } from './acts.ts';
import { unfitOf } from './fit.ts';
import { handOn } from './hand.ts';
import { findWell } from './registry.ts';
import { deskSize, expect, faultsOf, phoneSize, test } from './story.ts';

/** The middle of the registry's map, once it rests with that place in it. */
const middleOf = async (page: Page): Promise<{ x: number; y: number }> => {
  await expect(page.locator('.pane-map .city-map')).toHaveAttribute('data-drawn', '');
  const box = await page.locator('.pane-map canvas').first().boundingBox();
  if (!box) throw new Error('the map is not there');
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
};

test('a registrar finds a well from a plate read in part, corrects its address, and sees who changed what', async ({ staff, registry }) => {
  const well = await findWell(registry, 'water', '310104', 4);
  const page = await staff('registrar');
  await findByHalfNumber(handOn(page), well.id);
  await expect(page.locator('.identity-card')).toContainText('上水井盖');
  await page.getByRole('button', { name: '修改', exact: true }).click();
  await page.getByRole('textbox', { name: '地址' }).fill('登记员核对后的门牌 8 号');
  await page.getByRole('button', { name: '保存' }).click();
  await expect(page.locator('.life-event').first()).toContainText('登记员核对后的门牌 8 号');
  await expect(page.locator('.life-event').first()).toContainText('梁登记');
  await page.goBack();
  await expect(page.getByLabel('编号（记得几位都行）')).toHaveValue(well.id.slice(-7));
});

test('Enter that comes before the answer opens what stands first as soon as it is there', async ({ staff, registry }) => {
  const well = await findWell(registry, 'water', '310104', 4);
  const page = await staff('registrar', '/registry');
  await page.route(/\/api\/v1\/assets\?/, async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 800));
    await route.continue();
  });
  const box = page.getByLabel('编号（记得几位都行）');
  await expect(box).toBeFocused();
  await page.keyboard.type(well.id.slice(-7));
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/registry\/\d{16}[\dX]/);
  await expect(page.locator('.identity-card')).toBeVisible();
  expect(new URL(page.url()).pathname.endsWith(well.id.slice(-7))).toBe(true);
});

test('the day as of which a well is read keeps the hand that types it, and an address that names no day shows the well as it is', async ({
  staff,
  registry,
}) => {
  const well = await findWell(registry, 'water', '310104', 4);
  const page = await staff('registrar', `/registry/${well.id}`);
  const box = page.getByLabel('查看当日的样子');
  await expect(page.locator('.identity-card')).toBeVisible();
  await page.route(/\/api\/v1\/assets\/[^?]+\?at=/, async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 500)); // between two figures of a day
    await route.continue();
  });
  await box.fill('2019-06-01');
  await expect(page).toHaveURL(/on=2019-06-01/);
  await expect(page.locator('.ant-skeleton')).toBeVisible();
  await expect(box).toBeFocused();
  await expect(box).toHaveValue('2019-06-01');
  // A year of five figures comes of typing on, a thirteenth month of an address cut by hand.
  await page.goto(`/registry/${well.id}?on=20266-11-01`);
  await expect(page.locator('.identity-card')).toBeVisible();
  await expect(box).toHaveValue('');
  await page.goto('/registry/past?on=2026-13-45');
  await expect(page.getByRole('heading', { name: '回看某天' })).toBeVisible();
});

test('a past day of which a part is emptied stays the day it was until another is whole', async ({ staff }) => {
  const page = await staff('registrar', '/registry/past?on=2019-06-01');
  const box = page.getByLabel('看到这天结束时的样子');
  await expect(box).toHaveValue('2019-06-01');
  await expect(page.locator('.past-head')).toContainText(/2019.?年.?6.?月.?1.?日/);
  await box.focus();
  await page.keyboard.press('Backspace'); // one of its three parts
  await expect(box).toHaveValue('');
  await new Promise((resolve) => setTimeout(resolve, 600)); // longer than typing rests
  await expect(box).toHaveValue('');
  await expect(page).toHaveURL(/on=2019-06-01/);
  await box.fill('2018-06-01');
  await expect(page).toHaveURL(/on=2018-06-01/);
  await expect(page.locator('.past-head')).toContainText(/2018.?年.?6.?月.?1.?日/);
  // What is left unfinished is the day that is shown.
  await box.focus();
  await page.keyboard.press('Backspace');
  await expect(box).toHaveValue('');
  await page.getByRole('heading', { name: '回看某天' }).click();
  await expect(box).toHaveValue('2018-06-01');
});

test('of two who edit one well at once, the second sees what the first changed and loses nothing typed', async ({ staff, registry }) => {
  const well = await findWell(registry, 'water', '310104', 6);
  const page = await staff('registrar', `/registry/${well.id}`);
  await page.getByRole('button', { name: '修改', exact: true }).click();
  await page.getByRole('textbox', { name: '地址' }).fill('后一位填的地址');
  const other = await staff('registrar', `/registry/${well.id}`);
  await other.getByRole('button', { name: '修改', exact: true }).click();
  await other.getByRole('textbox', { name: '地址' }).fill('先一位填的地址');
  await other.getByRole('button', { name: '保存' }).click();
  await expect(other.getByRole('dialog')).toHaveCount(0);
  await page.getByRole('button', { name: '保存' }).click();
  await expect(page.getByText('您填的都还在')).toBeVisible();
  await expect(page.getByRole('textbox', { name: '地址' })).toHaveValue('后一位填的地址');
  await page.getByRole('radio', { name: '用我填的：后一位填的地址' }).check();
  await page.getByRole('button', { name: '保存' }).click();
  await expect(page.locator('.life-event').first()).toContainText('先一位填的地址 → 后一位填的地址');
});

test('what is refused of a well’s record is called as its form calls it, until it is changed', async ({ staff, registry }) => {
  const well = await findWell(registry, 'water', '310104', 6);
  const page = await staff('registrar', `/registry/${well.id}`);
  await page.getByRole('button', { name: '修改', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: '修改登记' });
  await dialog.getByLabel('井深').fill('-5');
  await dialog.getByRole('button', { name: '保存', exact: true }).click();
  await expect(dialog.locator('.field-error')).toHaveText('“井深”填写有误：不能小于 0。');
  await dialog.getByLabel('井深').fill('3');
  await expect(dialog.locator('.field-error')).toHaveCount(0);
});

test('of two records of one well a registrar merges one into the other, which is offered as it lies beside it, and takes that apart again', async ({
  staff,
  registry,
}) => {
  const well = await findWell(registry, 'water', '310104', 12);
  const page = await staff('registrar', '/registry');
  const { csrfToken }: { csrfToken: string } = await (await page.request.get('/api/v1/session')).json();
  const made = await page.request.post('/api/v1/assets', {
    headers: { 'x-csrf-token': csrfToken },
    data: { classCode: '0101', locationKind: 'carriageway', position: { lon: well.lon + 0.00003, lat: well.lat }, ownerId: 'water' },
  });
  expect(made.ok(), await made.text()).toBe(true);
  const { id: doubled }: { id: string } = await made.json();
  await page.goto(`/registry/${doubled}`);
  await page.getByRole('button', { name: '合并、拆分、停用' }).click();
  await page.getByRole('menuitem', { name: '并入另一座井' }).click();
  const dialog = page.getByRole('dialog', { name: '并入另一座井' });
  await dialog.getByRole('radio', { name: new RegExp(formatPlate(well.id)) }).check();
  await expect(dialog.getByText('留下的一座').first()).toBeVisible();
  await dialog.getByLabel('理由').fill('普查重复登记');
  expect(await faultsOf(page)).toEqual([]);
  await dialog.getByRole('button', { name: /^合\s?并$/ }).click();
  await expect(page).toHaveURL(new RegExp(`/registry/${well.id}`));
  await expect(page.locator('.life-event').first()).toContainText('普查重复登记');
  await page.goto(`/registry/${doubled}`);
  await expect(page.getByText(`编号 ${formatPlate(doubled)} 已并入 ${formatPlate(well.id)}，以下是后者。`)).toBeVisible();
  await page.getByRole('button', { name: '合并、拆分、停用' }).click();
  await page.getByRole('menuitem', { name: '撤销合并' }).click();
  const undo = page.getByRole('dialog', { name: '撤销合并' });
  await expect(undo.getByRole('radio', { name: formatPlate(doubled) })).toBeChecked();
  await undo.getByLabel('理由').fill('其实是两座');
  expect(await faultsOf(page)).toEqual([]);
  await undo.getByRole('button', { name: '撤销合并' }).click();
  await expect(page).toHaveURL(new RegExp(`/registry/${doubled}`));
  await expect(page.locator('.identity-card')).toBeVisible();
  await expect(page.getByText('以下是后者')).toHaveCount(0);
});

test('a box dragged over the map, with a mouse at a desk or a finger on a phone, finds what stands in it; Back leads to where the map stood, and then over the box', async ({
  staff,
  registry,
}) => {
  const well = await findWell(registry, 'water', '310104', 5);
  const there = `/registry?at=${well.lon.toFixed(6)},${well.lat.toFixed(6)},19`;
  const found = (page: Page) => page.locator(`.found-line a[href^="/registry/${well.id}"]`);
  const page = await staff('registrar', there);
  const desk = await middleOf(page);
  await page.getByRole('button', { name: '框选' }).click();
  await page.mouse.move(desk.x - 90, desk.y - 60);
  await page.mouse.down();
  await page.mouse.move(desk.x, desk.y, { steps: 3 });
  await page.mouse.move(desk.x + 90, desk.y + 60, { steps: 3 });
  await page.mouse.up();
  await expect(found(page)).toBeVisible();
  await expect(page).toHaveURL(/area=/);
  const map = page.locator('.pane-map .city-map');
  for (const zoom of ['18.00', '17.00']) {
    await page.getByRole('button', { name: '缩小' }).click();
    await expect(map).toHaveAttribute('data-zoom', zoom);
  }
  await found(page).click();
  await expect(map).not.toHaveAttribute('data-zoom', '17.00'); // it flies to what was opened
  await page.goBack();
  await expect(map).toHaveAttribute('data-zoom', '17.00');
  await expect(found(page)).toBeVisible();
  await page.goBack();
  await expect(page).not.toHaveURL(/area=/);

  const phone = await staff('registrar', there, phoneSize);
  await phone.getByText('地图', { exact: true }).first().tap();
  const hand = await middleOf(phone);
  await phone.getByRole('button', { name: '框选' }).tap();
  const finger = await phone.context().newCDPSession(phone);
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', away = 0) =>
    finger.send('Input.dispatchTouchEvent', { type, touchPoints: type === 'touchEnd' ? [] : [{ x: hand.x + away, y: hand.y + away }] });
  // What takes the touches learns of the tool with the next picture: a finger that is there before moves the map, and draws when it tries again.
  await expect(async () => {
    await expect(phone.getByRole('button', { name: '框选' })).toHaveAttribute('aria-pressed', 'true', { timeout: 1000 });
    await phone.evaluate('new Promise((seen) => requestAnimationFrame(() => requestAnimationFrame(() => seen(null))))');
    await touch('touchStart', -70);
    for (const away of [-35, 0, 35, 70]) await touch('touchMove', away);
    await touch('touchEnd');
    await expect(phone).toHaveURL(/area=/, { timeout: 3000 });
  }).toPass();
  // A tap right after a drag can be taken for its end on a slow machine: a person taps again.
  await expect(async () => {
    await phone.getByText('列表', { exact: true }).first().click();
    await expect(found(phone)).toBeVisible({ timeout: 3000 });
  }).toPass();
});

test('the well that is most worth verifying is opened from the checks, its owner is seen to on site, and it is asked about no more', async ({ staff }) => {
  const page = await staff('registrar', '/registry/checks');
  const line = page.locator('.check-line').filter({ hasText: '每年约省' }).first();
  await expect(line).toBeVisible(); // with its cards the page is higher than its window
  await page.mouse.move(20, 500);
  await page.mouse.wheel(0, 400);
  await expect.poll(() => page.evaluate<number>(`document.querySelector('.sheet')?.scrollTop ?? 0`), 'a wheel beside the cards').toBeGreaterThan(0);
  await line.getByText('依据').click();
  await expect(line.locator('details')).toContainText('登记的权属把握');
  expect(await faultsOf(page)).toEqual([]);
  const href = (await line.locator('a.mono').getAttribute('href')) ?? '';
  await line.locator('a.mono').click();
  await page.getByRole('button', { name: '修改', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: '修改登记' });
  await dialog.getByLabel('权属把握').fill('0.99');
  await dialog.getByLabel('为什么修改（可不填）').fill('现场看过盖面的字');
  await dialog.getByRole('button', { name: '保存', exact: true }).click();
  await expect(dialog).toHaveCount(0);
  await expect(page.locator('.life-event').first()).toContainText('现场看过盖面的字');
  await page.goBack();
  await expect(page.locator('.check-line').filter({ hasText: '每年约省' }).first()).toBeVisible();
  await expect(page.locator(`.check-line a[href="${href}"]`)).toHaveCount(0);
});

test('Back from a registration that was begun asks first, also after its map was moved, and leads to the search for who leaves it', async ({ staff }) => {
  const page = await staff('registrar', '/registry');
  await page.getByRole('button', { name: /登记$/ }).click();
  const form = page.getByRole('form', { name: '登记一件部件' });
  await form.getByRole('textbox', { name: '地址' }).fill('路口东北角');
  await page.locator('.city-map').hover();
  await page.mouse.wheel(0, -300);
  await expect(page).toHaveURL(/at=/);
  const ask = page.locator('.ant-modal-confirm');
  await page.evaluate('history.back()'); // goBack would wait for what is held
  await ask.getByRole('button', { name: '继续填写' }).click();
  await expect(ask).toHaveCount(0);
  await expect(form.getByRole('textbox', { name: '地址' })).toHaveValue('路口东北角');
  await page.evaluate('history.back()'); // goBack would wait for what is held
  await ask.getByRole('button', { name: '不保存，关闭' }).click();
  await expect(form).toHaveCount(0);
  await expect(page.getByLabel('编号（记得几位都行）')).toBeVisible();
});

test('a registrar ticks a well and takes its plate as a PDF', async ({ staff }) => {
  const page = await staff('registrar');
  await page.locator('.found-line input').first().check();
  await page.getByRole('button', { name: '打印铭牌（1）' }).click();
  const file = page.waitForEvent('download');
  await page.getByRole('link', { name: /第 1 份 PDF/ }).click();
  expect((await file).suggestedFilename()).toMatch(/^plates.*\.pdf$/);
});

test('every dialog of the search and of a well reads well by axe, is whole at 200 % and closes by Escape, a filled one once it has asked', async ({
  staff,
  registry,
}) => {
  const well = await findWell(registry, 'water', '310104', 8);
  const page = await staff('registrar');
  const found: string[] = [];
  const look = async (name: string, open: () => Promise<void>) => {
    await open();
    await expect(page.getByRole('dialog')).toBeVisible();
    found.push(...(await faultsOf(page)).map((fault) => `${name}: ${fault}`));
    await page.setViewportSize({ width: deskSize.width / 2, height: deskSize.height / 2 });
    found.push(...(await unfitOf(page)).map((fault) => `${name} at 200 %: ${fault}`));
    await page.setViewportSize(deskSize);
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
  };
  const press = (name: string) => page.getByRole('button', { name: new RegExp(`(^| )${name}$`) }).click(); // an icon has a name of its own before it
  for (const name of ['导出', '打印铭牌']) await look(name, () => press(name));
  await page.goto(`/registry/${well.id}`);
  for (const name of ['修改', '更正井盖', '更换井盖']) await look(name, () => press(name));
  for (const name of ['并入另一座井', '拆成两座井', '停用'])
    await look(name, async () => {
      await press('合并、拆分、停用');
      await page.getByRole('menuitem', { name, exact: true }).click();
    });
  await press('更换井盖');
  const filled = page.getByRole('dialog', { name: '更换井盖' });
  await expect(filled.getByRole('button', { name: '换上' })).toBeDisabled(); // of another cover nothing is known before somebody says it
  await filled.getByLabel('安装日期').fill('2062-01-01');
  await expect(filled.getByText('“2062-01-01”还没有到')).toBeVisible();
  await expect(filled.getByRole('button', { name: '换上' })).toBeDisabled();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: '继续填写' }).click();
  await expect(filled.getByLabel('安装日期')).toHaveValue('2062-01-01');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: '不保存，关闭' }).click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await page.goto('/registry/new');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  found.push(...(await faultsOf(page)));
  expect(found).toEqual([]);
});
