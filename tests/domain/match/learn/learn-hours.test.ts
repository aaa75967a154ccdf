import { describe, expect, it } from 'vitest';
import { asUsual, converge, hoursCovered, type Past, type Sort, sortPiece } from '#domain/match/learn/fit-hours.ts';
import { learnHours, type PastHours } from '#domain/match/learn/learn-hours.ts';

/** Numbers from 0 up to 1, the same every run. */
const sameNumbers = (seed: number) => {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
};

const classes = ['0102', '0104', '0105', '0107', '0118'] as const;
const usual = [0.25, 0.15, 0.25, 0.25, 0.1];
/** Said of one class, believed of it or of the next. */
const believed = (which: number): Record<string, number> => ({ [classes[which] ?? '']: 0.7, [classes[(which + 1) % classes.length] ?? '']: 0.3 });

interface Stated {
  readonly often: number;
  readonly holes: number;
  readonly times: readonly number[];
  readonly hours: readonly [number, number];
}

/** @param burst in each piece up to twice that share of holes is of one class, whatever the weather: more or fewer than chance would have */
const drawPast = (stated: readonly Stated[], pieces: number, seed: number, burst = 0): PastHours[] => {
  const next = sameNumbers(seed);
  const pick = (weights: readonly number[]): number => {
    let left = next() * weights.reduce((a, b) => a + b, 0);
    return weights.findIndex((weight) => {
      left -= weight;
      return left < 0;
    });
  };
  return Array.from({ length: pieces }, () => {
    const { holes, times, hours } = stated[pick(stated.map(({ often }) => often))] as Stated;
    const [share, ofOne] = [burst === 0 ? 0 : 2 * burst * next() ** 2, burst === 0 ? 0 : pick(usual)];
    const told = Array.from({ length: holes }, () => {
      // As what cannot be told apart is believed: of the class that it is, or of the one before it.
      const which = share > 0 && next() < share ? ofOne : pick(usual.map((often, i) => often * (times[i] ?? 1)));
      return believed(next() < 0.7 ? which : (which + classes.length - 1) % classes.length);
    });
    return { told, middle: (Math.floor(hours[0] + next() * (hours[1] - hours[0])) % 24) + 0.5, hours: 3 };
  });
};

const dry: Stated = { often: 0.66, holes: 20, times: [1, 1, 1, 1, 1], hours: [6, 20] };
const storm: Stated = { often: 0.08, holes: 60, times: [2.5, 6, 1, 1, 1], hours: [0, 24] };
const night: Stated = { often: 0.26, holes: 8, times: [1, 0.6, 1, 1, 6], hours: [19, 29] };

const ratio = (one: { readonly times: Readonly<Record<string, number>> }, code: string) => (one.times[code] ?? 1) / (one.times['0107'] ?? 1);
const none = { hours: [], hoursUsual: {} };
const seeds = [5, 105, 205];

