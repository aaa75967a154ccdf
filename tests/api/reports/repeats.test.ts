import sharp from 'sharp';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { getVocabulary } from '#db/queries/places/vocabulary.ts';
import type { ReportRequest } from '#domain/contract/reports.ts';
import { findRepeats } from '../../../api/find-repeats.ts';
import { matchReport } from '../../../api/match-report.ts';
import { startApp, type TestApp } from '../../support/app.ts';
import { aReport, aWell } from '../../support/builders.ts';
import { orderOf, report, upload } from '../../support/thread.ts';

let test: TestApp;
beforeAll(async () => {
  test = await startApp();
});
afterAll(() => test.close());

const patches = Buffer.from(Array.from({ length: 6 * 4 * 3 }, (_, i) => (i * 7919) % 251));
const street = sharp(patches, { raw: { width: 6, height: 4, channels: 3 } }).resize(900, 600);
const kept = async (bytes: Buffer): Promise<string> => (await upload(test.app, bytes)).json<{ id: string }>().id;

/** What the program says of a report before it is taken. */
const asked = async (given: Partial<ReportRequest>, now = '2026-11-23T03:00:00Z') => {
  const vocabulary = await getVocabulary(test.database.pool);
  const body = aReport(given);
  const matched = await matchReport(test.database.pool, vocabulary, body);
  if (!matched.kind) throw new Error('a report has a kind');
  return findRepeats(test.database.pool, vocabulary, { matched, kind: matched.kind, isHazard: true, photoIds: body.photoIds ?? [], now });
};

const spot = { lon: 120.012, lat: 30.012 };
const eastOf = (metres: number) => ({ lon: spot.lon + metres / 96_300, lat: spot.lat });

it('a report near an open hole is likely of it, with reasons, and one in another street is not', async () => {
  await aWell(test.database.pool, spot);
  for (const metres of [9, 18, 27]) await aWell(test.database.pool, { ...eastOf(metres), classCode: '0107', ownerId: 'telecom', lettering: '通信' });
  const order = await orderOf(test.app, await report(test.app, { position: spot }));
  const near = await asked({ position: eastOf(2) });
  expect(near.repeats).toMatchObject([{ orderId: order.id }]);
  expect(near.repeats[0]?.probability).toBeGreaterThan(0.9);
  expect(near.repeats[0]?.reasons.map(({ code }) => code)).toEqual(expect.arrayContaining(['repeat-place', 'repeat-kind', 'repeat-time']));
  const next = await asked({ position: eastOf(27), text: '通信井盖不见了' });
  expect(next.repeats[0]?.probability).toBeLessThan(0.1);
  expect(next.action).toBe('apart');
  expect((await asked({ position: { lon: 120.018, lat: 30.018 } })).repeats).toEqual([]);
}, 60_000);

it('a hole that was told of by a number that was merged since is told of again by the one that stands for it', async () => {
  const { pool } = test.database;
  const place = { lon: 120.012, lat: 30.02 };
  const kept = await aWell(pool, { ...place, lon: place.lon + 0.00012 });
  const merged = await aWell(pool, place);
  const order = await orderOf(test.app, await report(test.app, { position: place, plate: merged }));
  await pool.query('update assets set merged_into = $2 where id = $1', [merged, kept]);
  const { repeats } = await asked({ position: place, plate: kept });
  expect(repeats).toMatchObject([{ orderId: order.id }]);
  expect(repeats[0]?.probability).toBeGreaterThan(0.9);
}, 60_000);

it('a hole that was told of by pins beside a well that was merged since, twice, is told of again by pins beside the one that stands for it', async () => {
  const { pool } = test.database;
  const place = { lon: 120.012, lat: 30.026 };
  const [merged, between, kept] = [await aWell(pool, place), await aWell(pool, eastOf(200)), await aWell(pool, { ...place, lon: place.lon + 0.0004 })];
  const order = await orderOf(test.app, await report(test.app, { position: place }));
  await pool.query('update assets set merged_into = $2 where id = $1', [merged, between]);
  await pool.query('update assets set merged_into = $2, geom = (select geom from assets where id = $3) where id = $1', [between, kept, merged]);
  await pool.query('update assets set geom = (select geom from assets where id = $2) where id = $1', [kept, merged]);
  const { repeats } = await asked({ position: place });
  expect(repeats).toMatchObject([{ orderId: order.id }]);
  expect(repeats[0]?.probability).toBeGreaterThan(0.9);
}, 60_000);

it('a photo passed on, made smaller and lighter, is known again; another is not', async () => {
  const place = { lon: 120.016, lat: 30.004 };
  await aWell(test.database.pool, place);
  await report(test.app, { position: place, photoIds: [await kept(await street.clone().jpeg().toBuffer())] });
  const passedOn = await kept(await street.clone().resize(500).modulate({ brightness: 1.1 }).jpeg({ quality: 50 }).toBuffer());
  const other = await kept(await street.clone().rotate(90).jpeg().toBuffer());
  const codes = async (photoId: string) => (await asked({ position: place, photoIds: [photoId] })).repeats[0]?.reasons.map(({ code }) => code);
  expect(await codes(passedOn)).toContain('repeat-photo');
  expect(await codes(other)).not.toContain('repeat-photo');
}, 60_000);
