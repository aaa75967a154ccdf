import type { OrderAction, OrderState } from './contract/terms.ts';
import { type Ask, type Condition, type Facts, type Given, lackingOf, untimelyOf } from './order-conditions.ts';
import { accept, type Decision, reject } from './rejection.ts';

/**
 * Whose hand a move needs: the accountable unit's own people, those of its fallback, a dispatcher or a supervisor over the order's place,
 * whoever takes reports there, who did the order's last act, a caller by their number, or the clockwork itself.
 */
export type Hand = 'unit' | 'fallback' | 'centre' | 'supervisor' | 'agent' | 'doer' | 'caller' | 'system';

export interface Move {
  /** 'as before': the state that it had when it was merged, or before its last act. */
  readonly to: OrderState | 'as before';
  readonly by: readonly Hand[];
  readonly asks: readonly Ask[];
  /** Besides, while a danger is open. */
  readonly asksInDanger: readonly Ask[];
  readonly when: readonly Condition[];
}

const move = (to: Move['to'], by: Hand | readonly Hand[], asks: readonly Ask[] = [], when: readonly Condition[] = []): Move => ({
  to,
  by: typeof by === 'string' ? [by] : by,
  asks,
  asksInDanger: [],
  when,
});

const sign = move('signed', 'unit');
const contact = move('contacted', 'unit', [], ['caller']);
/** A further caller of the same incident, or one whom the unit had not reached before it began. */
const contactAnother = (state: OrderState) => move(state, 'unit', [], ['caller-waiting']);
const start = move('in_progress', 'unit');
/** No hole is left open behind a reply: who resolves a danger that nobody made safe says in the same act that it is, by where they stand and the photo. */
const resolve: Move = { ...move('resolved', 'unit', ['reply', 'photo']), asksInDanger: ['safe'] };
const rework = move('dispatched', 'centre', ['note']);
const close = move('closed', 'centre');
const cancel = move('void', 'centre', ['note']);

/** Somebody is on site: the danger's clock stops. Made safe: the danger is over, the repair may still be to come. Neither moves the order on. */
const onSite = (state: OrderState) => ({
  arrive: move(state, ['unit', 'fallback'], [], ['danger', 'not-arrived']),
  secure: move(state, ['unit', 'fallback'], ['position', 'photo'], ['danger']),
});

/** Who is accountable, or the fallback, hands its part to one of its people by name. It moves the order nowhere. */
const sending = (state: OrderState) => ({ send_crew: move(state, ['unit', 'fallback'], ['person']) });

/**
 * To another, always by a new assignment and never by an overwritten unit. A unit that says "not ours" shows why. A handling centre hands
 * up, down or across; a unit hands down to what is its own; a dispatcher, or a leader in person, sends it where it belongs.
 */
const handing = {
  return: move('dispatched', 'unit', ['note', 'evidence'], ['held-by-unit']),
  dispatch: move('dispatched', 'centre', ['unit', 'note']),
  hand_up: move('dispatched', 'unit', ['note'], ['held-by-centre', 'level-above']),
  hand_down: move('dispatched', ['unit', 'centre'], ['unit', 'note'], ['level-below']),
  hand_across: move('dispatched', 'centre', ['unit', 'note'], ['held-by-centre']),
  void: cancel,
};

/** More time for a difficult matter, on approval by another; and those above who take a hard order up. Neither moves the order on. */
const underWay = (state: OrderState) => ({
  ask_time: move(state, 'unit', ['note'], ['time-not-asked']),
  grant_time: move(state, 'centre', [], ['time-asked', 'asked-by-another']),
  refuse_time: move(state, 'centre', ['note'], ['time-asked']),
  ...supervised(state),
});

const supervised = (state: OrderState) => ({
  supervise: move(state, 'supervisor', ['note'], ['not-supervised']),
  docket: move(state, 'supervisor', ['note'], ['supervised', 'not-docketed']),
  decide_docket: move('dispatched', 'supervisor', ['unit', 'note'], ['docketed']),
});

/** Two orders of one hole become one, which alone is accountable; or a person says that they are two holes. */
const joining = (state: OrderState) => ({
  merge: move('merged', 'centre', ['order', 'note']),
  keep_apart: move(state, 'centre', ['order'], ['join-offered']),
});

/** A report that was joined wrongly goes out of the incident, to an order of its own. */
const splitting = (state: OrderState) => ({ split: move(state, 'centre', ['report', 'note'], ['several-reports']) });

/** Another asset is the one that is meant, says who dispatches it: its spot, its owner and what will be learned of it follow. */
const choosing = (state: OrderState) => ({ choose_asset: move(state, 'centre', ['asset', 'note']) });

/** What cannot go on now (a frost, a permit) waits until a day, on approval; a danger never does. */
const pausing = (state: OrderState) => ({
  ask_pause: move(state, 'unit', ['note', 'day'], ['no-danger', 'pause-not-asked']),
  grant_pause: move('paused', 'centre', [], ['no-danger', 'pause-asked', 'pause-asked-by-another']),
  refuse_pause: move(state, 'centre', ['note'], ['pause-asked']),
});

