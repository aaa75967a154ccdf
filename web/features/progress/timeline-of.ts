import type { ReportStory } from '#domain/contract/reports.ts';

type Event = ReportStory['events'][number];
export interface Told extends Event {
  /** How many other reports joined, on the one `join` that stands for them all. */
  readonly count: number;
}

/** The word of an event for this reporter: another's report came first, and who left no contact is not rung up after the check. */
const wordOf = (action: string, isFirst: boolean, hasContact: boolean): string => {
  if (action === 'receive' && !isFirst) return 'receive_first';
  return action === 'check' && !hasContact ? 'passed' : action;
};

/**
 * The order's events as one of its reporters lived them, latest first. Where another report came earlier, the order's first
 * `receive` is that one's (`receive_first`), and this reporter's own stands at its own time; other joins are told once.
 */
export const timelineOf = ({ events, receivedAt, state, isFollowed, hasContact }: ReportStory): Told[] => {
  const isFirst = events.some(({ action, at }) => action === 'receive' && at === receivedAt);
  const others = events.filter(({ action, at }) => action === 'join' && at !== receivedAt);
  const told = events
    .filter((event) => event.action !== 'join' || event === others.at(-1))
    .map((event): Told => ({ ...event, action: wordOf(event.action, isFirst, hasContact), count: others.length }));
  const own: Told[] = isFirst
    ? []
    : [{ at: receivedAt, action: isFollowed ? 'follow' : 'receive', state: events[0]?.state ?? state, unit: null, count: 0, words: null }];
  // Stable: of one instant's events, those written later come first.
  return [...told, ...own].reverse().sort((a, b) => Date.parse(b.at) - Date.parse(a.at));
};
