import { standardAfter } from '#domain/after-rules.ts';
import type { Grade } from '#domain/contract/terms.ts';
import { type DenialInput, decideAfterDenial } from '#domain/denial.ts';
import { decideMove, orderTransitions } from '#domain/order-transitions.ts';
import { later } from '#domain/timers.ts';
import { pick, type Random } from '../random.ts';
import { type Character, characterOf, drawMs, pastModel } from './past-model.ts';
import { act, type Clocks, callCrew, factsOf, passTime, type Step, type Story } from './story.ts';

export interface Life {
  readonly story: Story;
  readonly clocks: Clocks;
  readonly random: Random;
  /** Nothing happens after this instant. */
  readonly until: string;
  /** Whose the thing really is; null: nobody knows better than the registry. */
  readonly trueOwner: string | null;
  /** Whom a denial could be offered to. */
  readonly candidates: DenialInput['candidates'];
  readonly neighbours: DenialInput['neighbours'];
  readonly isActive: (unitId: string) => boolean;
  /** The next moment at which somebody is at work. */
  readonly atWork: (at: string) => string;
}

const after = ({ random }: Life, at: string, hours: number, spread = 0.5) => later(at, drawMs(random, hours, spread));

const isCentre = ({ story }: Life) => story.levels.includes(story.unitId);

const fits = ({ story }: Life, step: Step): boolean => {
  const move = orderTransitions[story.state][step.action];
  if (!move?.by.includes(step.hand)) return false;
  if (step.hand === 'fallback' && !story.assignments.some((a) => a.part === 'fallback' && a.endedAt === null && a.unitId === step.byUnit)) return false;
  if (step.hand === 'unit' && step.byUnit !== story.unitId) return false;
  const given = { note: 'x', reply: 'x', photoCount: 1, unitId: 'x', hasPosition: true };
  return decideMove(story.state, step.action, factsOf(story, step.byUnit), given).ok;
};

/** Does what was planned in the order of its times, as far as it still makes sense when its time comes; what lies after the end is left undone. */
const follow = (life: Life, plan: readonly Step[]): void => {
  for (const step of [...plan].sort((a, b) => Date.parse(a.at) - Date.parse(b.at))) {
    if (step.at > life.until) return;
    passTime(life.story, step.at);
    if (fits(life, step)) act(life.story, step, life.clocks);
    if (life.story.state === 'resolved') return;
  }
};

const pathTo = (levels: readonly string[], unitId: string): string[] => {
  const centres = levels.toReversed();
  const at = centres.indexOf(unitId);
  return at === -1 ? [...centres, unitId] : centres.slice(0, at + 1);
};

const settleDenials = ({ story }: Life, ownerId: string, at: string): void => {
  for (const denial of story.denials) if (denial.decidedAt === null) Object.assign(denial, { decidedAt: at, upheld: denial.unitId !== ownerId });
};

/** The district, or the street's centre for it, sends it to whom it holds for the owner. */
const sendOn = (life: Life, at: string, unitId: string): string | null => {
  const { story, clocks, until } = life;
  if (at > until) return null;
  const [street = '', district = street] = story.levels;
  const to = { unitId, reason: { code: 'assignment-dispatched' }, path: pathTo(story.levels, unitId) };
  act(story, { action: 'dispatch', at, hand: 'centre', byUnit: district, note: '核实后派给权属单位', to }, clocks);
  if (story.denials.length >= 2) settleDenials(life, unitId, at);
  return at;
};

/** "Not ours": to the next candidate, or to the street. @returns when, null where the past ends before */
const denyOnce = (life: Life, from: string, character: Character): string | null => {
  const { story, clocks, until } = life;
  const signed = after(life, from, story.isHazard ? character.hours.sign / 8 : character.hours.sign, character.hours.spread);
  const at = story.isHazard ? signed : life.atWork(signed);
  if (at > until) return null;
  passTime(story, at);
  const [unitId, why] = [story.unitId, '经现场核实，不属本单位设施'];
  const denied = [...story.denials.map((denial) => denial.unitId), unitId];
  const [street = '', district = street] = story.levels;
  const stands = { rule: standardAfter.denial, fallsTo: street, decides: district };
  const next = decideAfterDenial({ candidates: life.candidates, neighbours: life.neighbours, denied, ...stands, isActive: life.isActive });
  const to = { unitId: next.unitId, reason: next.reason, path: pathTo(story.levels, next.unitId) };
  act(story, { action: 'return', at, hand: 'unit', byUnit: unitId, note: why, to }, clocks);
  story.denials.push({ unitId, at, note: why, decidedAt: null, upheld: null });
  if (next.decides !== null && next.decides !== next.unitId && !story.assignments.some((a) => a.unitId === next.decides && a.endedAt === null))
    story.assignments.push({ unitId: next.decides, part: 'informed', at, byUnit: null, reason: { code: 'informed-decide' }, endedAt: null, endReason: null });
  return at;
};

