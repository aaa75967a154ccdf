import type { OrderAction, OrderState } from './contract/terms.ts';
import { accept, type Decision, reject } from './rejection.ts';

/** Whose hand a move needs: the accountable unit's own people, or a dispatcher over the order's place. */
export type Hand = 'unit' | 'centre';
type Ask = 'note' | 'reply' | 'photo' | 'unit';

export interface Move {
  readonly to: OrderState;
  readonly by: Hand;
  readonly asks: readonly Ask[];
}

const sign: Move = { to: 'signed', by: 'unit', asks: [] };
const contact: Move = { to: 'contacted', by: 'unit', asks: [] };
const start: Move = { to: 'in_progress', by: 'unit', asks: [] };
const resolve: Move = { to: 'resolved', by: 'unit', asks: ['reply', 'photo'] };
/** Not ours: a new assignment to the handling centre, never an overwritten unit. */
const giveBack: Move = { to: 'dispatched', by: 'unit', asks: ['note'] };
const dispatch: Move = { to: 'dispatched', by: 'centre', asks: ['unit', 'note'] };
const rework: Move = { to: 'dispatched', by: 'centre', asks: ['note'] };
const close: Move = { to: 'closed', by: 'centre', asks: [] };
const cancel: Move = { to: 'void', by: 'centre', asks: ['note'] };

/** state × action → move. The database's CHECK on orders.state equals these keys (tests/db). */
export const orderTransitions: Readonly<Record<OrderState, Readonly<Partial<Record<OrderAction, Move>>>>> = {
  dispatched: { sign, return: giveBack, dispatch, void: cancel },
  signed: { contact, start, return: giveBack, dispatch, void: cancel },
  contacted: { start, resolve, return: giveBack, dispatch, void: cancel },
  in_progress: { contact, resolve, return: giveBack, dispatch, void: cancel },
  resolved: { rework, close },
  closed: {},
  void: {},
};

export interface Given {
  readonly note?: string | undefined;
  readonly reply?: string | undefined;
  readonly photoCount: number;
  readonly unitId?: string | undefined;
}

/** The move an action makes from a state, or why it cannot: illegal now, or something it asks for is missing. */
export const decideMove = (state: OrderState, action: OrderAction, given: Given): Decision<Move> => {
  const move = orderTransitions[state][action];
  if (!move) return reject('move-illegal', { params: { state, action } });
  if (move.asks.includes('note') && !given.note?.trim()) return reject('note-missing', { field: 'note' });
  if (move.asks.includes('reply') && !given.reply?.trim()) return reject('reply-missing', { field: 'reply' });
  if (move.asks.includes('photo') && given.photoCount === 0) return reject('photo-missing', { field: 'photoIds' });
  if (move.asks.includes('unit') && !given.unitId) return reject('unit-unknown', { field: 'unitId' });
  return accept(move);
};
