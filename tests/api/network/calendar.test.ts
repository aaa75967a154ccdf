import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { calendarOf } from '#domain/calendar.ts';
import { decideWorkingDayDue } from '#domain/working-days.ts';

const china = calendarOf('CN');

describe('the calendar of China', () => {
  it.each([
    ['2016-10-08', 'make-up'],
    ['2016-10-03', 'rest'],
    ['2026-11-23', 'working'],
    ['2026-11-22', 'rest'],
    ['2026-10-01', 'rest'],
    ...['2026-01-04', '2026-02-14', '2026-02-28', '2026-05-09', '2026-09-20', '2026-10-10'].map((day) => [day, 'make-up']),
  ])('knows %s as %s', (date, kind) => {
    expect(china.kindOfDay(date)).toBe(kind);
  });

  it('does not know a year that is not published', () => {
    expect(china.kindOfDay('2027-01-04')).toBe('unknown');
    expect(china.kindOfDay('2003-01-06')).toBe('unknown');
  });

  it.each(['America/New_York', 'Pacific/Kiritimati'])('is the same in a process of %s', async (zone) => {
    const days = Array.from({ length: 365 }, (_, i) => new Date(Date.UTC(2026, 0, 1 + i)).toISOString().slice(0, 10));
    const script = `import { calendarOf } from '#domain/calendar.ts'; console.log(${JSON.stringify(days)}.map(calendarOf('CN').kindOfDay).join())`;
    const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], { env: { ...process.env, TZ: zone } });
    expect(stdout.trim().split(',')).toEqual(days.map(china.kindOfDay));
  });

  it('names a holiday, and no other day', () => {
    expect(china.holidayName?.('2026-10-01')).toBe('国庆节');
    expect(china.holidayName?.('2026-11-22')).toBeNull();
  });

  it('counts five working days from the eve of the National Day to 13 October', () => {
    const due = decideWorkingDayDue('2026-09-30T02:00:00.000Z', 5, china, 'Asia/Shanghai');
    expect(due).toMatchObject({ dueAt: '2026-10-13T16:00:00.000Z' });
    expect('counted' in due && due.counted.at(-1)).toBe('2026-10-13');
  });

  it('knows no day of a calendar it was not given', () => {
    expect(calendarOf('FR').kindOfDay('2026-11-23')).toBe('unknown');
    expect(calendarOf('weekdays').kindOfDay('2026-11-22')).toBe('rest');
  });

  it('takes a year from the city that the package does not hold yet', () => {
    const calendar = calendarOf('CN', { 2027: { rest: ['2027-01-01'], makeUp: ['2027-01-03'] } });
    expect(['2027-01-01', '2027-01-02', '2027-01-03', '2027-01-04', '2028-01-04', '2026-10-10'].map(calendar.kindOfDay)).toEqual([
      'rest',
      'rest',
      'make-up',
      'working',
      'unknown',
      'make-up',
    ]);
  });
});
