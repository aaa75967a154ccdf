import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dayAfter, instantOf, localDate, startOfDay } from '#domain/local-time.ts';
import { type Calendar, decideWorkingDayDue } from '#domain/working-days.ts';
import { calendar } from './calendar-2016.ts';

const shanghai = 'Asia/Shanghai';

describe('working days', () => {
  test.each([
    // started (UTC), days, the end of the nth working day after, in Shanghai
    ['2026-09-30T02:00:00Z', 5, '2026-10-13T16:00:00.000Z', 'over the autumn holiday, with its make-up Saturday: 13 October'],
    ['2026-09-30T02:00:00Z', 1, '2026-10-08T16:00:00.000Z', 'the first after the holiday'],
    ['2016-09-30T02:00:00Z', 1, '2016-10-08T16:00:00.000Z', 'a make-up Saturday counts'],
    ['2016-10-01T02:00:00Z', 2, '2016-10-09T16:00:00.000Z', 'a make-up Sunday counts'],
    ['2026-11-23T02:00:00Z', 5, '2026-11-30T16:00:00.000Z', 'Monday and five days: the next Monday'],
    ['2026-11-20T15:59:59Z', 1, '2026-11-23T16:00:00.000Z', 'one second before midnight it is Friday'],
    ['2026-11-20T16:00:00Z', 1, '2026-11-23T16:00:00.000Z', 'at midnight it is Saturday'],
    ['2026-11-22T16:00:00Z', 1, '2026-11-24T16:00:00.000Z', 'Sunday 16:00 UTC is Monday already'],
  ])('from %s, %d: %s (%s)', (startedAt, days, dueAt) => {
    const decided = decideWorkingDayDue(startedAt, days, calendar, shanghai);
    expect(decided).toMatchObject({ dueAt });
  });

  test('say which days were counted and which were not', () => {
    const decided = decideWorkingDayDue('2026-09-30T02:00:00Z', 5, calendar, shanghai);
    if ('missingYear' in decided) throw new Error('the year is known');
    expect(decided.counted).toEqual(['2026-10-08', '2026-10-09', '2026-10-10', '2026-10-12', '2026-10-13']);
    expect(decided.skipped).toHaveLength(8);
  });

  test('have no end when they reach a year without a calendar', () => {
    expect(decideWorkingDayDue('2026-12-30T02:00:00Z', 5, calendar, shanghai)).toEqual({ missingYear: '2027' });
    expect(decideWorkingDayDue('2026-12-30T02:00:00Z', 1, calendar, shanghai)).toMatchObject({ counted: ['2026-12-31'] });
  });

  test('of a calendar in which nobody ever works come to an end', () => {
    const never: Calendar = { kindOfDay: () => 'rest' };
    expect(decideWorkingDayDue('2026-01-01T00:00:00Z', 1, never, shanghai)).toEqual({ missingYear: '2027' });
  });
});

describe('the local day', () => {
  test.each([
    ['2026-11-23', shanghai, '2026-11-22T16:00:00.000Z'],
    ['2026-03-29', 'Europe/Berlin', '2026-03-28T23:00:00.000Z'],
    ['2026-03-30', 'Europe/Berlin', '2026-03-29T22:00:00.000Z'],
    ['2026-10-26', 'Europe/Berlin', '2026-10-25T23:00:00.000Z'],
    ['2026-11-23', 'Asia/Kathmandu', '2026-11-22T18:15:00.000Z'],
    ['1986-05-05', shanghai, '1986-05-04T15:00:00.000Z'], // China kept summer time from 1986 to 1991
    ['2018-11-04', 'America/Sao_Paulo', '2018-11-04T03:00:00.000Z'], // 00:00 left out: the day begins at 01:00
    ['2018-02-18', 'America/Sao_Paulo', '2018-02-18T03:00:00.000Z'], // midnight came twice: the second begins the day
    ['2026-11-01', 'America/Havana', '2026-11-01T04:00:00.000Z'], // 00:00 to 01:00 comes twice: the first begins the day
  ])('%s in %s begins at %s', (date, zone, at) => {
    expect(startOfDay(date, zone)).toBe(at);
  });

  test('has an instant for each time on the wall, also on the days on which clocks change', () => {
    expect(instantOf('2026-11-23', '09:00', 'Asia/Shanghai')).toBe('2026-11-23T01:00:00.000Z');
    expect(instantOf('2026-03-29', '03:30', 'Europe/Berlin')).toBe('2026-03-29T01:30:00.000Z');
    expect(instantOf('2026-10-25', '09:00', 'Europe/Berlin')).toBe('2026-10-25T08:00:00.000Z');
    expect(instantOf('2026-07-01', '00:00', 'America/New_York')).toBe('2026-07-01T04:00:00.000Z');
  });

  test('begins where the date turns, in any zone on any day', () => {
    const zones = fc.constantFrom(
      shanghai,
      'Europe/London',
      'America/New_York',
      'America/Sao_Paulo',
      'Asia/Beirut',
      'Africa/Cairo',
      'Australia/Lord_Howe',
      'Pacific/Chatham',
      'UTC',
    );
    const days = fc.integer({ min: 5_000, max: 24_000 }).map((n) => new Date(n * 86_400_000).toISOString().slice(0, 10));
    fc.assert(
      fc.property(zones, days, (zone, date) => {
        const at = Date.parse(startOfDay(date, zone));
        expect(localDate(at, zone)).toBe(date);
        expect(dayAfter(localDate(at - 1, zone))).toBe(date);
      }),
    );
  });
});
