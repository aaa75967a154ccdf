import type { ActBecause, Order } from '#domain/contract/orders.ts';
import type { Session } from '#domain/contract/sessions.ts';
import { call } from '../../client/call.ts';
import { mayGoLater, withPhotos } from '../../client/device/flush.ts';
import { dropWaiting, findWaiting, giveUp, listWaiting, putWaiting, type Waiting } from '../../client/device/store.ts';
import { ProblemError } from '../../client/problem-error.ts';
import { actOnOrder, getOrder } from '../../staff/routes.ts';
import type { CrewAct } from './acts.ts';

/** What a waiting step remembers beside what it sends. */
export interface ActMemo {
  /** Who did it: it goes under their session and nobody else's who signs in on this phone. */
  readonly by: string;
  readonly action: CrewAct;
  /** The version of the order that the person was looking at, moved on by their own earlier steps. */
  readonly seen: number;
  /** How many events its story had then: what comes after them is news. */
  readonly seenEvents: number;
  /** The local time on the wall when it was done, `2026-11-20 08:15`: told where it was sent much later. */
  readonly doneAt: string;
  /** It may stand at the server: it was sent, and no answer came. */
  readonly tried?: boolean;
  /** What others did meanwhile; once a person has to decide. */
  readonly conflict?: { readonly order: Order | null; readonly events: Order['events'] };
}

type Person = Pick<Session, 'username'>;

export const memoOf = (one: Waiting): ActMemo => one.memo as unknown as ActMemo;

/** Longer between doing and sending than this, and the hour of doing is written down. */
const lateMs = 3 * 60_000;

/** That it was done before it was sent, and when; a step that an earlier version of the program left waiting has no such hour. */
const lateOf = (one: Waiting, now: number): { because?: ActBecause } => {
  const { doneAt } = memoOf(one);
  return doneAt && now - Date.parse(one.at) > lateMs ? { because: { code: 'note-done-before', at: doneAt } } : {};
};

/** Who is told or called, by when it is due, what a caller adds and who pays: of these a step that was done is no other one. */
const beside = new Set('call silent absent nobody acknowledge warn overdue escalate look add bill object settle succeed_case'.split(' '));
const isBeside = (action: string): boolean => beside.has(action) || action.startsWith('calendar_');

/** What came after what its person saw and stands: a step that was taken back left nothing, and to name who goes leaves it as it is. */
const standingNews = (order: Pick<Order, 'events'>, { seenEvents }: Pick<ActMemo, 'seenEvents'>): Order['events'] => {
  const standing: Order['events'] = [];
  for (const event of order.events.slice(seenEvents).filter(({ action }) => !isBeside(action))) {
    const before = standing.at(-1)?.action ?? 'take_back';
    if (event.action === 'take_back' && before !== 'take_back') standing.pop();
    else standing.push(event); // what is taken back beyond these was seen
  }
  return standing.filter(({ action }) => action !== 'send_crew');
};

/** On which version a step may go without a word: the one its person saw, or one that stands as that did. What takes a step back goes on what was seen alone. */
export const versionFor = (order: Order, memo: ActMemo): number | null => {
  if (order.version === memo.seen) return memo.seen;
  const isSame = memo.action !== 'take_back' && order.events.length > memo.seenEvents && standingNews(order, memo).length === 0;
  return isSame ? order.version : null;
};

/** No order has this version: what came after a step that stands is still to be looked at. */
const unseen = 0;

/** What the steps after the one with this key were seen on top of: that one and all before it, not what others did after it while its answer was lost. */
export const seenWith = (order: Pick<Order, 'version' | 'events'>, key: string): Pick<ActMemo, 'seen' | 'seenEvents'> => {
  const seenEvents = order.events.findIndex((event) => event.key === key) + 1;
  const hasNews = seenEvents > 0 && standingNews(order, { seenEvents }).length > 0;
  return hasNews ? { seen: unseen, seenEvents } : { seen: order.version, seenEvents: order.events.length };
};

/** Their person saw the steps after this one on top of it; of another's on the same phone nobody knows what they saw. */
const moveOn = async (one: Waiting, order: Order): Promise<void> => {
  const seen = seenWith(order, one.id);
  const isNext = (next: Waiting) => next.queue === one.queue && next.state !== 'sent' && memoOf(next).by === memoOf(one).by;
  for (const next of (await listWaiting()).filter(isNext)) await putWaiting({ ...next, memo: { ...next.memo, ...seen } });
};

/** One round of sending: when it is, and where the order is shown as the server answered it. */
interface Round {
  readonly now: number;
  readonly show: (order: Order) => Promise<void>;
}

/** The order with the step is shown before the step goes from the phone: the next look may fail, and what was done must not look undone. */
const settle = async (one: Waiting, order: Order, { show }: Round): Promise<true> => {
  await show(order);
  await dropWaiting(one.id);
  await moveOn(one, order);
  return true;
};

