import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from '@playwright/test';
import type { Pool } from '#db/pool.ts';
import { oneRow, sql } from '#db/sql.ts';
import { findAddress, findOrderId, findWell } from './registry.ts';
import { beside } from './report-page.ts';
import { type At, deskSize, expect, holdSession, openWindow } from './story.ts';

/** What a button or field is called in the language of the picture, by its key among the words: `desk.many.select`. */
export type Say = (key: string) => string;

/** A page as somebody has it before them: as it opens, or with something of it opened, chosen, empty or failing. */
export interface Face {
  readonly name: string;
  readonly path: string;
  readonly as?: string;
  /** Seen when the page is whole. */
  readonly whole: string;
  /** What is answered otherwise than the city would, before the page is asked for. */
  readonly answer?: (page: Page) => Promise<unknown>;
  /** What a hand does once the page is whole. */
  readonly open?: (page: Page, say: Say) => Promise<unknown>;
}

/** As the city answers, but changed. */
export const changed =
  <T extends object>(path: RegExp, change: Partial<T> | ((told: T) => Partial<T>)): NonNullable<Face['answer']> =>
  async (page) => {
    await page.route(path, async (route) => {
      if (route.request().method() !== 'GET') return route.continue();
      const response = await route.fetch();
      const told: T = await response.json();
      await route.fulfill({ response, json: { ...told, ...(typeof change === 'function' ? change(told) : change) } });
    });
  };

/** Of what a hand opens, and of a number's states, those that a test run looks at too, narrow and in English: the acts that most people do, and what is dangerous. `npm run pictures` draws all. */
const oftenSeen = new Set([
  ...[
    'report-filled',
    'report-emergency',
    'report-sent',
    'report-unsent',
    'progress-judge',
    'progress-add',
    'join-differs',
    'crew-safe',
    'crew-waits',
    'crew-conflict',
  ],
  ...['progress-danger', 'progress-working', 'progress-closed', 'progress-void'],
  ...['desk-table', 'desk-many-acting', 'desk-handover', 'desk-order-merge', 'desk-failing', 'unit-order-return', 'unit-well', 'unit-duty-shift'],
  ...[
    'registry-more',
    'registry-new',
    'registry-asset-edit',
    'registry-import',
    'analysis-late',
    'scores-cases',
    'network-draft',
    'network-unit',
    'people-invite',
  ],
]);

/** Whether a test run looks at a face in its narrow round. */
export const isOftenSeen = ({ name, answer, open }: Face): boolean => oftenSeen.has(name) || (!name.startsWith('progress-') && !answer && !open);

/** What lies in the city for the pages to show. */
export interface Shown {
  readonly plate: string;
  readonly number: string;
  readonly order: string;
  /** Where that order is. */
  readonly address: string;
  readonly at: At;
  /** A census file that was checked and has doubts and refused rows. */
  readonly file: string;
  /** A well of the drainage unit's. */
  readonly ownWell: string;
}

const words = new Map<string, unknown>();
const wordsOf = (folder: string, language: string): unknown => {
  const path = join(import.meta.dirname, '../../web', folder, `${language}.json`);
  if (!words.has(path)) words.set(path, JSON.parse(readFileSync(path, 'utf8')));
  return words.get(path);
};

/** @throws when the words have no such key */
export const sayIn =
  (language: 'zh' | 'en'): Say =>
  (key) => {
    const [first = ''] = key.split('.');
    const folder = first === 'staff' ? 'staff' : `features/${first}`;
    const found = key.split('.').reduce<unknown>((at, part) => (at as Record<string, unknown> | undefined)?.[part], wordsOf(folder, language));
    if (typeof found !== 'string') throw new Error(`no word for ${key}`);
    return found;
  };

