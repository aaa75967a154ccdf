import { describe, expect, test } from 'vitest';
import { decideDanger, decideMerge, farthestMergeM } from '#domain/join-orders.ts';

const order = (id: string, state: Parameters<typeof decideMerge>[0]['state'] = 'signed') => ({ id, state, supervisedAt: null, docketedAt: null });
const now = '2026-11-23T02:00:00.000Z';
const at = (hour: number) => `2026-11-23T0${hour}:00:00.000Z`;

describe('one order becomes part of another', () => {
  test('that is under way, near by, and not itself', () => {
    expect(decideMerge(order('1'), order('2'), 12)).toMatchObject({ ok: true });
    expect(decideMerge(order('1'), order('1'), 0)).toMatchObject({ rejection: { code: 'merge-itself', field: 'orderId' } });
    for (const state of ['paused', 'resolved', 'checked', 'called_back', 'closed', 'void', 'merged'] as const)
      expect(decideMerge(order('1'), order('2', state), 12)).toMatchObject({ rejection: { code: 'merge-not-open', field: 'orderId' } });
    expect(decideMerge(order('1'), order('2'), farthestMergeM + 1)).toMatchObject({ rejection: { code: 'orders-too-far', params: { metres: 1000 } } });
  });

  test('that is supervised and on the docket as well where it is: neither ends in an order that nobody looks at', () => {
    const [supervised, docketed] = [{ supervisedAt: now }, { supervisedAt: now, docketedAt: now }];
    const merging = (own: object, into: object) => decideMerge({ ...order('1'), ...own }, { ...order('2'), ...into }, 12);
    for (const [own, into] of [[supervised, {}] as const, [docketed, {}] as const, [docketed, supervised] as const])
      expect(merging(own, into)).toMatchObject({ rejection: { code: 'merge-supervised', field: 'orderId' } });
    for (const [own, into] of [[{}, docketed] as const, [supervised, supervised] as const, [supervised, docketed] as const])
      expect(merging(own, into)).toMatchObject({ ok: true });
  });

  test.each([
    ['no danger changes nothing', { isHazard: false, dueAt: null }, { isHazard: true, dueAt: at(4) }, null],
    ['a danger is the other one’s too', { isHazard: true, dueAt: at(4) }, { isHazard: false, dueAt: null }, 'raise'],
    ['the earlier end counts', { isHazard: true, dueAt: at(3) }, { isHazard: true, dueAt: at(4) }, 'sooner'],
    ['a later end changes nothing', { isHazard: true, dueAt: at(5) }, { isHazard: true, dueAt: at(4) }, null],
    ['an end that has passed is nobody else’s', { isHazard: true, dueAt: at(1) }, { isHazard: true, dueAt: at(4) }, null],
    ['where somebody is on site nothing changes', { isHazard: true, dueAt: at(3) }, { isHazard: true, dueAt: null }, null],
  ] as const)('%s', (_, own, into, expected) => expect(decideDanger(own, into, now)).toBe(expected));
});
