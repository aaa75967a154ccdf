import type { Order } from '#domain/contract/orders.ts';

type Event = Order['events'][number];
/** One event, or several of a kind that came one after the other with nothing else between them. */
export interface Told {
  /** The latest of them. */
  readonly event: Event;
  readonly count: number;
  /** When the first of them was. */
  readonly sinceAt: string;
}

const fewest = 3;
const isSame = ({ at: _, ...one }: Event, { at: __, ...other }: Event): boolean => one.person === null && JSON.stringify(one) === JSON.stringify(other);

/** What the clock wrote hour after hour is one line: a story of a week would be five sheets of it. @param events oldest first @returns the latest first */
export const foldRepeats = (events: readonly Event[]): Told[] => {
  const runs: Event[][] = [];
  for (const event of events) {
    const run = runs.at(-1);
    if (run?.[0] && isSame(run[0], event)) run.push(event);
    else runs.push([event]);
  }
  return runs
    .flatMap((run) => (run.length < fewest ? run.map((one) => [one]) : [run]))
    .flatMap((run) => {
      const [first, last] = [run[0], run.at(-1)];
      return first && last ? [{ event: last, count: run.length, sinceAt: first.at }] : [];
    })
    .reverse();
};