/** Who denies, is offered, and has it in the end. @returns since when it stays with whom it is with; null where the past ends before */
const findHolder = (life: Life): string | null => {
  const { story, random, trueOwner } = life;
  let at: string | null = story.openedAt;
  while (at !== null && !isCentre(life) && story.denials.length < 2) {
    const character = characterOf(story.unitId);
    const isTheirs = trueOwner === null || trueOwner === story.unitId;
    if (random() >= (isTheirs ? character.deniesOwn : character.deniesOthers)) return at;
    at = denyOnce(life, at, character);
  }
  const denier = story.denials[0]?.unitId;
  if (at === null || denier === undefined || !isCentre(life)) return at;
  const owner = trueOwner ?? denier;
  const isSentOn = story.denials.length >= 2 || random() < 0.6;
  return isSentOn && life.isActive(owner) ? sendOn(life, life.atWork(after(life, at, 8)), owner) : at;
};

/** Somebody comes to a danger and makes it safe: who holds it, or whom the centre called. */
const dangerPlan = (life: Life, from: string): Step[] => {
  const { story } = life;
  if (!story.isHazard) return [];
  const [street = ''] = story.levels;
  const note = '现场已围挡、盖好';
  const onSite = (at: string, hand: Step['hand'], byUnit: string): Step[] => [
    { action: 'arrive', at, hand, byUnit },
    { action: 'secure', at: later(at, 900_000), hand, byUnit, note },
  ];
  if (isCentre(life)) {
    if (story.calls.every(({ endedAt }) => endedAt !== null) && later(from, 240_000) <= life.until) callCrew(story, story.unitId, from, later(from, 240_000));
    return onSite(after(life, later(from, 240_000), 0.5, 0.2), 'unit', story.unitId);
  }
  const notBefore = (at: string) => (at < from ? later(from, 600_000) : at);
  const own = after(life, from, characterOf(story.unitId).arriveMinutes / 60, 0.5);
  const due = story.deadlines.find(({ clock, endedAt }) => clock === 'hazard' && endedAt === null)?.dueAt ?? own;
  return [...onSite(own, 'unit', story.unitId), ...onSite(notBefore(later(due, 2_400_000)), 'fallback', street)];
};

const workPlan = (life: Life, from: string): { plan: Step[]; doneAt: string } => {
  const { story, random } = life;
  const { hours, calls } = characterOf(story.unitId);
  const [street = '', district = street, city = district] = story.levels;
  const byUnit = story.unitId;
  const isUrgent = story.isHazard;
  const moment = (at: string) => (isUrgent ? at : life.atWork(at));
  const signAt = moment(after(life, from, isUrgent ? hours.sign / 4 : hours.sign, hours.spread));
  const startAt = moment(after(life, signAt, isUrgent ? hours.begin / 4 : hours.begin, hours.spread));
  const isHard = random() < pastModel.moreTime;
  const doneAt = life.atWork(after(life, startAt, hours.repair * (isHard ? 6 : 1), hours.spread));
  const between = (share: number) => later(startAt, (Date.parse(doneAt) - Date.parse(startAt)) * share);
  const unit = { hand: 'unit' as const, byUnit };
  const plan: Step[] = [
    { ...unit, action: 'sign', at: signAt },
    ...(random() < calls ? [{ ...unit, action: 'contact' as const, at: life.atWork(after(life, signAt, hours.begin / 2, hours.spread)) }] : []),
    { ...unit, action: 'start', at: startAt },
    ...(isHard ? [{ ...unit, action: 'ask_time' as const, at: between(0.1), note: '需协调道路开挖，申请延期' }] : []),
    ...(isHard && random() < pastModel.moreTimeGiven
      ? [{ action: 'grant_time' as const, at: life.atWork(between(0.3)), hand: 'centre' as const, byUnit: district }]
      : []),
    ...(random() < pastModel.supervised
      ? [{ action: 'supervise' as const, at: between(0.6), hand: 'supervisor' as const, byUnit: city, note: '多次来电，督办' }]
      : []),
    { ...unit, action: 'resolve', at: doneAt, reply: '已修复，现场恢复正常。' },
  ];
  return { plan, doneAt };
};

