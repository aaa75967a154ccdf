import { expect, test } from 'vitest';
import type { Order } from '#domain/contract/orders.ts';
import { awaitsDecision } from '../../web/features/orders/awaits-decision.ts';
import { wordOfUnnamed } from '../../web/features/orders/unnamed-candidate.ts';

test('of two candidates that are no asset each has its own name', () => {
  expect(wordOfUnnamed({ reasons: [{ code: 'match-unregistered', weight: 0 }] })).toBe('notRegistered');
  expect(wordOfUnnamed({ reasons: [{ code: 'match-nothing-meant', weight: -1.1 }] })).toBe('notMeant');
  expect(wordOfUnnamed({ reasons: [{ code: 'match-kind-about-none' }] })).toBe('notMeant');
});

const unit = { id: 'power', name: { zh: '供电', en: 'Power' } };
const at = '2026-11-23T02:00:00Z';
const told = (code: string, endedAt: string | null): Order['assignments'][number] => ({
  ...{ unit, part: 'informed', assignedAt: at, endedAt, reason: { code }, endReason: null, crew: null },
});

test('who decides an owner is told how while it waits for them: not before they were asked, and not once it was decided', () => {
  expect(awaitsDecision({ assignments: [told('informed-road', null)] })).toBe(false);
  expect(awaitsDecision({ assignments: [told('informed-decide', null)] })).toBe(true);
  expect(awaitsDecision({ assignments: [told('informed-decide', at)] })).toBe(false);
  expect(awaitsDecision({ assignments: [told('informed-decided', null)] })).toBe(false);
});
