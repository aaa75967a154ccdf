import type { Browser, BrowserContext, Page } from '@playwright/test';
import { drawScreens, enlargeLetters, isWhole, part, pictures, pushedDown, settle, wanted, wantedSize } from './drawing.ts';
import { type Face, isOftenSeen, sayIn } from './face.ts';
import { unfitOf } from './fit.ts';
import { type At, deskSize, expect, faultsOf, holdSession, openWindow, phoneSize, watchErrors } from './story.ts';

const sizes = {
  phone: phoneSize,
  /** The least that WCAG lets a page be read at (1.4.10), which is also a phone at 125 %. */
  narrow: { width: 320, height: 640 },
  small: { width: 360, height: 740 },
  /** The same on its side. */
  aside: { width: 740, height: 360 },
  desk: deskSize,
  tablet: { width: 768, height: 1024 },
  /** A desk whose reader has set 200 %. */
  large: { width: 720, height: 450 },
  wall: { width: 1920, height: 1080 },
  /** A phone whose reader has set letters twice as large. */
  letters: phoneSize,
} as const;
type Size = keyof typeof sizes;

/** One window that a page is drawn in, at several sizes one after the other. */
export interface Round {
  readonly device: 'phone' | 'desk' | 'phone of large letters';
  readonly language: 'zh' | 'en';
  readonly sizes: readonly Size[];
  readonly lights: readonly ('light' | 'dark')[];
}
const bothLights = ['light', 'dark'] as const;
const everyRound: readonly Round[] = isWhole
  ? (['zh', 'en'] as const).flatMap((language): Round[] => [
      { device: 'phone', language, sizes: ['phone', 'small', 'narrow', 'aside'], lights: bothLights },
      { device: 'phone of large letters', language, sizes: ['letters'], lights: bothLights },
      { device: 'desk', language, sizes: ['desk', 'tablet', 'large', 'wall'], lights: bothLights },
    ])
  : [
      { device: 'phone', language: 'en', sizes: ['narrow'], lights: ['light'] },
      { device: 'desk', language: 'zh', sizes: ['desk'], lights: ['dark'] },
    ];

export const rounds: readonly Round[] = everyRound
  .map((round) => ({ ...round, sizes: round.sizes.filter((size) => wantedSize.test(size)) }))
  .filter(({ sizes: left }) => left.length > 0);

/** How a round is called in the name of a test. */
export const wordRound = ({ device, language, lights }: Round): string => `on a ${device} in ${language}, ${lights.join(' and ')}`;

/** A page in the street, in one of its states. */
export interface StreetFace extends Face {
  /** Its device does not say where it is. */
  readonly isNowhere?: true;
  /** Nobody answers it: what the browser itself writes of that is no error of the page. */
  readonly isCut?: true;
}
/** What is whole while an answer is waited for. */
export const loading = '.waiting';
/** What stands there by itself at a desk. */
const atADesk = /^(report|report-mapless|embed|plate|notices|sign-in|account|forbidden|crew|crew-job|progress-danger|progress-closed)$/;

/** Those to be drawn in a round; a test run draws some. */
export const wantedOf = (faces: readonly StreetFace[], { device }: Round): readonly StreetFace[] =>
  faces.filter((face) => wanted.test(face.name) && (isWhole || (device === 'phone' ? isOftenSeen(face) : atADesk.test(face.name))));

/** A person's window in a language, signed in when they have a name. */
const windowFor = async (browser: Browser, { language, sizes: [first = 'desk'], lights: [light] }: Round, as: string | undefined, at: At | undefined) => {
  const window = await openWindow(browser, sizes[first], at, { colorScheme: light ?? 'light' });
  if (as !== undefined) await holdSession(window, as);
  await window.addInitScript(`localStorage.setItem('jz-language', '${language}')`);
  return window;
};

