import type { Locator, Page } from '@playwright/test';
import type { MatchReply } from '#domain/contract/match.ts';
import type { StoryWell } from './registry.ts';
import { type At, expect } from './story.ts';

const metresPerDegree = 111_320;
/** Metres that one pixel shows at a zoom, in 512-pixel tiles. */
const metresPerPixel = (lat: number, zoom: number) => (78_271.5 * Math.cos((lat * Math.PI) / 180)) / 2 ** zoom;

/** A place so many metres east and north of another. */
export const beside = ({ lon, lat }: At, eastM: number, northM: number): At => ({
  lon: lon + eastM / (metresPerDegree * Math.cos((lat * Math.PI) / 180)),
  lat: lat + northM / metresPerDegree,
});

const centreOf = async (thing: Locator): Promise<{ x: number; y: number }> => {
  const box = await thing.boundingBox();
  if (!box) throw new Error('it is not on the page');
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
};

/** Waits until the map rests on the pin, where the device says the person stands. @returns its middle on the screen */
const restsOnPin = async (page: Page): Promise<{ x: number; y: number }> => {
  await expect(page.locator('.map-mark-pin')).toBeVisible();
  await expect(page.locator('.report-map .city-map')).toHaveAttribute('data-drawn', '');
  const middle = await centreOf(page.locator('.report-map canvas.maplibregl-canvas'));
  await expect.poll(async () => Math.abs((await centreOf(page.locator('.map-mark-pin'))).x - middle.x)).toBeLessThan(1);
  return middle;
};

/** Taps the map at a place, the map being centred on `at` as it is once the device has said where it is. */
export const tapMap = async (page: Page, at: At, place: At): Promise<void> => {
  const { x, y } = await restsOnPin(page);
  const scale = metresPerPixel(at.lat, Number(await page.locator('.report-map .city-map').getAttribute('data-zoom')));
  const right = ((place.lon - at.lon) * metresPerDegree * Math.cos((at.lat * Math.PI) / 180)) / scale;
  const down = ((at.lat - place.lat) * metresPerDegree) / scale;
  await page.touchscreen.tap(x + right, y + down);
};

/** Chooses the kind of problem by its word. */
export const chooseKind = (page: Page, kind: string): Promise<void> => page.locator('.kind', { hasText: kind }).first().click();

/** Sends the report. @returns its number */
export const send = async (page: Page): Promise<string> => {
  await page.getByRole('button', { name: '提交', exact: true }).click();
  const number = page.getByTestId('report-number');
  await expect(number).toBeVisible();
  return (await number.textContent())?.trim() ?? '';
};

/** Does what moves the place, waits for what the page then learns of it, and chooses the well from the list, as one who stands there would. */
export const chooseWell = async (page: Page, well: StoryWell, move: () => Promise<unknown>): Promise<void> => {
  const answered = page.waitForResponse((response) => new URL(response.url()).pathname === '/api/v1/match');
  await move();
  const reply: MatchReply = await (await answered).json();
  const index = reply.candidates.filter(({ assetId }) => assetId !== null).findIndex(({ assetId }) => assetId === well.id);
  expect(index, 'the well is among the candidates').toBeGreaterThanOrEqual(0);
  const more = page.getByRole('button', { name: /再看|more/ });
  if (index > 2 && (await more.isVisible())) await more.click();
  await expect(page.locator('.choice input').nth(index)).toBeEnabled(); // those of the place before cannot be chosen any more
  await page.locator('.choice').nth(index).click();
};
