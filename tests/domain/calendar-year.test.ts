import { describe, expect, it } from 'vitest';
import { isPart, readCalendarYear } from '#domain/calendar-year.ts';

const list = { year: 2027, rest: ['2027-01-02', '2027-01-01'], makeUp: ['2027-01-03'] };

describe('a year’s list of days', () => {
  it('is read, its days in order', () => {
    expect(readCalendarYear(list)).toEqual({ year: '2027', rest: ['2027-01-01', '2027-01-02'], makeUp: ['2027-01-03'] });
  });

  it('is doubted where it names fewer days than the law gives', () => {
    const days = (count: number) => Array.from({ length: count }, (_, i) => `2027-10-${String(i + 1).padStart(2, '0')}`);
    expect([10, 11].map((count) => isPart({ year: '2027', rest: days(count), makeUp: [] }))).toEqual([true, false]);
  });

  it.each([
    ['nothing', null, 'year', 'missing'],
    ['a year of two digits', { ...list, year: 27 }, 'year', 'missing'],
    ['no days of rest', { ...list, rest: undefined }, 'rest', 'missing'],
    ['an empty list', { ...list, rest: [] }, 'rest', 'empty'],
    ['no make-up days said', { year: 2027, rest: list.rest }, 'makeUp', 'missing'],
    ['30 February', { ...list, rest: ['2027-02-30'] }, 'rest', 'no-date'],
    ['a number for a date', { ...list, rest: [20270101] }, 'rest', 'no-date'],
    ['a day of another year', { ...list, rest: ['2026-12-31'] }, 'rest', 'other-year'],
    ['a day named twice', { ...list, makeUp: ['2027-01-02'] }, 'makeUp', 'twice'],
    ['a make-up Monday', { ...list, makeUp: ['2027-01-04'] }, 'makeUp', 'no-weekend'],
  ])('with %s is refused, and says where', (_, value, field, what) => {
    expect(readCalendarYear(value)).toMatchObject({ field, what });
  });
});
