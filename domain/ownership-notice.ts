import { dayAfter, startOfDay } from './local-time.ts';
import { accept, type Decision, reject } from './rejection.ts';
import { later } from './timers.ts';

/** What a well's owner is believed to be, after a claim was confirmed or the registrar assigned it. */
export const settledConfidence = 0.98;

export type NoticeOutcome = 'confirmed' | 'assigned' | 'unowned' | 'withdrawn';

export interface NoticeFacts {
  readonly outcome: NoticeOutcome | null;
  /** The last day of the notice, local date. */
  readonly endsOn: string;
  readonly claims: readonly { readonly id: string; readonly unitId: string; readonly isPending: boolean }[];
}

/** A notice of so many whole days after the one on which it was published. @param today local date */
export const endOfNotice = (today: string, days: number): string => {
  let date = today;
  for (let day = 0; day < days; day += 1) date = dayAfter(date);
  return date;
};

/** When the clockwork looks at a notice: as soon as its last day is over. */
export const noticeDueAt = (endsOn: string, timeZone: string): string => startOfDay(dayAfter(endsOn), timeZone);

/**
 * Whether a well may be put in the public notice, and be given an owner by it: it is nobody's, and stands.
 * @param field what names the well in what was asked
 */
export const decideOwnerless = (
  well: { readonly ownerId: string | null; readonly mergedInto: string | null; readonly status: string },
  field: 'assetId' | 'id',
): Decision<void> => {
  if (well.mergedInto !== null || well.status === 'removed') return reject('notice-no-well', { field });
  return well.ownerId === null ? accept(undefined) : reject('notice-owned', { field });
};

/** Whether a unit may claim: while the notice is not settled, also after its last day, and once at a time. */
export const decideClaim = ({ outcome, claims }: NoticeFacts, unitId: string): Decision<void> => {
  if (outcome !== null) return reject('notice-settled', { field: 'id' });
  return claims.some((claim) => claim.isPending && claim.unitId === unitId) ? reject('claim-made-already', { field: 'unitId' }) : accept(undefined);
};

export type NoticeDecision = 'confirm' | 'refuse' | 'assign' | 'withdraw';

export interface Settled {
  /** null: the notice goes on, only the claim was refused. */
  readonly outcome: NoticeOutcome | null;
  readonly ownerId: string | null;
  readonly claimId: string | null;
}

/** Nobody claimed the well until the clockwork ended its notice, at the stroke of midnight: it is the registrar's to assign still. */
export const mayAssignAfter = (outcome: NoticeOutcome | null): boolean => outcome === 'unowned';

/**
 * What the registrar's word comes to. Whose a well is, is decided when the notice is over, so that everybody could object; a claim may be
 * refused and a notice taken back at any time; a well that nobody claimed may be assigned for as long as it is nobody's. @param today local date
 */
export const decideNotice = (
  notice: NoticeFacts,
  { decision, claimId, unitId, today }: { decision: NoticeDecision; claimId?: string | undefined; unitId?: string | undefined; today: string },
): Decision<Settled> => {
  if (notice.outcome !== null && !(decision === 'assign' && mayAssignAfter(notice.outcome))) return reject('notice-settled', { field: 'id' });
  if (decision === 'withdraw') return accept({ outcome: 'withdrawn', ownerId: null, claimId: null });
  const claim = notice.claims.find(({ id, isPending }) => id === claimId && isPending);
  if (decision !== 'assign' && !claim) return reject('claim-unknown', { field: 'claimId' });
  if (decision === 'refuse') return accept({ outcome: null, ownerId: null, claimId: claim?.id ?? null });
  if (today <= notice.endsOn) return reject('notice-running', { field: 'id', params: { day: notice.endsOn } });
  if (decision === 'confirm') return accept({ outcome: 'confirmed', ownerId: claim?.unitId ?? null, claimId: claim?.id ?? null });
  return unitId ? accept({ outcome: 'assigned', ownerId: unitId, claimId: null }) : reject('unit-unknown', { field: 'unitId' });
};

/** A day on which claims wait: the registrar is reminded each. */
const remindMs = 24 * 3_600_000;

/**
 * What the clockwork does when a notice is due: nobody claimed it, so it stays the road maintainer's; a claim waits, so the registrar is
 * reminded; somebody recorded an owner meanwhile, so there is nothing left to ask.
 */
export const decideNoticeDue = (notice: NoticeFacts, isOwned: boolean, now: string): { step: 'unowned' | 'withdraw' } | { step: 'remind'; dueAt: string } => {
  if (isOwned) return { step: 'withdraw' };
  return notice.claims.some(({ isPending }) => isPending) ? { step: 'remind', dueAt: later(now, remindMs) } : { step: 'unowned' };
};

const evidenceOf = { confirmed: 'claim', assigned: 'decision' } as const;

/**
 * What the registry learns of a well by what its notice came to: the owner, how sure that is and on what evidence. Who kept it meanwhile keeps
 * it no longer, unless it stays with them.
 */
export const learnedBy = (
  outcome: NoticeOutcome,
  { ownerId, keeperId, keptBefore, maintainerId }: { ownerId: string | null; keeperId: string; keptBefore: string | null; maintainerId: string | null },
): Readonly<Record<string, unknown>> => {
  const isKeepers = maintainerId === keeperId;
  if (outcome === 'unowned') return {};
  if (outcome === 'withdrawn') return isKeepers ? { maintainerId: keptBefore } : {};
  return {
    ownerId,
    ownerConfidence: settledConfidence,
    ownerEvidence: evidenceOf[outcome],
    ...(isKeepers ? { maintainerId: keptBefore ?? ownerId } : {}),
  };
};
