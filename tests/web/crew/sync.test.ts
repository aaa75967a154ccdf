import { describe, expect, it } from 'vitest';
import type { Order } from '#domain/contract/orders.ts';
import { type ActMemo, seenWith, versionFor } from '../../../web/features/crew/sync.ts';

/** An order whose person saw it received, by what came after. */
const orderAfter = (...actions: readonly string[]): Order =>
  ({ version: 3 + actions.length, events: ['receive', ...actions].map((action) => ({ action })) }) as never;
const memo = (action: ActMemo['action']): ActMemo => ({ by: 'crew', action, seen: 3, seenEvents: 1, doneAt: '' });

describe('a step that was done without a signal', () => {
  it('goes on what its person saw', () => {
    expect(versionFor(orderAfter(), memo('arrive'))).toBe(3);
  });

  it('goes without a word where who is sent was named or called meanwhile, or a step came that was taken back: it stands as they saw it', () => {
    expect(versionFor(orderAfter('send_crew'), memo('arrive'))).toBe(4);
    expect(versionFor(orderAfter('acknowledge', 'arrive', 'take_back'), memo('arrive'))).toBe(6);
    expect(versionFor(orderAfter('send_crew', 'take_back'), memo('arrive'))).toBe(5);
    expect(versionFor(orderAfter('sign', 'send_crew', 'start', 'take_back', 'take_back', 'take_back'), memo('arrive'))).toBe(9);
  });

  it('waits for its person where a step of others stands, or one that they saw was taken back', () => {
    expect(versionFor(orderAfter('rework'), memo('resolve'))).toBeNull();
    expect(versionFor(orderAfter('take_back'), memo('start'))).toBeNull();
    expect(versionFor(orderAfter('arrive', 'take_back', 'take_back'), memo('start'))).toBeNull();
    expect(versionFor(orderAfter('send_crew', 'void'), memo('arrive'))).toBeNull();
    expect(versionFor(orderAfter('take_back', 'take_back'), memo('start')), 'two that they saw').toBeNull();
    expect(versionFor(orderAfter('call', 'asset_merged', 'warn'), memo('resolve')), 'it is about another record, and somebody was called besides').toBeNull();
    expect(versionFor(orderAfter('sign', 'send_crew', 'take_back'), memo('arrive')), 'who goes was taken back, not what stood before it').toBeNull();
  });

  it('takes nothing back but what its person saw: by then it would be another step', () => {
    expect(versionFor(orderAfter('send_crew'), memo('take_back'))).toBeNull();
    expect(versionFor(orderAfter('sign', 'take_back'), memo('take_back'))).toBeNull();
  });
});

describe('what was seen once a step stands', () => {
  const told = (version: number, ...events: readonly [action: string, key?: string][]) =>
    ({ version, events: events.map(([action, key = null]) => ({ action, key })) }) as never;

  it('is the order as it answered', () => {
    expect(seenWith(told(4, ['receive'], ['arrive', 'k']), 'k')).toEqual({ seen: 4, seenEvents: 2 });
    expect(seenWith(told(6, ['receive'], ['arrive', 'k'], ['call'], ['sign'], ['take_back']), 'k')).toEqual({ seen: 6, seenEvents: 5 });
  });

  it('is not what others did while its answer was lost: the next step waits for its person, who is told of that alone', () => {
    const order = told(5, ['receive'], ['arrive', 'k'], ['sign']);
    const seen = seenWith(order, 'k');
    expect(seen.seenEvents).toBe(2);
    expect(versionFor(order, { ...memo('secure'), ...seen })).toBeNull();
  });

  it('is all of it where its person read what others did and sends their own all the same', () => {
    expect(seenWith(told(5, ['receive'], ['arrive', 'another'], ['sign']), 'k')).toEqual({ seen: 5, seenEvents: 3 });
  });
});
