import type { ReportStory } from '#domain/contract/reports.ts';

type Word = ReportStory['state'] | 'passed' | 'onSite' | 'secured';

/** What of a danger tells more than that nobody has signed for it yet; what was not solved begins it anew. */
const dangerWords: Readonly<Record<string, Word | null>> = { arrive: 'onSite', secure: 'secured', not_solved: null, reopen: null };

/**
 * Which word says how it stands. Who left no contact is rung up by nobody, and that another caller was asked is nothing that happened to this one.
 * A crew may have come, and made it safe, before anybody signed.
 */
export const stateWord = ({ state, hasContact, events }: Pick<ReportStory, 'state' | 'hasContact' | 'events'>): Word => {
  if (state === 'checked' && !hasContact) return 'passed';
  if (state === 'called_back' && !events.some(({ action }) => action === 'call_back')) return 'passed';
  if (state !== 'dispatched' && state !== 'signed' && state !== 'contacted') return state;
  const last = events.findLast(({ action }) => Object.hasOwn(dangerWords, action));
  return (last && dangerWords[last.action]) ?? state;
};
