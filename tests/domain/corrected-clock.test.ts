import { expect, test } from 'vitest';
import { decideResumedClock, decideWorkingDayClock } from '#domain/clocks.ts';
import { decideCorrectedClock, decideLongerClock } from '#domain/corrected-clock.ts';
import type { Calendar } from '#domain/working-days.ts';

const timeZone = 'Asia/Shanghai';
const until2027 = (makeUp: readonly string[], knows2028 = false): Calendar => ({
  kindOfDay: (date) => {
    if (date > '2028' && !knows2028) return 'unknown';
    if (makeUp.includes(date)) return 'make-up';
    return [0, 6].includes(new Date(`${date}T00:00:00Z`).getUTCDay()) ? 'rest' : 'working';
  },
});
const [rests, works] = [until2027([]), until2027(['2027-01-03'])].map((calendar) => ({ calendar, timeZone })) as [
  { calendar: Calendar; timeZone: string },
  { calendar: Calendar; timeZone: string },
];
const eve = '2027-01-01T02:00:00.000Z'; // a Friday
const standing = { ...decideWorkingDayClock('close', 5, { ...works, receivedAt: eve }), clock: 'close' as const, dueAt: '2027-01-07T16:00:00.000Z' };

test('a corrected list moves an end by the days it counts now, and leaves one that it does not touch', () => {
  expect(decideCorrectedClock(standing, eve, rests)).toMatchObject({ dueAt: '2027-01-08T16:00:00.000Z', startedAt: eve });
  expect(decideCorrectedClock(standing, eve, works)).toBeNull();
});

test('an end that would lie before the correction stays', () => {
  const later = { ...decideWorkingDayClock('contact', 1, { ...rests, receivedAt: eve }), clock: 'contact' as const, dueAt: '2027-01-04T16:00:00.000Z' };
  expect(decideCorrectedClock(later, '2027-01-02T02:00:00.000Z', works)?.dueAt).toBe('2027-01-03T16:00:00.000Z');
  expect(decideCorrectedClock(later, '2027-01-04T02:00:00.000Z', works)).toBeNull();
});

test('an end that ran out before the correction stays, also where it would lie ahead now', () => {
  expect(decideCorrectedClock(standing, '2027-01-07T15:59:59.000Z', rests)?.dueAt).toBe('2027-01-08T16:00:00.000Z');
  expect(decideCorrectedClock(standing, '2027-01-07T16:00:00.000Z', rests)).toBeNull();
});

test('an end that ran out while its order slept was told to nobody: it moves to where it lies ahead, and stays where it would not', () => {
  const slept = '2027-01-06T02:00:00.000Z';
  expect(decideCorrectedClock(standing, '2027-01-08T02:00:00.000Z', rests, slept)?.dueAt).toBe('2027-01-08T16:00:00.000Z');
  expect(decideCorrectedClock(standing, '2027-01-09T02:00:00.000Z', rests, slept)).toBeNull();
  expect(decideCorrectedClock(standing, '2027-01-08T02:00:00.000Z', rests, '2027-01-07T16:00:00.000Z'), 'it had run out before').toBeNull();
});

test('after a pause the days that were left are counted anew, and the pause stays in the reason', () => {
  const pause = { pausedAt: '2027-01-01T03:00:00.000Z', resumedAt: '2027-01-02T16:00:00.000Z' };
  const resumed = decideResumedClock({ ...standing, reason: { code: 'deadline-working-days', params: { days: 5 } } }, pause, works);
  const running = { clock: 'close' as const, startedAt: eve, dueAt: String(resumed?.dueAt), reason: resumed?.reason ?? standing.reason };
  const corrected = decideCorrectedClock(running, eve, rests);
  expect([running.dueAt, corrected?.dueAt]).toEqual(['2027-01-07T16:00:00.000Z', '2027-01-08T16:00:00.000Z']);
  expect(corrected?.reason).toMatchObject({ code: 'deadline-resumed', params: { paused: '2027-01-01', resumed: '2027-01-03' } });
});

test('a longer clock counts its days from where it began, keeps its pause, and stays pending where a year is missing', () => {
  const day = { code: 'deadline-working-days' as const, params: { days: 5 } };
  expect(decideLongerClock({ ...standing, reason: day }, 10, works)?.dueAt).toBe('2027-01-21T16:00:00.000Z');
  const resumed = decideResumedClock({ ...standing, reason: day }, { pausedAt: '2027-01-01T03:00:00.000Z', resumedAt: '2027-02-28T16:00:00.000Z' }, works);
  const longer = decideLongerClock({ ...standing, reason: resumed?.reason ?? day }, 10, works);
  expect([resumed?.dueAt, longer?.dueAt]).toEqual(['2027-03-05T16:00:00.000Z', '2027-03-19T16:00:00.000Z']);
  expect(longer?.reason).toMatchObject({ code: 'deadline-resumed', params: { days: 15, paused: '2027-01-01', resumed: '2027-03-01' } });
  const pending = decideWorkingDayClock('close', 5, { ...works, receivedAt: '2027-12-30T02:00:00.000Z' });
  expect(decideLongerClock({ ...pending, clock: 'close' }, 10, works)).toMatchObject({ dueAt: null, reason: { params: { days: 15, year: '2028' } } });
});

test('an end that is pushed into a year that is not published is pending', () => {
  const receivedAt = '2027-12-24T02:00:00.000Z'; // a Friday: five days end with the 31st
  const short = { ...decideWorkingDayClock('close', 5, { ...rests, receivedAt }), clock: 'close' as const, dueAt: '2027-12-31T16:00:00.000Z' };
  const calendar: Calendar = { kindOfDay: (date) => (date === '2027-12-31' ? 'rest' : rests.calendar.kindOfDay(date)) };
  expect(decideCorrectedClock(short, receivedAt, { calendar, timeZone })).toMatchObject({
    dueAt: null,
    reason: { code: 'deadline-calendar-pending', params: { year: '2028' } },
  });
});
