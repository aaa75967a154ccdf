import type { ErrorCode } from './contract/errors.ts';
import type { OrderAction, OrderState } from './contract/terms.ts';
import { accept, type Decision, reject } from './rejection.ts';

/** Whose hand a move needs: the accountable unit's own people, those of its fallback, a dispatcher or a supervisor over the order's place. */
export type Hand = 'unit' | 'fallback' | 'centre' | 'supervisor';
type Ask = 'note' | 'reply' | 'photo' | 'evidence' | 'unit' | 'position';
/** When a move makes sense at all: somebody left a contact, a danger is open, nobody is on site yet, more time was asked for… */
type Condition = 'caller' | 'danger' | 'not-arrived' | 'time-asked' | 'time-not-asked' | 'not-supervised';

export interface Move {
  readonly to: OrderState;
  readonly by: readonly Hand[];
  readonly asks: readonly Ask[];
  readonly when: readonly Condition[];
}

const move = (to: OrderState, by: Hand | readonly Hand[], asks: readonly Ask[] = [], when: readonly Condition[] = []): Move => ({
  to,
  by: typeof by === 'string' ? [by] : by,
  asks,
  when,
});

const sign = move('signed', 'unit');
const contact = move('contacted', 'unit', [], ['caller']);
const start = move('in_progress', 'unit');
const resolve = move('resolved', 'unit', ['reply', 'photo']);
/** Not ours: a new assignment, never an overwritten unit. A unit shows why; a handling centre hands up with words alone. */
const giveBack = move('dispatched', 'unit', ['note', 'evidence']);
const dispatch = move('dispatched', 'centre', ['unit', 'note']);
const rework = move('dispatched', 'centre', ['note']);
const close = move('closed', 'centre');
const cancel = move('void', 'centre', ['note']);

/** Somebody is on site: the danger's clock stops. Made safe: the danger is over, the repair may still be to come. Neither moves the order on. */
const onSite = (state: OrderState) => ({
  arrive: move(state, ['unit', 'fallback'], [], ['danger', 'not-arrived']),
  secure: move(state, ['unit', 'fallback'], ['position', 'photo'], ['danger']),
});

/** More time for a difficult matter, on approval; and those above who take a hard order up. Neither moves the order on. */
const underWay = (state: OrderState) => ({
  ask_time: move(state, 'unit', ['note'], ['time-not-asked']),
  grant_time: move(state, 'centre', [], ['time-asked']),
  refuse_time: move(state, 'centre', ['note'], ['time-asked']),
  supervise: move(state, 'supervisor', ['note'], ['not-supervised']),
});

/** state × action → move. The database's CHECK on orders.state equals these keys (tests/db). */
export const orderTransitions: Readonly<Record<OrderState, Readonly<Partial<Record<OrderAction, Move>>>>> = {
  dispatched: { sign, ...onSite('dispatched'), ...underWay('dispatched'), return: giveBack, dispatch, void: cancel },
  signed: { contact, start, ...onSite('signed'), ...underWay('signed'), return: giveBack, dispatch, void: cancel },
  contacted: { start, ...onSite('contacted'), ...underWay('contacted'), resolve, return: giveBack, dispatch, void: cancel },
  in_progress: { contact, ...onSite('in_progress'), ...underWay('in_progress'), resolve, return: giveBack, dispatch, void: cancel },
  resolved: { rework, close, supervise: move('resolved', 'supervisor', ['note'], ['not-supervised']) },
  closed: {},
  void: {},
};

/** What is so about an order beside its state. */
export interface Facts {
  /** Whether any of its callers can be reached. */
  readonly hasContact: boolean;
  /** A danger that is not over. */
  readonly isHazard: boolean;
  readonly hasArrived: boolean;
  readonly isTimeAsked: boolean;
  /** More time is given once. */
  readonly isTimeGranted: boolean;
  readonly isSupervised: boolean;
}

export interface Given {
  readonly note?: string | undefined;
  readonly reply?: string | undefined;
  readonly photoCount: number;
  readonly unitId?: string | undefined;
  readonly hasPosition: boolean;
  /** Whether a handling centre holds the order: it denies nothing when it gives it on. */
  readonly isCentres: boolean;
}

const holds: Readonly<Record<Condition, (facts: Facts) => boolean>> = {
  caller: (facts) => facts.hasContact,
  danger: (facts) => facts.isHazard,
  'not-arrived': (facts) => !facts.hasArrived,
  'time-asked': (facts) => facts.isTimeAsked,
  'time-not-asked': (facts) => !facts.isTimeAsked && !facts.isTimeGranted,
  'not-supervised': (facts) => !facts.isSupervised,
};

const untimelyCodes: Readonly<Record<Condition, ErrorCode>> = {
  caller: 'contact-none',
  danger: 'danger-over',
  'not-arrived': 'danger-over',
  'time-asked': 'time-not-asked',
  'time-not-asked': 'time-asked-already',
  'not-supervised': 'supervised-already',
};

/** Whether a move makes sense with the order as it is. */
export const isTimely = (move: Move, facts: Facts): boolean => move.when.every((condition) => holds[condition](facts));

const missing: readonly { ask: Ask; is: (given: Given) => boolean; code: ErrorCode; field: string }[] = [
  { ask: 'note', is: ({ note }) => !note?.trim(), code: 'note-missing', field: 'note' },
  { ask: 'reply', is: ({ reply }) => !reply?.trim(), code: 'reply-missing', field: 'reply' },
  { ask: 'photo', is: ({ photoCount }) => photoCount === 0, code: 'photo-missing', field: 'photoIds' },
  { ask: 'evidence', is: ({ photoCount, isCentres }) => photoCount === 0 && !isCentres, code: 'evidence-missing', field: 'photoIds' },
  { ask: 'unit', is: ({ unitId }) => !unitId, code: 'unit-unknown', field: 'unitId' },
  { ask: 'position', is: ({ hasPosition }) => !hasPosition, code: 'position-missing', field: 'position' },
];

/** The move an action makes from a state, or why it cannot: illegal now, or something it asks for is missing. */
export const decideMove = (state: OrderState, action: OrderAction, facts: Facts, given: Given): Decision<Move> => {
  const move = orderTransitions[state][action];
  if (!move) return reject('move-illegal', { params: { state, action } });
  const untimely = move.when.find((condition) => !holds[condition](facts));
  if (untimely) return reject(untimelyCodes[untimely], { field: 'action' });
  const lacking = missing.find(({ ask, is }) => move.asks.includes(ask) && is(given));
  return lacking ? reject(lacking.code, { field: lacking.field }) : accept(move);
};
