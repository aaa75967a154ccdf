import { setTimeout } from 'node:timers/promises';
import { fillAndConfirm, openOrder, press, pressLetter, stateOf } from './order-page.ts';
import { findOrderId, findWell, listAccountable } from './registry.ts';
import { beside, chooseKind, send } from './report-page.ts';
import { expect, phoneSize, test } from './story.ts';

test('a hole that nobody owns calls the street’s crew by name, who goes, makes it safe, and the citizen reads it', async ({
  citizen,
  staff,
  pageOf,
  registry,
}) => {
  const crew = await staff('street-crew');
  const handset = await pageOf(phoneSize, undefined, 'street-crew');
  await handset.goto('/crew');
  await expect(handset.getByRole('button', { name: '扫标牌' })).toBeVisible();
  const well = await findWell(registry, 'water', '310104007', 2);
  const phone = await citizen(beside(well, 2, 2));
  await phone.goto('/');
  await phone.locator('.choice', { hasText: '都不是' }).click();
  await chooseKind(phone, '井盖缺失');
  await phone.getByLabel('文字').fill('路边一个洞，没有盖');
  await phone.getByLabel('联系电话').fill('13800138001');
  const order = await findOrderId(registry, await send(phone));
  expect(await listAccountable(registry, order)).toEqual(['centre-310104007']);

  const call = crew.getByRole('alert').filter({ hasText: '危险呼叫' });
  await expect(call).toContainText('井盖缺失');
  await expect(call, 'of two calls in one street each is known by its number').toContainText(`工单 ${order}`);
  await expect(call).toContainText('分钟内未应答');
  // On their phone the job stands in the list as soon as they are called to it.
  await expect(handset.getByRole('alert').filter({ hasText: '危险呼叫' })).toContainText('分钟内未应答');
  await expect(handset.locator(`.crew-job[href="/crew/${order}"]`)).toContainText(`工单 ${order}`);
  await call.getByRole('button', { name: /^我\s?去$/ }).click();
  await expect(crew.getByText('您已应答，请尽快到场')).toBeVisible();

  await openOrder(crew, '/unit', order);
  const latest = crew.locator('.story-event').first();
  await press(crew, '已到场');
  await expect(crew.getByText('您已应答，请尽快到场')).toHaveCount(0);
  // A slip: nobody is there yet. The clock and the call go on, at the desk by its key, in the street by its button.
  await pressLetter(crew, 'z');
  await expect(latest).toContainText('撤回上一步');
  await expect(crew.getByText('您已应答，请尽快到场')).toBeVisible();
  // The phone shows what it kept of before the slip, and its new look is slow to come: the step is a new one all the same.
  await handset.route('**/api/v1/orders?*', async (route) => {
    await setTimeout(4_000);
    await route.continue();
  });
  await handset.goto(`/crew/${order}`);
  await handset.getByRole('button', { name: '我到了' }).click();
  await expect(latest).toContainText('到场');
  await handset.getByRole('button', { name: '撤回上一步（到场）' }).click();
  await expect(handset.getByRole('button', { name: '我到了' })).toBeVisible();
  await expect(latest).toContainText('撤回上一步');
  await expect(crew.getByText('您已应答，请尽快到场')).toBeVisible();
  await press(crew, '已到场');
  await expect(latest).toContainText('到场');
  await expect(crew.getByText('您已应答，请尽快到场')).toHaveCount(0);
  await crew.locator('.order-panel').getByRole('button', { name: '危险已消除' }).click();
  const form = crew.getByRole('form', { name: '危险已消除' });
  await form.getByRole('button', { name: '用当前位置' }).click();
  await form.getByRole('button', { name: /我就在工单标出的位置/ }).click();
  await form.getByRole('button', { name: /^取\s?消$/ }).click();
  await fillAndConfirm(crew, '危险已消除', { photo: 'safe.jpg' });
  await expect(stateOf(crew)).not.toContainText('危险');
  await expect(crew.getByRole('heading', { name: '排险照片' })).toBeVisible();

  await phone.getByRole('link', { name: '查看进度' }).click();
  await expect(phone.getByText('现场危险已消除，修复随后进行')).toBeVisible();
  await expect(phone.getByTestId('report-state'), 'nobody signed for it yet, and yet it does not wait for that').toHaveText('危险已消除，等待修复');
});
