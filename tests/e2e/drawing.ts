import type { Page } from '@playwright/test';
import sharp from 'sharp';
import { expect, toRest } from './story.ts';

/** `npm run pictures` draws every page at every size, by day and by night, in both languages, whole; a test run looks at two of these, and draws what it finds something wrong with. */
export const isWhole = process.env['FACES'] === 'all';
/** A part of the pages alone, by how they are called, and of the sizes: FACES_OF='^crew' FACES_AT='phone|narrow' npm run pictures. Who looks at a part has no axe look at it too. */
export const part = process.env['FACES_OF'];
export const wanted = new RegExp(part ?? '');
export const wantedSize = new RegExp(`^(${process.env['FACES_AT'] ?? '.*'})$`);
/** Where the pictures go. */
export const pictures = isWhole ? 'pictures' : 'test-results/pictures';

/** Whether every map is as wide as its place: on a busy machine one hears late that its page became wider, and rests as it was. */
const mapsFill = `[...document.querySelectorAll('.maplibregl-canvas')].every((one) => Math.abs(one.clientWidth - one.closest('.maplibregl-map').clientWidth) < 2)`;

/** Waits until the fonts are there and every map in sight fills its place and rests with all its tiles. */
export const settle = async (page: Page): Promise<void> => {
  await page.evaluate('document.fonts.ready');
  await toRest(page);
  await expect(page.locator('.waiting')).toHaveCount(0);
  // What has just opened is laid by now and drawn in the frame after the next: a picture between them shows a dimmed page without its dialog.
  await page.evaluate('new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(() => drawn(null))))');
  await expect.poll(() => page.evaluate<boolean>(mapsFill), 'maps fill their places').toBe(true);
  if (await page.locator('.city-map').first().isVisible()) await expect(page.locator('.city-map').first()).toHaveAttribute('data-drawn', '');
};

/** How much higher a window would have to be for nothing of its page, or of the dialog on it, to be pushed out of sight. */
export const pushedDown = (page: Page): Promise<number> =>
  page.evaluate<number>(`Math.max(0, ...[...document.querySelectorAll('.staff-main, .staff-main *, .ant-modal-wrap, .ant-drawer-body')]
    .filter((one) => /auto|scroll/.test(getComputedStyle(one).overflowY) && !one.closest('.pane-list, .city-map, textarea'))
    .map((one) => one.scrollHeight - one.clientHeight))`);

/** What a reader sets in the browser: all its letters so many times as large. */
export const enlargeLetters = async (page: Page, times: number): Promise<void> => {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Page.enable');
  const enlarge = () => devtools.send('Page.setFontSizes', { fontSizes: { standard: 16 * times, fixed: 13 * times } });
  await enlarge();
  // The first page of an origin gets a process of its own, which knows nothing of it.
  page.on('domcontentloaded', () => void enlarge().catch(() => undefined));
};

/** Scrolls whatever a page scrolls by: the dialog that lies on it, itself, or the pane that holds most of it. @returns how far it stands now */
const scrolledTo = (page: Page, top: number): Promise<number> =>
  page.evaluate<number>(`(() => {
    const all = [document.documentElement, ...document.querySelectorAll('body *')].filter((one) => one.scrollHeight > one.clientHeight + 8 &&
      (one === document.documentElement || /auto|scroll/.test(getComputedStyle(one).overflowY)) && !one.closest('.city-map, textarea, .ant-select-dropdown'));
    const more = (one) => (one.scrollHeight - one.clientHeight) * one.clientWidth;
    const dialog = all.find((one) => one.matches('.ant-modal-wrap, .ant-drawer-body'));
    const first = dialog ?? all.find((one) => one === document.documentElement);
    const most = first ?? all.reduce((best, one) => (best === null || more(one) > more(best) ? one : best), null);
    if (most === null) return 0;
    most.scrollTop = ${top};
    return most.scrollTop;
  })()`);

const mostScreens = 12;

/**
 * Draws a page as one sees it who pushes it up screen by screen, the screens beside each other. A picture of a whole page is drawn by Chromium with letters of the
 * usual size, whatever the reader has set.
 */
export const drawScreens = async (page: Page, path: string): Promise<void> => {
  const { width, height } = page.viewportSize() ?? { width: 0, height: 0 };
  const screens: Buffer[] = [];
  for (let nth = 0, last = -1; nth < mostScreens; nth++) {
    const top = await scrolledTo(page, Math.round(nth * height * 0.72));
    if (top === last) break;
    last = top;
    screens.push(await page.screenshot());
  }
  await scrolledTo(page, 0);
  const gap = 10;
  await sharp({ create: { width: screens.length * (width + gap), height, channels: 3, background: '#c0c' } })
    .composite(screens.map((input, i) => ({ input, left: i * (width + gap), top: 0 })))
    .png()
    .toFile(path);
};
