import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { rows, sql } from '#db/sql.ts';
import type { Order } from '#domain/contract/orders.ts';
import type { ReportStory } from '#domain/contract/reports.ts';
import { eraseOnRequest, eraseOnTime } from '../../../api/erasure/erase.ts';
import { startApp, type TestApp } from '../../support/app.ts';
import { aWell } from '../../support/builders.ts';
import { caller, wordsOf } from '../../support/caller-words.ts';
import { now } from '../../support/city.ts';
import { act, aKey, aPhoto, as, orderOf, readOrder, report } from '../../support/thread.ts';

let test: TestApp;
beforeAll(async () => {
  test = await startApp();
});
afterAll(() => test.close());

const { tablesWith } = wordsOf(() => test);
const { said } = caller;

describe('a caller’s photos', () => {
  const status = async (url: string, username?: Parameters<typeof as>[1]) =>
    (await test.app.inject({ url, headers: username ? await as(test.app, username) : {} })).statusCode;
  const pictures = (number: string) =>
    rows<{ bytes: number; looksLike: boolean; isErased: boolean }>(
      test.database.pool,
      sql`select octet_length(p.bytes) as bytes, p.fingerprint is not null as looks_like, p.erased_at is not null as is_erased from photos p join reports r on r.id = p.report_id where r.number = ${number}`,
    );
  /** A closed order with two photos of its caller, the second added later, and one of the work. */
  const aPhotographed = async () => {
    const told = await report(test.app, { plate: await aWell(test.database.pool), channel: 'plate', text: said, photoIds: [await aPhoto(test.app)] });
    const payload = { photoIds: [await aPhoto(test.app)] };
    const added = await test.app.inject({ method: 'POST', url: `/api/v1/reports/${told.number}/additions`, headers: { 'idempotency-key': aKey() }, payload });
    expect(added.statusCode, added.body).toBe(200);
    const { id, position } = await orderOf(test.app, told);
    const photoIds = [await aPhoto(test.app, await as(test.app, 'clerk-power'))];
    for (const [who, action, body] of [
      ['clerk-power', 'sign', {}],
      ['clerk-power', 'start', {}],
      ['clerk-power', 'resolve', { reply: '已修好', photoIds, position }],
      ['dispatcher-city', 'close', {}],
    ] as const)
      expect((await act(test.app, who, id, action, body)).statusCode).toBe(200);
    return { id, number: told.number };
  };
  const callersOf = (order: Order) => order.reports.flatMap((one) => [...one.photos, ...one.additions.flatMap(({ photos }) => photos)]);

  it('go with their words, and what they looked like too; that they were there, when they went, and the crew’s proof stay', async () => {
    const { id, number } = await aPhotographed();
    const before = await readOrder(test.app, id);
    expect(callersOf(before).map(({ erasedAt }) => erasedAt)).toEqual([null, null]);
    for (const { url } of callersOf(before)) expect(await status(url, 'dispatcher-city')).toBe(200);
    expect(await eraseOnTime(test.database.pool, '2027-12-24T02:00:00.000Z')).toBeGreaterThan(0);
    expect(await pictures(number)).toEqual(Array(2).fill({ bytes: 0, looksLike: false, isErased: true }));
    const after = await readOrder(test.app, id);
    expect(callersOf(after)).toEqual(callersOf(before).map((photo) => ({ ...photo, erasedAt: '2027-12-24T02:00:00.000Z' })));
    for (const { url } of callersOf(before)) expect(await status(url, 'dispatcher-city')).toBe(404);
    expect(await status(after.replyPhotos[0]?.url ?? '', 'dispatcher-city')).toBe(200);
    const story = (await test.app.inject({ url: `/api/v1/reports/${number}` })).json<ReportStory>();
    expect(story.photos.map(({ erasedAt }) => erasedAt)).toEqual(['2027-12-24T02:00:00.000Z']);
    expect(story.additions[0]?.photos.map(({ erasedAt }) => erasedAt)).toEqual(['2027-12-24T02:00:00.000Z']);
    expect([await status(story.photos[0]?.url ?? ''), await status(story.replyPhotos[0]?.url ?? '')]).toEqual([404, 200]);
  });

  it('are whole with their words when the erasing is killed on its way, and gone with them after the next', async () => {
    const { id, number } = await aPhotographed();
    const { pool } = test.database;
    const holder = await pool.connect();
    await holder.query('begin');
    await holder.query('select from photos p join reports r on r.id = p.report_id where r.number = $1 for update of p', [number]);
    const erasing = eraseOnTime(pool, '2029-01-01T00:00:00.000Z').catch((error: Error) => error.message);
    const waiting = () =>
      rows<{ pid: number }>(
        pool,
        sql`select pid from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and query like 'update photos%'`,
      );
    const worker = await vi.waitFor(async () => {
      const [found] = await waiting();
      if (!found) throw new Error('it does not wait yet');
      return found;
    });
    await pool.query('select pg_terminate_backend($1)', [worker.pid]);
    expect(await erasing).toMatch(/terminat|connection/i);
    await holder.query('rollback');
    holder.release();
    expect((await readOrder(test.app, id)).reports[0]?.text).toBe(said);
    expect((await pictures(number)).map(({ isErased }) => isErased)).toEqual([false, false]);
    await eraseOnTime(pool, '2029-01-01T00:00:00.000Z');
    expect((await readOrder(test.app, id)).reports[0]?.text).toBe('');
    expect(await pictures(number)).toEqual(Array(2).fill({ bytes: 0, looksLike: false, isErased: true }));
  });

  it('that are added while they are erased at request go too, or are refused', async () => {
    const told = await report(test.app, { position: { lon: 120.017, lat: 30.035 }, photoIds: [await aPhoto(test.app)] });
    const word = '后来补的话';
    const ready = await Promise.all(Array.from({ length: 6 }, () => aPhoto(test.app)));
    const send = async (photo: string) => {
      const payload = { text: word, photoIds: [photo] };
      return (await test.app.inject({ method: 'POST', url: `/api/v1/reports/${told.number}/additions`, headers: { 'idempotency-key': aKey() }, payload }))
        .statusCode;
    };
    const added = ready.slice(0, 3).map(send);
    const erased = eraseOnRequest(test.database.pool, { number: told.number }, true, now);
    added.push(...ready.slice(3).map(send));
    expect(await erased).toEqual({ erased: 1, left: 0 });
    for (const code of await Promise.all(added)) expect([200, 409]).toContain(code);
    expect((await pictures(told.number)).every(({ isErased, bytes }) => isErased && bytes === 0)).toBe(true);
    expect(await tablesWith([word])).toEqual([]);
  });
});
