import { standardAfter } from '#domain/after-rules.ts';
import type { Deadline } from '#domain/clocks.ts';
import type { OrderAction, OrderState, Reason } from '#domain/contract/terms.ts';
import type { DispatchDecision } from '#domain/dispatch.ts';
import type { Facts, Grades } from '#domain/order-conditions.ts';
import { decideMove, type Hand, isDone, isOver } from '#domain/order-transitions.ts';
import { type ClockName, calendarTimer, decideClockTimer, later, type Timer, timersOf } from '#domain/timers.ts';

export interface PastEvent {
  readonly at: string;
  readonly unitId: string | null;
  readonly byUnit: string | null;
  readonly action: string;
  readonly fromState: OrderState | null;
  readonly toState: OrderState;
  readonly note: string | null;
  readonly details: Readonly<Record<string, unknown>>;
}
interface Assignment {
  readonly unitId: string;
  readonly part: 'accountable' | 'informed' | 'fallback';
  readonly at: string;
  /** Whose made-up person assigned it; null: the system. */
  readonly byUnit: string | null;
  readonly reason: Reason;
  endedAt: string | null;
  endReason: string | null;
}
type Running = Deadline & { metAt: string | null; endedAt: string | null };
type Armed = Timer & { readonly armedAt: string; endedAt: string | null; outcome: 'worked' | 'disarmed' | null };
interface Call {
  readonly unitId: string;
  readonly at: string;
  readonly answerBy: string;
  acknowledgedAt: string | null;
  endedAt: string | null;
}
interface Denial {
  readonly unitId: string;
  readonly at: string;
  readonly note: string;
  decidedAt: string | null;
  upheld: boolean | null;
}

/** One order's past as it comes about, step by step, by the same rules as the living ones. */
export interface Story {
  readonly openedAt: string;
  readonly levels: readonly string[];
  readonly hasContact: boolean;
  state: OrderState;
  unitId: string;
  isHazard: boolean;
  version: number;
  arrivedAt: string | null;
  securedAt: string | null;
  repairedAt: string | null;
  timeAskedAt: string | null;
  timeAskedBy: string | null;
  timeGrantedAt: string | null;
  supervisedAt: string | null;
  closedAt: string | null;
  reply: string | null;
  dispatch: { reason: Reason; path: readonly string[] };
  readonly events: PastEvent[];
  readonly assignments: Assignment[];
  readonly deadlines: Running[];
  readonly timers: Armed[];
  readonly calls: Call[];
  readonly denials: Denial[];
  readonly judgements: { readonly at: string; readonly byUnit: string; readonly grades: Grades }[];
  readonly liability: { readonly unitId: string; readonly fallbackUnitId: string; readonly at: string }[];
}

/** Clocks that an act may start, counted by the city's own days. */
export interface Clocks {
  readonly contact: (from: string) => Deadline;
  readonly close: (from: string) => Deadline;
  readonly long: (from: string) => Deadline;
  readonly supervise: (from: string) => Deadline;
  readonly request: (from: string) => Deadline;
  readonly secure: (from: string) => Deadline;
  readonly hazard: (from: string) => Deadline;
}

const note = (story: Story, at: string, action: string, rest: Partial<PastEvent> = {}): void => {
  story.events.push({ at, unitId: null, byUnit: null, action, fromState: story.state, toState: story.state, note: null, details: {}, ...rest });
};

const arm = (story: Story, timers: readonly Timer[], at: string): void => {
  for (const timer of timers) story.timers.push({ ...timer, armedAt: at, endedAt: null, outcome: null });
};

const disarm = (story: Story, at: string, isMeant: (timer: Timer) => boolean): void => {
  for (const timer of story.timers) if (timer.endedAt === null && isMeant(timer)) Object.assign(timer, { endedAt: at, outcome: 'disarmed' });
};

const start = (story: Story, deadline: Deadline, at: string): void => {
  story.deadlines.push({ ...deadline, metAt: null, endedAt: null });
  arm(story, timersOf(standardAfter.warnings)(deadline), at);
};

const running = (story: Story, clock: ClockName) => story.deadlines.find((d) => d.clock === clock && d.endedAt === null);

/** A clock that another begins anew, or that is no question any more; it stays readable. */
const end = (story: Story, clock: ClockName, at: string): void => {
  const was = running(story, clock);
  if (was) was.endedAt = at;
  disarm(story, at, (timer) => timer.clock === clock);
};

