import { describe, expect, test } from 'vitest';
import { type ClockInput, decideDeadlines } from '#domain/clocks.ts';
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
  const decided = decideDeadlines({ ...input, ...rest });
  if (!decided.ok) throw new Error(decided.rejection.code);
  return Object.fromEntries(decided.value.map((d) => [d.clock, d]));
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
    expect(zh).toContain('国庆节');
    expect(hazard ? wordReason(hazard.reason, 'en') : '').toContain('2 h in town');
  });

  test('are provisional, and say so, where the calendar ends', () => {
    const { contact, hazard } = deadlines({ receivedAt: '2026-12-31T01:00:00Z' });
    expect(contact).toMatchObject({ dueAt: '2027-01-01T16:00:00.000Z', reason: { code: 'deadline-provisional' } });
    expect(contact ? wordReason(contact.reason, 'zh') : '').toContain('尚未公布');
    expect(hazard?.reason.code).toMatch(/^deadline-hazard/);
  });

  test('are refused by a calendar in which nothing ever works', () => {
    expect(decideDeadlines({ ...input, calendar: { kindOfDay: () => 'rest' } })).toMatchObject({ ok: false, rejection: { code: 'calendar-missing' } });
  });
});
