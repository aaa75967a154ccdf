import { fillAndConfirm, press, stateOf } from './order-page.ts';
import { findOrderId, findWell } from './registry.ts';
import { beside } from './report-page.ts';
import { sendReport } from './send-report.ts';
import { expect, faultsOf, test } from './story.ts';

const words = '三楼张阿姨说，夜里响得睡不着';

test('who stands where a neighbour reported follows that instead of doubling it, reads how it stands and nothing of the person, and lets it go again', async ({
  citizen,
  staff,
  registry,
}) => {
  const well = await findWell(registry, 'drainage', '310104', 42);
  const reported = await sendReport(well, { kind: 'cover_noisy', text: words, phone: '13800138040' });
  const order = await findOrderId(registry, reported);
  const clerk = await staff('drainage-clerk', `/unit/${order}`);

  const phone = await citizen(beside(well, 3, 2));
  await phone.goto('/');
  const near = phone.getByRole('region', { name: '这里已经有人报告过' });
  const line = near.getByRole('listitem').first();
  await expect(line).toContainText('井盖异响');
  await expect(line).toContainText('等待签收');
  await expect(line).toContainText(/离标的位置 \d/);
  await expect(phone.locator('.map-mark-reported'), 'its place is flagged on the map').toBeVisible();
  for (const theirs of [words, '13800138040', reported]) await expect(phone.locator('body')).not.toContainText(theirs);
  expect(await faultsOf(phone)).toEqual([]);

  await line.getByRole('button', { name: '关注这件事' }).click();
  await expect(phone).toHaveURL(/\/r\/[0-9A-Z-]{10,40}$/);
  const own = new URL(phone.url()).pathname.slice('/r/'.length);
  expect(own, 'a number of one’s own').not.toBe(reported);
  const state = phone.getByTestId('report-state');
  await expect(state).toHaveAttribute('data-state', 'dispatched');
  await expect(phone.locator('.story-now')).toContainText('您关注着邻居报告的这件事');
  await expect(phone.getByRole('button', { name: '补充说明或照片' }), 'who adds is who reported').toHaveCount(0);

  await press(clerk, '签收');
  await expect(state).toHaveAttribute('data-state', 'signed');
  await fillAndConfirm(clerk, '已联系来电人', { note: '张阿姨说夜里十点后最响' });
  await expect(stateOf(clerk)).toContainText('已联系');
  await press(clerk, '开始处置');
  await expect(state).toHaveAttribute('data-state', 'in_progress');
  await expect(phone.locator('.timeline'), 'the neighbour was called, not who follows').not.toContainText('联系');
  for (const theirs of [words, '张阿姨', '13800138040', reported]) await expect(phone.locator('body')).not.toContainText(theirs);
  await expect(phone.locator('.frame img')).toHaveCount(0);
  expect(await faultsOf(phone)).toEqual([]);

  await phone.getByRole('button', { name: '不再关注' }).click();
  await expect(phone.getByText('已不再关注')).toBeVisible();
  await phone.getByRole('button', { name: '重新关注' }).click();
  await expect(state).toHaveAttribute('data-state', 'in_progress');
  await phone.getByRole('button', { name: '不再关注' }).click();
  await expect(phone.getByText('已不再关注')).toBeVisible();
  expect(await faultsOf(phone)).toEqual([]);
  await phone.getByRole('main').getByRole('link', { name: '查进度' }).click();
  await expect(phone.getByLabel('查询编号')).toBeVisible();
  await expect(phone.getByText(own), 'this device lists it no more').toHaveCount(0);
  await phone.getByRole('link', { name: '井证' }).click();
  await expect(line, 'the neighbour’s report itself goes on').toContainText('正在处理');
});
