import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import type { Pool } from '#db/pool.ts';
import { oneRow, sql } from '#db/sql.ts';
import { findWell } from './registry.ts';
import { beside } from './report-page.ts';
import { expect, faultsOf, test } from './story.ts';

const file = (name: string, lines: readonly string[]) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(`${lines.join('\n')}\n`) });

/** Chooses by the keyboard, as quick people do. */
const choose = async (page: Page, label: string | RegExp, word: string): Promise<void> => {
  await page.getByRole('combobox', { name: label }).fill(word);
  await expect(page.locator('.ant-select-dropdown:visible .ant-select-item-option', { hasText: word }).first()).toBeVisible();
  await page.keyboard.press('Enter');
  // Ant Design's list of choices has no name of its own while it folds up.
  await expect(page.locator('.ant-select-dropdown:visible')).toHaveCount(0);
};

const countOf = (registry: Pool, numbers: readonly string[]) =>
  oneRow<{ n: number }>(registry, sql`select count(*)::integer as n from assets where source_number = any (${[...numbers]})`);

test('a registrar takes in a census: maps a column, sees map and doubts, decides, applies, mends what was refused and sends it again', async ({
  staff,
  registry,
}) => {
  const well = await findWell(registry, 'water', '310104', 8);
  // Two lie within half a metre of each other and of nothing else; one owner is misspelt.
  const [first, twin, alone] = [beside(well, 3, 0), beside(well, 3.3, 0), beside(well, 0, 4)];
  const heading = '自编号,井的种类,权属单位,经度,纬度';
  const row = (number: string, owner: string, at: { lon: number; lat: number }) => `${number},上水井盖,${owner},${at.lon.toFixed(8)},${at.lat.toFixed(8)}`;
  const lines = [heading, row('PC-1', '市供水企业', first), row('PC-2', '市供水企业', twin), row('PC-3', '市供水企叶', alone)];

  const page = await staff('registrar', '/registry/imports');
  await page.locator('input[type=file]').setInputFiles(file('普查.csv', lines));
  await page.getByLabel('来源', { exact: true }).fill('供水普查');
  await choose(page, '坐标系', 'EPSG:4326');
  expect(await faultsOf(page)).toEqual([]);
  await page.getByRole('button', { name: '上传' }).click();

  await expect(page.getByText('还要说明：小类名称')).toBeVisible();
  await choose(page, '“井的种类”对应的字段', '小类名称');
  // What was said of the columns and not sent outlives another page, and this one loaded anew.
  await page.getByRole('link', { name: '全部导入' }).click();
  await expect(page.getByRole('heading', { name: '以前的导入' })).toBeVisible();
  await page.goBack();
  await page.reload();
  const check = page.getByRole('button', { name: '检查', exact: true });
  await expect(check).toBeEnabled();
  await expect(page.getByText('还要说明：小类名称')).toHaveCount(0);
  await check.click();
  await expect(page.locator('.count-fresh dd')).toHaveText('1', { timeout: 120_000 }); // the first check of a server loads the city's roads
  await expect(page.locator('.count-asked dd')).toHaveText('1');
  await expect(page.getByText('没有“市供水企叶”这个单位')).toBeVisible();
  await page.reload();
  await page.getByRole('button', { name: '在地图上看' }).click();
  await expect(page.locator('.map-mark-pin')).toBeVisible();
  await expect(page.locator('.doubt')).toContainText('PC-2');
  expect(await faultsOf(page)).toEqual([]);
  await page.getByRole('button', { name: '是同一座，合并' }).click();
  await expect(page.getByText('待定的都决定了')).toBeVisible();
  expect(await faultsOf(page)).toEqual([]);
  await page.locator('.doubt').getByRole('button', { name: '撤回' }).click();
  await expect(page.locator('.count-asked dd')).toHaveText('1');
  await page.getByRole('button', { name: '是两座，都收' }).click();
  await expect(page.getByText('待定的都决定了')).toBeVisible();

  await page.getByRole('button', { name: '写入部件库（2 行）' }).click();
  expect(await faultsOf(page)).toEqual([]);
  await page.getByRole('dialog').getByRole('button', { name: '写入', exact: true }).click();
  await expect(page.getByText('已写入：新增 2 件')).toBeVisible();
  expect(await countOf(registry, ['PC-1', 'PC-2', 'PC-3'])).toEqual({ n: 2 });

  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: '下载退回的行' }).click();
  const refused = await readFile(await (await download).path(), 'utf8');
  expect(refused).toContain('市供水企叶');
  await page.getByRole('button', { name: '上传改好的文件' }).click();
  await expect(page.getByText('上次说过：WGS 84 经纬度')).toBeVisible();
  await page.locator('input[type=file]').setInputFiles(file('改好.csv', refused.trimEnd().replace('市供水企叶', '市供水企业').split('\n')));
  await page.getByRole('button', { name: '上传', exact: true }).click();
  await page.getByRole('button', { name: '检查', exact: true }).click();
  await page.getByRole('button', { name: '写入部件库（1 行）' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '写入', exact: true }).click();
  await expect(page.getByText('已写入：新增 1 件')).toBeVisible();
  expect(await countOf(registry, ['PC-1', 'PC-2', 'PC-3'])).toEqual({ n: 3 });
});
