import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { parse } from 'csv-parse/sync';
import sharp from 'sharp';
import { oneRow, sql } from '#db/sql.ts';
import { keepClosed } from '../support/closed-orders.ts';
import { renderPdf } from '../support/render-pdf.ts';
import { openOrdersBehind } from './acts.ts';
import { handOn } from './hand.ts';
import { findOrderId, findWell } from './registry.ts';
import { sendReport } from './send-report.ts';
import { expect, signIn, test } from './story.ts';

const taken = async (page: Page, press: string): Promise<{ name: string; bytes: Buffer }> => {
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: new RegExp(press) }).click();
  const file = await download;
  return { name: file.suggestedFilename(), bytes: await readFile(await file.path()) };
};

const figureOf = async (page: Page, which: string): Promise<number> =>
  Number(((await page.locator(`.analysis-total-${which} strong`).textContent()) ?? '').replaceAll(',', ''));

test('an analyst signs in, narrows figures and map by each other, opens the orders behind a figure in two clicks, and takes it along as table, picture and paper', async ({
  stranger,
  registry,
}) => {
  const [well, other] = [await findWell(registry, 'drainage', '310104', 19), await findWell(registry, 'water', '310110', 1)];
  const order = await findOrderId(registry, await sendReport(well, { kind: 'well_smell', text: '下水道臭味很重' }));
  await sendReport(other, { kind: 'cover_noisy', text: '一过车就响' });
  const page = await stranger();
  await signIn(page, 'analyst');
  expect(new URL(page.url()).pathname).toBe('/analysis');
  await expect(page.locator('.analysis-total-orders strong')).toBeVisible();
  const all = await figureOf(page, 'orders');

  await openOrdersBehind(handOn(page), '井口异味', order);
  await expect(page.locator('.order-panel')).toContainText('下水道臭味很重');
  await page.goBack();
  await expect(page.locator('.analysis-chosen')).toContainText('异味');
  await expect.poll(() => figureOf(page, 'orders')).toBeLessThan(all);

  // The map narrows the figures, and what was chosen beside it stays chosen.
  await page.getByRole('button', { name: '全部去掉' }).click();
  await expect.poll(() => figureOf(page, 'orders'), { message: 'as many as before, and what came meanwhile' }).toBeGreaterThanOrEqual(all);
  const map = page.locator('.analysis-map .city-map');
  await expect(map).toHaveAttribute('data-drawn', '');
  const far = Number(await map.getAttribute('data-zoom'));
  await page.locator('.analysis-bar', { hasText: '徐汇' }).click();
  await expect(page).toHaveURL(/place=310104/);
  await expect(page.locator('.analysis-chosen')).toContainText('徐汇');
  await expect.poll(async () => Number(await map.getAttribute('data-zoom')), { message: 'the map flies to Xuhui' }).toBeGreaterThan(far);
  await page.getByText('只看地图范围内').click();
  // Until the figures are those of what is chosen now, nothing is taken along under its name.
  const { promise: late, resolve: come } = Promise.withResolvers<void>();
  await page.route(/\/api\/v1\/analysis\?/, async (route) => {
    await late;
    await route.continue();
  });
  await page.getByRole('link', { name: /去掉“徐汇/ }).click();
  for (const way of [/CSV$/, /PNG$/, /打\s?印$/]) await expect(page.getByRole('button', { name: way })).toBeDisabled();
  come();
  await expect(page.getByRole('button', { name: /CSV$/ })).toBeEnabled();
  await expect(page.locator('.analysis-bar', { hasText: '杨浦' }), 'the map still shows Xuhui alone').toHaveCount(0);
  const inView = await figureOf(page, 'orders');

  const csv = await taken(page, 'CSV$');
  expect(csv.name).toMatch(/^工单分析-\d{4}-\d\d-\d\d-\d{4}-\d\d-\d\d-\w+\.csv$/);
  const rows: string[][] = parse(csv.bytes, { bom: true });
  expect(rows[0]).toEqual(['维度', '代码', '名称', '工单', '其中危险', '未办结', '已超时']);
  expect(rows[1]?.slice(0, 4)).toEqual(['合计', '', '', String(inView)]);
  // Of all groups, also those that are folded away on the page.
  const codes = rows.map(([, code]) => code);
  expect([codes.includes('310104'), codes.includes('310110')], 'Xuhui, and not Yangpu').toEqual([true, false]);
  const sumOf = (dimension: string) => rows.filter(([of]) => of === dimension).reduce((sum, [, , , orders]) => sum + Number(orders), 0);
  expect([sumOf('时间'), sumOf('问题类别')]).toEqual([inView, inView]);
  expect(rows.find(([of, code]) => of === '问题类别' && code === 'well_smell')?.[2]).toContain('异味');

  const png = await taken(page, 'PNG$');
  const { width, height, format } = await sharp(png.bytes).metadata();
  expect([format, width, height >= 1200]).toEqual(['png', 3200, true]);
  const pixels = await sharp(png.bytes).resize(400).removeAlpha().raw().toBuffer();
  expect(new Set(Array.from({ length: pixels.length / 3 }, (_, i) => pixels.readUIntBE(i * 3, 3))).size, 'words and bars, not an empty sheet').toBeGreaterThan(
    50,
  );
  const light = await sharp(png.bytes).stats();
  expect(Math.min(...light.channels.slice(0, 3).map(({ mean }) => mean)), 'a drawing on white, whatever the screen is').toBeGreaterThan(180);

  const sheets = await renderPdf(await page.pdf({ format: 'A4', preferCSSPageSize: true, printBackground: false }), 1);
  const text = sheets.map((sheet) => sheet.text.normalize('NFKC').replace(/\s/g, '')).join('');
  for (const said of ['工单分析', '地图范围内', '问题类别', '主办单位', '井口异味']) expect(text).toContain(said);
  for (const pressed of ['CSV', 'PNG', '最近7天', '全部去掉']) expect(text).not.toContain(pressed);
});

