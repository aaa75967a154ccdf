import type { Page } from '@playwright/test';
import { type HandOn, handOn, type Spent, secondsOf } from './hand.ts';

export interface Budget {
  readonly who: string;
  readonly act: string;
  readonly seconds?: number;
  readonly clicks?: number;
  readonly keys?: number;
}
export interface Measured {
  readonly budget: Budget;
  readonly spent: Spent;
}

/** One act of somebody who has the page, and what it took them. */
export const measureAct = async (page: Page, budget: Budget, act: (hand: HandOn) => Promise<unknown>, isAtPace = false): Promise<Measured> => {
  const hand = handOn(page, isAtPace);
  await act(hand);
  return { budget, spent: hand.spent() };
};

/** Held to what is promised: of three kinds those that are. */
const parts = ({ budget, spent }: Measured) => [
  { name: 's', value: secondsOf(spent), most: budget.seconds },
  { name: 'clicks', value: spent.clicks, most: budget.clicks },
  { name: 'keys', value: spent.keys, most: budget.keys },
];
export const isKept = (one: Measured): boolean => parts(one).every(({ value, most }) => most === undefined || value <= most);

export const lineOf = (one: Measured): string => {
  const { budget, spent } = one;
  const told = parts(one).map(({ name, value, most }) => `${value.toFixed(name === 's' ? 1 : 0)} ${name}${most === undefined ? '' : ` (≤ ${most})`}`);
  const pushed = spent.pushes > 0 ? `, ${spent.pushes} pushes of the page` : '';
  const ours = `of it the program ${(spent.waitedMs / 1000).toFixed(1)} s, ${spent.looks} looks${pushed}`;
  return `${isKept(one) ? '✓' : '✗'} ${`${budget.who}: ${budget.act}`.padEnd(48)} ${told.join(', ')}; ${ours}`;
};
