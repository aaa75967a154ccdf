import { afterAll, beforeAll, expect, it } from 'vitest';
import { insertMatchVersion } from '#db/queries/reports/match-versions.ts';
import { defaultPriors } from '#domain/match/priors.ts';
import { withPhotoPosition } from '#domain/photo/write-position.ts';
import { drawWaterfall } from '../../../api/replay/draw-waterfall.ts';
import { replayReport } from '../../../api/replay/replay-report.ts';
import { startApp, type TestApp } from '../../support/app.ts';
import { aWell } from '../../support/builders.ts';
import { aJpeg, aKey, aPhoto, report } from '../../support/thread.ts';

let test: TestApp;
beforeAll(async () => {
  test = await startApp();
});
afterAll(() => test.close());

const spot = { lon: 120.012, lat: 30.012 };

it('a report is answered again as it was, whatever the registry and the version became since', async () => {
  const { pool } = test.database;
  const well = await aWell(pool, spot);
  await aWell(pool, { lon: spot.lon + 0.00004, lat: spot.lat, classCode: '0107', ownerId: 'telecom', lettering: '通信', shape: 'rectangular' });
  const { number } = await report(test.app, { position: spot, text: '圆的电力井盖', answers: [{ ask: 'lettering', about: '电力', answer: 'yes' }] });
  await pool.query(`update assets set geom = st_setsrid(st_point(120.0125, 30.0125), 4326), owner_id = 'water' where id = $1`, [well]);
  await pool.query(`update covers set lettering = '上水' where asset_id = $1 and removed_on is null`, [well]);
  const priors = { ...defaultPriors, unregisteredShare: 0.4 };
  const id = await insertMatchVersion(pool, { madeAt: '2026-11-23T09:00:00Z', priors, summary: {}, isUsed: true });

  const replayed = await replayReport(pool, number);
  expect(replayed?.apart).toBeLessThan(0.0005);
  expect(replayed?.report.version).toBeNull();
  expect(replayed?.again.candidates[0]?.asset).toMatchObject({ id: well, ownerId: 'power', lettering: '电力' });
  expect(replayed?.versionToday).toBe(id);
  expect(replayed?.today.candidates[0]?.probability).toBeLessThan(replayed?.again.candidates[0]?.probability ?? 0);
});

it('half a plate and a photo’s own place are answered again too, and no whole number is kept of them', async () => {
  const { pool } = test.database;
  const at = { lon: 120.022, lat: 30.022 };
  const well = await aWell(pool, at);
  await aWell(pool, { lon: at.lon + 0.00003, lat: at.lat, classCode: '0107', ownerId: 'telecom' });
  const photo = await aPhoto(test.app, {}, withPhotoPosition(await aJpeg(), { ...at, datum: null, errorM: 6, directionDeg: null }));
  const { number } = await report(test.app, { position: { lon: at.lon + 0.00002, lat: at.lat }, plate: well.slice(-6), photoIds: [photo] });
  const replayed = await replayReport(pool, number);
  expect(replayed?.apart).toBeLessThan(0.0005);
  expect(replayed?.report.plate).toBeNull();
  const codes = replayed?.again.candidates.find(({ asset }) => asset?.id === well)?.reasons.map(({ code }) => code) ?? [];
  expect(codes).toEqual(expect.arrayContaining(['match-plate-part', 'match-photo']));
});

it('what a report picked on the map, alone, and what it named by its plate stand as they stood then', async () => {
  const { pool } = test.database;
  const place = { lon: 120.0325, lat: 30.0325 };
  const well = await aWell(pool, place);
  await aWell(pool, { ...place, lon: place.lon + 0.00004, classCode: '0107', ownerId: 'telecom', lettering: '通信' });
  const told = async (payload: object) => {
    const reply = await test.app.inject({ method: 'POST', url: '/api/v1/reports', headers: { 'idempotency-key': aKey() }, payload });
    return reply.json<{ number: string }>().number;
  };
  const numbers = [
    await told({ kind: 'cover_missing', assetId: well, text: '电力井盖' }),
    await told({ kind: 'cover_noise', plate: well, position: { lon: place.lon + 0.00003, lat: place.lat }, text: '井盖响' }),
    await told({ kind: 'cover_broken', plate: well, text: '井盖破了' }),
  ];
  const answered = await Promise.all(numbers.map((number) => replayReport(pool, number)));
  expect(answered.map((one) => one?.again.candidates.length ?? 0).every((count) => count > 2)).toBe(true);
  await pool.query(
    `update assets set geom = st_setsrid(st_point(120.0365, 30.0365), 4326), owner_id = 'water', class_code = '0101', status = 'damaged' where id = $1`,
    [well],
  );
  for (const [i, number] of numbers.entries()) {
    const replayed = await replayReport(pool, number);
    expect(replayed?.apart).toBeLessThan(0.0005);
    expect(replayed?.again).toEqual(answered[i]?.again);
    expect(replayed?.again.candidates.find(({ asset }) => asset?.id === well)?.asset).toMatchObject({ ownerId: 'power', classCode: '0105', ...place });
  }
});

it('an address in another city is heard no more than it was', async () => {
  const { pool } = test.database;
  const at = { lon: 120.0425, lat: 30.0325 };
  await aWell(pool, at);
  await aWell(pool, { ...at, lon: at.lon + 0.00004, classCode: '0101', ownerId: 'water', lettering: '上水' });
  const { number } = await report(test.app, { position: at, kind: 'cover_missing', text: '井盖没了', address: '北京市朝阳区电力大厦旁' });
  expect((await replayReport(pool, number))?.apart).toBeLessThan(0.0005);
});

it('nobody’s number replays nothing', async () => {
  expect(await replayReport(test.database.pool, '20261123-0000-0000-0000')).toBeUndefined();
});

it('a waterfall’s bars begin where the one before ended, and their sum is told', () => {
  const lines = drawWaterfall(
    {
      asset: null,
      probability: 0.25,
      reasons: [
        { code: 'match-distance', weight: 3 },
        { code: 'match-kind-other', weight: -1 },
      ],
    },
    0.2,
  );
  expect(lines[0]).toContain('20.0 % → 25.0 %');
  expect(lines[1]).toContain('3.00');
  const [up = '', down = ''] = [lines[1]?.slice(11), lines[2]?.slice(11)];
  expect(up.indexOf('█')).toBe(0);
  expect(down.indexOf('░') + (down.match(/░/g)?.length ?? 0)).toBe(up.match(/█/g)?.length);
  expect(lines.at(-1)).toContain('2.00');
});
