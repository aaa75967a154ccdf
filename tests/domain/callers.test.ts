import { describe, expect, test } from 'vitest';
import { standardAfter } from '#domain/after-rules.ts';
import { type Caller, decideContacted } from '#domain/callers.ts';
import { contactTimers } from '#domain/timers.ts';

const waiting = (reportId: string): Caller => ({ reportId, hasContact: true, isWaiting: true, isNew: false });
const contacted = (reportId: string): Caller => ({ reportId, hasContact: true, isWaiting: false, isNew: false });
const nameless = (reportId: string): Caller => ({ reportId, hasContact: false, isWaiting: false, isNew: false });

describe('whom a unit contacted', () => {
  test.each<[string, Caller[], string | undefined, string | null | { code: string; field: string }]>([
    ['the one who waits', [nameless('1'), waiting('2'), contacted('3')], undefined, '2'],
    ['the one named', [waiting('1'), waiting('2')], '2', '2'],
    ['one of several has to be named', [waiting('1'), waiting('2')], undefined, { code: 'report-unknown', field: 'reportId' }],
    ['nobody of another order', [waiting('1')], '9', { code: 'report-unknown', field: 'reportId' }],
    ['nobody who left no contact', [nameless('1'), waiting('2')], '1', { code: 'contact-none', field: 'reportId' }],
    ['the only one who can be reached, once more', [nameless('1'), contacted('2')], undefined, '2'],
    ['no matter which of several, once more', [contacted('1'), contacted('2')], undefined, null],
  ])('%s', (_, callers, said, expected) => {
    const decided = decideContacted(callers, said);
    if (typeof expected === 'object' && expected !== null) expect(decided).toMatchObject({ ok: false, rejection: expected });
    else expect(decided).toEqual({ ok: true, value: expected });
  });
});

describe('the timers of callers who wait', () => {
  const early = { startedAt: '2026-11-23T02:00:00.000Z', dueAt: '2026-11-24T16:00:00.000Z' };
  const late = { startedAt: '2026-11-24T02:00:00.000Z', dueAt: '2026-11-25T16:00:00.000Z' };
  const told = (isLateArmed: boolean, now: string) =>
    contactTimers([early, late], isLateArmed, { now, everyHours: 24, warnings: standardAfter.warnings }).map(
      ({ kind, dueAt }) => `${kind} ${dueAt.slice(8, 13)}`,
    );

  test('are a warning and an end each, while both lie ahead', () =>
    expect(told(false, '2026-11-24T03:00:00.000Z')).toEqual(['warn 24T12', 'due 24T16', 'warn 25T12', 'due 25T16']));
  test('warn of nothing that has passed', () => expect(told(false, '2026-11-24T13:00:00.000Z')).toEqual(['due 24T16', 'warn 25T12', 'due 25T16']));
  test('remind of who is late, a day later', () => expect(told(false, '2026-11-24T17:00:00.000Z')).toEqual(['warn 25T12', 'due 25T16', 'remind 25T17']));
  test('leave it to what is armed for them already', () => expect(told(true, '2026-11-24T17:00:00.000Z')).toEqual(['warn 25T12', 'due 25T16']));
  test('wait for a calendar that is missing', () =>
    expect(
      contactTimers([{ startedAt: early.startedAt, dueAt: null }], false, { now: early.startedAt, everyHours: 24, warnings: standardAfter.warnings }).map(
        ({ kind }) => kind,
      ),
    ).toEqual(['calendar']));
});
