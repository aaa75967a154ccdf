import { expect, test } from 'vitest';
import type { OrderAction, OrderState } from '#domain/contract/terms.ts';
import { orderTransitions } from '#domain/order-transitions.ts';
import { deskKeys } from '../../web/features/desk/desk-keys.ts';
import { clashOf, withLetter } from '../../web/features/desk/key-clash.ts';
import { actionKeys } from '../../web/features/orders/action-keys.ts';

test.each(Object.keys(orderTransitions) as OrderState[])('no two acts on an order that is %s share a key, and none takes a key of the desk', (state) => {
  const acts = Object.keys(orderTransitions[state]) as OrderAction[];
  const keys = [actionKeys.accept, ...acts.flatMap((action) => actionKeys[action] ?? []), ...Object.values(deskKeys)];
  expect(new Set(keys).size).toBe(keys.length);
});

test.each([
  'sign',
  'dispatch',
  'hand_up',
  'hand_down',
  'hand_across',
  'merge',
  'split',
  'choose_asset',
  'contact',
  'send_crew',
  'take_back',
  'unmerge',
] as const)('%s has a key', (action) => {
  expect(actionKeys[action]).toBeDefined();
});

test('a letter of one’s own is free where no key of the desk and no act that can stand beside it has it', () => {
  expect(clashOf([], 'sign', 'k')).toBe('previous');
  expect(clashOf([], 'sign', 'd')).toBe('dispatch');
  expect(clashOf([], 'accept', 'd')).toBe('dispatch');
  expect(clashOf([], 'close', 's'), 'what is resolved is never signed for').toBeNull();
  expect(clashOf([], 'next', 's')).toBe('sign');
  expect(clashOf([{ name: 'dispatch', letter: '9' }], 'sign', 'd'), 'its letter went elsewhere').toBeNull();
  expect(clashOf([{ name: 'dispatch', letter: '9' }], 'sign', '9')).toBe('dispatch');
});

test('a letter that is the standard’s again is kept no more', () => {
  const own = withLetter([], 'sign', '9');
  expect(own).toEqual([{ name: 'sign', letter: '9' }]);
  expect(withLetter(own, 'sign', '8')).toEqual([{ name: 'sign', letter: '8' }]);
  expect(withLetter(own, 'sign', 's')).toEqual([]);
});
