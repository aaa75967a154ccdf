import { mkdir } from 'node:fs/promises';
import type { Browser, BrowserContext, Page } from '@playwright/test';
import sharp from 'sharp';
import type { Pool } from '#db/pool.ts';
import { oneRow, rows, sql } from '#db/sql.ts';
import { type RenderedPage, renderPdf } from '../support/render-pdf.ts';
import { enlargeLetters, isWhole, pictures, settle } from './drawing.ts';
import { laidToBeShown } from './face.ts';
import { answerMatching } from './matching-answers.ts';
import { handOf } from './so-far.ts';
import { deskSize, expect, holdSession, openWindow, test } from './story.ts';

/** Somebody's window at night, in a language. */
const windowOf = async (browser: Browser, username: string, language: 'zh' | 'en'): Promise<BrowserContext> => {
  const window = await openWindow(browser, deskSize, undefined, { colorScheme: 'dark' });
  await holdSession(window, username);
  await window.addInitScript(`localStorage.setItem('jz-language', '${language}')`);
  return window;
};

const draw = async (sheets: readonly RenderedPage[], name: string): Promise<void> => {
  for (const [nth, { pixels, width, height }] of sheets.entries())
    await sharp(pixels, { raw: { width, height, channels: 4 } })
      .png()
      .toFile(`${pictures}/paper-${name}-${nth + 1}.png`);
};

/** What a page is on paper; an order by the key that waits for its map. */
const printed = async (page: Page, [path, whole, key]: readonly [path: string, whole: string, key?: string]): Promise<RenderedPage[]> => {
  await page.goto(path);
  await expect(page.locator(whole).first()).toBeVisible();
  await settle(page);
  if (key !== undefined) {
    await page.evaluate(`window.print = () => document.documentElement.setAttribute('data-printed', '')`);
    await page.keyboard.press(key);
    await expect(page.locator('html')).toHaveAttribute('data-printed', '');
  }
  return renderPdf(await page.pdf({ preferCSSPageSize: true }), 5);
};

/** A late danger's order that a fallback of the past made safe and now bills. @returns it, and its bill in a language */
const billed = async (browser: Browser, registry: Pool): Promise<{ order: string; bill: (language: 'zh' | 'en') => Promise<Buffer> }> => {
  const { id, order } = await oneRow<{ id: string; order: string }>(
    registry,
    sql`update liability_cases set bill_fen = 123450, bill_note = '围护、警示灯、夜间人工', billed_at = now(),
          billed_by = (select id from people where username = 'district-dispatcher')
        where id = (select id from liability_cases where starts_with(fallback_unit_id, 'centre-310104') order by id limit 1) returning id, order_id as order`,
  );
  const { request } = await handOf(browser, 'district-dispatcher');
  const bill = async (language: 'zh' | 'en') => (await request.get(`/api/v1/liability-cases/${id}/bill`, { params: { lang: language } })).body();
  return { order, bill };
};

const year = new Date().getFullYear();
/** What is printed of a desk, by what stands there once it is whole. */
const papers = (order: string, late: string) =>
  ({
    scores: ['/scores', '.scores-table'],
    streets: ['/scores?by=street', '.scores-table'],
    year: [`/scores/${year}`, '.yearly-totals'],
    analysis: ['/analysis', '.analysis-bar'],
    matching: ['/analysis/matching', '.matching-version'],
    order: [`/desk/${order}`, '.order-panel .story', 'Control+p'],
    case: [`/desk/${late}`, '.order-panel .story', 'Control+p'],
  }) as const;

// `npm run pictures` draws each sheet to be looked at.
if (isWhole) {
  for (const language of ['zh', 'en'] as const)
    for (const times of [1, 2])
      test(`the papers in ${language} are drawn, of letters of ${100 * times} %`, async ({ browser, registry }) => {
        await mkdir(pictures, { recursive: true });
        const { order } = await laidToBeShown(browser, registry);
        const { order: late } = await billed(browser, registry);
        const window = await windowOf(browser, 'analyst', language);
        const page = await window.newPage();
        if (times > 1) await enlargeLetters(page, times);
        await answerMatching(page);
        for (const [name, paper] of Object.entries(papers(order, late))) await draw(await printed(page, paper), `${name}-${language}-${100 * times}`);
        await window.close();
      });
  test('bills and plates are drawn as they are printed', async ({ browser, registry }) => {
    await mkdir(pictures, { recursive: true });
    const { bill } = await billed(browser, registry);
    for (const language of ['zh', 'en'] as const) await draw(await renderPdf(await bill(language), 5), `bill-${language}`);
    const all = await rows<{ id: string }>(
      registry,
      sql`select id from assets where starts_with(street_code, '310104007') and status = 'intact' order by class_code, id limit 12`,
    );
    const registrar = await handOf(browser, 'registrar');
    for (const [name, ids] of Object.entries({ one: all.slice(0, 1), many: all })) {
      const plates = await registrar.request.get('/api/v1/plates', { params: { ids: ids.map(({ id }) => id).join(',') } });
      expect(plates.ok(), await plates.text()).toBe(true);
      await draw(await renderPdf(await plates.body(), 5), `plates-${name}`);
    }
  });
}