const restart = (story: Story, deadline: Deadline, at: string): void => {
  end(story, deadline.clock, at);
  start(story, deadline, at);
};

const meet = (story: Story, clock: ClockName, at: string): void => {
  const deadline = running(story, clock);
  if (deadline && deadline.metAt === null) deadline.metAt = at;
  disarm(story, at, (timer) => timer.clock === clock);
};

/** Tells a unit, once. */
const tell = (story: Story, unitId: string, at: string, reason: Reason): void => {
  if (story.assignments.some((one) => one.unitId === unitId && one.endedAt === null)) return;
  story.assignments.push({ unitId, part: 'informed', at, byUnit: null, reason, endedAt: null, endReason: null });
};

export const beginStory = (
  decision: DispatchDecision,
  given: { openedAt: string; isHazard: boolean; hasContact: boolean; levels: readonly string[]; deadlines: readonly Deadline[] },
): Story => {
  const { openedAt } = given;
  const story: Story = {
    ...{ openedAt, levels: given.levels, hasContact: given.hasContact, state: 'dispatched', unitId: decision.unitId, isHazard: given.isHazard, version: 1 },
    ...{
      arrivedAt: null,
      securedAt: null,
      repairedAt: null,
      timeAskedAt: null,
      timeAskedBy: null,
      timeGrantedAt: null,
      supervisedAt: null,
      closedAt: null,
      reply: null,
    },
    ...{
      dispatch: { reason: decision.reason, path: decision.path },
      events: [],
      assignments: [],
      deadlines: [],
      timers: [],
      calls: [],
      judgements: [],
      denials: [],
      liability: [],
    },
  };
  const assigned = { at: openedAt, byUnit: null, endedAt: null, endReason: null };
  story.assignments.push({ ...assigned, unitId: decision.unitId, part: 'accountable', reason: decision.reason });
  for (const { unitId, reason } of decision.informed) story.assignments.push({ ...assigned, unitId, part: 'informed', reason });
  note(story, openedAt, 'receive', { fromState: null });
  note(story, openedAt, 'dispatch', { unitId: decision.unitId, details: { reason: decision.reason, rule: decision.rule } });
  for (const deadline of given.deadlines) start(story, deadline, openedAt);
  return story;
};

/** The centre's person is called, and says that they go: its unit is the order's fallback unless it holds the order. */
export const callCrew = (story: Story, unitId: string, at: string, answeredAt: string): void => {
  story.calls.push({ unitId, at, answerBy: later(at, 600_000), acknowledgedAt: answeredAt, endedAt: null });
  tell(story, unitId, at, { code: 'informed-called' });
  note(story, at, 'call', { unitId, byUnit: unitId });
  if (unitId !== story.unitId) {
    for (const one of story.assignments)
      if (one.endedAt === null && (one.part === 'fallback' || (one.part === 'informed' && one.unitId === unitId))) one.endedAt = answeredAt;
    story.assignments.push({ unitId, part: 'fallback', at: answeredAt, byUnit: null, reason: { code: 'assignment-fallback' }, endedAt: null, endReason: null });
  }
  note(story, answeredAt, 'acknowledge', { unitId, byUnit: unitId });
  arm(story, [{ kind: 'call', clock: null, step: 0, dueAt: later(answeredAt, 3_600_000) }], answeredAt);
};

const workTimer = (story: Story, timer: Armed): void => {
  const at = timer.dueAt;
  Object.assign(timer, { endedAt: at, outcome: 'worked' });
  const { clock } = timer;
  if (timer.kind === 'calendar') arm(story, [calendarTimer(at)], at);
  if (clock === null) return;
  const effect = decideClockTimer(
    { ...timer, clock },
    { levels: story.levels, warned: [], everyHours: standardAfter.escalation[clock].everyHours, accountable: story.unitId, now: at },
  );
  note(story, at, effect.event, { unitId: effect.tell[0]?.unitId ?? story.unitId, details: { clock, dueAt: at } });
  for (const { unitId, reason } of effect.tell) tell(story, unitId, at, reason);
  if (effect.arm) arm(story, [effect.arm], at);
  const [street] = story.levels;
  if (!effect.sendsFallback || street === undefined) return;
  if (!story.levels.includes(story.unitId) && !story.liability.some(({ unitId }) => unitId === story.unitId))
    story.liability.push({ unitId: story.unitId, fallbackUnitId: street, at });
  if (story.calls.every(({ endedAt }) => endedAt !== null)) callCrew(story, street, at, later(at, 240_000));
};

