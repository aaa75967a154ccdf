import type { Deadline } from '#domain/clocks.ts';
import { later } from '#domain/timers.ts';
import type { Random } from '../random.ts';
import type { Clocks, PastEvent, Story } from './story.ts';

/** A further caller's own contact clock, as it ran from unit to unit, and when they were called. */
export interface Contacted {
  readonly at: string;
  /** Who called. */
  readonly unitId: string;
  readonly clocks: readonly (Deadline & { readonly metAt: string | null; readonly endedAt: string | null })[];
}

const inOrder = (events: readonly PastEvent[]) => [...events].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));

const holderAt = ({ assignments }: Story, at: string): string | undefined =>
  assignments.find((one) => one.part === 'accountable' && one.at <= at && (one.endedAt === null || one.endedAt > at))?.unitId;

/** When a further caller can be called: by who has called the first one already or has begun, and does not do so twice. */
const momentFor = (story: Story, from: string, until: string, random: Random): string | null => {
  const events = inOrder(story.events);
  const begun = events.find(({ action, at }) => (action === 'contact' || action === 'start') && later(at, 60_000) >= from);
  const isUnderWay = events.filter(({ at }) => at <= from).at(-1)?.toState;
  const first = isUnderWay === 'contacted' || isUnderWay === 'in_progress' ? from : begun?.at;
  if (first === undefined) return null;
  const at = later(first, 300_000 + Math.floor(random() * 5_400_000));
  const state = events.filter((event) => event.at <= at).at(-1)?.toState;
  return at <= until && (state === 'contacted' || state === 'in_progress') ? at : null;
};

/**
 * A further caller's clock starts with their report and starts anew for each unit, as the living ones do; they are called in time or, where
 * that cannot be, left no contact. @returns null: they left none
 */
export const contactFurther = (story: Story, clocks: Pick<Clocks, 'contact'>, reportedAt: string, until: string, random: Random): Contacted | null => {
  const at = momentFor(story, reportedAt, until, random);
  const unitId = at === null ? undefined : holderAt(story, at);
  const anew = story.deadlines.filter(({ clock, startedAt }) => clock === 'contact' && startedAt > reportedAt);
  if (at === null || unitId === undefined || anew.some(({ startedAt }) => startedAt >= at)) return null;
  const started = [clocks.contact(reportedAt), ...anew];
  const last = started.at(-1);
  if (started.some(({ dueAt }, nth) => dueAt !== null && dueAt <= (started[nth + 1]?.startedAt ?? at)) || !last) return null;
  return { at, unitId, clocks: started.map((clock, nth) => ({ ...clock, metAt: clock === last ? at : null, endedAt: started[nth + 1]?.startedAt ?? null })) };
};
