import { mkdir } from 'node:fs/promises';
import type { Browser, Page } from '@playwright/test';
import type { Pool } from '#db/pool.ts';
import { enlargeLetters, pictures, settle } from './drawing.ts';
import { laidToBeShown } from './face.ts';
import { unfitOf } from './fit.ts';
import { aPhoto } from './photo.ts';
import { findOrderId, findSpot } from './registry.ts';
import { beside } from './report-page.ts';
import { bringAll, handOf, type SoFar, step } from './so-far.ts';
import { type At, expect, openWindow, phoneSize, test } from './story.ts';
import { drawEach, loading, rounds, type StreetFace, wantedOf, wordRound } from './street-faces.ts';

// What a citizen and a crew see on their way: each of their pages in each of its states. `npm run pictures` draws them all; a test run holds them to what it
// holds every page to.

const district = '310104';
const photo = async (page: Page, input: string, shown: string) => {
  await page.getByTestId(input).setInputFiles(await aPhoto('hole.jpg'));
  await expect(page.locator(shown)).toBeVisible();
};
const fillIn = async (page: Page) => {
  await page.locator('.choice').first().click();
  await page.locator('.kind input[value=cover_sunken]').check({ force: true });
  await photo(page, 'photo-input', '.photo-list img');
  await page.locator('textarea').first().fill('井盖沉下去一大块，车开过去一颠，昨天有人绊了一跤');
  await page.locator('input[type=tel]').fill('13800138000');
};
const send = (page: Page) => page.locator('.report-send .button').click();
const failing = (path: string) => (page: Page) =>
  page.route(path, (route) =>
    route.fulfill({ status: 503, contentType: 'application/problem+json', body: JSON.stringify({ status: 503, code: 'unavailable' }) }),
  );
const silent = (path: string) => (page: Page) => page.route(path, () => new Promise(() => undefined));

/** A device that draws no map: an old phone, a browser that was told to save power. */
const cannotDraw = `(() => {
  const { getContext } = HTMLCanvasElement.prototype;
  HTMLCanvasElement.prototype.getContext = function (kind, ...rest) {
    return /webgl/.test(kind) ? null : getContext.call(this, kind, ...rest);
  };
})()`;

