import { describe, expect, it } from 'vitest';
import { cityNumber, cityNumberNames, cityNumbers, decideCityNumbers } from '#domain/city-numbers.ts';

const code = (decided: ReturnType<typeof decideCityNumbers>) => (decided.ok ? 'ok' : decided.rejection.code);

describe('a number of the city', () => {
  it.each(cityNumberNames)('%s has a standard within its bounds', (name) => {
    const { standard, least, most } = cityNumbers[name];
    expect(standard >= least && standard <= most).toBe(true);
    expect(cityNumber({}, name)).toBe(standard);
  });

  it('is what the city says, the nearest to it within the bounds, else the standard', () => {
    expect(cityNumber({ reopenDays: 60 }, 'reopenDays')).toBe(60);
    expect(cityNumber({ hazardHours: { town: 3 } }, 'hazardHoursTown')).toBe(3);
    for (const [said, kept] of [
      [0, 1],
      [366, 365],
      [1.6, 2],
    ])
      expect(cityNumber({ reopenDays: said }, 'reopenDays')).toBe(kept);
    for (const wrong of ['60', null, -1, Number.NaN, Number.POSITIVE_INFINITY]) expect(cityNumber({ reopenDays: wrong }, 'reopenDays')).toBe(30);
    expect(cityNumber({ hazardHours: { town: 3 } }, 'hazardHoursSuburb')).toBe(4);
    expect(cityNumber({ hazardHours: 'soon' }, 'hazardHoursSuburb')).toBe(4);
  });

  it('is set within its bounds, by who saw it as it stands', () => {
    const set = (name: 'reopenDays' | 'longWorkingDays', was: number, value: number) =>
      code(decideCityNumbers({ closeWorkingDays: 6 }, [{ name, was, value }]));
    expect(set('reopenDays', 30, 60)).toBe('ok');
    expect(set('reopenDays', 31, 60)).toBe('setting-changed');
    expect(set('reopenDays', 30, 0)).toBe('setting-out-of-bounds');
    expect(set('reopenDays', 30, 366)).toBe('setting-out-of-bounds');
    expect(set('longWorkingDays', 15, 5)).toBe('setting-long-too-short');
  });

  it('of two that stand together leaves the other', () => {
    const both = { hazardHours: { town: 2, suburb: 5 } };
    expect(decideCityNumbers(both, [{ name: 'hazardHoursTown', was: 2, value: 3 }])).toEqual({ ok: true, value: { hazardHours: { town: 3, suburb: 5 } } });
    const changes = [
      { name: 'hazardHoursTown', was: 2, value: 1 },
      { name: 'hazardHoursSuburb', was: 5, value: 6 },
    ] as const;
    expect(decideCityNumbers(both, changes)).toEqual({ ok: true, value: { hazardHours: { town: 1, suburb: 6 } } });
  });
});
