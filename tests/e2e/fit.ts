import type { Page } from '@playwright/test';

/** Words that their own box hides, in the page's language: what ends in … with its whole a step away (a title) is none. */
const cutWords = `[...document.querySelectorAll('body *')].filter((one) => {
  const style = getComputedStyle(one);
  const hasWords = [...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim() !== '');
  const hides = /hidden|clip/.test(style.overflowX + style.overflowY);
  return hasWords && hides && style.clipPath === 'none' && !one.closest('[title], .city-map, .unseen, details:not([open]) > :not(summary)') &&
    (one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 3) && one.clientWidth > 0;
}).map((one) => one.className + ' “' + one.textContent.trim().slice(0, 40) + '”')`;

/** Boxes that have to be pushed sideways to be read; tables and rows of buttons may, and say so by their name. */
const pushed = `[...document.querySelectorAll('body *')].filter((one) => {
  const inside = one.scrollWidth - one.clientWidth;
  return inside > 1 && one.clientWidth > 0 && /auto|scroll/.test(getComputedStyle(one).overflowX) &&
    !one.matches('textarea, pre, [class*=scroll], .ant-segmented, .ant-tabs-nav-wrap, nav') && !one.closest('.city-map, .unseen');
}).map((one) => {
  const widest = [...one.querySelectorAll('*')].reduce((most, each) => each.getBoundingClientRect().right >= most.getBoundingClientRect().right ? each : most, one);
  return one.className + ' ' + (one.scrollWidth - one.clientWidth) + ' px by ' + widest.tagName + '.' + widest.className;
})`;

/** Words that stand out of the frame or ground that they belong to, over what is beside it; how far a thumb may miss it, or an arrow behind it, are no words. */
const spilt = `[...document.querySelectorAll('a, button, label, td, th, li, p, span, strong, summary, [class*=tag]')].filter((one) => {
  const style = getComputedStyle(one);
  const isFramed = (style.borderRightWidth !== '0px' && style.borderRightStyle !== 'none') || !/, 0\\)$|transparent/.test(style.backgroundColor);
  return isFramed && style.overflowX === 'visible' && style.display !== 'inline' && one.clientWidth > 0 && !one.closest('.city-map, .unseen, svg') &&
    one.scrollWidth > one.clientWidth + 1;
}).map((one) => {
  const words = document.createRange();
  words.selectNodeContents(one);
  return [one, Math.round(words.getBoundingClientRect().right - one.getBoundingClientRect().right)];
}).filter(([, over]) => over > 1).map(([one, over]) => one.className + ' “' + one.textContent.trim().slice(0, 40) + '” ' + over + ' px')`;

/**
 * Headings, labels and buttons (Ant Design's words for who hears them have no width) whose last line is one Chinese character, what is told whose last line is one
 * and its mark, and lines anywhere that begin with a mark.
 */
const illBroken = `[...document.querySelectorAll('body *')].flatMap((one) => [...one.childNodes].filter((node) => node.nodeType === 3).flatMap(({ data }, i, texts) => {
  if (!/[\u4e00-\u9fff]/.test(data) || data.length > 300 || one.closest('.city-map, .unseen, svg') || one.getBoundingClientRect().width < 2) return [];
  const range = document.createRange();
  const lines = [];
  let top = -Infinity;
  for (let at = 0; at < data.length; at += 1) {
    range.setStart(texts[i], at);
    range.setEnd(texts[i], at + 1);
    const box = range.getClientRects()[0];
    if (!box || data[at].trim() === '') continue;
    if (box.top > top + box.height / 2) lines.push('');
    top = box.top;
    lines[lines.length - 1] += data[at];
  }
  const isTold = one.closest('.ant-alert, .notice, .nothing');
  const last = lines.length > 1 ? lines.at(-1).replaceAll(/[，。、；：！？）】》”’]/g, '') : '';
  const isAlone = last.length === 1 && (isTold || (lines.at(-1).length === 1 && one.closest('h1, h2, h3, h4, button, label, legend, th')));
  return isAlone || lines.slice(1).some((line) => /^[，。、；：！？）】》”’]/.test(line)) ? [lines.join(' / ')] : [];
}))`;

/** Lines that begin with the dot between two things: it belongs behind the first. */
const dotFirst = `[...document.querySelectorAll('body *')].flatMap((one) => [...one.childNodes].filter((node) => node.nodeType === 3).flatMap((node) => {
  if (!node.data.includes('·') || one.closest('.city-map, .unseen, svg')) return [];
  const range = document.createRange();
  const topOf = (at) => {
    range.setStart(node, at);
    range.setEnd(node, at + 1);
    return range.getClientRects()[0]?.top;
  };
  const dots = [...node.data].flatMap((letter, at) => (letter === '·' && at > 0 ? [at] : []));
  const before = (at) => [...Array(at).keys()].reverse().find((i) => node.data[i].trim() !== '');
  return dots.filter((at) => before(at) !== undefined && topOf(at) > topOf(before(at)) + 8).map((at) => node.data.slice(Math.max(0, at - 12), at + 12));
}))`;

