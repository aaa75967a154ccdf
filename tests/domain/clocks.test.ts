import { describe, expect, test } from 'vitest';
import { type ClockInput, decideDeadlines, decidePendingClock, decideResumedClock, decideWorkingDayClock } from '#domain/clocks.ts';
import { wordReason } from '#domain/contract/reasons.ts';
import { calendar } from './calendar-2016.ts';

const input: ClockInput = {
  isHazard: true,
  settlement: 'town',
  receivedAt: '2026-09-30T15:30:00Z',
  calendar,
  timeZone: 'Asia/Shanghai',
  settings: {
    contactWorkingDays: 1,
    closeWorkingDays: 5,
    longWorkingDays: 15,
    superviseWorkingDays: 3,
    recheckWorkingDays: 3,
    requestWorkingDays: 1,
    secureHours: 4,
    hazardHours: { town: 2, suburb: 4 },
  },
};
const deadlines = (rest: Partial<ClockInput> = {}) => {
  return Object.fromEntries(decideDeadlines({ ...input, ...rest }).map((d) => [d.clock, d]));
};

describe('an order’s clocks', () => {
  test('count working days for contact and closing, hours by day and night for a danger', () => {
    const { contact, close, hazard } = deadlines();
    expect(contact?.dueAt).toBe('2026-10-08T16:00:00.000Z');
    expect(close?.dueAt).toBe('2026-10-13T16:00:00.000Z');
    expect(hazard?.dueAt).toBe('2026-09-30T17:30:00.000Z');
    expect(hazard?.startedAt).toBe(input.receivedAt);
  });

  test('give the suburbs their longer way, and no hazard clock to what is no danger', () => {
    expect(deadlines({ settlement: 'suburb' }).hazard?.dueAt).toBe('2026-09-30T19:30:00.000Z');
    expect(deadlines({ isHazard: false }).hazard).toBeUndefined();
  });

  test('can say why: the days counted and the holiday left out', () => {
    const { close, hazard } = deadlines();
    const zh = close ? wordReason(close.reason, 'zh') : '';
    expect(zh).toContain('5 个工作日');
    expect(zh).toContain('10月13日');
    expect(zh).toContain('10月1日 国庆节');
    const en = close ? wordReason(close.reason, 'en') : '';
    expect(en).toContain('Oct 1 (National Day)');
    expect(en).not.toMatch(/\p{Script=Han}/u);
    expect(hazard ? wordReason(hazard.reason, 'en') : '').toContain('2 h in town');
  });

  test('are pending, and say so, where the calendar ends; a danger’s hours wait for no calendar', () => {
    const { contact, hazard } = deadlines({ receivedAt: '2026-12-31T01:00:00Z' });
    expect(contact).toMatchObject({ dueAt: null, reason: { code: 'deadline-calendar-pending', params: { days: 1, year: '2027' } } });
    expect(contact ? wordReason(contact.reason, 'zh') : '').toContain('日历待公布');
    expect(hazard?.dueAt).toBe('2026-12-31T03:00:00.000Z');
  });

  test('are pending by a calendar in which nothing ever works', () => {
    expect(deadlines({ calendar: { kindOfDay: () => 'rest' } }).close?.dueAt).toBeNull();
  });
});

/** 2027 as an office might publish it: New Year's Day, then plain weeks. */
const published: ClockInput['calendar'] = {
  kindOfDay: (date) => {
    if (!date.startsWith('2027-')) return calendar.kindOfDay(date);
    return date === '2027-01-01' || [0, 6].includes(new Date(`${date}T00:00:00Z`).getUTCDay()) ? 'rest' : 'working';
  },
};
const counting = { calendar, timeZone: input.timeZone };

describe('a clock whose calendar is pending', () => {
  const waiting = decideWorkingDayClock('close', 5, { ...counting, receivedAt: '2026-12-29T02:00:00Z' });
  const running = { ...waiting, clock: 'close' as const };

  test('has its end once the year is known, as if it had been known at the start, and none before', () => {
    expect(decidePendingClock(running, counting)).toEqual(waiting);
    const known = { ...counting, calendar: published };
    expect(decidePendingClock(running, known)).toEqual(decideWorkingDayClock('close', 5, { ...known, receivedAt: '2026-12-29T02:00:00Z' }));
    expect(decidePendingClock(running, known)?.dueAt).toBe('2027-01-06T16:00:00.000Z');
  });

  test('keeps each pause in mind: what is left is counted when it can be', () => {
    // Wed 30 Dec and Thu 31 Dec pass; paused from 1 January to Monday 11 January and again from Tuesday 12th to Monday 18th.
    const once = decideResumedClock(running, { pausedAt: '2026-12-31T08:00:00Z', resumedAt: '2027-01-10T16:00:00.000Z' }, counting);
    const twice =
      once && decideResumedClock({ ...once, clock: 'close' }, { pausedAt: '2027-01-12T02:00:00Z', resumedAt: '2027-01-17T16:00:00.000Z' }, counting);
    expect([once?.dueAt, twice?.dueAt]).toEqual([null, null]);
    const settled = twice && decidePendingClock({ ...twice, clock: 'close' }, { ...counting, calendar: published });
    // Two of five in December, 11 and 12 January, and the fifth is Monday the 18th.
    expect(settled).toMatchObject({ dueAt: '2027-01-18T16:00:00.000Z', reason: { code: 'deadline-resumed', params: { days: 1 } } });
  });

  test('that had run out before it was paused is reminded of, not lengthened', () => {
    expect(
      decideResumedClock({ ...running, startedAt: '2026-11-02T02:00:00Z' }, { pausedAt: '2026-11-20T02:00:00Z', resumedAt: '2026-12-01T16:00:00Z' }, counting),
    ).toBeNull();
  });
});