/** The caller is asked, or says by themselves; "not solved" is looked at again within days of its own. */
const callBack = (state: OrderState) => move(state, ['agent', 'centre', 'caller'], ['grades'], ['caller']);
const notSolved = move('dispatched', ['agent', 'centre', 'caller'], ['note']);

/** What somebody did by a slip of the key, while nothing followed. */
const takenBack = { take_back: move('as before', ['doer', 'centre'], [], ['act-standing']) };

/** state × action → move. The database's CHECK on orders.state equals these keys (tests/db). */
export const orderTransitions: Readonly<Record<OrderState, Readonly<Partial<Record<OrderAction, Move>>>>> = {
  dispatched: {
    sign,
    answer: move('closed', ['agent', 'centre'], ['reply'], ['no-danger']),
    ...onSite('dispatched'),
    ...sending('dispatched'),
    ...underWay('dispatched'),
    ...joining('dispatched'),
    ...splitting('dispatched'),
    ...choosing('dispatched'),
    ...handing,
    ...takenBack,
  },
  signed: {
    contact,
    start,
    ...onSite('signed'),
    ...sending('signed'),
    ...underWay('signed'),
    ...joining('signed'),
    ...splitting('signed'),
    ...choosing('signed'),
    ...handing,
    ...takenBack,
  },
  contacted: {
    start,
    contact: contactAnother('contacted'),
    ...onSite('contacted'),
    ...sending('contacted'),
    ...underWay('contacted'),
    ...pausing('contacted'),
    ...joining('contacted'),
    ...splitting('contacted'),
    ...choosing('contacted'),
    resolve,
    ...handing,
    ...takenBack,
  },
  in_progress: {
    contact: contactAnother('in_progress'),
    ...onSite('in_progress'),
    ...sending('in_progress'),
    ...underWay('in_progress'),
    ...pausing('in_progress'),
    ...joining('in_progress'),
    ...splitting('in_progress'),
    ...choosing('in_progress'),
    resolve,
    ...handing,
    ...takenBack,
  },
  paused: {
    contact: contactAnother('paused'),
    resume: move('in_progress', ['unit', 'centre', 'system'], ['note']),
    ...splitting('paused'),
    void: cancel,
    ...takenBack,
  },
  resolved: {
    check: move('checked', 'centre', [], ['caller']),
    close,
    rework,
    not_solved: notSolved,
    ...supervised('resolved'),
    ...splitting('resolved'),
    ...takenBack,
  },
  checked: {
    call_back: callBack('called_back'),
    no_answer: move('checked', ['agent', 'centre'], [], ['caller']),
    not_solved: notSolved,
    rework,
    close,
    ...splitting('checked'),
    ...takenBack,
  },
  called_back: { call_back: callBack('called_back'), not_solved: notSolved, close, ...splitting('called_back') },
  closed: { call_back: callBack('closed'), reopen: move('dispatched', ['agent', 'centre', 'caller'], ['note']) },
  void: takenBack,
  merged: { unmerge: move('as before', 'centre', ['note'], ['nothing-followed']) },
};

/** Nothing is left to be done to it: settled, withdrawn, or part of another order. */
export const isOver = (state: OrderState): boolean => state === 'closed' || state === 'void' || state === 'merged';
/** The work is done and waits to be checked, told to the caller and closed. */
export const isDone = (state: OrderState): boolean => state === 'resolved' || state === 'checked' || state === 'called_back';

/** Work that was answered, or closed, is to be done again: what was answered so far is no answer any more. */
export const isBackToWork = (from: OrderState, to: OrderState): boolean => (isDone(from) || from === 'closed') && to === 'dispatched';

/** Acts after which an order that was done or over, or as it was before its last act, goes on: its asset may have got an order of the same matter by then. */
export const goingOn: ReadonlySet<OrderAction> = new Set(
  (Object.keys(orderTransitions) as OrderState[]).flatMap((from) =>
    (Object.entries(orderTransitions[from]) as [OrderAction, Move][]).flatMap(([action, { to }]) =>
      to === 'as before' || isBackToWork(from, to) ? action : [],
    ),
  ),
);

/** What an action asks for in a state, with the danger as it is; nothing where it is no move. */
export const asksOf = (state: OrderState, action: OrderAction, { isHazard }: Pick<Facts, 'isHazard'>): readonly Ask[] => {
  const move = orderTransitions[state][action];
  return move === undefined ? [] : [...move.asks, ...(isHazard ? move.asksInDanger : [])];
};

/** Whether a move makes sense with the order as it is. */
export const isTimely = (move: Move, facts: Facts): boolean => untimelyOf(move.when, facts) === null;

/** The move an action makes from a state, or why it cannot: illegal now, or something it asks for is missing. */
export const decideMove = (state: OrderState, action: OrderAction, facts: Facts, given: Given): Decision<Move> => {
  const move = orderTransitions[state][action];
  if (!move) return reject('move-illegal', { params: { state, action } });
  const untimely = untimelyOf(move.when, facts);
  if (untimely !== null) return reject(untimely, { field: 'action' });
  const lacking = lackingOf(asksOf(state, action, facts), given);
  return lacking ? { ok: false, rejection: lacking } : accept(move);
};
