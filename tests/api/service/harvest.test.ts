import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { affected, sql } from '#db/sql.ts';
import { checkCharacter } from '#domain/asset-id.ts';
import { usualHarvestLimits } from '#domain/harvest.ts';
import { buildApp } from '../../../api/app.ts';
import { signIn, startApp, type TestApp } from '../../support/app.ts';
import { aReport } from '../../support/builders.ts';
import { now } from '../../support/city.ts';

let test: TestApp;
let numbers: string[] = [];
const lines: string[] = [];

beforeAll(async () => {
  const logger = { level: 'warn', stream: { write: (line: string) => void lines.push(line) } };
  test = await startApp({ harvestFactor: 1, logger });
  const { rows } = await test.database.pool.query<{ id: string }>(
    `insert into assets (id, class_code, geom, position_accuracy_m, district_code, street_code, location_kind, first_recorded_on, changed_on, data_source)
     select id, '0105', st_setsrid(st_point(120.001 + n * 0.00001, 30.01), 4326), 1, '990101', '990101001', 'footway', '2020-01-01', '2020-01-01', 'survey'
     from mint_asset_ids('990101', '0105', 1500) with ordinality as minted (id, n) returning id`,
  );
  numbers = rows.map(({ id }) => id).sort();
});
afterAll(() => test.close());
beforeEach(() => {
  lines.length = 0;
});

const look = (id: string, remoteAddress: string, app = test.app) => app.inject({ url: `/api/v1/assets/${id}`, remoteAddress });
const number = (n: number) => numbers[n] ?? '';
const limit = usualHarvestLimits;

/** Looks up one after the other until one is refused. @returns how many were answered */
const walk = async (ids: readonly string[], addressOf: (i: number) => string): Promise<number> => {
  for (const [i, id] of ids.entries()) {
    const { statusCode } = await look(id, addressOf(i));
    if (statusCode === 429) return i;
  }
  return ids.length;
};

