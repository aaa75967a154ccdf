import type { ActBecause } from './contract/orders.ts';
import type { OrderAction } from './contract/terms.ts';
import { isDay, localDate, localTime } from './local-time.ts';
import { accept, type Decision, reject } from './rejection.ts';
import { later } from './timers.ts';

/** What stands behind what a page says: the suggestion that its dispatcher saw, the offer of the other order (null: there is none), and who merged. */
export interface Behind {
  /** Whom the order likeliest belongs to, and whether a dispatcher chose its asset. */
  readonly suggestion: { readonly unitId: string; readonly probability: number; readonly isChosen: boolean } | null;
  /** How likely this order and the other one of the act are about one hole. */
  readonly offer: { readonly probability: number } | null;
  /** Whether who acts is who merged the order: a slip is one's own. */
  readonly isOwnMerge: boolean;
}

/** The acts that a page gives each reason for: a code stands in place of a person's own words there and nowhere else. */
export const actsBecause: Readonly<Record<ActBecause['code'], readonly OrderAction[]>> = {
  'note-same-place': ['merge'],
  'note-as-suggested': ['dispatch'],
  'note-as-recorded': ['dispatch'],
  'note-slip': ['unmerge'],
  'note-done-before': ['arrive', 'secure', 'sign', 'start', 'resolve', 'take_back'],
};

/** As a page rounds it. */
export const percentOf = (probability: number): number => Math.round(probability * 100);

const isSo = (because: ActBecause, unitId: string | undefined, { suggestion, offer, isOwnMerge }: Behind): boolean => {
  const isTheirs = suggestion !== null && suggestion.unitId === unitId;
  if (because.code === 'note-same-place') return offer !== null && percentOf(offer.probability) === because.percent;
  if (because.code === 'note-as-suggested') return isTheirs && !suggestion.isChosen && percentOf(suggestion.probability) === because.percent;
  if (because.code === 'note-as-recorded') return isTheirs && suggestion.isChosen;
  return because.code !== 'note-slip' || isOwnMerge;
};

/** Whether a reason's code belongs to an action at all. */
export const decideBecauseFor = (because: ActBecause | undefined, action: OrderAction): Decision<void> =>
  because === undefined || actsBecause[because.code].includes(action) ? accept(undefined) : reject('because-unfit', { field: 'because' });

/** Whether what it says is so, by what the order's page was told of. @param unitId to whom the order is sent */
export const decideBecauseSo = (because: ActBecause, unitId: string | undefined, behind: Behind): Decision<void> =>
  isSo(because, unitId, behind) ? accept(undefined) : reject('because-unfit', { field: 'because' });

/** What a phone's clock and a server's may differ by. */
const aheadMs = 2 * 60_000;

const minuteOf = (at: string, timeZone: string): string => `${localDate(at, timeZone)} ${localTime(at, timeZone).slice(0, 5)}`;

/**
 * What is kept of a reason that tells when a step was done: nothing where the hour cannot be (no such day, before the order was opened, or later
 * than now by more than two minutes). The hour is the phone's, whose clock may be wrong, and the step was done all the same: so the act is taken
 * and the hour left out, not refused, or a crew's work without a signal would be lost for it. Every other reason is kept as it is.
 * @param openedAt ISO instant @param now ISO instant @param timeZone the city's, IANA
 */
export const possibleBecause = (
  because: ActBecause | undefined,
  { openedAt, now, timeZone }: { readonly openedAt: string; readonly now: string; readonly timeZone: string },
): ActBecause | undefined => {
  if (because?.code !== 'note-done-before') return because;
  const isWithin = because.at >= minuteOf(openedAt, timeZone) && because.at <= minuteOf(later(now, aheadMs), timeZone);
  return isWithin && isDay(because.at.slice(0, 10)) ? because : undefined;
};
