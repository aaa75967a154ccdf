import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listPastHours, readLately } from '#db/queries/reports/lately.ts';
import { insertMatchVersion } from '#db/queries/reports/match-versions.ts';
import { affected, oneRow, sql } from '#db/sql.ts';
import type { MatchReply } from '#domain/contract/match.ts';
import { forgetLately } from '../../../api/lately.ts';
import { replayReport } from '../../../api/replay/replay-report.ts';
import { forgetVocabulary } from '../../../api/vocabulary.ts';
import { startApp, type TestApp } from '../../support/app.ts';
import { aWell } from '../../support/builders.ts';
import { now } from '../../support/city.ts';
import { as, report } from '../../support/thread.ts';

let test: TestApp;
const spot = { lon: 120.012, lat: 30.012 };
const far = { lon: 120.03, lat: 30.03 };
const past = { hours: 3, timeZone: 'Asia/Shanghai', now, mostEach: 1000 };
const hoursAgo = (hours: number) => new Date(Date.parse(now) - hours * 3_600_000).toISOString();

/** Holes as they were told of, each by so many reports. */
const tellOf = async (holes: number, classCode: string, hours: number, reportsOfEach = 1): Promise<void> => {
  await test.database.pool.query(
    `with told as (select i as hole, n from generate_series(1, $1::integer) i, generate_series(1, $4::integer) n),
        incident as (insert into incidents (problem_kind, geom, district_code, street_code, is_hazard, opened_at)
          select 'cover_broken', st_setsrid(st_point($5, $6), 4326), a.district_code, a.street_code, false, $3 from generate_series(1, $1::integer), (select * from assets limit 1) a returning id),
        numbered as (select id, row_number() over () as hole from incident)
      insert into reports (number, incident_id, channel, problem_kind, geom, accuracy_m, datum, match_candidates, match_seen, body_hash, received_at)
      select $2 || '-' || $3 || '-' || hole || '-' || n, i.id, 'pin', 'cover_broken', st_setsrid(st_point($5, $6), 4326), 10, 'WGS84', '[]',
        jsonb_build_object('told', jsonb_build_object($2, 1)), '\\x00', $3::timestamptz
      from told join numbered i using (hole) order by 1`,
    [holes, classCode, hoursAgo(hours), reportsOfEach, far.lon, far.lat],
  );
};

const ask = async (): Promise<MatchReply> => {
  forgetLately(test.database.pool);
  const payload = { position: spot, accuracyM: 20 };
  return (await test.app.inject({ method: 'POST', url: '/api/v1/match', payload, headers: await as(test.app, 'agent') })).json<MatchReply>();
};
const latelyOf = ({ candidates }: MatchReply, assetId: string) =>
  candidates.find((c) => c.assetId === assetId)?.reasons.find(({ code }) => code === 'match-lately');

let power: string;
let grate: string;
beforeAll(async () => {
  test = await startApp();
  power = await aWell(test.database.pool, spot);
  grate = await aWell(test.database.pool, { lon: spot.lon + 0.00008, lat: spot.lat, classCode: '0104', ownerId: 'drainage', lettering: null });
});
afterAll(() => test.close());

