import { mkdir } from 'node:fs/promises';
import type { Browser, BrowserContext, Page } from '@playwright/test';
import { type RenderedPage, renderPdf } from '../support/render-pdf.ts';
import { drawScreens, enlargeLetters, isWhole, part, pictures, pushedDown, settle, wanted, wantedSize } from './drawing.ts';
import { changed, type Face, isOftenSeen, laidToBeShown, type Shown, sayIn } from './face.ts';
import { unfitOf } from './fit.ts';
import { answerMatching } from './matching-answers.ts';
import { openedFaces } from './opened-faces.ts';
import { type At, deskSize, expect, faultsOf, holdSession, openWindow, phoneSize, test, watchErrors } from './story.ts';

// The pages at a desk; those in the street have faces-street.spec.ts. A test run looks at two combinations: English, whose words are longest, as narrow as a page may become (and once more, without loading, as wide as a tablet), and Chinese at a desk.
const sizes = {
  phone: phoneSize,
  desk: deskSize,
  /** A desk with a small screen, or half of a large one. */
  small: { width: 1024, height: 768 },
  /** The least that WCAG lets a page be read at (1.4.10), which is also a phone at 125 %. */
  narrow: { width: 320, height: 640 },
  tablet: { width: 768, height: 1024 },
  /** A desk whose reader has set 200 %. */
  large: { width: 720, height: 450 },
  wall: { width: 1920, height: 1080 },
  /** A phone and a desk whose reader has set letters twice as large. */
  'phone of large letters': phoneSize,
  'desk of large letters': deskSize,
} as const;
const isLarge = (size: Size): boolean => size.endsWith('letters');
type Size = keyof typeof sizes;
type Light = 'light' | 'dark';
type Look = readonly [Size, 'zh' | 'en', Light];
const everyLook: readonly Look[] = isWhole
  ? (Object.keys(sizes) as Size[]).flatMap((size) =>
      (['zh', 'en'] as const).flatMap((language) => (['light', 'dark'] as const).map((light): Look => [size, language, light])),
    )
  : [
      ['narrow', 'en', 'light'],
      ['desk', 'zh', 'dark'],
    ];
const looks = everyLook.filter(([size]) => wantedSize.test(size));

/** As it opens, and where it goes on below the edge of its window, once more in a window as high as it is. */
const draw = async (page: Page, picture: string, size: Size): Promise<void> => {
  if (isLarge(size)) return drawScreens(page, `${pictures}/${picture.replaceAll(' ', '-')}.png`);
  await page.screenshot({ path: `${pictures}/${picture}.png`, fullPage: isWhole });
  if (!isWhole || size === 'wall') return;
  const more = await pushedDown(page);
  if (more < 8) return;
  await page.setViewportSize({ ...sizes[size], height: Math.min(sizes[size].height + more, 4_000) });
  await settle(page);
  await page.screenshot({ path: `${pictures}/${picture}-whole.png` });
};

const look = async (page: Page, { path, whole, name, answer, open }: Face, [size, language, light]: Look): Promise<string[]> => {
  const of = `${size}-${language}-${light}`;
  await page.setViewportSize(sizes[size]);
  await answer?.(page);
  await page.goto(path);
  await expect(page.locator(whole).first(), `${name} is whole`).toBeVisible();
  await open?.(page, sayIn(language));
  await settle(page);
  if (isWhole) await draw(page, `${name}-${of}`, size);
  await page.unrouteAll({ behavior: 'ignoreErrors' });
  const found = [...(await unfitOf(page)), ...(part === undefined ? await faultsOf(page) : [])];
  if (!isWhole && found.length > 0) await draw(page, `${name}-${of}`, size);
  if (size === 'narrow' && !isWhole) {
    await page.setViewportSize(sizes.tablet);
    found.push(...(await unfitOf(page)).map((fault) => `at ${sizes.tablet.width} px ${fault}`));
  }
  return found.map((fault) => `${name} ${of} ${fault}`);
};

/** A person's window in a language, signed in when they have a name. */
const windowFor = async (browser: Browser, [size, language, light]: Look, as: string | undefined, at: At): Promise<BrowserContext> => {
  const window = await openWindow(browser, sizes[size], as === undefined ? at : undefined, { colorScheme: light });
  if (as !== undefined) await holdSession(window, as);
  await window.addInitScript(`localStorage.setItem('jz-language', '${language}')`);
  return window;
};