/** On a picture of a whole page what sticks to a window’s edge would lie over its middle. */
const unstuck = '.report-send, .report-map { position: relative !important; top: auto !important } .frame-header, .crew-header { position: static !important }';
const ofTheBrowser = /Failed to load resource|ERR_INTERNET_DISCONNECTED|ERR_FAILED|Worker failed to load/;

/** The picture of an answer that never comes is of what waits for it. */
const rest = async (page: Page, whole: string): Promise<void> => (whole === loading ? undefined : settle(page));

/** Opens a page and does what leads to its state. */
const reach = async (page: Page, { name, path, whole, answer, open }: StreetFace, language: Round['language']): Promise<void> => {
  await answer?.(page);
  await page.goto(path);
  await expect(page.locator(whole).first(), `${name} is whole`).toBeVisible();
  await rest(page, whole);
  await open?.(page, sayIn(language));
};

const picture = async (page: Page, device: Round['device'], path: string): Promise<void> => {
  if (device === 'phone of large letters') return drawScreens(page, path);
  const { width, height } = page.viewportSize() ?? { width: 0, height: 0 };
  const more = isWhole ? await pushedDown(page) : 0; // an account's page is pushed within its frame
  if (more > 8) await page.setViewportSize({ width, height: Math.min(height + more, 4_000) });
  await page.screenshot({ path, fullPage: isWhole, ...(isWhole ? { style: unstuck } : {}) });
};

/** Draws a page as it stands, a test run only where something is wrong with it. @returns what does not fit or reads ill */
const lookThrough = async (page: Page, device: Round['device'], path: string, isReadByAxe: boolean): Promise<string[]> => {
  if (isWhole) await picture(page, device, path);
  const faults = isReadByAxe ? await faultsOf(page) : [];
  const wrong = [...(await unfitOf(page)), ...faults];
  if (!isWhole && wrong.length > 0) await picture(page, device, path);
  return wrong;
};

/** Draws one state of a page at each size and light of a round. @returns what does not fit or reads ill */
const draw = async (page: Page, { name, whole }: StreetFace, { device, language, sizes: all, lights }: Round): Promise<string[]> => {
  const found: string[] = [];
  for (const size of all)
    for (const light of lights) {
      await page.setViewportSize(sizes[size]);
      await page.emulateMedia({ colorScheme: light });
      if (isWhole) await page.waitForTimeout(700); // until what listens to both has heard of them
      await rest(page, whole);
      const of = `${size}-${language}-${light}`;
      // What axe looks at hangs on the colours; a test run looks at the narrowest too.
      const wrong = await lookThrough(page, device, `${pictures}/${name}-${of}.png`, size === all[0] && part === undefined);
      found.push(...wrong.map((fault) => `${name} ${of} ${fault}`));
    }
  return found;
};

const lookAt = async (window: BrowserContext, face: StreetFace, round: Round): Promise<string[]> => {
  const page = await window.newPage();
  const errors = watchErrors(page);
  if (round.device === 'phone of large letters') await enlargeLetters(page, 2);
  await reach(page, face, round.language);
  const found = await draw(page, face, round);
  if (!isWhole && round.device === 'phone') {
    await page.setViewportSize(sizes.tablet);
    found.push(...(await unfitOf(page)).map((fault) => `${face.name} at ${sizes.tablet.width} px ${fault}`));
  }
  await page.close();
  return [...found, ...new Set(errors.filter((line) => !(face.isCut && ofTheBrowser.test(line))))];
};

/** Draws states, each in a window of its own: what one keeps on its device is no other's. @returns what is wrong with them, those that could not be reached too */
export const drawEach = async (browser: Browser, faces: readonly StreetFace[], round: Round, at: At): Promise<string[]> => {
  const found: string[] = [];
  for (const face of faces) {
    const window = await windowFor(browser, round, face.as, face.isNowhere ? undefined : at);
    found.push(...(await lookAt(window, face, round).catch((error: Error) => [`${face.name} ${error.message.slice(0, 400)}`])));
    await window.close();
  }
  return found;
};
