import type { ReportStory } from '#domain/contract/reports.ts';

export type NextClock =
  | { readonly word: 'hazard' | 'recheck' | 'recheckOfOther' | 'contact' | 'close'; readonly dueAt: string }
  | { readonly word: 'pending'; readonly dueAt: null };

/** The one clock the citizen waits for now; null when nothing more is due. */
export const nextClock = ({ state, hazardDueAt, recheckDueAt, contactDueAt, contactedAt, closeDueAt, judged }: ReportStory): NextClock | null => {
  if (state === 'closed' || state === 'void' || state === 'paused') return null;
  if (hazardDueAt) return { word: 'hazard', dueAt: hazardDueAt }; // also where work has begun at a desk: nobody is there yet
  // Another caller of the same hole may have said it: who only follows it, or had no complaint, did not.
  if (recheckDueAt) return { word: judged?.solved === false ? 'recheck' : 'recheckOfOther', dueAt: recheckDueAt };
  const isWaiting = state === 'dispatched' || state === 'signed';
  if (contactDueAt && !contactedAt && isWaiting) return { word: 'contact', dueAt: contactDueAt };
  return closeDueAt === null ? { word: 'pending', dueAt: null } : { word: 'close', dueAt: closeDueAt };
};
