import { mkdir } from 'node:fs/promises';
import type { Browser, BrowserContext } from '@playwright/test';
import sharp from 'sharp';
import { renderPdf } from '../support/render-pdf.ts';
import { enlargeLetters, isWhole, pictures, settle } from './drawing.ts';
import { laidToBeShown } from './face.ts';
import { deskSize, expect, holdSession, openWindow, test } from './story.ts';

/** Somebody's window at night, in a language. */
const windowOf = async (browser: Browser, username: string, language: 'zh' | 'en'): Promise<BrowserContext> => {
  const window = await openWindow(browser, deskSize, undefined, { colorScheme: 'dark' });
  await holdSession(window, username);
  await window.addInitScript(`localStorage.setItem('jz-language', '${language}')`);
  return window;
};

const draw = async (pdf: Buffer, name: string): Promise<void> => {
  for (const [nth, { pixels, width, height }] of (await renderPdf(pdf, 5)).entries())
    await sharp(pixels, { raw: { width, height, channels: 4 } })
      .png()
      .toFile(`${pictures}/paper-${name}-${nth + 1}.png`);
};

// `npm run pictures` draws each sheet to be looked at.
if (isWhole)
  for (const language of ['zh', 'en'] as const)
    test(`the papers in ${language} are drawn, of usual letters and of large ones`, async ({ browser, registry }) => {
      await mkdir(pictures, { recursive: true });
      const { order, plate } = await laidToBeShown(browser, registry);
      for (const times of [1, 2]) {
        const window = await windowOf(browser, 'analyst', language);
        const page = await window.newPage();
        await enlargeLetters(page, times);
        const papers = {
          scores: ['/scores', '.scores-table'],
          year: [`/scores/${new Date().getFullYear()}`, '.yearly-totals'],
          analysis: ['/analysis', '.analysis-bar'],
          order: [`/desk/${order}`, '.order-panel .story'],
        } as const;
        for (const [name, [path, whole]] of Object.entries(papers)) {
          await page.goto(path);
          await expect(page.locator(whole).first()).toBeVisible();
          await settle(page);
          await page.waitForTimeout(1_500); // a map flies to its place once all is there
          await settle(page);
          await draw(await page.pdf({ preferCSSPageSize: true }), `${name}-${language}-${100 * times}`);
        }
        await window.close();
      }
      const registrar = await windowOf(browser, 'registrar', language);
      const plates = await registrar.request.get('/api/v1/plates', { params: { ids: plate } });
      expect(plates.ok(), await plates.text()).toBe(true);
      await draw(await plates.body(), `plates-${language}`);
      await registrar.close();
    });
