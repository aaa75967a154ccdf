import { expect, test } from 'vitest';
import { foldRepeats } from '../../web/features/orders/fold-repeats.ts';

type Event = Parameters<typeof foldRepeats>[0][number];
const event = (hour: number, action: string, rest: Partial<Event> = {}): Event => ({
  at: `2026-10-01T${String(hour).padStart(2, '0')}:00:00.000Z`,
  action,
  ...{ fromState: null, toState: 'dispatched', person: null, unit: { zh: '上海市城市网格化管理中心', en: 'Shanghai Urban Grid Centre' } },
  ...{ note: null, because: null, measured: null, assetId: null, orderId: null, crew: null, likelihood: null, key: null },
  ...rest,
});
const told = (events: readonly Event[]) =>
  foldRepeats(events).map(({ event: { action, at }, count, sinceAt }) => [action, Number(at.slice(11, 13)), count, Number(sinceAt.slice(11, 13))]);

test('what the clock wrote hour after hour is told once, with how often and since when; the latest comes first', () => {
  const events = [event(1, 'open'), event(2, 'escalate'), event(3, 'escalate'), event(4, 'escalate'), event(5, 'sign')];
  expect(told(events)).toEqual([
    ['sign', 5, 1, 5],
    ['escalate', 4, 3, 2],
    ['open', 1, 1, 1],
  ]);
});

test('two of a kind, what people did, and what differs in its unit or words stand each by itself', () => {
  const person = { zh: '赵越', en: 'Zhao Yue' };
  expect(told([event(1, 'escalate'), event(2, 'escalate')])).toHaveLength(2);
  expect(told([1, 2, 3].map((hour) => event(hour, 'add', { person })))).toHaveLength(3);
  expect(told([1, 2, 3].map((hour) => event(hour, 'escalate', { note: `第 ${hour} 次` })))).toHaveLength(3);
  expect(told([event(1, 'escalate'), event(2, 'escalate'), event(3, 'remind'), event(4, 'escalate')])).toHaveLength(4);
});
