import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withPhotoPosition } from '#domain/photo/write-position.ts';
import { tidy } from '../../../api/jobs.ts';
import { startApp, type TestApp } from '../../support/app.ts';
import { aJpeg, aPhoto, as, orderOf, report, upload } from '../../support/thread.ts';

const heic = (name: string) => readFile(join(import.meta.dirname, '../../fixtures/photos', `${name}.heic`));

let test: TestApp;
beforeAll(async () => {
  test = await startApp();
});
afterAll(() => test.close());

describe('a photo', () => {
  it('is kept upright, at most 1600 px long, as JPEG without position or camera', async () => {
    const given = await sharp({ create: { width: 2400, height: 1200, channels: 3, background: '#336699' } })
      .jpeg()
      .withExif({ IFD0: { Make: 'Secret Camera' }, IFD3: { GPSLatitude: '31/1 14/1 0/1', GPSLatitudeRef: 'N' } })
      .withMetadata({ orientation: 6 })
      .toBuffer();
    expect((await sharp(given).metadata()).exif).toBeDefined();
    const reply = await upload(test.app, given);
    expect(reply.json()).toMatchObject({ width: 800, height: 1600 });
    const { rows } = await test.database.pool.query<{ bytes: Buffer }>('select bytes from photos where id = $1', [reply.json().id]);
    const kept = await sharp(rows[0]?.bytes).metadata();
    expect(kept).toMatchObject({ format: 'jpeg', width: 800, height: 1600 });
    expect(kept.exif).toBeUndefined();
    expect(rows[0]?.bytes.includes('Secret')).toBe(false);
  });

  it('tells where it was taken until it is sent with a report, whose match hears it; the picture itself never does', async () => {
    const taken = { lon: 120.031, lat: 30.012, datum: 'WGS84', errorM: 4, directionDeg: 90 } as const;
    const id = await aPhoto(test.app, {}, withPhotoPosition(await aJpeg(), taken));
    const kept = async () => {
      const { rows } = await test.database.pool.query<{ position: unknown; bytes: Buffer }>('select position, bytes from photos where id = $1', [id]);
      return rows[0];
    };
    expect((await kept())?.position).toEqual({ ...taken, lon: expect.closeTo(taken.lon, 6), lat: expect.closeTo(taken.lat, 6) });
    expect((await sharp((await kept())?.bytes).metadata()).exif).toBeUndefined();
    const story = await report(test.app, { kind: 'noise', position: { lon: 120.031, lat: 30.012 }, photoIds: [id] });
    expect((await kept())?.position).toBeNull();
    const { rows } = await test.database.pool.query('select match_seen from reports where number = $1', [story.number]);
    expect(rows[0].match_seen.photoPoint.point).toEqual({ lon: expect.closeTo(120.03103, 5), lat: expect.closeTo(30.012, 5) }); // three steps east
  });

  it.each(['png', 'webp'] as const)('may be %s', async (format) => {
    expect(
      (
        await upload(
          test.app,
          await sharp(await aJpeg())
            .toFormat(format)
            .toBuffer(),
        )
      ).statusCode,
    ).toBe(201);
  });

  it('may be an iPhone’s HEIC, held sideways, and is kept as JPEG without its position', async () => {
    const given = await heic('sideways');
    expect(given.includes('Phone')).toBe(true);
    const reply = await upload(test.app, given);
    expect(reply.json()).toMatchObject({ width: 480, height: 640 });
    const { rows } = await test.database.pool.query<{ bytes: Buffer }>('select bytes from photos where id = $1', [reply.json().id]);
    expect(await sharp(rows[0]?.bytes).metadata()).toMatchObject({ format: 'jpeg', width: 480, height: 640 });
    expect(rows[0]?.bytes.includes('Phone')).toBe(false);
    const [red = 0, green = 0] = await sharp(rows[0]?.bytes).extract({ left: 450, top: 20, width: 1, height: 1 }).raw().toBuffer();
    expect(red > 200 && green < 60).toBe(true); // the corner that is red when it stands upright
  });

  it('of HEIC is refused by a clear line when it is too large, half of one or a lie', async () => {
    const whole = await heic('sideways');
    for (const [bytes, code] of [
      [await heic('seventy-two-megapixels'), 'photo-too-large'],
      [whole.subarray(0, whole.length - 600), 'photo-unreadable'],
      [Buffer.concat([whole.subarray(0, 40), Buffer.alloc(5_000, 7)]), 'photo-unreadable'],
    ] as const)
      expect((await upload(test.app, bytes)).json().code).toBe(code);
  });

  it('is refused when it is none, half of one, a drawing, too many pixels, too many bytes, or missing', async () => {
    const bomb = await sharp({ create: { width: 9000, height: 9000, channels: 3, background: '#000' }, limitInputPixels: false })
      .png({ compressionLevel: 9 })
      .toBuffer();
    expect(bomb.length).toBeLessThan(1_000_000);
    const jpeg = await aJpeg(400, 400);
    for (const [bytes, code, status] of [
      [Buffer.from('hello'), 'photo-unreadable', 422],
      [Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'), 'photo-unreadable', 422],
      [jpeg.subarray(0, jpeg.length / 2), 'photo-unreadable', 422],
      [Buffer.alloc(0), 'photo-unreadable', 422],
      [bomb, 'photo-too-large', 413],
      [Buffer.concat([jpeg, Buffer.alloc(50_000_000)]), 'photo-too-large', 413],
    ] as const) {
      const reply = await upload(test.app, bytes);
      expect([reply.json().code, reply.statusCode]).toEqual([code, status]);
    }
    expect((await upload(test.app, jpeg, {}, 'other')).json()).toMatchObject({ code: 'photo-missing' });
    expect((await test.app.inject({ method: 'POST', url: '/api/v1/photos', payload: { photo: 'x' } })).statusCode).toBe(415);
  });

  it.each([
    ['breaks off', 'multipart/form-data; boundary=b', '--b\r\ncontent-disposition: form-data; name="photo"; filename="a.jpg"\r\n\r\nabc'],
    ['holds no part', 'multipart/form-data; boundary=b', 'nothing of the kind'],
    ['has no boundary', 'multipart/form-data', 'x'],
    ['has a boundary of 500 characters', `multipart/form-data; boundary=${'b'.repeat(500)}`, 'x'],
  ])('is refused in a form that %s', async (_what, type, payload) => {
    const reply = await test.app.inject({ method: 'POST', url: '/api/v1/photos', headers: { 'content-type': type }, payload });
    expect([reply.statusCode, reply.json().code]).toEqual([422, 'photo-unreadable']);
  });

  it('is kept each time when twenty come at once', async () => {
    const jpeg = await aJpeg(1200, 900);
    const replies = await Promise.all(Array.from({ length: 20 }, () => upload(test.app, jpeg)));
    expect(replies.map((r) => r.statusCode)).toEqual(Array(20).fill(201));
  });

  it('is one at a time', async () => {
    const jpeg = await aJpeg();
    const part = (i: number) =>
      Buffer.concat([
        Buffer.from(`--b\r\ncontent-disposition: form-data; name="photo"; filename="${i}.jpg"\r\ncontent-type: image/jpeg\r\n\r\n`),
        jpeg,
        Buffer.from('\r\n'),
      ]);
    const payload = Buffer.concat([part(1), part(2), Buffer.from('--b--\r\n')]);
    const reply = await test.app.inject({ method: 'POST', url: '/api/v1/photos', headers: { 'content-type': 'multipart/form-data; boundary=b' }, payload });
    expect(reply.json()).toMatchObject({ code: 'photos-too-many' });
  });

  it('is seen by whoever holds the number or may see the order, and by nobody else', async () => {
    const id = await aPhoto(test.app);
    const story = await report(test.app, { kind: 'noise', photoIds: [id] });
    const other = await report(test.app, { kind: 'noise', position: { lon: 120.05, lat: 30.02 } });
    const order = await orderOf(test.app, story);
    const get = (url: string, headers = {}) => test.app.inject({ url, headers });
    const seen = await get(`/api/v1/reports/${story.number}/photos/${id}`);
    expect([seen.statusCode, seen.headers['content-type'], seen.headers['cache-control']]).toEqual([200, 'image/jpeg', 'private, max-age=86400, immutable']);
    expect((await get(`/api/v1/reports/${other.number}/photos/${id}`)).statusCode).toBe(404);
    expect((await get(order.reports[0]?.photos[0]?.url ?? '', await as(test.app, 'dispatcher-west'))).statusCode).toBe(200);
    expect((await get(order.reports[0]?.photos[0]?.url ?? '', await as(test.app, 'dispatcher-east'))).statusCode).toBe(403);
    expect((await get(order.reports[0]?.photos[0]?.url ?? '')).statusCode).toBe(401);
  });

  it('is forgotten a day after nobody sent it with anything, and kept with its report', async () => {
    const orphan = await aPhoto(test.app);
    const kept = await aPhoto(test.app);
    await report(test.app, { kind: 'noise', photoIds: [kept] });
    expect((await tidy(test.app)).photos).toBe(0);
    test.setNow('2026-11-24T03:00:00.000Z');
    const done = await Promise.all([tidy(test.app), tidy(test.app)]);
    expect(Math.max(...done.map((d) => d.photos))).toBeGreaterThan(0);
    test.setNow('2026-11-23T02:00:00.000Z');
    const { rows } = await test.database.pool.query<{ id: string }>('select id from photos where id = any($1)', [[orphan, kept]]);
    expect(rows).toEqual([{ id: kept }]);
  });
});
