import type { OrderAction, OrderState } from '#domain/contract/terms.ts';

/** An order as a walk over the transition table sees it. */
export interface Drawn {
  readonly id: string;
  readonly unitId: string;
  readonly state: OrderState;
  readonly isHazard: boolean;
  readonly hasContact: boolean;
  readonly reportCount: number;
  readonly isJoinOffered: boolean;
  readonly assetId: string | null;
  readonly kind: string;
  /** Of a merged one: whether the other order was not moved on since. */
  readonly didNothingFollow: boolean;
  /** Whether its last act may be taken back: nothing followed it. */
  readonly isLastActStanding: boolean;
  /** How many of its callers wait for their first contact. */
  readonly waiting: number;
  readonly hasArrived: boolean;
  readonly isTimeAsked: boolean;
  readonly isTimeGranted: boolean;
  readonly isPauseAsked: boolean;
  readonly isSupervised: boolean;
  readonly isDocketed: boolean;
}

/** The states in the order in which the straight way passes them. */
export const way: readonly OrderState[] = ['dispatched', 'signed', 'contacted', 'in_progress', 'paused', 'resolved', 'checked', 'called_back', 'closed'];

const pauses = ({ isPauseAsked }: Drawn): OrderAction => (isPauseAsked ? 'grant_pause' : 'ask_pause');

/** From each state the step to each next one; `else` for any goal that is not named. */
const steps: Readonly<Partial<Record<OrderState, Readonly<Partial<Record<OrderState | 'else', OrderAction | ((order: Drawn) => OrderAction)>>>>>> = {
  dispatched: { else: 'sign' },
  signed: { contacted: 'contact', else: 'start' },
  contacted: { paused: pauses, in_progress: 'start', else: 'resolve' },
  in_progress: { paused: pauses, else: 'resolve' },
  paused: { else: 'resume' },
  resolved: { checked: 'check', called_back: 'check', closed: 'close' },
  checked: { called_back: 'call_back', else: 'close' },
  called_back: { closed: 'close' },
};

/** One step of the straight way towards a state; null: it lies behind. */
export const nextTowards = (order: Drawn, goal: OrderState): OrderAction | null => {
  if (goal === 'void') return 'void';
  const from = steps[order.state];
  const step = from?.[goal] ?? from?.else ?? null;
  return typeof step === 'function' ? step(order) : step;
};

const needs: Readonly<Partial<Record<OrderAction, (order: Drawn) => boolean>>> = {
  arrive: (order) => order.isHazard && !order.hasArrived,
  secure: (order) => order.isHazard,
  answer: (order) => !order.isHazard,
  ask_pause: (order) => !order.isHazard && !order.isPauseAsked,
  grant_pause: (order) => !order.isHazard,
  refuse_pause: (order) => !order.isHazard,
  contact: (order) => order.hasContact,
  check: (order) => order.hasContact,
  call_back: (order) => order.hasContact,
  no_answer: (order) => order.hasContact,
  ask_time: (order) => !order.isTimeAsked && !order.isTimeGranted,
  grant_time: (order) => !order.isTimeGranted,
  refuse_time: (order) => !order.isTimeGranted,
  supervise: (order) => !order.isSupervised,
  docket: (order) => !order.isDocketed,
  split: (order) => order.reportCount > 1,
  keep_apart: (order) => order.isJoinOffered,
  unmerge: (order) => order.didNothingFollow,
  return: (order) => !order.unitId.startsWith('centre-'),
};

const isUnderWay = ({ state }: Drawn): boolean => way.indexOf(state) >= 0 && way.indexOf(state) < way.indexOf('paused');

const reachable = (order: Drawn, goal: OrderState, action: OrderAction): boolean => {
  if (goal === 'paused') return !order.isHazard && (action !== 'contact' || order.waiting > 0);
  if (action === 'contact' && goal !== 'signed') return order.waiting > (goal === 'contacted' && order.state !== 'contacted' ? 1 : 0);
  return order.hasContact || !(goal === 'contacted' || goal === 'checked' || goal === 'called_back');
};

/** An act that leaves an order where it is and can be taken back. */
const somethingToTakeBack = (order: Drawn): OrderAction | null => {
  const { state, isSupervised, isDocketed } = order;
  if (order.isHazard && !order.hasArrived && isUnderWay(order)) return 'arrive';
  if (state === 'checked') return 'no_answer';
  if (state === 'paused' || state === 'void') return null;
  if (!isSupervised) return 'supervise';
  return isDocketed ? null : 'docket';
};

/** Whether an order can still come to where an action makes sense. */
export const suits = (order: Drawn, goal: OrderState, action: OrderAction): boolean =>
  (goal === 'void' ? isUnderWay(order) || order.state === 'void' : order.state !== 'void') &&
  (action !== 'take_back' || order.state !== goal || order.isLastActStanding || somethingToTakeBack(order) !== null) &&
  (goal === 'void' || way.indexOf(order.state) <= way.indexOf(goal)) &&
  reachable(order, goal, action) &&
  (needs[action]?.(order) ?? true);

const asksFirst: Readonly<Partial<Record<OrderAction, readonly (readonly [OrderAction, (order: Drawn) => boolean])[]>>> = {
  grant_time: [['ask_time', (order) => order.isTimeAsked]],
  refuse_time: [['ask_time', (order) => order.isTimeAsked]],
  grant_pause: [['ask_pause', (order) => order.isPauseAsked]],
  refuse_pause: [['ask_pause', (order) => order.isPauseAsked]],
  docket: [['supervise', (order) => order.isSupervised]],
  decide_docket: [
    ['supervise', (order) => order.isSupervised],
    ['docket', (order) => order.isDocketed],
  ],
};

/** What has to be done first in the goal's own state; null: nothing. */
export const firstOf = (order: Drawn, action: OrderAction): OrderAction | null =>
  action === 'take_back' && !order.isLastActStanding ? somethingToTakeBack(order) : (asksFirst[action]?.find(([, isDone]) => !isDone(order))?.[0] ?? null);