describe('sorts of hours learned from what was told of in the past', { timeout: 30_000 }, () => {
  it.each([
    [120, 5, 0],
    [240, 205, 0.12],
    [240, 505, 0.12],
  ])(
    'are found with what each tells of more often, and when they come, though a street is flooded or dark in them (%i pieces, seed %i, bursts of %f)',
    (pieces, seed, burst) => {
      const { hours: sorts, hoursUsual } = learnHours(drawPast([dry, storm, night], pieces, seed, burst)).learned;
      expect(Object.values(hoursUsual).reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 6);
      expect(sorts.length).toBeGreaterThanOrEqual(3);
      const wet = sorts.toSorted((a, b) => ratio(b, '0104') - ratio(a, '0104'))[0];
      const dark = sorts.toSorted((a, b) => ratio(b, '0118') - ratio(a, '0118'))[0];
      const [usually] = sorts;
      if (!wet || !dark || !usually) throw new Error('no sorts');
      expect(ratio(wet, '0104') / ratio(usually, '0104')).toBeGreaterThan(2.5);
      expect(ratio(dark, '0118') / ratio(usually, '0118')).toBeGreaterThan(2.5);
      expect((dark.byHour[22] ?? 0) / (dark.byHour[12] ?? 0)).toBeGreaterThan(2);
      expect(sorts.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 6);
    },
  );

  it.each(seeds)('are none where all hours are alike but for chance, or few are known (seed %i)', (seed) => {
    expect(learnHours(drawPast([dry], 120, seed, 0.12)).learned).toEqual(none);
    expect(learnHours(drawPast([dry], 120, seed)).learned).toEqual(none);
    expect(learnHours(drawPast([dry, storm, night], 40, seed))).toMatchObject({ learned: none, pieces: 40, judged: [] });
  });

  it('are none where nothing is known', () => {
    expect(learnHours([])).toEqual({ learned: none, pieces: 0, holes: 0, judged: [] });
  });

  it('keep how each was judged on hours held out, the first that was not worth it too', () => {
    const { learned, judged, pieces, holes } = learnHours(drawPast([dry, storm, night], 120, 5));
    expect([pieces, holes > 1000]).toEqual([120, true]);
    expect(learned.hours).toHaveLength(3);
    expect(judged).toMatchObject([
      { sorts: 2, isTaken: true },
      { sorts: 3, isTaken: true },
      { sorts: 4, isTaken: false },
    ]);
    for (const { gain, error, isTaken } of judged) {
      expect(gain).toBeGreaterThan(error); // the last too: better, but not surely
      expect(gain > 2 * error).toBe(isTaken);
    }
    const [alike] = learnHours(drawPast([dry], 120, 6)).judged;
    expect(alike).toMatchObject({ sorts: 2, isTaken: false });
  });

  it('are none of which hardly any hours are, whatever is gained beside it by fitting the others further', () => {
    const next = sameNumbers(7);
    const all: readonly (readonly [number, Record<string, number>])[] = [
      [0.25, { '0105': 0.6, '0107': 0.2, '0106': 0.1, '0102': 0.05, '0104': 0.02 }],
      [0.25, { '0102': 0.6, '0103': 0.25, '0101': 0.1 }],
      [0.2, { '0107': 0.6, '0109': 0.2, '0105': 0.1, '0108': 0.05 }],
      [0.15, { '0104': 0.6, '0103': 0.2, '0102': 0.1 }],
      [0.15, { '0118': 0.7, '0105': 0.1, '0111': 0.1 }],
    ];
    const usually = (): Record<string, number> => {
      const drawn = next();
      return all.find((_, k) => drawn < all.slice(0, k + 1).reduce((sum, [often]) => sum + often, 0))?.[1] ?? {};
    };
    const wetOrDark = (i: number): Record<string, number> => {
      const at = next();
      if (i % 21 === 0 && at < 0.6) return { '0104': 0.6, '0103': 0.2, '0105': 0.1, '0102': 0.05 };
      return i % 21 > 0 && i % 21 < 6 && at < 0.4 ? { '0118': 0.7, '0105': 0.1, '0117': 0.1 } : usually();
    };
    const past = Array.from({ length: 80 }, (_, i) => ({ middle: ((i * 3) % 24) + 1.5, hours: 3, told: Array.from({ length: 60 }, () => wetOrDark(i)) }));
    const { learned, judged } = learnHours(past);
    expect(judged.map(({ isTaken }) => isTaken)).toEqual([true, true, false]);
    expect(Math.min(...learned.hours.map(({ share }) => share))).toBeGreaterThan(0.03);
  });

  const often = [0.55, 0.25, 0.12, 0.05, 0.03];
  const flat = [1, 1, 1, 1, 1];
  const place = (weights: readonly number[], at: number) => weights.findIndex((_, i) => at < weights.slice(0, i + 1).reduce((a, b) => a + b, 0));
  /** What is believed of one that may be of the class beside its own too, as somebody's rates of the classes let believe. */
  const asRated = (rates: readonly number[], which: number, other: number) => {
    const sure = (rates[which] ?? 0) / ((rates[which] ?? 0) + (rates[other] ?? 0));
    return { [classes[which] ?? '']: sure, [classes[other] ?? '']: 1 - sure };
  };
  /** Of one weather all along. */
  const drawAlike = (pieces: number, seed: number, holes: number, ratesAt: (piece: number) => readonly number[], isFound: (piece: number) => number) => {
    const next = sameNumbers(seed);
    return Array.from({ length: pieces }, (_, i) => {
      const known = Array.from({ length: holes }, () => {
        const which = Math.max(0, place(often, next()));
        const told = asRated(ratesAt(i), which, (which + (next() < 0.5 ? 1 : 4)) % classes.length);
        return next() < isFound(i) ? { told: { [classes[which] ?? '']: 1 }, knownBy: 'found' } : { told, knownBy: ratesAt(i) === flat ? '1' : '2' };
      });
      return { told: known.map((one) => one.told), knownBy: known.map((one) => one.knownBy), middle: ((i * 3) % 24) + 1.5, hours: 3 };
    });
  };
  const withoutWhom = (all: readonly PastHours[]) => all.map(({ knownBy: _, ...one }) => one);

  it.each(seeds)('are no other belief: a version that knows better from half a year on is no weather (seed %i)', (seed) => {
    const past = drawAlike(
      160,
      seed,
      60,
      (i) => (i < 80 ? flat : often),
      () => 0.2,
    );
    expect(learnHours(past).learned).toEqual(none);
    expect(learnHours(withoutWhom(past)).learned.hours.length).toBeGreaterThan(1);
  });

  it.each(seeds)('are no other knowledge: that of the last days little is found yet is no weather (seed %i)', (seed) => {
    const past = drawAlike(
      160,
      seed,
      60,
      () => flat,
      (i) => (i < 80 ? 0.9 : 0),
    );
    expect(learnHours(past).learned).toEqual(none);
    expect(learnHours(withoutWhom(past)).learned.hours.length).toBeGreaterThan(1);
  });

  it('are found where nothing is heard for half of each day: evenings are learned by evenings of other days', () => {
    const evening: Stated = { ...night, holes: 20, hours: [18, 19] };
    const pieces = Array.from({ length: 360 }, (_, i) => ({
      ...drawPast([i % 5 === 4 ? evening : { ...dry, hours: [6 + 3 * (i % 5), 7 + 3 * (i % 5)] }], 1, 900 + i)[0],
      day: Math.floor(i / 5),
    }));
    const { hours: sorts } = learnHours(pieces as PastHours[]).learned;
    const dark = sorts.toSorted((a, b) => ratio(b, '0118') - ratio(a, '0118'))[0];
    expect((dark?.byHour[18] ?? 0) / (dark?.byHour[9] ?? 1)).toBeGreaterThan(2);
  });

  it.each(seeds)('are none that came once: three days of one event are one event (seed %i)', (seed) => {
    const event: Stated = { ...dry, holes: 150, times: [1, 1, 1, 1, 3] };
    const [before, during, after] = [
      drawPast([{ ...dry, holes: 60 }], 120, seed),
      drawPast([event], 24, seed + 1),
      drawPast([{ ...dry, holes: 60 }], 96, seed + 2),
    ];
    expect(learnHours([...before, ...during, ...after]).learned).toEqual(none);
  });

  it('tell of every hour that a piece covers, however long it is', () => {
    expect(hoursCovered(3.5, 3)).toEqual([2, 3, 4].map((hour) => ({ hour, part: expect.closeTo(1 / 3, 9) })));
    expect(hoursCovered(0.5, 3).map(({ hour }) => hour)).toEqual([23, 0, 1]);
    expect(hoursCovered(1, 1)).toEqual([
      { hour: 0, part: 0.5 },
      { hour: 1, part: 0.5 },
    ]);
    expect(hoursCovered(12, 48)).toHaveLength(24);
    // By halves of the day: a sort that comes from noon on comes at one as at eleven at night.
    const pieces = drawPast([{ ...dry, hours: [0, 1] }], 60, 7).map(({ told }) => ({ told, middle: 6, hours: 12 }));
    const wet = drawPast([{ ...storm, hours: [0, 1] }], 60, 8).map(({ told }) => ({ told, middle: 18, hours: 12 }));
    const sorts = learnHours([...pieces, ...wet]).learned.hours.toSorted((a, b) => ratio(b, '0104') - ratio(a, '0104'));
    expect((sorts[0]?.byHour[13] ?? 0) / (sorts[0]?.byHour[23] ?? 1)).toBeCloseTo(1, 9);
    expect((sorts[0]?.byHour[13] ?? 0) / (sorts[0]?.byHour[1] ?? 1)).toBeGreaterThan(1.5);
  });
});