/** Buttons lower than their letters or than a mouse may ask (24 px): what only their words hold open. */
const low = `[...document.querySelectorAll('.ant-btn, .button')].filter((one) => {
  const { width, height } = one.getBoundingClientRect();
  return width > 0 && height > 0 && (height < 23.5 || height < one.scrollHeight - 1);
}).map((one) => Math.round(one.getBoundingClientRect().height) + ' px “' + one.textContent.trim().slice(0, 40) + '”')`;

/** Buttons drawn out over a screen that is no phone's: their word is lost in them, and a mouse goes far from one to the next. Lines of a list that can be pressed are none. */
const drawnOut = `innerWidth < 40 * Number.parseFloat(getComputedStyle(document.documentElement).fontSize) ? [] : [...document.querySelectorAll('.ant-btn:not(.ant-btn-text), .button')].filter((one) => {
  const { width } = one.getBoundingClientRect();
  const words = document.createRange();
  words.selectNodeContents(one);
  return width > 480 && words.getBoundingClientRect().width < width / 2 && !one.closest('li > .ant-btn, .embed');
}).map((one) => Math.round(one.getBoundingClientRect().width) + ' px “' + one.textContent.trim().slice(0, 40) + '”')`;

/** Buttons whose last line is much shorter than the one above it: a word alone. */
const lopsided = `[...document.querySelectorAll('.ant-btn, .button')].filter((one) => {
  const words = document.createRange();
  words.selectNodeContents(one);
  const lines = [];
  for (const { left, right, top, height, width } of words.getClientRects()) {
    const last = lines.at(-1);
    if (width === 0) continue;
    if (last === undefined || top > last.top + height / 2) lines.push({ top, left, right });
    else last.right = Math.max(last.right, right);
  }
  const wide = lines.map(({ left, right }) => right - left);
  return wide.length === 2 && !one.querySelector('p, div, small, strong') && wide[1] < wide[0] / 3;
}).map((one) => one.textContent.trim().slice(0, 60))`;

/** Moves of an order that leave it less than three fifths of the window: it is read before it is acted on. */
const crowding = `[...document.querySelectorAll('.order-actions:not(:has(.action-form))')].filter((one) => one.clientHeight > innerHeight * 0.4)
  .map((one) => one.clientHeight + ' px of ' + innerHeight)`;

/** Columns of a queue's or a roster's table that a desk's reader, also a small one's, would have to push into sight. */
const outOfSight = `innerWidth < 1000 ? [] : [...document.querySelectorAll('.order-table, .roster-table')].map((one) => one.closest('.order-queue, .scroll-aside'))
  .filter((pane) => pane.scrollWidth > pane.clientWidth + 1).map((pane) => (pane.scrollWidth - pane.clientWidth) + ' px of a table')`;

/** Where touch is the hand, what a thumb misses (docs/design.md: 44 px): buttons, choices, switches with their words, boxes to tick, what unfolds. Figures of a dense table that open their orders are none. */
const small = `!matchMedia('(pointer: coarse)').matches ? [] : [...document.querySelectorAll(
  '.ant-btn:not(.scores-figure), .ant-select:not(.ant-pagination *), .ant-segmented, .toggle, .ant-checkbox-wrapper, .ant-radio-wrapper, .staff-main summary')].filter((one) => {
  const { width, height } = one.getBoundingClientRect();
  return width > 0 && height > 0 && (height < 43.5 || (width < 43.5 && one.matches('.ant-btn'))) && !one.closest('.city-map, .unseen');
}).map((one) => Math.round(one.getBoundingClientRect().width) + ' × ' + Math.round(one.getBoundingClientRect().height) + ' px “' + one.textContent.trim().slice(0, 40) + '” ' + one.className.toString().slice(0, 60))`;

/** A header that takes a second line of a narrow phone's few, in letters of the usual size. */
const doubled = `Number.parseFloat(getComputedStyle(document.documentElement).fontSize) > 16 ? [] : [...document.querySelectorAll('.frame-header, .crew-header')]
  .filter((one) => one.clientHeight > 80).map((one) => one.clientHeight + ' px: ' + one.innerText)`;

/** What is looked for, and how a fault is told. */
const faults: readonly (readonly [told: string, found: string])[] = [
  ['cut', cutWords],
  ['spilt', spilt],
  ['sideways', pushed],
  ['ill broken', illBroken],
  ['begins with a dot', dotFirst],
  ['too low', low],
  ['a word alone', lopsided],
  ['two lines of header', doubled],
  ['takes too much', crowding],
  ['out of sight', outOfSight],
  ['too small for a thumb', small],
  ['drawn out', drawnOut],
];

/** What does not fit at the width that a page has now. */
export const unfitOf = async (page: Page): Promise<string[]> => {
  const tooWide = await page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth');
  const unfit = tooWide > 0 ? [`${tooWide} px too wide`] : [];
  for (const [told, found] of faults) unfit.push(...(await page.evaluate<string[]>(found)).map((fault) => `${told}: ${fault}`));
  return unfit;
};