const citizensFaces = (so: SoFar, plate: string): StreetFace[] => [
  { name: 'report', path: '/', whole: '.choice' },
  { name: 'report-near', path: '/', whole: '.neighbours' },
  { name: 'embed', path: '/embed', whole: '.embed-report' },
  { name: 'progress-ask', path: '/r', whole: '.look-up' },
  { name: 'plate', path: `/a/${plate}`, whole: '.plate-card' },
  { name: 'plate-wrong', path: '/a/12345', whole: 'main [role=alert], main .notice' },
  { name: 'notices', path: '/notices', whole: '.public-notices' },
  { name: 'lost', path: '/nowhere', whole: 'main h1' },
  { name: 'sign-in', path: '/sign-in', whole: 'form' },
  { name: 'join-over', path: '/join#of-nobody-whatsoever', whole: '[role=alert]' },
  { name: 'report-nowhere', path: '/', whole: '.report-sheet', isNowhere: true },
  { name: 'report-mapless', path: '/', whole: '.report-mapless', answer: (page) => page.addInitScript(cannotDraw) },
  { name: 'report-lack', path: '/', whole: '.choice', open: send },
  { name: 'report-filled', path: '/', whole: '.choice', open: fillIn },
  {
    name: 'report-emergency',
    path: '/',
    whole: '.choice',
    open: async (page) => {
      await page.locator('.switch input').check();
      await page.locator('.kinds + .button').click();
    },
  },
  {
    name: 'report-typed',
    path: '/',
    whole: '.choice',
    open: async (page) => {
      await page.locator('.place-ways .button').nth(1).click();
      await page.locator('.place-typed input').first().fill('31010412345');
      await page.locator('.place-typed .button').first().click();
      await expect(page.locator('.field-error')).toBeVisible();
    },
  },
  {
    name: 'report-search',
    path: '/',
    whole: '.choice',
    open: async (page) => {
      await page.locator('.map-search-open').first().click();
      await page.locator('.map-search input').fill('斜土');
      await expect(page.locator('.map-search-results')).toBeVisible();
    },
  },
  {
    name: 'report-sent',
    path: '/',
    whole: '.choice',
    open: async (page) => {
      await page.locator('.choice').first().click();
      await page.locator('.kind input[value=cover_loose]').check({ force: true });
      await page.locator('input[type=tel]').fill('13800138000');
      await send(page);
      await expect(page.getByTestId('report-number')).toBeVisible();
    },
  },
  {
    name: 'report-unsent',
    path: '/',
    whole: '.choice',
    isCut: true,
    answer: (page) => page.route('**/api/v1/reports', (route) => route.abort()),
    open: async (page) => {
      await fillIn(page);
      await send(page);
      await expect(page.locator('.waiting-one')).toBeVisible();
    },
  },
  {
    name: 'report-waiting',
    path: '/',
    whole: '.choice',
    isCut: true,
    answer: (page) => page.route('**/api/v1/reports', (route) => route.abort()),
    open: async (page) => {
      await fillIn(page);
      await send(page);
      await page.locator('.sent-actions .button').last().click();
      await expect(page.locator('.waiting-strip')).toBeVisible();
    },
  },
  { name: 'report-failed', path: '/', whole: 'main .notice', isCut: true, answer: failing('**/api/v1/city') },
  { name: 'report-loading', path: '/', whole: loading, isCut: true, answer: silent('**/api/v1/city') },
  ...(Object.keys(so) as (keyof SoFar)[]).map(
    (name): StreetFace => ({ name: `progress-${name}`, path: `/r/${so[name]}`, whole: '[data-testid=report-state]' }),
  ),
  {
    name: 'progress-judge',
    path: `/r/${so.closed}`,
    whole: '.judge',
    open: async (page) => {
      await page.locator('.judge input[value=solved]').check();
      await page.locator('.judge [type=submit]').click();
    },
  },
  {
    name: 'progress-open-still',
    path: `/r/${so.closed}`,
    whole: '.judge',
    open: async (page) => {
      await page.locator('.judge input[value=notSolved]').check();
      await page.locator('.judge [type=submit]').click();
    },
  },
  {
    name: 'progress-add',
    path: `/r/${so.working}`,
    whole: '.story-said > .button',
    open: async (page) => {
      await page.locator('.story-said > .button').click();
      await photo(page, 'photo-input', '.photo-list img');
      await page.locator('.add-more textarea').fill('口子更大了，晚上没有灯');
    },
  },
  {
    name: 'progress-add-waits',
    path: `/r/${so.working}`,
    whole: '.story-said > .button',
    isCut: true,
    answer: (page) => page.route('**/additions', (route) => route.abort()),
    open: async (page) => {
      await page.locator('.story-said > .button').click();
      await page.locator('.add-more textarea').fill('口子更大了，晚上没有灯');
      await page.locator('.add-more [type=submit]').click();
      await expect(page.locator('.story-said .notice-warn')).toBeVisible();
    },
  },
  { name: 'progress-unknown', path: '/r/SQ-2026-000000-0000', whole: '.look-up' },
  { name: 'progress-failed', path: `/r/${so.working}`, whole: 'main .notice', isCut: true, answer: failing('**/api/v1/reports/*') },
  { name: 'progress-loading', path: `/r/${so.working}`, whole: loading, isCut: true, answer: silent('**/api/v1/reports/*') },
  {
    name: 'progress-ask-known',
    path: `/r/${so.working}`,
    whole: '[data-testid=report-state]',
    open: async (page) => {
      await page.goto(`/r/${so.danger}`);
      await expect(page.getByTestId('report-state')).toBeVisible();
      await page.goto('/r');
      await expect(page.locator('.opened-here li')).toHaveCount(2);
    },
  },
  { name: 'plate-ask', path: '/a', whole: 'main form' },
  { name: 'plate-failed', path: '/a/31010413100000011', whole: 'main .notice', isCut: true, answer: failing('**/api/v1/assets/*') },
  {
    name: 'embed-pin',
    path: '/embed',
    whole: '.embed-report',
    open: async (page) => {
      await page.locator('.city-map canvas').click({ position: { x: 150, y: 200 } });
      await expect(page.locator('.map-mark-pin')).toBeVisible();
    },
  },
  {
    name: 'notices-settled',
    path: '/notices',
    whole: '.public-notices',
    open: (page) => page.locator('.public-notices-states .button').nth(1).click(),
  },
  { name: 'sign-in-lack', path: '/sign-in', whole: 'form', open: (page) => page.locator('form [type=submit]').click() },
  {
    name: 'sign-in-wrong',
    path: '/sign-in?next=/desk',
    whole: 'form',
    open: async (page) => {
      await page.locator('#username').fill('nobody-here');
      await page.locator('#password').fill('not this one');
      await page.locator('form [type=submit]').click();
      await expect(page.locator('.ant-alert-error')).toBeVisible();
    },
  },
];