test('an analyst sees whether matching means what it says, and opens the orders behind a number that is wrong', async ({ staff, registry }) => {
  const island = '310151';
  const street = await oneRow<{ code: string }>(
    registry,
    sql`select min(code) as code from places where kind = 'street' and parent_code = ${island} and retired_on is null`,
  );
  const said = { said: ['power', 0.97], did: 'power', kind: 'cover_broken', streetCode: street.code } as const;
  await keepClosed(registry, [said, said, { ...said, did: 'gas', sent: 'power', channel: 'hotline' }], new Date().toISOString(), 'island');
  const page = await staff('analyst', `/analysis/matching?place=${island}`);
  const sure = page.locator('.matching-said tbody tr', { hasText: '90' }).first();
  await expect(sure).toBeVisible();
  await sure.locator('td').last().getByRole('link').click();
  await expect(page).toHaveURL(/which=wrong/);
  const wrong = page.locator('.analysis-orders .matching-wrong', { hasText: '说是市供电企业，把握 97.0%' });
  await expect(wrong.first()).toContainText('不是它');

  // Until the figures are those of what is chosen now, nothing is taken along under its name.
  const { promise: late, resolve: come } = Promise.withResolvers<void>();
  await page.route(/\/api\/v1\/analysis\/matching\?/, async (route) => {
    await late;
    await route.continue();
  });
  await page.getByRole('rowheader', { name: '热线', exact: false }).getByRole('link').first().click();
  for (const way of [/CSV$/, /打\s?印$/]) await expect(page.getByRole('button', { name: way })).toBeDisabled();
  come();
  await expect(page.getByRole('button', { name: /CSV$/ })).toBeEnabled();
  const csv = await taken(page, 'CSV$');
  const rows: string[][] = parse(csv.bytes, { bom: true });
  expect(rows.some((row) => row.includes('hotline'))).toBe(true);
  const order = await findOrderId(registry, 'island2');
  await expect(page.locator(`.analysis-orders a[href="/desk/${order}"]`)).toBeVisible();
});

test('who turns from a year’s scores to a month’s in the first hours of a new year gets the city’s month, not the one that Greenwich still has', async ({
  staff,
}) => {
  const page = await staff('analyst', '/account');
  await page.clock.setFixedTime('2026-12-31T17:00:00Z');
  await page.goto('/scores?period=2027');
  await page.getByText('按月', { exact: true }).click();
  await expect(page).toHaveURL(/period=2027-01/);
  await expect(page.locator('input[type=month]')).toHaveValue('2027-01');
});
