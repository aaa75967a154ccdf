import type { Preferences } from '#domain/contract/preferences.ts';
import type { OrderState } from '#domain/contract/terms.ts';
import { orderTransitions } from '#domain/order-transitions.ts';
import { type ActKey, actionKeys } from '../orders/action-keys.ts';
import { withOwn } from '../orders/own-keys.ts';
import { type DeskKey, deskKeys } from './desk-keys.ts';

export type KeyName = ActKey | DeskKey;
export const allKeys: Readonly<Partial<Record<KeyName, string>>> = { ...deskKeys, ...actionKeys };

/** What is pressed on every desk, and what cannot be typed as a letter. */
export const fixedKeys: readonly KeyName[] = ['help', 'shut'];

const states = Object.keys(orderTransitions) as OrderState[];
const isIn = (name: KeyName, state: OrderState): boolean => (name === 'accept' ? 'dispatch' : name) in orderTransitions[state];

/** Whether one hand can have both before it: a key of the desk always, two acts where an order's state knows both. */
const doMeet = (a: KeyName, b: KeyName): boolean => a in deskKeys || b in deskKeys || states.some((state) => isIn(a, state) && isIn(b, state));

/** What already has a letter that somebody wants for something else; null where it is free. */
export const clashOf = (letters: Preferences['letters'], name: KeyName, letter: string): KeyName | null => {
  const has = Object.entries(withOwn(allKeys, letters)) as [KeyName, string][];
  return has.find(([other, its]) => other !== name && its === letter && doMeet(name, other))?.[0] ?? null;
};

/** The letters with one changed; what is as the standard has it is not kept. */
export const withLetter = (letters: Preferences['letters'], name: KeyName, letter: string): Preferences['letters'] => [
  ...letters.filter((one) => one.name !== name),
  ...(allKeys[name] === letter ? [] : [{ name, letter }]),
];