/** An invitation that was not taken up, and its page. */
const joinsFaces = (link: string): StreetFace[] => [
  { name: 'join', path: link, whole: 'form' },
  {
    name: 'join-differs',
    path: link,
    whole: 'form',
    open: async (page) => {
      const words = page.locator('form input:not([readonly])');
      await words.first().fill('四个词连起来好记又难猜');
      await words.nth(1).fill('四个词连起来');
      await page.locator('form [type=submit]').click();
    },
  },
];

/** An account in use: a second browser, tokens of programs, addresses that events are sent to (one of them silent), orders and classes that are followed. */
const inUse = async (page: Page): Promise<void> => {
  const at = '2026-11-25T02:00:00.000Z';
  const agents = ['Mozilla/5.0 (Windows NT 10.0) Chrome/141.0.0.0', 'Mozilla/5.0 (iPhone) Safari/604.1'];
  const answers: Readonly<Record<string, object>> = {
    'account/sessions': { sessions: agents.map((agent, i) => ({ id: String(i), agent, createdAt: at, seenAt: at, isThis: i === 0 })) },
    'account/subscriptions': {
      orders: [
        { id: '1559', state: 'in_progress', kind: 'cover_loose', since: at },
        { id: '1437', state: 'closed', kind: 'well_smell', since: at },
      ],
      classes: ['0101', '0102'],
    },
    tokens: {
      tokens: [
        {
          id: '1',
          name: '排水运维平台',
          permissions: ['orders.read', 'orders.act', 'assets.read', 'assets.status'],
          createdAt: at,
          expiresAt: '2027-02-23T02:00:00.000Z',
        },
        { id: '2', name: '值班大屏', permissions: null, createdAt: at, expiresAt: '2026-12-23T02:00:00.000Z' },
      ],
    },
    webhooks: {
      webhooks: [
        {
          id: '1',
          name: '运维平台',
          url: 'https://ops.drainage.example.cn/jingzheng/events',
          actions: [],
          subscribedOnly: false,
          createdAt: at,
          failures: 0,
          pausedUntil: null,
          waiting: 0,
        },
        {
          id: '2',
          name: '值班短信',
          url: 'https://sms.drainage.example.cn/hook',
          actions: ['dispatch', 'overdue', 'close'],
          subscribedOnly: true,
          createdAt: at,
          failures: 4,
          pausedUntil: '2026-11-27T10:00:00.000Z',
          waiting: 12,
        },
      ],
    },
    'webhooks/2/deliveries': {
      deliveries: [
        {
          id: 'a',
          action: 'dispatch',
          orderId: '1559',
          createdAt: at,
          attempts: 4,
          state: 'waiting',
          lastAnswer: '503',
          dueAt: '2026-11-27T10:00:00.000Z',
          endedAt: null,
        },
        { id: 'b', action: 'close', orderId: '1437', createdAt: at, attempts: 1, state: 'arrived', lastAnswer: '200', dueAt: null, endedAt: at },
        { id: 'c', action: 'sign', orderId: '1437', createdAt: at, attempts: 9, state: 'given-up', lastAnswer: 'ECONNREFUSED', dueAt: null, endedAt: at },
      ],
    },
  };
  for (const [path, json] of Object.entries(answers))
    await page.route(`**/api/v1/${path}`, (route) => (route.request().method() === 'GET' ? route.fulfill({ json }) : route.continue()));
};

const personsFaces: readonly StreetFace[] = [
  { name: 'account', path: '/account', as: 'registrar', whole: '.account-line' },
  {
    name: 'account-in-use',
    path: '/account',
    as: 'drainage-clerk',
    whole: '.account-line',
    answer: inUse,
    open: (page) => page.locator('.account-line button[aria-expanded]').last().click(),
  },
  { name: 'forbidden', path: '/people', as: 'analyst', whole: '.absent' },
  {
    name: 'account-factor',
    path: '/account',
    as: 'supervisor',
    whole: '.account-line',
    open: async (page) => {
      await page.locator('.account-page form input[type=password]').first().fill('jingzheng-demo');
      await page.locator('.account-page form [type=submit]').first().click();
      await expect(page.locator('.factor-qr img')).toBeVisible();
    },
  },
];

