import type { Page } from '@playwright/test';
import { expect, toRest } from './story.ts';

/** `npm run pictures` draws every page at every size, by day and by night, in both languages, whole; a test run looks at two of these. */
export const isWhole = process.env['FACES'] === 'all';
/** A part of the pages alone, by how they are called, and of the sizes: FACES_OF='^crew' FACES_AT='phone|narrow' npm run pictures. Who looks at a part has no axe look at it too. */
export const part = process.env['FACES_OF'];
export const wanted = new RegExp(part ?? '');
export const wantedSize = new RegExp(`^(${process.env['FACES_AT'] ?? '.*'})$`);
/** Where the pictures go. */
export const pictures = isWhole ? 'pictures' : 'test-results/pictures';

/** Waits until the fonts are there and every map in sight rests with all its tiles. */
export const settle = async (page: Page): Promise<void> => {
  await page.evaluate('document.fonts.ready');
  await toRest(page);
  await expect(page.locator('.waiting')).toHaveCount(0);
  // What has just opened is laid by now and drawn in the frame after the next: a picture between them shows a dimmed page without its dialog.
  await page.evaluate('new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(() => drawn(null))))');
  if (await page.locator('.city-map').first().isVisible()) await expect(page.locator('.city-map').first()).toHaveAttribute('data-drawn', '');
};

/** What a reader sets in the browser: all its letters so many times as large. */
export const enlargeLetters = async (page: Page, times: number): Promise<void> => {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Page.enable');
  const enlarge = () => devtools.send('Page.setFontSizes', { fontSizes: { standard: 16 * times, fixed: 13 * times } });
  await enlarge();
  // The first page of an origin gets a process of its own, which knows nothing of it.
  page.on('domcontentloaded', () => void enlarge().catch(() => undefined));
};
