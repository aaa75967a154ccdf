import type { ReportStory } from '#domain/contract/reports.ts';

export type NextClock =
  | { readonly word: 'hazard' | 'recheck' | 'contact' | 'close'; readonly dueAt: string }
  | { readonly word: 'pending'; readonly dueAt: null };

/** The one clock the citizen waits for now; null when nothing more is due. */
export const nextClock = ({ state, hazardDueAt, recheckDueAt, contactDueAt, contactedAt, closeDueAt }: ReportStory): NextClock | null => {
  if (state === 'closed' || state === 'void' || state === 'paused') return null;
  const isWaiting = state === 'dispatched' || state === 'signed';
  if (hazardDueAt && (isWaiting || state === 'contacted')) return { word: 'hazard', dueAt: hazardDueAt };
  if (recheckDueAt) return { word: 'recheck', dueAt: recheckDueAt };
  if (contactDueAt && !contactedAt && isWaiting) return { word: 'contact', dueAt: contactDueAt };
  return closeDueAt === null ? { word: 'pending', dueAt: null } : { word: 'close', dueAt: closeDueAt };
};
