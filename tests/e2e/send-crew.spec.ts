import { oneRow, sql } from '#db/sql.ts';
import { lineTo, pressLetter, stateOf } from './order-page.ts';
import { findOrderId, findWell } from './registry.ts';
import { sendReport } from './send-report.ts';
import { expect, faultsOf, phoneSize, test } from './story.ts';

test('a clerk sends one of the unit’s crew by name, by keys; it stands first on that phone, who presses there is seen at the desk, and a slip is taken back', async ({
  staff,
  pageOf,
  registry,
}) => {
  const well = await findWell(registry, 'water', '310104', 10);
  const order = await findOrderId(registry, await sendReport(well, { kind: 'cover_loose', text: '车一过就翘起来' }));
  const another = await findOrderId(registry, await sendReport(await findWell(registry, 'water', '310104', 11), { kind: 'cover_loose', text: '盖子松' }));
  const clerk = await staff('water-clerk', `/unit/${order}`);
  await expect(stateOf(clerk)).toContainText('待签收');
  await pressLetter(clerk, 's');
  await expect(stateOf(clerk)).toContainText('已签收');

  await pressLetter(clerk, ',');
  const form = clerk.getByRole('form', { name: '派人' });
  await expect(form.getByRole('combobox')).toBeFocused();
  await clerk.keyboard.press('Control+Enter');
  await expect(form.getByRole('alert')).toHaveText('请选派谁去。');
  await clerk.keyboard.type('老叶');
  await expect(clerk.locator('.ant-select-dropdown:visible .ant-select-item-option').first()).toContainText('供水抢修老叶');
  await clerk.keyboard.press('Enter');
  await expect(clerk.locator('.ant-select-dropdown:visible')).toHaveCount(0);
  expect(await faultsOf(clerk)).toEqual([]);
  await form.getByRole('button', { name: '确认：派人' }).click();
  await expect(clerk.locator('.story-event').first()).toContainText('派 供水抢修老叶');
  await expect(lineTo(clerk, '/unit', order)).toContainText('派 供水抢修老叶');
  expect(
    await oneRow(registry, sql`select p.username from assignments a join people p on p.id = a.crew_id where a.order_id = ${order} and a.ended_at is null`),
  ).toEqual({
    username: 'water-crew',
  });

  const phone = await pageOf(phoneSize, undefined, 'water-crew');
  await phone.goto('/crew');
  const mine = phone.getByRole('region', { name: '派给我的' });
  await expect(mine.locator(`.crew-job[href="/crew/${order}"]`)).toBeVisible();
  await expect(phone.getByRole('region', { name: '本单位其他的活' })).toBeVisible();
  expect(await faultsOf(phone)).toEqual([]);
  await mine.locator(`.crew-job[href="/crew/${order}"]`).click();
  await expect(phone.locator('.crew-head')).toContainText('派给您');
  await phone.getByRole('button', { name: '开始处置' }).click();
  await expect(stateOf(clerk)).toContainText('处置中');
  await phone.getByRole('button', { name: '撤回上一步（开始处置）' }).click();
  await expect(stateOf(clerk)).toContainText('已签收');

  await pressLetter(clerk, 'z'); // what the clerk did last stands again, and is taken back
  await expect(clerk.locator('.story-event').first()).toContainText('撤回上一步');
  await expect(lineTo(clerk, '/unit', order)).not.toContainText('供水抢修老叶');

  // An inbox is narrowed as a dispatcher's queue is: one that goes on behind its first fifty has its end in sight.
  await expect(lineTo(clerk, '/unit', another)).toBeVisible();
  await clerk.getByText('筛选工单', { exact: true }).click();
  await clerk.getByRole('combobox', { name: '状态', exact: true }).click();
  await clerk.locator('.ant-select-dropdown:visible .ant-select-item-option', { hasText: '已签收' }).click();
  await expect(clerk).toHaveURL(/[?&]state=signed/);
  await expect(lineTo(clerk, '/unit', another)).toHaveCount(0);
  await expect(lineTo(clerk, '/unit', order)).toBeVisible();
  await clerk.getByRole('combobox', { name: '街镇' }).fill('龙华');
  await expect(clerk.locator('.ant-select-dropdown:visible .ant-select-item-option').first()).toBeVisible();
  await clerk.keyboard.press('Escape');
  expect(await faultsOf(clerk)).toEqual([]);
  await clerk.locator('.ant-segmented').getByText('已办', { exact: true }).click();
  await expect(clerk, 'a state of what is to do is none of what is done').not.toHaveURL(/state=/);
  await expect(clerk.getByRole('combobox', { name: '排序' })).toHaveCount(0);
});