/** A report that lies open with its owner. */
const aReportLyingOpen = async (window: BrowserContext, registry: Pool) => {
  const well = await findWell(registry, 'drainage', '310104', 10);
  const sent = await window.request.post('/api/v1/reports', {
    headers: { 'idempotency-key': 'faces-of-the-city' },
    data: {
      kind: 'cover_loose',
      position: { lon: well.lon, lat: well.lat },
      accuracyM: 3,
      assetId: well.id,
      text: '井盖翘起来了，电动车差点摔倒',
      channel: 'pin',
    },
  });
  expect(sent.ok(), await sent.text()).toBe(true);
  const { number }: { number: string } = await sent.json();
  return { plate: well.id, number, order: await findOrderId(registry, number), address: await findAddress(registry, well.id), at: beside(well, 2, 1) };
};

const censusName = '普查-待定.csv';

const sendCensus = async (window: BrowserContext, registry: Pool, headers: Record<string, string>): Promise<string> => {
  const well = await findWell(registry, 'water', '310104', 3);
  const row = (number: string, owner: string, { lon, lat }: At) => `${number},上水井盖,${owner},${lon.toFixed(8)},${lat.toFixed(8)}`;
  const rows = [
    '自编号,小类名称,权属单位,经度,纬度',
    row('TY-1', '市供水企业', beside(well, 3, 0)),
    row('TY-2', '市供水企业', beside(well, 3.3, 0)),
    row('TY-3', '市供水企叶', beside(well, 0, 4)),
    row('TY-4', '市供水企业', beside(well, 0.2, 0.1)),
  ];
  const file = { name: censusName, mimeType: 'text/csv', buffer: Buffer.from(`${rows.join('\n')}\n`) };
  const sent = await window.request.post('/api/v1/imports', { headers, multipart: { source: '供水普查', system: 'EPSG:4326', file } });
  expect(sent.ok(), await sent.text()).toBe(true);
  const { id }: { id: string } = await sent.json();
  const asked = await window.request.post(`/api/v1/imports/${id}/check`, { headers });
  expect(asked.ok(), await asked.text()).toBe(true);
  return id;
};

const aFileWithDoubts = async (window: BrowserContext, registry: Pool): Promise<string> => {
  const headers = { 'x-csrf-token': await holdSession(window, 'registrar') };
  const { items }: { items: { id: string; fileName: string }[] } = await (await window.request.get('/api/v1/imports')).json();
  const id = items.find(({ fileName }) => fileName === censusName)?.id ?? (await sendCensus(window, registry, headers));
  const stateOf = async () => ((await (await window.request.get(`/api/v1/imports/${id}`)).json()) as { state: string }).state;
  await expect.poll(stateOf, { timeout: 120_000 }).toBe('checked'); // the first check of a server loads the city's roads
  return id;
};

/** What one shift of the district told the next, with an order that it names. */
const aHandover = async (window: BrowserContext, order: string): Promise<void> => {
  const headers = { 'x-csrf-token': await holdSession(window, 'district-dispatcher') };
  const { handovers }: { handovers: unknown[] } = await (await window.request.get('/api/v1/handovers')).json();
  if (handovers.length > 0) return;
  const data = { placeCode: '310104', note: '斜土路一带今晚有雨，井盖翘起的那件排水已答应十点前到场；来电人住对面，等回电。', orderIds: [order] };
  const sent = await window.request.post('/api/v1/handovers', { headers, data });
  expect(sent.ok(), await sent.text()).toBe(true);
};

const findOwnWell = async (registry: Pool): Promise<string> =>
  (await oneRow<{ id: string }>(registry, sql`select id from assets where maintainer_id = 'drainage' and status = 'intact' order by id limit 1`)).id;

/** Lays once for all what the pages show, whoever asks first. */
export const laidToBeShown = async (browser: Browser, registry: Pool): Promise<Shown> => {
  const window = await openWindow(browser, deskSize);
  const report = await aReportLyingOpen(window, registry);
  const file = await aFileWithDoubts(window, registry);
  await aHandover(window, report.order);
  await window.close();
  return { ...report, file, ownWell: await findOwnWell(registry) };
};
