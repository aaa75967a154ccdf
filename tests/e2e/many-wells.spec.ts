import { rows, sql } from '#db/sql.ts';
import { findWell } from './registry.ts';
import { expect, faultsOf, test } from './story.ts';

const district = '310117'; // no other story's wells

test('an owner changes its wells by a file of numbers, is told which were not its own or mistyped, and those around one by a box drawn on the map', async ({
  staff,
  registry,
}) => {
  const statusOf = async (ids: readonly string[]) =>
    (await rows<{ status: string }>(registry, sql`select status from assets where id = any(${[...ids]}::text[]) order by id`)).map(({ status }) => status);
  const [first, second, other] = await Promise.all([
    findWell(registry, 'drainage', district, 1),
    findWell(registry, 'drainage', district, 2),
    findWell(registry, 'water', district, 1),
  ]);
  const mistyped = `${first.id.slice(0, 15)}${(Number(first.id[15]) + 1) % 10}${first.id.slice(16)}`;
  const page = await staff('drainage-clerk', `/unit/wells/${first.id}`);
  await expect(page.locator('.pane-map .city-map')).toHaveAttribute('data-drawn', '');
  await page.getByRole('button', { name: '批量改状态' }).click();
  await page.getByTestId('plates-file').setInputFiles({ name: '空.csv', mimeType: 'text/csv', buffer: Buffer.from('编号\n没有\n') });
  await expect(page.getByText('这个文件里没有 17 位编号，请换一个文件。')).toBeVisible();
  const lines = ['编号,备注', `${first.id},甲`, `${second.id},乙`, `${other.id},丙`, `${mistyped},丁`, `${first.id},又一次`];
  await page.getByTestId('plates-file').setInputFiles({ name: '井.csv', mimeType: 'text/csv', buffer: Buffer.from(lines.join('\n')) });
  await expect(page.getByText('选中 4 座')).toBeVisible();
  await page.getByRole('button', { name: '改 4 座的状态' }).click();
  const dialog = page.getByRole('dialog', { name: '批量更改 4 座的状态' });
  await dialog.getByLabel('破损').check();
  await dialog.locator('#many-note').fill('巡查发现');
  expect(await faultsOf(page)).toEqual([]);
  await dialog.getByRole('button', { name: '开始更改' }).click();
  await expect(dialog.getByRole('status')).toContainText('已改 2 座，共 4 座；没有改成的 2 座');
  await expect(dialog.locator('.many-failures li')).toHaveCount(2);
  expect(await statusOf([first.id, second.id])).toEqual(['damaged', 'damaged']);
  expect(await statusOf([other.id])).toEqual(['intact']);
  await dialog
    .getByRole('button', { name: /^关\s?闭$/ })
    .last()
    .click();

  await page.getByRole('button', { name: '框选' }).click();
  const map = await page.locator('.pane-map canvas.maplibregl-canvas').boundingBox();
  if (!map) throw new Error('there is no map');
  const [x, y] = [map.x + map.width / 2, map.y + map.height / 2];
  await page.mouse.move(x - 60, y - 60);
  await page.mouse.down();
  await page.mouse.move(x + 60, y + 60, { steps: 4 });
  await page.mouse.up();
  const act = page.getByRole('button', { name: /^改 \d+ 座的状态$/ });
  await expect(act).toBeEnabled();
  await act.click();
  const again = page.getByRole('dialog', { name: /批量更改 \d+ 座的状态/ });
  await again.getByLabel('完好').check();
  await again.getByRole('button', { name: '开始更改' }).click();
  await expect(again.getByRole('status')).toContainText(/已改 \d+ 座/);
  await expect.poll(() => statusOf([first.id])).toEqual(['intact']);
});
