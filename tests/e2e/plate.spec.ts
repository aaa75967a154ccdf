import { findOrderId, findWell, listAccountable } from './registry.ts';
import { chooseKind, send } from './report-page.ts';
import { expect, test } from './story.ts';

test('a plate’s page says what it is, and a report from there goes to its owner', async ({ citizen, registry }) => {
  const well = await findWell(registry, 'water', '310104007', 1);
  const phone = await citizen();
  await phone.goto(`/a/${well.id}`);
  await expect(phone.locator('.plate-card')).toContainText('上水井盖');
  await expect(phone.locator('.plate-card')).toContainText('徐汇区');
  await expect(phone.locator('.plate-card')).not.toContainText(well.unit);
  await phone.getByRole('link', { name: '报告这个井盖的问题' }).click();
  await expect(phone.locator('.choice').first()).toBeVisible();
  await chooseKind(phone, '井盖松动');
  const number = await send(phone);
  expect(await listAccountable(registry, await findOrderId(registry, number))).toEqual(['water']);
});

test('a number with one character wrong is told so, and offered what it could be', async ({ citizen, registry }) => {
  const { id, lon, lat } = await findWell(registry, 'water', '310104007', 2);
  const wrong = `${id.slice(0, 15)}${(Number(id[15]) + 1) % 10}${id.slice(16)}`;
  const phone = await citizen({ lon, lat });
  await phone.goto('/a');
  await phone.getByLabel('标牌编号').fill(`${wrong.slice(0, 6)} ${wrong.slice(6, 10)} ${wrong.slice(10)}`);
  await phone.getByRole('button', { name: '查看' }).click();
  await expect(phone.getByText('编号有一位写错了')).toBeVisible();
  // The device has allowed its place already: it is asked by itself.
  await phone.getByRole('link', { name: id }).click();
  await expect(phone.locator('.plate-card')).toContainText('上水井盖');
});

test('a number that was never given is told so', async ({ citizen }) => {
  const phone = await citizen();
  await phone.goto('/a/12345');
  await expect(phone.getByText('编号应为 17 位')).toBeVisible();
  await expect(phone.getByLabel('标牌编号')).toHaveValue('12345');
});

test('asked for with nothing typed, a number is asked for at its field', async ({ citizen }) => {
  const phone = await citizen();
  for (const [path, label] of [
    ['/a', '标牌编号'],
    ['/r', '查询编号'],
  ] as const) {
    await phone.goto(path);
    await phone.getByRole('button', { name: '查看' }).click();
    await expect(phone.getByLabel(label)).toBeFocused();
    expect(await phone.getByLabel(label).evaluate((field: unknown) => (field as { validity: { valueMissing: boolean } }).validity.valueMissing)).toBe(true);
  }
});
