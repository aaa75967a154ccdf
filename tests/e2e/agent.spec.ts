import { oneRow, sql } from '#db/sql.ts';
import { takeCall } from './acts.ts';
import { handOn } from './hand.ts';
import { chooseKindAtDesk } from './order-page.ts';
import { findAddress, findOrderId, findWell } from './registry.ts';
import { sendReport } from './send-report.ts';
import { expect, faultsOf, signIn, test } from './story.ts';

test('an agent signs in and turns a call into an order by keys alone, hears that it was reported before, and the dispatcher sees the second caller at once', async ({
  stranger,
  staff,
  registry,
}) => {
  const well = await findWell(registry, 'drainage', '310104', 17);
  const order = await findOrderId(registry, await sendReport(well, { kind: 'cover_loose', text: '井盖松了，踩上去会翘' }));
  const dispatcher = await staff('district-dispatcher', `/desk/${order}`);
  await expect(dispatcher.locator('.order-panel')).toContainText('踩上去会翘');
  await dispatcher.evaluate('window.neverReloaded = true');

  const page = await stranger();
  await signIn(page, 'agent');
  const taken = await takeCall(handOn(page), {
    phone: '13800138017',
    kind: '松动',
    words: '骑车压过去差点摔倒',
    address: await findAddress(registry, well.id),
    plate: well.id,
    before: '井盖松动',
  });
  expect(await findOrderId(registry, taken), 'one hole, one order').toBe(order);
  await expect(dispatcher.locator('.order-panel')).toContainText('骑车压过去差点摔倒');
  expect(await dispatcher.evaluate('window.neverReloaded')).toBe(true);
});

test('an address within what the caller is heard to say is tried as the place and shown as heard; what the agent writes or empties overrules it', async ({
  staff,
  registry,
}) => {
  const { road, number } = await oneRow<{ road: string; number: string }>(
    registry,
    sql`select r.name as road, h.number from house_numbers h join roads r on r.id = h.road_id
        where r.district_code = '310104' and h.number ~ '^[0-9]+号$' and (select count(*) from house_numbers o join roads x on x.id = o.road_id where x.name = r.name and o.number = h.number) = 1
        order by h.road_id, h.number offset 40 limit 1`,
  );
  const heard = `${road}${number}`;
  const page = await staff('agent', '/desk');
  await page.getByRole('button', { name: /新建诉求/ }).click();
  const words = page.getByLabel('来电人怎么说');
  const address = page.locator('#new-address');
  await words.fill(`等了20分钟没人管，就在${heard}门口，路灯杆倒了一半`);
  await expect(address).toHaveValue(heard);
  await expect(page.getByText('从来电人的话里听到的')).toBeVisible();
  // The caller takes it back: while other words are being looked up, the house of before is not theirs any more.
  const looked = /\/api\/v1\/place-search\?/;
  const { promise: late, resolve: come } = Promise.withResolvers<void>();
  await page.route(looked, async (route) => {
    await late;
    await route.continue();
  });
  await words.fill('说错了，是没有名字的小路上，路灯杆倒了一半');
  await expect(address).toHaveValue('');
  come();
  await page.unroute(looked);
  await words.fill(`等了20分钟没人管，就在${heard}门口，路灯杆倒了一半`);
  await expect(address).toHaveValue(heard);
  await expect(page.locator('.likely-wells .ant-alert')).toBeVisible();
  expect(await faultsOf(page)).toEqual([]);
  await address.fill('');
  await expect(page.locator('.likely-wells')).toHaveCount(0);
  await words.fill(`就在${heard}对面`);
  await expect(page.getByText('从来电人的话里听到的')).toHaveCount(0);
  await expect(address).toHaveValue('');
  await page
    .getByRole('button', { name: /^关\s?闭$/ })
    .first()
    .click();

  await page.getByRole('button', { name: /新建诉求/ }).click();
  await page.getByRole('button', { name: '清空重填' }).click();
  await words.fill(`${heard}对面有个井盖松了`);
  await expect(address).toHaveValue(`${heard}对面`);
  await chooseKindAtDesk(page, '松动');
  await page.getByRole('button', { name: '登记并派单' }).click();
  await expect(page.locator('.taken-number')).toBeVisible();
  const taken = ((await page.locator('.taken-number').textContent()) ?? '').match(/[0-9A-Z-]{10,40}/)?.[0] ?? '';
  expect(await oneRow(registry, sql`select address from reports where number = ${taken}`)).toEqual({ address: `${heard}对面` });
});

test('what a call lacks is where the hand is led, what was refused of a field is said until it is changed, and the key of a new report begins the next call', async ({
  staff,
  registry,
}) => {
  const well = await findWell(registry, 'drainage', '310104', 49);
  const page = await staff('agent', '/desk/new');
  const submit = page.getByRole('button', { name: '登记并派单' });
  await expect(page.locator('#new-callerPhone')).toBeFocused();
  await submit.click();
  await expect(page.locator('#new-kind')).toBeFocused();
  await chooseKindAtDesk(page, '异响');
  await submit.click();
  await expect(page.locator('#new-address')).toBeFocused();
  const plate = page.locator('#new-plate');
  await plate.fill('123');
  await submit.click();
  await expect(page.locator('.field-error')).toHaveText(/编号应为 17/);
  await expect(plate).toBeFocused();
  await plate.fill(well.id);
  await expect(page.locator('.field-error')).toHaveCount(0);
  await expect(plate).not.toHaveAttribute('aria-invalid', 'true');
  await page.keyboard.press('Enter');
  const number = page.locator('.taken-number > span');
  await expect(number).toBeFocused();
  await page.keyboard.press('n');
  await expect(number).toHaveCount(0);
  await expect(page.locator('#new-callerPhone')).toBeFocused();
  await expect(plate).toHaveValue('');
});