/** Works the timers that fall due up to an instant, earliest first, as the service would have. */
export const passTime = (story: Story, until: string): void => {
  for (;;) {
    const [next] = story.timers.filter((t) => t.endedAt === null && t.dueAt <= until).sort((a, b) => (a.dueAt < b.dueAt ? -1 : a.dueAt > b.dueAt ? 1 : 0));
    if (!next) return;
    workTimer(story, next);
  }
};

/** What is so about the order when a unit's person acts. */
export const factsOf = (story: Story, byUnit: string): Facts => {
  const level = story.levels.indexOf(story.unitId);
  return {
    hasContact: story.hasContact,
    isCallerWaiting: story.hasContact && running(story, 'contact')?.metAt === null,
    hasSeveralReports: false,
    isJoinOffered: false,
    didNothingFollow: false,
    isLastActStanding: false,
    isHazard: story.isHazard,
    hasArrived: story.arrivedAt !== null,
    isTimeAsked: story.timeAskedAt !== null,
    isTimeGranted: story.timeGrantedAt !== null,
    isPauseAsked: false,
    didAskTime: story.timeAskedAt !== null && byUnit === story.timeAskedBy,
    didAskPause: false,
    isSupervised: story.supervisedAt !== null,
    isDocketed: false,
    isCentres: level >= 0,
    isBelowAnother: level >= 0 && level < story.levels.length - 1,
    isAboveAnother: level > 0,
  };
};

export interface Step {
  readonly action: OrderAction;
  readonly at: string;
  readonly hand: Hand;
  /** Whose made-up person does it. */
  readonly byUnit: string;
  readonly note?: string;
  readonly reply?: string;
  readonly grades?: Grades;
  /** Who has it then, and why. */
  readonly to?: { readonly unitId: string; readonly reason: Reason; readonly path: readonly string[] };
}

const reassign = (story: Story, { at, byUnit, to, note: why }: Step): void => {
  if (!to) return;
  for (const one of story.assignments) if (one.part === 'accountable' && one.endedAt === null) Object.assign(one, { endedAt: at, endReason: why ?? '' });
  story.assignments.push({ unitId: to.unitId, part: 'accountable', at, byUnit, reason: to.reason, endedAt: null, endReason: null });
  story.dispatch = { reason: to.reason, path: to.path };
};

const met: Readonly<Partial<Record<OrderAction, readonly ClockName[]>>> = {
  contact: ['contact'],
  arrive: ['hazard'],
  secure: ['hazard', 'secure'],
  resolve: ['hazard', 'secure', 'supervise'],
  grant_time: ['request'],
  close: ['close', 'hazard', 'secure', 'supervise', 'recheck'],
};

const endAsking = (story: Story, at: string): void => {
  if (story.timeAskedAt === null) return;
  Object.assign(story, { timeAskedAt: null, timeAskedBy: null });
  end(story, 'request', at);
};

const followSuccessor = (story: Story, { action, at, to }: Step, was: string, clocks: Clocks): void => {
  if (!to) return;
  const isAnother = to.unitId !== was;
  const contact = running(story, 'contact');
  if (story.hasContact && (isAnother || (action === 'rework' && contact?.metAt === null))) restart(story, clocks.contact(at), at);
  if (story.isHazard && isAnother && story.arrivedAt !== null) {
    story.arrivedAt = null;
    end(story, 'secure', at);
    restart(story, clocks.hazard(at), at);
  }
  if (isAnother) endAsking(story, at);
};

const followTime = (story: Story, { action, at, byUnit }: Step, clocks: Clocks): void => {
  if (action === 'arrive' && !running(story, 'secure')) start(story, clocks.secure(at), at);
  if (action === 'ask_time') {
    Object.assign(story, { timeAskedAt: at, timeAskedBy: byUnit });
    start(story, clocks.request(at), at);
  }
  if (action === 'resolve') endAsking(story, at);
  if (action === 'grant_time') {
    Object.assign(story, { timeAskedAt: null, timeAskedBy: null, timeGrantedAt: at });
    restart(story, clocks.long(running(story, 'close')?.startedAt ?? at), at);
  }
  if (action === 'supervise') story.supervisedAt = at;
  if (action === 'supervise' || (action === 'rework' && story.supervisedAt !== null)) restart(story, clocks.supervise(at), at);
};

