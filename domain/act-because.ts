import type { ActBecause } from './contract/orders.ts';
import type { OrderAction } from './contract/terms.ts';
import { accept, type Decision, reject } from './rejection.ts';

/** What stands behind what a page says: the suggestion that its dispatcher saw, and the offer of the other order. Null: there is none. */
export interface Behind {
  /** Whom the order likeliest belongs to, and whether a dispatcher chose its asset. */
  readonly suggestion: { readonly unitId: string; readonly probability: number; readonly isChosen: boolean } | null;
  /** How likely this order and the other one of the act are about one hole. */
  readonly offer: { readonly probability: number } | null;
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

const isSo = (because: ActBecause, unitId: string | undefined, { suggestion, offer }: Behind): boolean => {
  const isTheirs = suggestion !== null && suggestion.unitId === unitId;
  if (because.code === 'note-same-place') return offer !== null && percentOf(offer.probability) === because.percent;
  if (because.code === 'note-as-suggested') return isTheirs && !suggestion.isChosen && percentOf(suggestion.probability) === because.percent;
  if (because.code === 'note-as-recorded') return isTheirs && suggestion.isChosen;
  return true;
};

/** Whether a reason's code belongs to an action at all. */
export const decideBecauseFor = (because: ActBecause | undefined, action: OrderAction): Decision<void> =>
  because === undefined || actsBecause[because.code].includes(action) ? accept(undefined) : reject('because-unfit', { field: 'because' });

/** Whether what it says is so, by what the order's page was told of. @param unitId to whom the order is sent */
export const decideBecauseSo = (because: ActBecause, unitId: string | undefined, behind: Behind): Decision<void> =>
  isSo(because, unitId, behind) ? accept(undefined) : reject('because-unfit', { field: 'because' });