describe('whoever walks the numbers of the registry', () => {
  it('from one address is stopped, told so in both languages, and told to the administrator', async () => {
    expect(await walk(numbers.slice(0, 100), () => '203.0.113.7')).toBe(limit.address.stepsPerHour + 1);
    const refused = await look(number(3), '203.0.113.7');
    expect([refused.statusCode, refused.json().code, refused.headers['retry-after']]).toEqual([429, 'look-ups-stopped', '3600']);
    expect(refused.json().detail).toContain('60 分钟');
    const english = await test.app.inject({ url: `/api/v1/assets/${number(3)}?lang=en`, remoteAddress: '203.0.113.7' });
    expect(english.json().detail).toMatch(/^Too many numbers or places/);
    const alarm = lines.map((line) => JSON.parse(line)).filter((line) => line.msg.includes('copy the registry'));
    expect(alarm).toMatchObject([{ watched: 'address', reason: 'walk', network: '203.0.113.0/24' }]);
    expect(lines.join('')).not.toContain('203.0.113.7');
    const metrics = (await test.app.inject({ url: '/metrics' })).body;
    expect(metrics).toContain('jingzheng_harvest_stops_total{watched="address",reason="walk"} 1');
    expect(metrics).toContain('jingzheng_harvest_stopped_now{watched="address"} 1');
  });

  it('by reports that are refused is stopped as well, and is told no distance by them', async () => {
    const send = (id: string, position: { lon: number; lat: number }, more: Record<string, unknown> = {}) =>
      test.app.inject({
        method: 'POST',
        url: '/api/v1/reports',
        headers: { 'idempotency-key': `walk-${id}-${position.lon}` },
        remoteAddress: '203.0.25.7',
        payload: aReport({ position, assetId: id, ...more }),
      });
    const [there, farOff] = [
      { lon: 120.001, lat: 30.01 },
      { lon: 120.03, lat: 30.01 },
    ];
    const noPhoto = { photoIds: ['00000000-0000-4000-8000-000000000000'] };
    for (const at of [there, farOff]) expect((await send(number(2), at, noPhoto)).json().code).toBe('photo-unknown');
    expect((await send(number(2), farOff)).json().code).toBe('asset-too-far');
    const answered = [];
    for (const id of numbers.slice(3, 80)) answered.push((await send(id, farOff)).json().code);
    expect(answered.indexOf('look-ups-stopped')).toBe(limit.address.stepsPerHour);
    expect((await send(number(500), there)).statusCode).toBe(201); // a report is taken all the same
  });

  it('is let in again when the stop has ended, and stopped for twice as long the next time', async () => {
    await walk(numbers.slice(0, 60), () => '203.0.21.7');
    test.setNow('2026-11-23T03:00:01.000Z');
    expect((await look(number(900), '203.0.21.7')).statusCode).toBe(200);
    await walk(numbers.slice(0, 60), () => '203.0.21.7');
    expect((await look(number(900), '203.0.21.7')).headers['retry-after']).toBe('7200');
    test.setNow(now);
  });

  it('from one IPv6 line’s many addresses is stopped as one', async () => {
    expect(await walk(numbers.slice(0, 100), (i) => `2001:db8:1:2::${(i + 1).toString(16)}`)).toBe(limit.address.stepsPerHour + 1);
    expect((await look(number(900), '2001:db8:1:3::1')).statusCode).toBe(200);
  });

  it('from the many addresses of one network is stopped as one', async () => {
    expect(await walk(numbers.slice(0, 300), (i) => `198.51.100.${i % 250}`)).toBe(limit.network.stepsPerHour + 1);
    expect((await look(number(900), '198.51.100.251')).statusCode).toBe(429);
    expect((await look(number(900), '198.51.101.1')).statusCode).toBe(200);
  });

  it('with all asked at once gets a hundred at most', async () => {
    const replies = await Promise.all(numbers.slice(0, 300).map((id) => look(id, '203.0.22.7')));
    expect(replies.filter(({ statusCode }) => statusCode === 200).length).toBeLessThan(limit.address.densePerHour);
  });

  it('at two servers is stopped by both together', async () => {
    const second = await buildApp({ pool: test.database.pool, clock: { now: () => now }, rateLimitFactor: 10_000, harvestFactor: 1 });
    const answered = [];
    for (const [i, id] of numbers.slice(0, 100).entries()) answered.push((await look(id, '203.0.23.7', i % 2 ? second : test.app)).statusCode === 200);
    // What each has not told the other yet, a tenth of a second's look-ups, is folded in late and in another order.
    const allowed = limit.address.stepsPerHour + 1;
    expect(answered.filter(Boolean).length).toBeGreaterThanOrEqual(allowed);
    expect(answered.filter(Boolean).length).toBeLessThan(allowed + 15);
    await second.close();
  });

  it('by numbers that nobody has is stopped, whichever route tells so', async () => {
    const remoteAddress = '203.0.24.7';
    const unknown = (i: number) => `9901010101${String(500_000 + i * 50)}`;
    const withCheck = (digits: string) => `${digits}${checkCharacter(digits)}`;
    const statuses: number[] = [];
    for (let i = 0; i < 70; i += 1) {
      const plate = withCheck(unknown(i));
      const asked = [
        { url: `/api/v1/assets/${plate}` },
        { method: 'POST', url: '/api/v1/match', payload: { plate } },
        { method: 'POST', url: '/api/v1/reports', payload: aReport({ plate }), headers: { 'idempotency-key': `unknown-${i}-plate` } },
      ] as const;
      const call = asked[i % 3] ?? asked[0];
      statuses.push((await test.app.inject({ ...call, remoteAddress })).statusCode);
    }
    expect(statuses.slice(0, 60).every((status) => status === 404)).toBe(true);
    expect(statuses.slice(60).every((status) => status === 429)).toBe(true);
  });
});

describe('whoever walks pins over a grid to list what lies there', () => {
  it('is stopped, and can still report', async () => {
    const remoteAddress = '203.0.25.7';
    const ask = (i: number) =>
      test.app.inject({
        method: 'POST',
        url: '/api/v1/match',
        remoteAddress,
        payload: { position: { lon: 120.002 + (i % 25) * 0.0006, lat: 30.005 + Math.floor(i / 25) * 0.0006 }, accuracyM: 10 },
      });
    let answered = 0;
    while (answered < 100 && (await ask(answered)).statusCode === 200) answered += 1;
    expect(answered).toBeLessThan(60);
    const report = {
      method: 'POST',
      url: '/api/v1/reports',
      remoteAddress,
      headers: { 'idempotency-key': 'a-hole-all-the-same' },
      payload: aReport(),
    } as const;
    expect((await test.app.inject(report)).statusCode).toBe(201);
  });
});

