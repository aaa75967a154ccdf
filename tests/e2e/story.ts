import { AxeBuilder } from '@axe-core/playwright';
import { type Browser, type BrowserContext, test as base, expect, type Page } from '@playwright/test';
import type { Pool } from '#db/pool.ts';
import { openRegistry } from './registry.ts';

export const phoneSize = { width: 390, height: 844 };
export const deskSize = { width: 1440, height: 900 };
export const demoPassword = 'jingzheng-demo';

export interface At {
  readonly lon: number;
  readonly lat: number;
}

interface Story {
  readonly registry: Pool;
  /** A citizen's page at phone size; the device says it stands at `at`, or refuses to say. */
  readonly citizen: (at?: At) => Promise<Page>;
  /** A page at desk size, signed in by the form. */
  readonly staff: (username: string) => Promise<Page>;
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

/** What axe finds wrong with a page as it stands, open dialogs included. */
export const faultsOf = async (page: Page): Promise<string[]> => {
  // What moves in has half its colour until it rests; what is paused, or begins when nothing is drawn any more, would be waited for without end.
  await page.evaluate(
    `Promise.race([
      new Promise((rest) => setTimeout(rest, 3000)),
      Promise.all(
        document
          .getAnimations()
          .filter(({ effect, playState }) => playState === 'running' && effect.getTiming().iterations !== Infinity)
          .map(({ finished }) => finished.catch(() => null)),
      ),
    ]).then(() => null)`,
  );
  // The map's canvas and marks lie over each other as they do in the street; its words are beside it.
  const { violations } = await new AxeBuilder({ page }).withTags(rules).exclude('.city-map').analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(' | ')}`);
};

const address = () => process.env['E2E_ADDRESS'] ?? '';

/** A person's own browser window. */
export const openWindow = (
  browser: Browser,
  viewport: { width: number; height: number },
  at?: At,
  { colorScheme = 'light', withWorker = false }: { colorScheme?: 'light' | 'dark'; withWorker?: boolean } = {},
): Promise<BrowserContext> =>
  browser.newContext({
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
  citizen: async ({ browser }, use) => {
    const errors: string[][] = [];
    const windows: BrowserContext[] = [];
    await use(async (at) => {
      const window = await openWindow(browser, phoneSize, at);
      windows.push(window);
      const page = await window.newPage();
      errors.push(watchErrors(page));
      return page;
    });
    await Promise.all(windows.map((window) => window.close()));
    expect([...new Set(errors.flat())], 'the citizen’s pages log no error').toEqual([]);
  },
  staff: async ({ browser }, use) => {
    const errors: string[][] = [];
    const windows: BrowserContext[] = [];
    await use(async (username) => {
      const window = await openWindow(browser, deskSize);
      windows.push(window);
      const page = await window.newPage();
      errors.push(watchErrors(page));
      await signIn(page, username);
      return page;
    });
    await Promise.all(windows.map((window) => window.close()));
    expect([...new Set(errors.flat())], 'the staff’s pages log no error').toEqual([]);
  },
});

export { expect };
