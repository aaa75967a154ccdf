import type { ReportStory } from '#domain/contract/reports.ts';

type Event = ReportStory['events'][number];
export interface Told extends Event {
  /** How many other reports joined, on the one `join` that stands for them all. */
  readonly count: number;
}

/** Whether it was this reporter's own report that was split out: who follows a neighbour's has none, and who came later was not there. */
const isOwnSplit = ({ action, at }: Event, { receivedAt, isFollowed }: ReportStory): boolean =>
  action === 'split_from' && !isFollowed && Date.parse(at) >= Date.parse(receivedAt);

/** The word of an event for this reporter: another's report came first, or was split out; who left no contact is not rung up after the check. */
const wordOf = (event: Event, isFirst: boolean, story: ReportStory): string => {
  const { action } = event;
  if (action === 'receive' && !isFirst) return 'receive_first';
  if (action === 'split_from' && !isOwnSplit(event, story)) return 'split_from_first';
  return action === 'check' && !story.hasContact ? 'passed' : action;
};

/** Of what a report lived that was split out: nothing of before it came, and of none who joined what it was no part of. */
const ownOf = (story: ReportStory): readonly Event[] => {
  const { events, receivedAt } = story;
  const split = events.findLastIndex((event) => isOwnSplit(event, story));
  return events.filter(({ action, at }, i) => i >= split || (action !== 'join' && Date.parse(at) >= Date.parse(receivedAt)));
};

/**
 * The order's events as one of its reporters lived them, latest first. Where another report came earlier, the order's first
 * `receive` is that one's (`receive_first`), and this reporter's own stands at its own time; other joins are told once. Where this report was split out of that order,
 * its story begins with itself, and with that it was put with another at first.
 */
export const timelineOf = (story: ReportStory): Told[] => {
  const { receivedAt, state, isFollowed } = story;
  const events = ownOf(story);
  const isFirst = events.some(({ action, at }) => action === 'receive' && at === receivedAt);
  const others = events.filter(({ action, at }) => action === 'join' && at !== receivedAt);
  const told = events
    .filter((event) => event.action !== 'join' || event === others.at(-1))
    .map((event): Told => ({ ...event, action: wordOf(event, isFirst, story), count: others.length }));
  const came = (action: string): Told => ({ at: receivedAt, action, state: events[0]?.state ?? state, unit: null, count: 0, words: null });
  const isSplitOut = told.some(({ action }) => action === 'split_from');
  const own = isFirst ? [] : [came(isFollowed ? 'follow' : 'receive'), ...(isSplitOut ? [came('with_another')] : [])];
  // Stable: of one instant's events, those written later come first.
  return [...told, ...own].reverse().sort((a, b) => Date.parse(b.at) - Date.parse(a.at));
};