describe('the fit of sorts of hours', () => {
  const logOf = ({ pieces }: Past, sorts: readonly Sort[]) => pieces.reduce((sum, piece) => sum + sortPiece(sorts, piece).log, 0);
  const hole = (place: number) => ({ places: [place], shares: [1], unknown: 0 });
  const over = hoursCovered(12.5, 3);

  it('says how likely that makes the past which it gives back, and never less than one round makes it', () => {
    for (const seed of seeds) {
      const next = sameNumbers(seed);
      const past: Past = {
        pieces: Array.from({ length: 12 }, () => {
          const holes = Array.from({ length: 1 + Math.floor(6 * next()) }, () => hole(Math.floor(next() * 3)));
          return { over, holes, known: [{ holes, usual: { places: [0, 1, 2], shares: [0.5, 0.3, 0.2], unknown: 0 } }] };
        }),
        usual: [0.5, 0.3, 0.2],
      };
      const from: Sort[] = [
        { ...asUsual, share: 0.8 },
        { ...asUsual, share: 0.2, times: [0.05, 0.1, 4.725] },
      ]; // sharper than what is drawn towards usual may become
      const { sorts, log } = converge(past, from);
      expect(log).toBeCloseTo(logOf(past, sorts), 6);
      expect(log).toBeGreaterThan(converge(past, sorts).log - 0.05); // what one more round must be worth
    }
  });
});