const facesOf = (shown: Shown, size: Size): Face[] => {
  if (isWhole) return [...asTheyOpen(shown), ...openedFaces(shown)];
  return size === 'narrow' ? [...asTheyOpen(shown), ...openedFaces(shown).filter(isOftenSeen)] : asTheyOpen(shown);
};

/** A list that goes on, as it does in a city at work: how many rows a run's stories have left says nothing of that. */
const goesOn = (path: string) => changed(new RegExp(`/api/v1/${path}(\\?|$)`), { next: 'more' });

const asTheyOpen = ({ plate, order }: Shown): Face[] => [
  { name: 'desk', path: '/desk', as: 'district-dispatcher', whole: '.order-line' },
  { name: 'desk-order', path: `/desk/${order}`, as: 'district-dispatcher', whole: '.order-panel' },
  { name: 'desk-new', path: '/desk/new', as: 'district-dispatcher', whole: '.new-report' },
  { name: 'unit', path: '/unit', as: 'drainage-clerk', whole: '.order-line' },
  { name: 'unit-order', path: `/unit/${order}`, as: 'drainage-clerk', whole: '.order-panel' },
  { name: 'unit-duty', path: '/unit/duty', as: 'drainage-clerk', whole: '.roster-foot' },
  { name: 'unit-wells', path: '/unit/wells', as: 'drainage-clerk', whole: '.asset-line' },
  { name: 'registry', path: '/registry', as: 'registrar', whole: '.asset-line' },
  { name: 'registry-imports', path: '/registry/imports', as: 'registrar', whole: '.drop-zone' },
  { name: 'registry-past', path: '/registry/past', as: 'registrar', whole: '.asset-line' },
  { name: 'registry-books', path: '/registry/books', as: 'registrar', whole: '.book' },
  { name: 'registry-ownerless', path: '/registry/ownerless', as: 'registrar', whole: '.ownerless-notice, .ownerless .nothing' },
  { name: 'registry-checks', path: '/registry/checks', as: 'registrar', whole: '.sheet-card' },
  { name: 'scores', path: '/scores', as: 'analyst', whole: '.scores-table' },
  { name: 'scores-year', path: `/scores/${new Date().getFullYear()}`, as: 'analyst', whole: '.yearly-totals' },
  { name: 'analysis', path: '/analysis', as: 'analyst', whole: '.analysis-bar' },
  { name: 'analysis-matching', path: '/analysis/matching', as: 'analyst', whole: '.matching-version', answer: answerMatching },
  { name: 'wall', path: '/wall', as: 'analyst', whole: '.wall-great' },
  { name: 'network', path: '/network', as: 'administrator', whole: '.network' },
  { name: 'network-units', path: '/network/units', as: 'administrator', whole: '.unit-line' },
  { name: 'people', path: '/people', as: 'administrator', whole: '.person-line', answer: goesOn('people') },
  { name: 'looks', path: '/looks', as: 'administrator', whole: '.looks-page', answer: goesOn('looks') },
  { name: 'registry-asset', path: `/registry/${plate}`, as: 'registrar', whole: 'main h1, main h2' },
];

// Two dozen faces, each drawn and read twice, take two minutes alone and six on a busy machine.
test.describe.configure({ mode: 'parallel', timeout: 900_000 });
for (const [size, language, light] of looks)
  for (const as of ['district-dispatcher', 'drainage-clerk', 'registrar', 'analyst', 'administrator'])
    test(`the pages of a ${as} at ${size} size in ${language}, ${light}, are whole, fit, read well and log no error`, async ({ browser, registry }) => {
      await mkdir(pictures, { recursive: true });
      const shown = await laidToBeShown(browser, registry);
      const window = await windowFor(browser, [size, language, light], as, shown.at);
      const page = await window.newPage();
      if (isLarge(size)) await enlargeLetters(page, 2);
      const errors = watchErrors(page);
      const found: string[] = [];
      for (const face of facesOf(shown, size).filter((one) => one.as === as && wanted.test(one.name)))
        found.push(...(await look(page, face, [size, language, light])));
      await window.close();
      // What a face had fail on purpose is told so in the console.
      expect([...found, ...new Set(errors.filter((line) => !/status of 502/.test(line)))]).toEqual([]);
    });

/** Different colours in the upper part of a sheet, where an order's map lies. */
const coloursOfMap = ({ cut, widthMm }: RenderedPage): number => new Set(new Uint32Array(cut(16, 36, widthMm - 32, 30).pixels.buffer)).size;

