import { stateOf } from '#db/errors.ts';
import { inTransaction } from '#db/pool.ts';
import { findOpenCall } from '#db/queries/orders/calls.ts';
import { findAccountableAt, openLiabilityCase } from '#db/queries/orders/liability.ts';
import { insertOrderEvent, type LockedOrder, lockOrder, notifyOrderChanged, tellUnit } from '#db/queries/orders/order-changes.ts';
import { armTimers, type DueTimer, endTimer, putOffTimer, takeDueTimer } from '#db/queries/orders/timers.ts';
import type { Vocabulary } from '#db/queries/places/vocabulary.ts';
import type { Connection } from '#db/sql.ts';
import { toldInTurn, warnedBefore } from '#domain/after-rules.ts';
import { livingIn } from '#domain/living-unit.ts';
import { isOver } from '#domain/order-transitions.ts';
import { type ClockName, decideClockTimer } from '#domain/timers.ts';
import { afterRulesAt } from './after-rules.ts';
import type { App } from './app-type.ts';
import { centreLevels, centresAt } from './order-access.ts';
import { settlePending } from './order-clocks.ts';
import { resumeOrder } from './pause-clocks.ts';
import { callNext, endCallsOf, sendCrew } from './send-crew.ts';
import { vocabularyOf } from './vocabulary.ts';

interface Work {
  readonly client: Connection;
  readonly vocabulary: Vocabulary;
  readonly order: LockedOrder;
  readonly now: string;
}

const note = (work: Work, action: string, rest: { personId?: string; unitId?: string; details?: Readonly<Record<string, unknown>> } = {}) => {
  const { client, order, now } = work;
  return insertOrderEvent(client, { personId: null, unitId: null, ...rest, orderId: order.id, at: now, action, fromState: order.state, toState: order.state });
};

/**
 * The case of bill and blame is about who was accountable when the clock ended, whoever has the order at the minute in which this is
 * worked: a server may have stood still, and the order moved on; who ended meanwhile is followed by who is asked to pay. No handling centre is blamed, and nobody who did not have it yet.
 */
const blame = async ({ client, vocabulary, order, now }: Work, endedAt: string, levels: readonly string[]): Promise<void> => {
  const firstUnitId = await findAccountableAt(client, order.id, endedAt);
  const [fallback] = levels;
  const isCentre = vocabulary.units.some(({ id, kind }) => id === firstUnitId && kind === 'centre'); // also of the place that it was handed across from
  if (firstUnitId === undefined || fallback === undefined || isCentre) return;
  const unitId = livingIn(vocabulary.units, firstUnitId) ?? firstUnitId;
  await openLiabilityCase(client, { orderId: order.id, firstUnitId, unitId, fallbackUnitId: fallback, at: now, reason: { code: 'liability-late' } });
};

const workClock = async (work: Work, timer: DueTimer & { clock: ClockName }): Promise<void> => {
  const { client, vocabulary, order, now } = work;
  const levels = centreLevels(vocabulary, order);
  const { version, after } = afterRulesAt(vocabulary, now);
  const centres = centresAt(vocabulary, order);
  const { everyHours } = after.escalation[timer.clock];
  const told = { levels: toldInTurn(after, timer.clock, centres), warned: warnedBefore(after, timer.clock, centres), everyHours };
  const effect = decideClockTimer(timer, { ...told, accountable: order.unitId, now });
  const details = { clock: timer.clock, dueAt: timer.dueAt, rule: { version, part: timer.kind === 'warn' ? 'warnings' : 'escalation' } };
  if (timer.kind === 'warn' || effect.tell.length === 0) await note(work, effect.event, { unitId: order.unitId, details });
  for (const told of effect.tell) {
    await note(work, effect.event, { unitId: told.unitId, details });
    await tellUnit(client, { orderId: order.id, at: now, ...told });
  }
  if (effect.arm) await armTimers(client, order.id, [effect.arm], now);
  if (!effect.sendsFallback) return;
  if (timer.kind === 'due') await blame(work, timer.dueAt, levels);
  // Its own people had their time: who is called now is the fallback's, also where one of them said that they go.
  if (!levels.includes(order.unitId)) await endCallsOf(client, order.id, order.unitId, now);
  await sendCrew(client, vocabulary, order, now);
};

/** Nobody answered, or who answered did not come: the next one is called. */
const workCall = async (work: Work): Promise<void> => {
  const { client, vocabulary, order, now } = work;
  if (!order.isHazard || order.arrivedAt !== null) return;
  const call = await findOpenCall(client, order.id);
  if (call) await note(work, call.acknowledgedAt === null ? 'silent' : 'absent', { personId: call.personId, unitId: call.unitId });
  await callNext(client, vocabulary, order, now);
};

const resumeIfPaused = async ({ client, vocabulary, order, now }: Work): Promise<void> => {
  if (order.state === 'paused') await resumeOrder(client, vocabulary, order, now);
};

const workOne = async (work: Work, timer: DueTimer): Promise<void> => {
  const { client, vocabulary, order, now } = work;
  await endTimer(client, timer.id, now);
  if (isOver(order.state)) return;
  if (timer.clock !== null) await workClock(work, { ...timer, clock: timer.clock });
  else if (timer.kind === 'call') await workCall(work);
  else if (timer.kind === 'resume') await resumeIfPaused(work);
  else if (timer.kind === 'calendar') await settlePending(client, vocabulary, order, now);
  else if (order.isHazard) await sendCrew(client, vocabulary, order, now);
  await notifyOrderChanged(client, order.id);
};

type Worked = { readonly timer: DueTimer; readonly error?: unknown } | null;

/** The work of one timer, whole or not at all: the timer, what it does and the next one it arms stand in one transaction. */
const workNext = async (app: App, vocabulary: Vocabulary): Promise<Worked> => {
  let taken: DueTimer | undefined;
  try {
    return await inTransaction(app.pool, async (client) => {
      const now = app.clock.now();
      taken = await takeDueTimer(client, now);
      const order = taken && (await lockOrder(client, taken.orderId));
      if (!taken || !order) return null;
      await workOne({ client, vocabulary, order, now }, taken);
      return { timer: taken };
    });
  } catch (error) {
    if (!taken) throw error;
    await putOffTimer(app.pool, taken.id, app.clock.now());
    return { timer: taken, error };
  }
};

const mostAtOnce = 10_000;

/**
 * Works what fell due, earliest first, also what fell due while no server ran. Safe with several servers: each timer is held by one.
 * One whose work fails is put off and holds up nobody else. A long run goes by the units and rules that there are when each is worked.
 * @param isClosing a server that is stopped waits for the timer that it is at; the next run, anybody's, works the others
 * @returns how many were worked
 */
export const workTimers = async (app: App, isClosing: () => boolean = () => false): Promise<number> => {
  for (let worked = 0; worked < mostAtOnce; worked += 1) {
    if (isClosing()) return worked;
    const done = await workNext(app, await vocabularyOf(app.pool));
    if (done === null) return worked;
    if ('error' in done) app.log.error({ timer: done.timer.id, kind: done.timer.kind, code: stateOf(done.error) }, 'a timer’s work failed');
  }
  return mostAtOnce;
};
