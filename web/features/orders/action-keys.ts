import type { OrderAction } from '#domain/contract/terms.ts';

/** What a key does to an open order: an act, or taking the unit that is suggested. */
export type ActKey = OrderAction | 'accept';

/** The standard key of each: one hand on the keys, the other on the mouse. No two that can be done to one order share one, and none is a key of the queue. */
export const actionKeys: Readonly<Partial<Record<ActKey, string>>> = {
  accept: 'q',
  sign: 's',
  arrive: 'a',
  secure: 'm',
  start: 'b',
  contact: 'c',
  send_crew: ',',
  resolve: 'r',
  check: 'v',
  call_back: 'l',
  close: 'e',
  dispatch: 'd',
  hand_up: 'u',
  hand_down: 'h',
  hand_across: 'x',
  rework: 'w',
  answer: 'o',
  grant_time: 'g',
  grant_pause: 'p',
  return: 't',
  supervise: 'y',
  merge: '=',
  split: '-',
  choose_asset: '.',
  take_back: 'z',
  unmerge: 'z',
};
