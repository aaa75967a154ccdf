import { describe, expect, it } from 'vitest';
import { type HarvestReason, type LookUp, usualHarvestLimits, type Watched, type WatchState, watchLookUp, withHarvestLimits } from '../../domain/harvest.ts';
import { networkOf } from '../../domain/network-of.ts';

const minute = 60_000;
const hour = 60 * minute;
const start = Date.parse('2026-11-23T02:00:00Z');

/** mulberry32: the same numbers each run. */
const randomOf = (seed: number) => {
  let a = seed;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
};

const number = (serial: number, prefix = '3101040105') => `${prefix}${String(serial).padStart(6, '0')}0`;
const plate = (serial: number, prefix?: string): LookUp => ({ kind: 'number', number: number(serial, prefix) });

interface Outcome {
  readonly answered: number;
  readonly reasons: HarvestReason[];
}

/** Lets look-ups come one after the other, `everyMs` apart, and sees how many were answered. */
const run = (lookUps: Iterable<LookUp>, everyMs: number, watched: Watched = 'address'): Outcome => {
  let state: WatchState | null = null;
  let now = start;
  let answered = 0;
  const reasons: HarvestReason[] = [];
  for (const lookUp of lookUps) {
    const verdict = watchLookUp(state, lookUp, usualHarvestLimits[watched], now);
    state = JSON.parse(JSON.stringify(verdict.state)); // as the database gives it back
    if (!verdict.stopped) answered += 1;
    if (verdict.reason) reasons.push(verdict.reason);
    now += everyMs;
  }
  return { answered, reasons };
};

const times = <T>(n: number, make: (i: number) => T): T[] => Array.from({ length: n }, (_, i) => make(i));

describe('whoever walks the serials', () => {
  it.each([
    ['upward', (i: number) => 1 + i],
    ['downward', (i: number) => 900_000 - i],
    ['with holes', (i: number) => 1 + i * 3 + (i % 2)],
  ])('%s is stopped after some forty', (_, serial) => {
    expect(
      run(
        times(300, (i) => plate(serial(i))),
        2_000,
      ),
    ).toEqual({ answered: 41, reasons: ['walk'] });
  });

  it('in several classes in turn is stopped too', () => {
    const { answered, reasons } = run(
      times(400, (i) => plate(Math.floor(i / 4), `310104010${1 + (i % 4)}`)),
      2_000,
    );
    expect([answered < 70, reasons]).toEqual([true, ['walk']]);
  });

  it('in an order drawn by lot gets what an address may have, and a stop that grows', () => {
    const random = randomOf(1);
    const { answered, reasons } = run(
      times(24 * 600, () => plate(Math.floor(random() * 900_000))),
      (24 * hour) / (24 * 600),
    );
    expect(reasons.every((reason) => reason === 'numbers')).toBe(true);
    expect(answered).toBeLessThanOrEqual(usualHarvestLimits.address.numbersPerDay * 1.2);
  });

  it('slowly gets no more than forty an hour', () => {
    const { answered } = run(
      times(24 * 100, (i) => plate(i)),
      (24 * hour) / (24 * 100),
    );
    expect(answered).toBeLessThanOrEqual(24 * 40);
  });

  it('asking where few numbers lie is stopped by what it misses', () => {
    expect(
      run(
        times(200, (): LookUp => ({ kind: 'miss' })),
        2_000,
      ),
    ).toEqual({ answered: 60, reasons: ['misses'] });
  });
});

const metres = 1 / 111_195;
const pin = (east: number, north: number): LookUp => ({ kind: 'pin', lon: 121.47 + east * metres * 1.17, lat: 31.23 + north * metres });

describe('whoever walks pins over a grid', () => {
  it('row by row is stopped', () => {
    const { answered, reasons } = run(
      times(400, (i) => pin((i % 20) * 60, Math.floor(i / 20) * 60)),
      3_000,
    );
    expect([answered < 70, reasons]).toEqual([true, ['walk']]);
  });

  it('in an order drawn by lot gets what an address may have', () => {
    const random = randomOf(2);
    const { answered, reasons } = run(
      times(1_000, () => pin(random() * 9_000, random() * 9_000)),
      5_000,
    );
    expect([answered <= 240, reasons[0]]).toEqual([true, 'pins']);
  });
});

describe('honest people', () => {
  it.each([10, 20, 60, 300])('who scan one street’s plates from behind one address, %i wells of each of five classes, are not stopped', (wells) => {
    for (let seed = 1; seed <= 20; seed += 1) {
      const random = randomOf(seed);
      const scans = times(220, () => plate(4_000 + Math.floor(random() * wells), `310104010${1 + Math.floor(random() * 5)}`));
      expect(run(scans, hour / 220), `crowd ${seed}`).toEqual({ answered: 220, reasons: [] });
    }
  });

  it('who walk along one row and scan each cover are not stopped for thirty of them', () => {
    expect(
      run(
        times(30, (i) => plate(700 + i)),
        minute,
      ).reasons,
    ).toEqual([]);
  });

  it('who reload one page all day are not stopped', () => {
    expect(
      run(
        times(5_000, () => plate(7)),
        10_000,
      ).reasons,
    ).toEqual([]);
  });

  it('who move a pin until it lies right, a hundred of them in one office, are not stopped', () => {
    const random = randomOf(4);
    const places = times(100, () => [random() * 5_000, random() * 5_000] as const);
    expect(
      run(
        places.map(([x, y]) => pin(x + random() * 30, y + random() * 30)),
        hour / 100,
      ).reasons,
    ).toEqual([]);
  });

  it('who mistype now and then are not stopped', () => {
    const lookUps = times(200, (i): LookUp => (i % 5 === 0 ? { kind: 'miss' } : plate((i * 7919) % 100_000)));
    expect(run(lookUps, hour / 200).reasons).toEqual([]);
  });
});

describe('staff', () => {
  it('work along rows as they like, and have a wide budget with an end', () => {
    expect(
      run(
        times(2_000, (i) => plate(i)),
        500,
        'person',
      ).reasons,
    ).toEqual([]);
    const { answered, reasons } = run(
      times(300, (): LookUp => ({ kind: 'list', shown: 100 })),
      1_000,
      'person',
    );
    expect([answered, reasons]).toEqual([200, ['numbers']]);
  });
});

describe('the limits', () => {
  it('are the city’s own where it says so, times a factor', () => {
    const limits = withHarvestLimits({ address: { missesPerHour: 3 } }, 2);
    expect([limits.address.missesPerHour, limits.address.pinsPerHour, limits.network.missesPerHour]).toEqual([6, 240, 600]);
    expect(withHarvestLimits('nonsense')).toEqual(usualHarvestLimits);
  });
});

describe('an address', () => {
  it.each([
    ['203.0.113.7', '203.0.113.7', '203.0.113.0/24'],
    ['::ffff:203.0.113.7', '203.0.113.7', '203.0.113.0/24'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64', '2001:db8:1::/48'],
    ['2001:0DB8:0001:0002::9', '2001:db8:1:2::/64', '2001:db8:1::/48'],
    ['2001:db8::1', '2001:db8:0:0::/64', '2001:db8:0::/48'],
    ['::1', '0:0:0:0::/64', '0:0:0::/48'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64', 'fe80:0:0::/48'],
  ])('%s is of line %s and of network %s', (given, line, network) => expect(networkOf(given)).toEqual({ line, network }));
});