const ask = async (one: Waiting, order: Order | null): Promise<false> => {
  const stands = (await findWaiting(one.id)) ?? one;
  const { tried, ...memo } = memoOf(stands); // of one that is out of reach nobody can tell whether it arrived
  const conflict = { order, events: order ? order.events.slice(memo.seenEvents) : [] };
  await putWaiting({ ...stands, state: 'refused', memo: { ...memo, ...(order === null && tried ? { tried } : {}), conflict } });
  return false;
};

/** However often it is tried, its key makes it one act. */
const post = async (one: Waiting, version: number, now: number): Promise<Order> => {
  const whole = await withPhotos(one);
  await putWaiting({ ...whole, memo: { ...whole.memo, tried: true } }); // from here on it may stand at the server, also where no answer comes
  const { photoIds, ...rest } = whole.body;
  const body = { ...rest, key: one.id, version, ...lateOf(whole, now), ...(photoIds?.length ? { photoIds: [...photoIds] } : {}) };
  return call(actOnOrder, { params: { id: one.queue, action: memoOf(one).action }, body });
};

const isOutrun = ({ problem }: ProblemError): boolean => ['version-stale', 'move-illegal'].includes(problem.code);
const isGone = ({ problem }: ProblemError): boolean => problem.status === 403 || problem.status === 404;

const sendStep = async (one: Waiting, round: Round): Promise<boolean> => {
  const order = await call(getOrder, { params: { id: one.queue } });
  if (order.events.some(({ key }) => key === one.id)) return settle(one, order, round);
  const version = versionFor(order, memoOf(one));
  return version === null ? ask(one, order) : settle(one, await post(one, version, round.now), round);
};

/** Who was refused at the door, for now, knows nothing of a try before it: that it was tried stays. */
const refusedBy = async (one: Waiting, error: ProblemError): Promise<false> => {
  if (isOutrun(error)) return ask(one, await call(getOrder, { params: { id: one.queue } }));
  if (isGone(error)) return ask(one, null);
  if (!mayGoLater(error)) await putWaiting({ ...((await findWaiting(one.id)) ?? one), state: 'refused', problem: error.problem });
  return false;
};

/** Sends one step. @returns whether the next one of the same order may follow */
const trySend = async (one: Waiting, round: Round): Promise<boolean> => {
  try {
    return await sendStep(one, round);
  } catch (error) {
    return error instanceof ProblemError ? refusedBy(one, error).catch(() => false) : false;
  }
};

const syncQueue = async (ids: readonly string[], round: Round): Promise<void> => {
  for (const id of ids) {
    const one = await findWaiting(id);
    if (one?.state !== 'waiting' || !(await trySend(one, round))) return;
  }
};

const syncAll = async ({ username }: Person, round: Round): Promise<void> => {
  const acts = (await listWaiting()).filter((one) => one.what === 'act' && memoOf(one).by === username);
  const queues = new Map<string, string[]>();
  for (const { queue, id } of acts) queues.set(queue, [...(queues.get(queue) ?? []), id]);
  for (const ids of queues.values()) await syncQueue(ids, round);
};

/** What is done with the steps that wait here is done one thing after another, of all tabs, where the browser can say so. */
const inTurn = async (work: () => Promise<void>): Promise<void> => {
  if (!('locks' in navigator)) return work();
  await navigator.locks.request('jz-steps', work);
};

/** Sends what the crew did without a signal, each order's steps in turn; where somebody else moved it meanwhile, the person decides. */
export const syncActs = (person: Person, now: number, show: Round['show']): Promise<void> => inTurn(() => syncAll(person, { now, show }));

/**
 * A step that waits here is taken back before it goes. One that is on its way is waited for, and one that was sent and had no answer stays: it may stand at
 * the server, and once that is known, the order itself offers its way back.
 */
export const withdraw = ({ id }: Waiting): Promise<void> =>
  inTurn(async () => {
    const stands = await findWaiting(id);
    if (stands?.state === 'waiting' && !memoOf(stands).tried) await giveUp(stands);
  });

/** A step that cannot go as things stand never goes. */
export const drop = ({ id }: Waiting): Promise<void> =>
  inTurn(async () => {
    const stands = await findWaiting(id);
    if (stands?.state === 'refused') await giveUp(stands);
  });

/** The person has read what others did: their own step goes on top of it. */
export const sendAnyway = ({ id }: Waiting): Promise<void> =>
  inTurn(async () => {
    const stands = await findWaiting(id);
    if (stands?.state !== 'refused') return;
    const { conflict, ...memo } = memoOf(stands);
    await putWaiting({ ...stands, state: 'waiting', memo: { ...memo } });
    if (conflict?.order) await moveOn(stands, conflict.order);
  });