test('an order that is open at night prints on one sheet of A4, dark on white, with its place on a map and in figures and nothing to press', async ({
  browser,
  registry,
}) => {
  const { order } = await laidToBeShown(browser, registry);
  const window = await windowFor(browser, ['desk', 'zh', 'dark'], 'drainage-clerk', { lon: 0, lat: 0 });
  const page = await window.newPage();
  await page.goto(`/unit/${order}`);
  await expect(page.locator('.order-panel .story')).toBeVisible();
  // The flight to the place begins once order and map are both there.
  await expect.poll(async () => Number(await page.locator('.city-map').first().getAttribute('data-zoom'))).toBeGreaterThan(15);
  await settle(page);
  const [byMenu] = await renderPdf(await page.pdf({ preferCSSPageSize: true }), 2);
  expect(byMenu && coloursOfMap(byMenu), 'the browser’s own menu prints what the map beside it shows').toBeGreaterThan(20);
  await page.evaluate(`window.print = () => document.documentElement.setAttribute('data-printed', '')`);
  await page.keyboard.press('Control+p');
  await expect(page.locator('html')).toHaveAttribute('data-printed', '');
  const colours = await page.evaluate<number>(`(async () => {
    const image = document.querySelector('.paper-map canvas');
    const drawing = Object.assign(document.createElement('canvas'), { width: 175, height: 52 }).getContext('2d');
    drawing.drawImage(image, 0, 0, 175, 52);
    return new Set(new Uint32Array(drawing.getImageData(0, 0, 175, 52).data.buffer)).size;
  })()`);
  expect(colours, 'ground, roads and wells, not an empty picture').toBeGreaterThan(20);
  const sheets = await renderPdf(await page.pdf({ preferCSSPageSize: true }), 2);
  expect(sheets.map(({ widthMm, heightMm }) => [Math.round(widthMm), Math.round(heightMm)])).toEqual([[210, 297]]);
  const text = sheets[0]?.text.normalize('NFKC').replace(/\s/g, '') ?? ''; // some letters of a paper are drawn by their radicals' numbers
  const day = new Date().toLocaleDateString('zh-CN', { timeZone: 'Asia/Shanghai', dateStyle: 'long' });
  for (const said of ['井盖松动', '井盖翘起来了', '(WGS84)', '上北下南', '经过', '受理', `打印${day}`, '1/1'])
    expect(text.replaceAll('\u2060', '')).toContain(said);
  for (const pressed of ['退单', 'English', '测距']) expect(text).not.toContain(pressed);
  await page.evaluate(`document.querySelector('.order-scroll').focus({ focusVisible: true })`);
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  expect(await page.evaluate<string>(`getComputedStyle(document.querySelector('.order-scroll')).outlineStyle`), 'where the keys are is not printed').toBe(
    'none',
  );
  const ink = await page.evaluate<string>(`getComputedStyle(document.querySelector('.order-panel .story strong')).color`);
  expect(Math.max(...(ink.match(/\d+/g) ?? ['255']).slice(0, 3).map(Number)), `${ink} is dark`).toBeLessThan(90);
  await window.close();
});

/** How much of a sheet is dark: letters are a few hundredths, a map by night is a third. */
const darkShare = ({ pixels }: RenderedPage): number => {
  let dark = 0;
  for (let at = 0; at < pixels.length; at += 4) if (Math.max(pixels[at] ?? 0, pixels[at + 1] ?? 0, pixels[at + 2] ?? 0) < 90) dark += 1;
  return (4 * dark) / pixels.length;
};

test('a page with no paper of its own prints dark on white at night too, without its map, and a list that is open on its side by itself', async ({
  browser,
  registry,
}) => {
  const { number, plate } = await laidToBeShown(browser, registry);
  const pages = {
    'drainage-clerk': ['/unit', '.order-line'],
    registrar: [`/registry/${plate}`, '.identity-card'],
    nobody: [`/r/${number}`, '[data-testid=report-state]'],
  } as const;
  for (const [as, [path, whole]] of Object.entries(pages)) {
    const window = await windowFor(browser, ['desk', 'zh', 'dark'], as === 'nobody' ? undefined : as, { lon: 0, lat: 0 });
    const page = await window.newPage();
    await page.goto(path);
    await expect(page.locator(whole).first()).toBeVisible();
    await settle(page);
    const [first] = await renderPdf(await page.pdf({ preferCSSPageSize: true }), 2);
    expect(first && darkShare(first), `${path} is white`).toBeLessThan(0.08);
    if (as !== 'nobody') {
      const ink = await page.evaluate<string>(`(() => {
        dispatchEvent(new Event('beforeprint'));
        const { color } = getComputedStyle(document.querySelector('.staff .ant-btn:not([disabled])'));
        dispatchEvent(new Event('afterprint'));
        return color;
      })()`);
      expect(Math.max(...(ink.match(/\d+/g) ?? ['255']).slice(0, 3).map(Number)), `${path}: ${ink} is dark`).toBeLessThan(140);
    }
    await window.close();
  }
  const window = await windowFor(browser, ['desk', 'en', 'dark'], 'analyst', { lon: 0, lat: 0 });
  const page = await window.newPage();
  await page.goto('/scores');
  await page.locator('.scores-figure').first().click();
  await page.locator('[role=dialog] .case-lines li').first().waitFor();
  const [first] = await renderPdf(await page.pdf({ preferCSSPageSize: true }), 2);
  const text = first?.text.replace(/\s/g, '') ?? '';
  for (const said of ['Order', 'PrintedbyTang,analyst']) expect(text).toContain(said);
  for (const beneath of ['Scoringrule', 'Missesonly', 'Signedintime,']) expect(text).not.toContain(beneath);
  await window.close();
});