const endCalls = (story: Story, at: string): void => {
  for (const call of story.calls) call.endedAt ??= at;
  disarm(story, at, ({ kind }) => kind === 'call' || kind === 'look');
};

/** @param isMadeSafe whether the step says that the danger is over */
const followDanger = (story: Story, { action, at }: Step, isMadeSafe: boolean): void => {
  if (action === 'arrive' || isMadeSafe) story.arrivedAt ??= at;
  if (isMadeSafe) Object.assign(story, { isHazard: false, securedAt: at });
  if (action === 'secure' || action === 'resolve' || isOver(story.state)) for (const one of story.assignments) if (one.part === 'fallback') one.endedAt ??= at;
  if (isOver(story.state) || action === 'arrive' || action === 'secure' || action === 'resolve') endCalls(story, at);
};

const keepResult = (story: Story, { action, at, byUnit, reply, grades }: Step): void => {
  if (action === 'resolve' || action === 'rework') {
    const isDone = action === 'resolve';
    Object.assign(story, { reply: isDone ? (reply ?? null) : null, repairedAt: isDone ? at : null });
  }
  if (grades) story.judgements.push({ at, byUnit, grades });
};

/**
 * One step of a person, what fell due before it worked first.
 * @throws when the table of transitions does not allow it: a made-up past is a legal one or none
 */
export const act = (story: Story, step: Step, clocks: Clocks): void => {
  const { action, at, byUnit, hand } = step;
  passTime(story, at);
  const given = { note: step.note, reply: step.reply, photoCount: 1, unitId: step.to?.unitId, hasPosition: true, grades: step.grades };
  const decided = decideMove(story.state, action, factsOf(story, byUnit), given);
  if (!decided.ok || !decided.value.by.includes(hand)) throw new Error(`${action} by ${hand} is not legal when ${story.state}`);
  const [from, was] = [story.state, story.unitId];
  Object.assign(story, { state: decided.value.to, version: story.version + 1, unitId: step.to?.unitId ?? was });
  reassign(story, step);
  keepResult(story, step);
  for (const clock of met[action] ?? []) meet(story, clock, at);
  followSuccessor(story, step, was, clocks);
  followTime(story, step, clocks);
  if (action === 'resolve') disarm(story, at, ({ clock }) => clock === 'contact');
  if (isOver(story.state)) {
    story.closedAt = at;
    disarm(story, at, () => true);
  }
  const isMadeSafe = action === 'secure' || (action === 'resolve' && story.isHazard);
  followDanger(story, step, isMadeSafe);
  if (isMadeSafe && action !== 'secure') note(story, at, 'secure', { unitId: story.unitId, byUnit, fromState: from, toState: from });
  const details = action === 'return' ? { by: was } : {};
  note(story, at, action, { unitId: story.unitId, byUnit, fromState: from, note: step.note ?? step.reply ?? null, details });
};

/** When an order comes up in the queue: its soonest unmet deadline, else the closing one's. */
export const dueAtOf = (story: Story): string => {
  const live = story.deadlines.filter(({ endedAt }) => endedAt === null);
  const isWaited = ({ clock, metAt }: Running) => metAt === null && !(clock === 'contact' && isDone(story.state));
  const unmet = live.flatMap((one) => (isWaited(one) && one.dueAt !== null ? [one.dueAt] : []));
  const looksAt = story.timers.find(({ kind, endedAt }) => kind === 'calendar' && endedAt === null)?.dueAt;
  return unmet.sort()[0] ?? looksAt ?? live.find(({ clock }) => clock === 'close')?.dueAt ?? story.openedAt;
};

/** Whether all that an order waits for is a calendar that is not published yet. */
export const isCalendarPending = ({ state, deadlines }: Story): boolean => {
  const unmet = deadlines.filter(({ metAt, endedAt }) => metAt === null && endedAt === null);
  return !isOver(state) && unmet.length > 0 && unmet.every(({ dueAt }) => dueAt === null);
};
