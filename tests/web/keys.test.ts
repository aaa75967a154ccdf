import { expect, test } from 'vitest';
import type { OrderAction, OrderState } from '#domain/contract/terms.ts';
import { orderTransitions } from '#domain/order-transitions.ts';
import { deskKeys } from '../../web/features/desk/desk-keys.ts';
import { acceptKey, actionKeys } from '../../web/features/orders/action-keys.ts';

test.each(Object.keys(orderTransitions) as OrderState[])('no two acts on an order that is %s share a key, and none takes a key of the desk', (state) => {
  const acts = Object.keys(orderTransitions[state]) as OrderAction[];
  const keys = [acceptKey, ...acts.flatMap((action) => actionKeys[action] ?? []), ...Object.values(deskKeys)];
  expect(new Set(keys).size).toBe(keys.length);
});

test.each(['sign', 'dispatch', 'hand_up', 'hand_down', 'hand_across', 'merge', 'split', 'contact', 'take_back', 'unmerge'] as const)(
  '%s has a key',
  (action) => {
    expect(actionKeys[action]).toBeDefined();
  },
);