const openJob = (page: Page, order: string) => page.locator(`.crew-job[href="/crew/${order}"]`).click();
const act = (page: Page, nth: number) => page.locator('.crew-acts .button').nth(nth).click();
/** Takes the first step of a job without a signal, its map drawn before: what a map had not loaded when the signal went it does not load before it is moved. */
const actUnheard = async (page: Page, order: string): Promise<void> => {
  await openJob(page, order);
  await expect(page.locator('.crew-map .city-map')).toHaveAttribute('data-drawn', '');
  await page.context().setOffline(true);
  await act(page, 0);
  await expect(page.locator('.crew-waiting')).toBeVisible();
};

const crewsFaces = (order: string, hole: string, another: () => Promise<string>, voidIt: (order: string) => Promise<void>): StreetFace[] => [
  { name: 'crew', path: '/crew', as: 'drainage-clerk', whole: '.crew-job' },
  { name: 'crew-job', path: `/crew/${order}`, as: 'drainage-clerk', whole: '.crew-acts' },
  { name: 'crew-called', path: '/crew', as: 'street-crew', whole: '.crew-call' },
  { name: 'crew-danger', path: `/crew/${hole}`, as: 'street-crew', whole: '.crew-acts' },
  {
    name: 'crew-safe',
    path: `/crew/${hole}`,
    as: 'street-crew',
    whole: '.crew-acts',
    open: async (page) => {
      await act(page, 1);
      await photo(page, 'crew-photo', '.crew-photos img');
      await page.locator('.crew-form summary').click();
      await page.locator('.crew-form details input').first().fill('7 dm');
      await page.locator('.crew-form [type=submit]').click();
    },
  },
  {
    name: 'crew-scan',
    path: '/crew',
    as: 'street-crew',
    whole: '.crew-job',
    open: async (page) => {
      await page.locator('.crew-scan').click();
      await expect(page.locator('.crew-scanning [role=status]')).toBeVisible();
      await page.locator('.crew-scanning input').fill('1234');
      await page.locator('.crew-scanning form .button').click();
    },
  },
  {
    name: 'crew-waits',
    path: '/crew',
    as: 'street-crew',
    isCut: true,
    whole: '.crew-job',
    open: (page) => actUnheard(page, hole),
  },
  {
    name: 'crew-waits-list',
    path: '/crew',
    as: 'street-crew',
    isCut: true,
    whole: '.crew-job',
    open: async (page) => {
      await actUnheard(page, hole);
      await page.locator('.crew-back').click();
      await expect(page.locator('.crew-job em')).toBeVisible();
    },
  },
  {
    name: 'crew-conflict',
    path: '/crew',
    as: 'street-crew',
    isCut: true,
    whole: '.crew-job',
    open: async (page) => {
      const order = await another();
      await page.reload();
      await actUnheard(page, order);
      await voidIt(order);
      await page.context().setOffline(false);
      await expect(page.locator('.crew-waiting.is-refused')).toBeVisible();
    },
  },
  { name: 'crew-none', path: '/crew', as: 'heat-clerk', whole: '.crew-sort' },
  { name: 'crew-stranger', path: '/crew', whole: '.crew .notice' },
  { name: 'crew-failed', path: '/crew', as: 'water-clerk', whole: '.notice-bad', isCut: true, answer: failing('**/api/v1/orders?*') },
];

/** A hole that is no registered well: its street's own crew has it at once. @returns its order */
const aHole = async (browser: Browser, registry: Pool, at: At, key: string): Promise<string> => {
  const window = await openWindow(browser, phoneSize);
  const data = {
    kind: 'cover_missing',
    position: at,
    accuracyM: 3,
    notListed: true,
    text: '路边一个洞，没有盖，旁边就是小学',
    channel: 'pin',
    contact: { phone: '13800138001' },
  };
  const sent = await window.request.post('/api/v1/reports', { headers: { 'idempotency-key': key }, data });
  expect(sent.ok(), await sent.text()).toBe(true);
  const { number }: { number: string } = await sent.json();
  await window.close();
  return findOrderId(registry, number);
};

const anInvitation = async (browser: Browser): Promise<string> => {
  const { request, csrfToken } = await handOf(browser, 'administrator');
  const data = {
    username: `zhao.yue-${Date.now().toString(36)}`,
    name: { zh: '赵越', en: 'Zhao Yue' },
    grants: [
      { role: 'dispatcher', placeCode: '310104' },
      { role: 'clerk', unitId: 'drainage' },
    ],
  };
  const made = await request.post('/api/v1/people', { headers: { 'x-csrf-token': csrfToken }, data });
  expect(made.ok(), await made.text()).toBe(true);
  const { pathname, hash } = new URL(((await made.json()) as { link: string }).link);
  return pathname + hash;
};

