import type { ReportStory } from '#domain/contract/reports.ts';

/** Which word says how it stands. Who left no contact is rung up by nobody, and that another caller was asked is nothing that happened to this one. */
export const stateWord = ({ state, hasContact, events }: Pick<ReportStory, 'state' | 'hasContact' | 'events'>): ReportStory['state'] | 'passed' => {
  const isPassed = (state === 'checked' && !hasContact) || (state === 'called_back' && !events.some(({ action }) => action === 'call_back'));
  return isPassed ? 'passed' : state;
};
