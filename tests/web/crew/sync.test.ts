import { describe, expect, it } from 'vitest';
import type { Order } from '#domain/contract/orders.ts';
import { type ActMemo, versionFor } from '../../../web/features/crew/sync.ts';

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
    expect(versionFor(orderAfter('sign', 'send_crew', 'start', 'take_back', 'take_back'), memo('arrive'))).toBe(8);
  });

  it('waits for its person where a step of others stands, or one that they saw was taken back', () => {
    expect(versionFor(orderAfter('rework'), memo('resolve'))).toBeNull();
    expect(versionFor(orderAfter('take_back'), memo('start'))).toBeNull();
    expect(versionFor(orderAfter('arrive', 'take_back', 'take_back'), memo('start'))).toBeNull();
    expect(versionFor(orderAfter('send_crew', 'void'), memo('arrive'))).toBeNull();
  });

  it('takes nothing back but what its person saw: by then it would be another step', () => {
    expect(versionFor(orderAfter('send_crew'), memo('take_back'))).toBeNull();
    expect(versionFor(orderAfter('sign', 'take_back'), memo('take_back'))).toBeNull();
  });
});
