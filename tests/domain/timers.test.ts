import { describe, expect, test } from 'vitest';
import { standardAfter } from '#domain/after-rules.ts';
import { decideClockTimer, timersOf } from '#domain/timers.ts';

const startedAt = '2026-11-23T02:00:00.000Z';
const levels = ['street', 'district', 'city'];
const now = '2026-11-25T02:00:00.000Z';
const decide = (kind: 'warn' | 'due' | 'remind', clock: 'contact' | 'close' | 'hazard', step = 0, accountable = 'power', warned: string[] = []) =>
  decideClockTimer({ kind, clock, step, dueAt: now }, { levels, warned, everyHours: clock === 'hazard' ? 1 : 24, accountable, now });

describe('a clock', () => {
  test.each([
    ['hazard', '2026-11-23T04:00:00.000Z', '2026-11-23T03:30:00.000Z'],
    ['contact', '2026-11-24T16:00:00.000Z', '2026-11-24T12:00:00.000Z'],
    ['close', '2026-11-30T16:00:00.000Z', '2026-11-29T16:00:00.000Z'],
  ] as const)('%s warns before its end', (clock, dueAt, warnAt) => {
    expect(timersOf(standardAfter.warnings)({ clock, startedAt, dueAt }).map((timer) => [timer.kind, timer.dueAt])).toEqual([
      ['warn', warnAt],
      ['due', dueAt],
    ]);
  });

  test('warns as long before as the rules say, and not at all at nought', () => {
    const close = (minutes: number) =>
      timersOf({ ...standardAfter.warnings, close: { minutes } })({ clock: 'close', startedAt, dueAt: '2026-11-30T16:00:00.000Z' });
    expect(close(90).map(({ kind, dueAt }) => `${kind} ${dueAt}`)).toEqual(['warn 2026-11-30T14:30:00.000Z', 'due 2026-11-30T16:00:00.000Z']);
    expect(close(0).map(({ kind }) => kind)).toEqual(['due']);
  });

  test('that is shorter than its warning only ends', () => {
    expect(timersOf(standardAfter.warnings)({ clock: 'hazard', startedAt, dueAt: '2026-11-23T02:20:00.000Z' }).map((timer) => timer.kind)).toEqual(['due']);
  });
});

describe('a missed end', () => {
  test('tells one level more each time and never stops', () => {
    expect(decide('due', 'close')).toMatchObject({
      event: 'overdue',
      tell: [{ unitId: 'street' }],
      arm: { kind: 'remind', step: 1, dueAt: '2026-11-26T02:00:00.000Z' },
    });
    expect(decide('remind', 'close', 1)).toMatchObject({ event: 'escalate', tell: [{ unitId: 'district' }], arm: { step: 2 } });
    expect(decide('remind', 'close', 9)).toMatchObject({ tell: [{ unitId: 'city' }], arm: { kind: 'remind', step: 10 } });
  });

  test('tells the level above where the street itself is late, and nobody where there is no one above', () => {
    expect(decide('due', 'contact', 0, 'street').tell).toMatchObject([{ unitId: 'district' }]);
    expect(
      decideClockTimer({ kind: 'due', clock: 'contact', step: 0, dueAt: now }, { levels: ['city'], warned: [], everyHours: 24, accountable: 'city', now }).tell,
    ).toEqual([]);
  });

  test('leaves no level out where a centre has it since that was told before', () => {
    expect(decide('remind', 'close', 1, 'street')).toMatchObject({ tell: [{ unitId: 'district' }], arm: { step: 2 } });
    expect(decide('due', 'close', 0, 'street')).toMatchObject({ tell: [{ unitId: 'district' }], arm: { step: 2 } });
    expect(decide('remind', 'close', 1, 'district')).toMatchObject({ tell: [{ unitId: 'city' }], arm: { step: 3 } });
    expect(decide('remind', 'close', 4, 'city')).toMatchObject({ tell: [{ unitId: 'district' }], arm: { step: 5 } });
  });

  test('of a danger sends the fallback, again at each reminder, and goes up by the hour', () => {
    expect(decide('due', 'hazard')).toMatchObject({ sendsFallback: true, arm: { dueAt: '2026-11-25T03:00:00.000Z' } });
    expect(decide('remind', 'hazard', 1).sendsFallback).toBe(true);
    expect(decide('due', 'close').sendsFallback).toBe(false);
  });

  test('is another thing than a warning, which tells whom the rules name beside who holds the order, and arms nothing', () => {
    expect(decide('warn', 'hazard')).toEqual({ event: 'warn', tell: [], arm: null, sendsFallback: false });
    const told = decide('warn', 'close', 0, 'street', ['street', 'city']);
    expect(told).toEqual({ event: 'warn', tell: [{ unitId: 'city', reason: { code: 'informed-warned' } }], arm: null, sendsFallback: false });
  });
});