test('papers keep their letters, all their columns and no empty sheet for a reader of letters of 200 %, and have nothing to press', async ({
  browser,
  registry,
}) => {
  const { order } = await laidToBeShown(browser, registry);
  const window = await windowFor(browser, ['desk', 'en', 'dark'], 'analyst', { lon: 0, lat: 0 });
  const page = await window.newPage();
  await enlargeLetters(page, 2);
  const print = async (path: string, whole: string): Promise<string[]> => {
    await page.goto(path);
    await expect(page.locator(whole).first()).toBeVisible();
    const sheets = await renderPdf(await page.pdf({ preferCSSPageSize: true }), 1);
    return sheets.map(({ text }) => text.replace(/\s/g, ''));
  };
  const papers = {
    scores: await print('/scores', '.scores-table'),
    year: await print(`/scores/${new Date().getFullYear()}`, '.yearly-totals'),
    analysis: await print('/analysis', '.analysis-bar'),
    order: await print(`/desk/${order}`, '.order-panel .story'),
  };
  for (const [name, sheets] of Object.entries(papers)) {
    expect(
      sheets.filter((text) => text.length < 40),
      `${name} has no empty sheet`,
    ).toEqual([]);
    for (const pressed of ['DownloadCSV', 'Yearlyreport2', 'PNG', 'Returnit']) expect(sheets.join(' '), name).not.toContain(pressed);
  }
  for (const last of ['Notreportedagain', 'Rightfirsttime', 'Denialsupheld']) expect(papers.scores.join(' ').replaceAll(' ', ''), last).toContain(last);
  expect(papers.analysis[0], 'figures that stood too wide').toContain('Accountableunits');
  expect(papers.order, 'as many sheets as with usual letters').toHaveLength(1);
  await window.close();
});

test('what a citizen’s map asks for stands clear of what lies on it, also on the narrowest phone and in English', async ({ browser }) => {
  const window = await windowFor(browser, ['narrow', 'en', 'light'], undefined, { lon: 0, lat: 0 });
  const page = await window.newPage();
  await page.goto('/');
  const [asked, search] = [page.locator('.report-tap'), page.locator('.map-search-open')];
  await expect(search).toBeVisible();
  const [box, glass] = [await asked.boundingBox(), await search.boundingBox()];
  expect(box && glass && box.x >= glass.x + glass.width, 'beside the glass').toBe(true);
  expect(box && box.x + box.width <= sizes.narrow.width, 'within the page').toBe(true);
  await window.close();
});

test('the row of pages of the registry, of the network and of a unit stays where it is from one page to the next', async ({ browser }) => {
  const rows = {
    registrar: ['/registry', '/registry/past', '/registry/ownerless', '/registry/imports', '/registry/checks', '/registry/books'],
    administrator: ['/network', '/network/units'],
    'drainage-clerk': ['/unit', '/unit/wells', '/unit/duty'],
  };
  for (const [as, paths] of Object.entries(rows)) {
    const window = await windowFor(browser, ['wall', 'zh', 'light'], as, { lon: 0, lat: 0 });
    const page = await window.newPage();
    const places: unknown[] = [];
    for (const path of paths) {
      await page.goto(path);
      await expect(page.locator('.home-tabs a[aria-current=page]')).toHaveAttribute('href', path);
      places.push(await page.locator('.home-tabs a').first().boundingBox());
    }
    expect(new Set(places.map((place) => JSON.stringify(place))).size, `${as}: ${JSON.stringify(places)}`).toBe(1);
    await window.close();
  }
});