describe('what was told of in the last hours', () => {
  it('is not heard before it is known what is usual', async () => {
    await tellOf(20, '0104', 1);
    expect(latelyOf(await ask(), grate)).toBeUndefined();
  });

  it('makes a class likelier for the next report, which keeps what it heard and is answered again from that', async () => {
    const before = await ask();
    await tellOf(200, '0105', 30);
    await tellOf(120, '0104', 40);
    const after = await ask();
    expect(latelyOf(after, grate)?.weight).toBeGreaterThan(0.2);
    expect(latelyOf(after, power)?.weight).toBeLessThan(-0.2);
    const chance = (reply: MatchReply) => reply.candidates.find((c) => c.assetId === grate)?.probability ?? 0;
    expect(chance(after)).toBeGreaterThan(1.2 * chance(before));

    const { number } = await report(test.app, { position: spot, accuracyM: 20 });
    const kept = await oneRow<{ seen: { lately: { city: Record<string, number> }; told: Record<string, number> } }>(
      test.database.pool,
      sql`select match_seen as seen from reports where number = ${number}`,
    );
    expect(kept.seen.lately.city['0104']).toBeGreaterThan(1.3);
    expect(kept.seen.told['0104']).toBeLessThan(chance(after)); // as it would have been believed before
    await tellOf(40, '0105', 0.5);
    expect((await replayReport(test.database.pool, number))?.apart).toBeLessThan(0.0005);
  });

  it('counts a hole once, however many tell of it', async () => {
    const read = () => readLately(test.database.pool, { since: hoursAgo(3), now });
    const before = (await read()).told.length;
    await tellOf(1, '0107', 2, 60);
    expect((await read()).told).toHaveLength(before + 1);
  });

  it('teaches by pieces of three hours of the city, a hole once, that of which nothing is known left out', async () => {
    const all = await listPastHours(test.database.pool, past);
    const { holes } = await oneRow<{ holes: number }>(
      test.database.pool,
      sql`select count(distinct incident_id)::integer as holes from reports where match_seen -> 'told' is not null`,
    );
    expect(all.reduce((sum, { told }) => sum + told.length, 0)).toBe(holes);
    const piece = all.find(({ told }) => told.length === 200); // told of thirty hours before ten in the morning: in the piece from two to five
    expect(piece?.middle).toBe(3.5);
    expect(piece?.told[0]).toEqual({ '0105': 1 });
    expect(piece?.day).toBe(Math.floor((Date.parse(now) - 30 * 3_600_000) / 86_400_000));
    expect(new Set(piece?.knownBy)).toEqual(new Set(['']));
    expect(all.map(({ told }) => told.length)).toContain(120);

    // Once somebody has said which asset one of them was, it is of that class.
    await affected(
      test.database.pool,
      sql`insert into orders (incident_id, state, is_hazard, problem_kind, district_code, street_code, unit_id, asset_id, asset_chosen_at, asset_chosen_by, match_reasons, dispatch_reason, dispatch_path, due_at, opened_at)
          select i.id, 'closed', false, i.problem_kind, i.district_code, i.street_code, 'drainage', ${grate}, ${now}, (select min(id) from people), '[]', '{}', '{}', ${now}, ${now}
          from incidents i join reports r on r.incident_id = i.id where r.number like '0105-%' order by i.id limit 1`,
    );
    const then = (await listPastHours(test.database.pool, past)).find(({ told }) => told.length === 200);
    expect(then?.told.filter((told) => '0104' in told)).toEqual([{ '0104': 1 }]);
    expect(then?.knownBy.filter((by) => by === 'found')).toHaveLength(1);
  });

  it('teaches by whole pieces of the last year, drawn by lot where it holds more than are read', async () => {
    const { pool } = test.database;
    await tellOf(7, '0118', 24 * 366);
    for (let day = 20; day < 60; day++) await tellOf(5, '0106', 24 * day);
    const all = await listPastHours(pool, past);
    expect(all.flatMap(({ told }) => told).filter((told) => '0118' in told)).toEqual([]);
    // Where less is kept of closed orders, no further back than that: what is left of before is slow to close, and no weather.
    expect((await listPastHours(pool, { ...past, keptDays: 30 })).filter(({ told }) => told.some((one) => '0106' in one))).toHaveLength(10); // days 20 to 29
    const holes = all.reduce((sum, { told }) => sum + told.length, 0);
    const some = await listPastHours(pool, { ...past, mostHoles: Math.floor(holes / 2) });
    expect(some.every((piece) => all.some((one) => one.told.length === piece.told.length && one.middle === piece.middle))).toBe(true);
    expect(some.reduce((sum, { told }) => sum + told.length, 0)).toBeLessThanOrEqual(holes / 2);
    const ofDays = some.filter(({ told }) => told.some((one) => '0106' in one)).length;
    expect(ofDays).toBeGreaterThan(0);
    expect(ofDays).toBeLessThan(40);
    expect(await listPastHours(pool, { ...past, mostHoles: Math.floor(holes / 2) })).toEqual(some); // the same lot each time
    // Of each piece the same part: hours in which much is told of still count for more.
    const thin = await listPastHours(pool, { ...past, mostEach: 4 });
    const part = (4 * all.length) / holes;
    expect(part).toBeLessThan(0.8);
    const most = (pieces: typeof all) => Math.max(...pieces.map(({ told }) => told.length));
    expect(most(thin) / most(all)).toBeGreaterThan(0.7 * part);
    expect(most(thin) / most(all)).toBeLessThan(1.3 * part);
  });

  it('teaches nothing by holes that were not there, or were others', async () => {
    const { pool } = test.database;
    await tellOf(9, '0111', 24 * 80);
    const told = async () => (await listPastHours(pool, past)).flatMap((one) => one.told).filter((one) => '0111' in one).length;
    expect(await told()).toBe(9);
    await affected(
      pool,
      sql`insert into orders (incident_id, state, is_hazard, problem_kind, district_code, street_code, unit_id, match_reasons, dispatch_reason, dispatch_path, due_at, opened_at, closed_at)
          select i.id, case when row_number() over () < 5 then 'void' else 'closed' end, false, i.problem_kind, i.district_code, i.street_code, 'drainage', '[]', '{}', '{}', ${now}, ${now}, ${now}
          from incidents i join reports r on r.incident_id = i.id where r.number like '0111-%' order by i.id`,
    );
    expect(await told()).toBe(5);
  });

  it('is heard as the sorts of hours tell that were learned, and those by the hour of the city', async () => {
    const { pool } = test.database;
    const hourly = (often: number, other: number) => Array.from({ length: 24 }, (_, hour) => (hour === 10 ? often : other));
    const hours = [
      { share: 0.5, times: { '0104': 1.3 }, byHour: hourly(1.9, 0.9) },
      { share: 0.5, times: { '0104': 0.9 }, byHour: hourly(0.1, 1.1) },
    ];
    const weightAt = async (of: typeof hours) => {
      await insertMatchVersion(pool, { madeAt: now, priors: { learned: { hours: of } }, summary: {}, isUsed: true });
      forgetVocabulary(pool);
      return latelyOf(await ask(), grate)?.weight ?? 0;
    };
    const turned = hours.map((one, i) => ({ ...one, byHour: hours[1 - i]?.byHour ?? [] }));
    const [wet, dry] = [await weightAt(hours), await weightAt(turned)];
    expect(wet).toBeGreaterThan(dry + 0.03);
    await insertMatchVersion(pool, { madeAt: now, priors: {}, summary: {}, isUsed: true });
    forgetVocabulary(pool);
  });

  it('is over after some hours, and then is what was usual', async () => {
    const later = await readLately(test.database.pool, { since: now, now: new Date(Date.parse(now) + 4 * 3_600_000).toISOString() });
    expect(later.told).toEqual([]);
    expect(later.usual['0104']).toBeGreaterThan(139);
  });
});
