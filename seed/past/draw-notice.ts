import { localDate } from '#domain/local-time.ts';
import { endOfNotice, type NoticeOutcome, noticeDueAt } from '#domain/ownership-notice.ts';
import { later } from '#domain/timers.ts';
import { pick, type Random } from '../random.ts';
import { pastModel } from './past-model.ts';

/** What became of one well in the public notice, up to the end of the past. */
export interface DrawnNotice {
  readonly openedAt: string;
  readonly endsOn: string;
  readonly claim: { readonly at: string; readonly unitId: string } | null;
  readonly reminders: readonly string[];
  /** null: its notice runs, or its claim waits for a decision. */
  readonly outcome: { readonly is: NoticeOutcome; readonly at: string; readonly ownerId: string | null } | null;
  /** When it is looked at next; null: it is settled. */
  readonly dueAt: string | null;
  readonly refusedAt: string | null;
}

const dayMs = 86_400_000;
const hourMs = 3_600_000;

interface Drawing {
  readonly random: Random;
  readonly until: string;
  readonly timeZone: string;
  readonly noticeDays: number;
  /** Whose it may be: who really owns it first. */
  readonly owners: readonly string[];
}

const remindersFrom = (first: string, end: string): string[] => {
  const all: string[] = [];
  for (let at = first; at <= end; at = later(at, dayMs)) all.push(at);
  return all;
};

type Told = Pick<DrawnNotice, 'openedAt' | 'endsOn'>;

/** A unit that says the well is its own before the notice ends: mostly who really owns it. */
const drawClaim = ({ random, until, noticeDays, owners }: Drawing, { openedAt }: Told): DrawnNotice['claim'] => {
  const [first] = owners;
  if (first === undefined || random() >= pastModel.claimed) return null;
  const at = later(openedAt, Math.ceil((0.5 + random() * (noticeDays - 2)) * dayMs));
  return at <= until ? { at, unitId: random() < 0.85 ? first : pick(random, owners) } : null;
};

/** What the registrar says to a claim once the notice is over, after some days; the clockwork reminds them each day until then. */
const drawDecision = ({ random, until, owners }: Drawing, told: Told, claim: NonNullable<DrawnNotice['claim']>, overAt: string): DrawnNotice => {
  const decidedAt = later(overAt, Math.ceil(9 * hourMs + random() * 6 * dayMs));
  const reminders = remindersFrom(overAt, decidedAt <= until ? decidedAt : until);
  const waiting = { ...told, claim, reminders, refusedAt: null };
  if (decidedAt > until) return { ...waiting, outcome: null, dueAt: later(reminders.at(-1) ?? overAt, dayMs) };
  if (random() < pastModel.claimRefused) return { ...waiting, refusedAt: decidedAt, outcome: { is: 'unowned', at: decidedAt, ownerId: null }, dueAt: null };
  const others = owners.filter((unitId) => unitId !== claim.unitId);
  const isAnothers = others.length > 0 && random() < pastModel.assigned;
  const settled = isAnothers ? { is: 'assigned' as const, ownerId: pick(random, others) } : { is: 'confirmed' as const, ownerId: claim.unitId };
  return { ...waiting, outcome: { ...settled, at: decidedAt }, dueAt: null };
};

/** One notice of the last weeks, from its publishing to what it came to. */
export const drawNotice = (drawing: Drawing): DrawnNotice => {
  const { random, until, timeZone, noticeDays } = drawing;
  const openedAt = later(until, -Math.ceil((1 + random() * pastModel.notices.days) * dayMs));
  const told = { openedAt, endsOn: endOfNotice(localDate(openedAt, timeZone), noticeDays) };
  const overAt = noticeDueAt(told.endsOn, timeZone);
  const running = { ...told, claim: null, reminders: [], refusedAt: null, outcome: null, dueAt: overAt };
  const withdrawnAt = later(openedAt, 2 * dayMs);
  if (random() < pastModel.withdrawn && withdrawnAt <= until) return { ...running, outcome: { is: 'withdrawn', at: withdrawnAt, ownerId: null }, dueAt: null };
  const claim = drawClaim(drawing, told);
  if (overAt > until) return { ...running, claim };
  if (claim) return drawDecision(drawing, told, claim, overAt);
  return { ...running, outcome: { is: 'unowned', at: overAt, ownerId: null }, dueAt: null };
};