/** How callers judge: the sooner it was done, the better, and each part apart. */
const gradesOf = ({ story, random }: Life) => {
  const isLate = story.events.some(({ action }) => action === 'overdue');
  const grade = (likely: number): Grade => (random() < likely ? 'satisfied' : pick(random, ['mostly', 'fair', 'unsatisfied'] as const));
  return { speed: grade(isLate ? 0.3 : 0.8), manner: grade(0.85), outcome: grade(story.events.some(({ action }) => action === 'rework') ? 0.5 : 0.75) };
};

/** Some callers are asked how it went before the order is closed. @returns when it can be closed */
const callBack = (life: Life, at: string): string => {
  const { story, random, clocks, until } = life;
  const [street = ''] = story.levels;
  if (!story.hasContact || random() >= pastModel.calledBack) return at;
  act(story, { action: 'check', at, hand: 'centre', byUnit: street }, clocks);
  const calledAt = life.atWork(after(life, at, 4));
  if (calledAt > until) return calledAt;
  act(story, { action: 'call_back', at: calledAt, hand: 'centre', byUnit: street, grades: gradesOf(life) }, clocks);
  return later(calledAt, 600_000);
};

/** The centre looks at the work: it does not pass, or the order is closed. @returns when the unit has to begin anew, null where not */
const check = (life: Life, doneAt: string): string | null => {
  const { story, random, clocks } = life;
  const [street = ''] = story.levels;
  const at = life.atWork(after(life, doneAt, 6));
  if (story.state !== 'resolved' || at > life.until) return null;
  passTime(story, at);
  const isBack = !story.events.some(({ action }) => action === 'rework') && random() < characterOf(story.unitId).rework;
  if (!isBack) {
    const closedAt = callBack(life, at);
    if (closedAt > life.until) return null;
    act(story, { action: 'close', at: closedAt, hand: 'centre', byUnit: street }, clocks);
    if (story.denials.length > 0 && !isCentre(life) && !story.denials.some(({ unitId }) => unitId === story.unitId))
      settleDenials(life, story.unitId, closedAt);
    return null;
  }
  const to = { unitId: story.unitId, reason: { code: 'assignment-rework' }, path: story.dispatch.path };
  act(story, { action: 'rework', at, hand: 'centre', byUnit: street, note: '现场复查未达要求，返工', to }, clocks);
  return at;
};

/** Lives an order from its report to the end of the past, or to its closing. */
export const liveStory = (life: Life): void => {
  const { story, random, until, clocks } = life;
  const [street = ''] = story.levels;
  const voidAt = life.atWork(after(life, story.openedAt, 3));
  if (!story.isHazard && random() < pastModel.void && voidAt <= until) {
    act(story, { action: 'void', at: voidAt, hand: 'centre', byUnit: street, note: '重复或无法核实' }, clocks);
    return;
  }
  const callsAtOnce = story.isHazard && isCentre(life);
  let from: string | null = callsAtOnce ? story.openedAt : findHolder(life);
  while (from !== null) {
    const danger = dangerPlan(life, from);
    const { plan, doneAt } = workPlan(life, from);
    const lastDanger = danger.length > 0 ? later(from, 8 * 3_600_000) : doneAt;
    const shifted = danger.length > 0 && lastDanger > doneAt ? plan.map((step) => (step.action === 'resolve' ? { ...step, at: lastDanger } : step)) : plan;
    follow(life, [...danger, ...shifted]);
    from = check(life, danger.length > 0 && lastDanger > doneAt ? lastDanger : doneAt);
  }
  passTime(story, until);
};
