import { fillAndConfirm, openOrder, press, stateOf } from './order-page.ts';
import { findOrderId, findWell, listAccountable } from './registry.ts';
import { beside, chooseKind, chooseWell, send, tapMap } from './report-page.ts';
import { expect, test } from './story.ts';

const reply = '已换上新的井盖并加装防坠网，恢复通行。';

test('a pin beside a missing cover reaches its owner, who repairs it, and the citizen sees it closed', async ({ citizen, staff, registry }) => {
  const well = await findWell(registry, 'drainage', '310104007', 1);
  const here = beside(well, 7, -9);
  const owner = await staff('drainage-clerk');
  const dispatcher = await staff('street-dispatcher');

  const phone = await citizen(here);
  await phone.goto('/');
  await expect(phone.locator('.choice').first(), 'what lies around the device is there before the tap').toBeVisible();
  await chooseWell(phone, well, () => tapMap(phone, here, beside(well, 3.2, 0.4)));
  await expect(phone.locator('.map-mark-candidate[aria-pressed=true]')).toHaveCount(1);
  await chooseKind(phone, '井盖缺失');
  await phone.getByLabel('文字').fill('井盖没了，洞口很深，晚上没有灯');
  await phone.getByLabel('联系电话').fill('13800138000');
  const number = await send(phone);
  expect(number).toMatch(/^[0-9A-Z-]{10,40}$/);
  await expect(phone.locator('.sent-next li', { hasText: '到现场处置' })).toContainText(/还有 \d+(小时|分钟)/);
  await phone.getByRole('link', { name: '查看进度' }).click();
  const state = phone.getByTestId('report-state');
  await expect(state).toHaveAttribute('data-state', 'dispatched');
  // How long still, and exactly when, as the page of the sent report said.
  const clock = phone.locator('.story-clock').first();
  await expect(clock).toContainText(/还有 \d+(小时|分钟)/);
  await expect(clock).toContainText(/有危险，最迟 .* \d\d:\d\d 前到现场/);
  await phone.evaluate('window.neverReloaded = true');

  const order = await findOrderId(registry, number);
  expect(await listAccountable(registry, order)).toEqual(['drainage']);
  await openOrder(owner, '/unit', order);
  await expect(owner.locator('.order-panel')).toContainText('井盖没了');
  await expect(owner.locator('.order-panel')).toContainText(well.id.slice(10, 16));
  await press(owner, '签收');
  await expect(stateOf(owner)).toContainText('已签收');
  await expect(state).toHaveAttribute('data-state', 'signed');
  await fillAndConfirm(owner, '已联系来电人', { note: '已电话告知，半小时内到' });
  await expect(stateOf(owner)).toContainText('已联系');
  await press(owner, '开始处置');
  await expect(stateOf(owner)).toContainText('处置中');
  await fillAndConfirm(owner, '处置完成', { reply, photo: 'done.jpg', isHere: true });
  await expect(stateOf(owner)).toContainText('待核查');

  await openOrder(dispatcher, '/desk', order);
  await expect(dispatcher.locator('.order-panel')).toContainText(reply);
  await fillAndConfirm(dispatcher, '核查通过，办结', { note: '现场照片已核' });
  await expect(stateOf(dispatcher)).toContainText('已办结');

  await expect(state).toHaveAttribute('data-state', 'closed');
  await expect(phone.getByText(reply)).toBeVisible();
  const photo = phone.getByRole('img', { name: '处理后的照片 1' });
  await photo.scrollIntoViewIfNeeded();
  await expect
    .poll(() => photo.evaluate((image: unknown) => (image as { naturalWidth: number }).naturalWidth), { message: 'the reply’s photo is drawn' })
    .toBeGreaterThan(0);
  expect(await phone.evaluate('window.neverReloaded'), 'the page was never reloaded').toBe(true);
});
