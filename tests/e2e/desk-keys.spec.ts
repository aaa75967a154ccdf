import { acceptNewestDanger } from './acts.ts';
import { aDangerToAccept } from './danger-to-accept.ts';
import { handOn } from './hand.ts';
import { stateOf } from './order-page.ts';
import { findOrderId, findWell, listAccountable } from './registry.ts';
import { sendReport } from './send-report.ts';
import { expect, test } from './story.ts';

test('a dispatcher works an order by keys alone: sends it elsewhere, takes that back, and the unit sees both without loading anew', async ({
  staff,
  registry,
}) => {
  test.setTimeout(120_000);
  const well = await findWell(registry, 'drainage', '310104', 11);
  const order = await findOrderId(registry, await sendReport(well, { kind: 'cover_loose', text: '车一过就响' }));
  const unit = await staff('drainage-clerk', `/unit/${order}`);
  await expect(unit.getByRole('article', { name: `工单 ${order}` })).toBeVisible();
  const desk = await staff('district-dispatcher', `/desk/${order}`);
  await expect(stateOf(desk)).toContainText('待签收');

  await desk.keyboard.press('?');
  await expect(desk.getByRole('dialog', { name: '快捷键' })).toContainText('撤回上一步');
  await desk.keyboard.press('Escape');
  await expect(desk.getByRole('dialog')).toHaveCount(0);

  await desk.keyboard.press('d');
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

  await desk.keyboard.press('z');
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
  await expect(desk.locator(`a[href^="/desk/${id}"]`)).toBeVisible();
  await acceptNewestDanger(handOn(desk));
  expect((await listAccountable(registry, id)).at(-1)).toBe(ownerId);
  await desk.keyboard.press('z');
  await expect(desk.getByText('已撤回，恢复到上一步之前')).toBeVisible();
});
