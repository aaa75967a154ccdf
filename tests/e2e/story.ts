import { createHash } from 'node:crypto';
import { AxeBuilder } from '@axe-core/playwright';
import { type Browser, type BrowserContext, test as base, expect, type Page } from '@playwright/test';
import type { Pool } from '#db/pool.ts';
import { shiftDate } from '../support/shift-date.ts';
import { type At, openRegistry } from './registry.ts';

export type { At };

export const phoneSize = { width: 390, height: 844 };
export const deskSize = { width: 1440, height: 900 };
export const wallSize = { width: 1920, height: 1080 };
export const demoPassword = 'jingzheng-demo';

interface Size {
  readonly width: number;
  readonly height: number;
}
interface Story {
  readonly registry: Pool;
  /** A window of its own, with the session of somebody where one is named. */
  readonly pageOf: (size: Size, at?: At, username?: string) => Promise<Page>;
  /** A citizen's page at phone size; the device says it stands at `at`, or refuses to say. */
  readonly citizen: (at?: At) => Promise<Page>;
  /** A page of somebody who has not signed in. */
  readonly stranger: (size?: Size) => Promise<Page>;
  /** A page at desk size of somebody who signed in before; it opens where sign-in leads, or at `path`. How one signs in, stories tell by `signIn`. */
  readonly staff: (username: string, path?: string, size?: Size) => Promise<Page>;
}

// The browser itself writes a line for each refused request; what pages make of a refusal is what the stories look at.
const isRefusal = (text: string) => /^Failed to load resource: the server responded with a status of 4\d\d/.test(text);

/** Lines of a page's console that are errors, and what it threw; filled as the page lives. */
export const watchErrors = (page: Page): string[] => {
  const errors: string[] = [];
  page.on('console', (line) => {
    if (line.type() === 'error' && !isRefusal(line.text())) errors.push(`${page.url()}: ${line.text()}`);
  });
  page.on('pageerror', (error) => errors.push(`${page.url()}: ${error.message}`));
  return errors;
};

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** Waits for what moves in, which has half its colour until it rests. */
export const toRest = async (page: Page): Promise<void> => {
  // What is paused, goes by how far a row is pushed, or begins when nothing is drawn any more, would be waited for without end.
  await page.evaluate(
    `Promise.race([
      new Promise((rest) => setTimeout(rest, 3000)),
      Promise.all(
        document
          .getAnimations()
          .filter(({ effect, playState, timeline }) => playState === 'running' && timeline === document.timeline && effect.getTiming().iterations !== Infinity)
          .map(({ finished }) => finished.catch(() => null)),
      ),
    ]).then(() => null)`,
  );
};

/** What axe finds wrong with a page as it stands, open dialogs included. */
export const faultsOf = async (page: Page): Promise<string[]> => {
  await toRest(page);
  // The map's canvas and marks lie over each other as they do in the street; its words are beside it.
  const { violations } = await new AxeBuilder({ page }).withTags(rules).exclude('.city-map').analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(' | ')}`);
};

export const address = (): string => process.env['E2E_ADDRESS'] ?? '';

/** `STORIES_SLOW=3 playwright test …` tells stories on pages three times as slow: what one of them does not wait for comes to light. */
const times = () => Number(process.env['STORIES_SLOW'] ?? 1);
const slowDown = async (page: Page): Promise<void> => {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: times() });
};

/** A person's own browser window. */
export const openWindow = async (
  browser: Browser,
  viewport: Size,
  at?: At,
  { colorScheme = 'light', withWorker = false }: { colorScheme?: 'light' | 'dark'; withWorker?: boolean } = {},
): Promise<BrowserContext> => {
  const window = await browser.newContext({
    // Stories with a signal need no copy of the pages on the device; it would only take their time.
    serviceWorkers: withWorker ? 'allow' : 'block',
    baseURL: address(),
    viewport,
    colorScheme,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    hasTouch: viewport.width < 600,
    reducedMotion: 'reduce', // flights over the map would be drawn frame by frame without a graphics card
    ...(at ? { permissions: ['geolocation'], geolocation: { longitude: at.lon, latitude: at.lat, accuracy: 12 } } : {}),
  });
  if (process.env['STORIES_BY']) await window.addInitScript(shiftDate, Number(process.env['STORIES_BY'])); // tests/support/at.ts
  // One that was shut at once is slow enough; where it is slowed by a line of its own, the browser does not tell a page that its network came back.
  if (times() > 1 && !withWorker) window.on('page', (page) => void slowDown(page).catch(() => undefined));
  return window;
};

/** Gives a window the session of somebody, without a page. @returns the token that each change of theirs carries */
export const holdSession = async (window: BrowserContext, username: string): Promise<string> => {
  const session = await window.request.post('/api/v1/session', { data: { username, password: demoPassword } });
  expect(session.ok(), await session.text()).toBe(true);
  const { csrfToken }: { csrfToken: string } = await session.json();
  return csrfToken;
};

/** By what the server knows a window's session: another story may be at work as the same person. */
export const sessionHashOf = async (window: BrowserContext): Promise<Buffer> => {
  const secret = (await window.cookies()).find(({ name }) => name === 'jz_session')?.value ?? '';
  return createHash('sha256').update(secret).digest();
};

/** Signs in by the form and waits for the person's own desk. */
export const signIn = async (page: Page, username: string): Promise<void> => {
  await page.goto('/sign-in');
  await page.getByLabel('用户名').fill(username);
  await page.getByLabel('密码', { exact: true }).fill(demoPassword);
  await page.getByRole('button', { name: /^登\s?录$/ }).click();
  await page.waitForURL((url) => url.pathname !== '/sign-in');
};

/** Stories: several people, each in a window of their own; no page of theirs may log an error. */
export const test = base.extend<Story, { workerRegistry: Pool }>({
  workerRegistry: [
    // biome-ignore lint/correctness/noEmptyPattern: the runner reads what a fixture needs from this pattern
    async ({}, use) => {
      const pool = openRegistry();
      await use(pool);
      await pool.end();
    },
    { scope: 'worker' },
  ],
  registry: async ({ workerRegistry }, use) => use(workerRegistry),
  pageOf: async ({ browser }, use) => {
    const errors: string[][] = [];
    const windows: BrowserContext[] = [];
    await use(async (size, at, username) => {
      const window = await openWindow(browser, size, at);
      windows.push(window);
      if (username !== undefined) await holdSession(window, username);
      const page = await window.newPage();
      errors.push(watchErrors(page));
      return page;
    });
    await Promise.all(windows.map((window) => window.close()));
    expect([...new Set(errors.flat())], 'no page logs an error').toEqual([]);
  },
  citizen: async ({ pageOf }, use) => use((at) => pageOf(phoneSize, at)),
  stranger: async ({ pageOf }, use) => use((size = deskSize) => pageOf(size)),
  staff: async ({ pageOf }, use) =>
    use(async (username, path = '/sign-in', size = deskSize) => {
      const page = await pageOf(size, undefined, username);
      await page.goto(path);
      await page.waitForURL((url) => url.pathname !== '/sign-in');
      return page;
    }),
});

export { expect };
