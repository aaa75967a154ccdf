import { accept, type Decision, reject } from './rejection.ts';

/** One of an order's callers, by their report. */
export interface Caller {
  readonly reportId: string;
  /** Whether they left a contact that is still kept. */
  readonly hasContact: boolean;
  /** Whether their clock runs and they were not contacted yet. */
  readonly isWaiting: boolean;
  /** Whether they have no clock: they told of it when the work was done. */
  readonly isNew: boolean;
}

/**
 * Whom a unit means that says "contacted": the caller it names, else the one who waits. Nobody is contacted who left no contact; of several
 * who wait it has to be said which. null: nobody waits, and which of several was called again need not be said.
 */
export const decideContacted = (callers: readonly Caller[], said: string | undefined): Decision<string | null> => {
  const named = callers.find(({ reportId }) => reportId === said);
  if (said !== undefined && !named) return reject('report-unknown', { field: 'reportId' });
  if (named) return named.hasContact ? accept(named.reportId) : reject('contact-none', { field: 'reportId' });
  const waiting = callers.filter(({ isWaiting }) => isWaiting);
  if (waiting.length > 1) return reject('report-unknown', { field: 'reportId' });
  const reachable = callers.filter(({ hasContact }) => hasContact);
  return accept((waiting[0] ?? (reachable.length === 1 ? reachable[0] : undefined))?.reportId ?? null);
};