describe('honest people', () => {
  it('behind one address, scanning one street’s plates for an hour, are all answered', async () => {
    const { rows } = await test.database.pool.query<{ id: string }>(
      `insert into assets (id, class_code, geom, position_accuracy_m, district_code, street_code, location_kind, first_recorded_on, changed_on, data_source)
       select id, class, st_setsrid(st_point(120.03, 30.01), 4326), 1, '990101', '990101002', 'footway', '2020-01-01', '2020-01-01', 'survey'
       from unnest(array['0101', '0102', '0103', '0104', '0107']) as class, mint_asset_ids('990101', class, 60) as id returning id`,
    );
    const scanned = Array.from({ length: 200 }, (_, i) => rows[Math.floor(Math.abs(Math.sin(i) * 1e6)) % 300]?.id ?? '');
    expect(await walk(scanned, () => '192.0.2.1')).toBe(200);
  });

  it('who mistype are offered a few that are registered around them, and nothing about elsewhere', async () => {
    const id = number(5);
    const typed = `${id.slice(0, 15)}${(Number(id[15]) + 1) % 10}${id[16]}`;
    const offeredAt = async (near: string) => {
      const reply = await test.app.inject({ url: `/api/v1/assets/${typed}${near}`, remoteAddress: '192.0.2.2' });
      expect(reply.json().code).toBe('plate-mistyped');
      return String(reply.json().params?.suggestions ?? '')
        .split(' ')
        .filter(Boolean);
    };
    const here = await offeredAt('?near=120.0011,30.01');
    expect([here.length > 0 && here.length <= 3, here.every((n) => numbers.includes(n))]).toEqual([true, true]);
    expect(await offeredAt('')).toEqual([]);
    expect(await offeredAt('?near=120.07,30.03')).toEqual([]);
  });
});

describe('staff', () => {
  it('work along a row as they like, wherever they sit', async () => {
    const headers = await signIn(test.app, 'registrar');
    for (const id of numbers.slice(0, 80))
      expect((await test.app.inject({ url: `/api/v1/assets/${id}`, headers, remoteAddress: '203.0.113.7' })).statusCode).toBe(200);
  });

  it('within a reach have a budget for parts of numbers, whether these are met or not', async () => {
    // A thousandth of the usual budget: twenty an hour.
    const app = await buildApp({ pool: test.database.pool, clock: { now: () => now }, rateLimitFactor: 10_000, harvestFactor: 0.001 });
    const headers = await signIn(app, 'clerk-water');
    const statuses: number[] = [];
    // The power company's serials, by their last four digits: none of them is the clerk's to see.
    for (let serial = 0; serial < 25; serial += 1) {
      const reply = await app.inject({ url: `/api/v1/assets?q=${1000 + serial}`, headers });
      if (reply.statusCode === 200) expect(reply.json().assets).toEqual([]);
      statuses.push(reply.statusCode);
    }
    expect(statuses).toEqual([...Array<number>(20).fill(200), ...Array<number>(5).fill(429)]);
    await app.close();
  });

  it('have a budget with an end, for a token too', async () => {
    const set = (limits: object) =>
      affected(test.database.pool, sql`update city set settings = settings || ${JSON.stringify({ harvest: { person: limits } })}::jsonb`);
    const app = await buildApp({ pool: test.database.pool, clock: { now: () => now }, rateLimitFactor: 10_000, harvestFactor: 1 });
    await set({ numbersPerHour: 250 });
    const session = await signIn(app, 'analyst');
    const made = await app.inject({ method: 'POST', url: '/api/v1/tokens', headers: session, payload: { name: 'export', days: 1 } });
    const headers = { authorization: `Bearer ${made.json<{ secret: string }>().secret}` };
    const page = () => app.inject({ url: '/api/v1/assets?limit=100', headers });
    await new Promise((resolve) => setTimeout(resolve, 2_100)); // the city's own words are read again
    expect([await page(), await page(), await page()].map(({ statusCode }) => statusCode)).toEqual([200, 200, 429]);
    await set({});
    await app.close();
  });
});