const nothingYet = { danger: '', safe: '', working: '', paused: '', resolved: '', closed: '', judged: '', notSolved: '', void: '', followed: '', added: '' };
const notYet = () => Promise.reject(new Error('nothing is there yet'));

// Each state is opened in a window of its own; a round of them takes some minutes.
test.describe.configure({ mode: 'parallel', timeout: 1_200_000 });
for (const round of rounds) {
  if (wantedOf([...citizensFaces(nothingYet, ''), ...joinsFaces(''), ...personsFaces], round).length > 0)
    test(`a citizen’s pages in their states ${wordRound(round)}, are whole, fit, read well and log no error`, async ({ browser, registry }) => {
      await mkdir(pictures, { recursive: true });
      const so = await bringAll(browser, registry, district);
      const { plate, at } = await laidToBeShown(browser, registry);
      const faces = [...citizensFaces(so, plate), ...joinsFaces(await anInvitation(browser)), ...personsFaces];
      expect(await drawEach(browser, wantedOf(faces, round), round, at)).toEqual([]);
    });
  if (wantedOf(crewsFaces('', '', notYet, notYet), round).length > 0)
    test(`a crew’s pages in their states ${wordRound(round)}, are whole, fit, read well and log no error`, async ({ browser, registry }) => {
      await mkdir(pictures, { recursive: true });
      const dispatcher = await handOf(browser, 'street-dispatcher');
      const at = await findSpot(registry, '310104007', 2);
      const hole = await aHole(browser, registry, at, 'a-hole-for-pictures');
      const another = async () =>
        aHole(
          browser,
          registry,
          await findSpot(registry, '310104007', 10 + rounds.indexOf(round)),
          `another-hole-${round.device}-${round.language}-${Date.now()}`,
        );
      const voidIt = (order: string) => step(order, [dispatcher, 'void', { note: '同一处，另有工单' }]);
      const { order } = await laidToBeShown(browser, registry);
      const faces = wantedOf(crewsFaces(order, hole, another, voidIt), round);
      expect(await drawEach(browser, faces, round, beside(at, 40, -20))).toEqual([]);
    });
}

test('in letters twice as large a phone’s pages cut no word, let none stand out of its frame and push nothing aside', async ({ browser, registry }) => {
  const { plate, number, at } = await laidToBeShown(browser, registry);
  const found: string[] = [];
  for (const language of ['zh', 'en'] as const) {
    const window = await openWindow(browser, phoneSize, at);
    await window.addInitScript(`localStorage.setItem('jz-language', '${language}')`);
    const page = await window.newPage();
    await enlargeLetters(page, 2);
    const told = async (name: string) => found.push(...(await unfitOf(page)).map((fault) => `${name} in ${language}: ${fault}`));
    await page.goto('/');
    await expect(page.locator('.choice').first()).toBeVisible();
    await page.locator('.switch input').check();
    await page.locator('.kinds + .button').click();
    await expect(page.locator('.emergency')).toBeVisible();
    await told('the form');
    for (const path of [`/r/${number}`, `/a/${plate}`, '/notices', '/embed', '/sign-in']) {
      await page.goto(path);
      await expect(page.locator('h1, .embed-report').first()).toBeVisible();
      await settle(page);
      await told(path);
    }
    await page.goto('/crew');
    await expect(page.locator('.crew .notice')).toBeVisible();
    await told('a crew’s, not signed in');
    await window.close();
  }
  expect(found).toEqual([]);
});

test('on a phone that is held sideways nothing to read or press lies under its camera', async ({ browser }) => {
  const window = await openWindow(browser, { width: 844, height: 390 }, { lon: 0, lat: 0 });
  const page = await window.newPage();
  const devtools = await window.newCDPSession(page);
  const edge = 47;
  await devtools.send('Emulation.setSafeAreaInsetsOverride', { insets: { left: edge, right: edge, bottom: 21 } });
  for (const path of ['/', '/r', '/crew', '/sign-in']) {
    await page.goto(path);
    await expect(page.getByRole('button').first()).toBeVisible();
    const beyond = await page.evaluate<string[]>(`[...document.querySelectorAll('a, button, input, h1, p')].filter((one) => {
      const { left, right, width } = one.getBoundingClientRect();
      return width > 1 && (left < ${edge} || right > innerWidth - ${edge}) && !one.closest('.unseen');
    }).map((one) => one.outerHTML.slice(0, 80))`);
    expect(beyond, path).toEqual([]);
  }
  await window.close();
});
