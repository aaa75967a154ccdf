import { useEffect, useRef, useState } from 'react';
import type { View } from '../map/types.ts';
import type { ChangeFilters, GetFilter } from './use-filters.ts';
import { readView, writeView } from './view-in-address.ts';

/** Back and Forward, and a link that was followed (the router tells its own). */
const ways = ['popstate', 'pushState'] as const;

/**
 * Keeps in the address (`at`) where a map stands, and leads the map where the address says that it should: at the start, and when Back, Forward or a
 * link brought another one.
 * @param isKept false: where the map stands says nothing about what the page shows
 */
export const useViewInAddress = (
  get: GetFilter,
  change: ChangeFilters,
  isKept = true,
): { start: View | null; goTo: View | null; tell: (view: View) => void } => {
  const at = get('at');
  const [start] = useState(() => readView(at));
  const [goTo, setGoTo] = useState<View | null>(null);
  const known = useRef(at);
  const last = useRef<View | null>(null);
  const write = (view: View) => {
    change({ at: writeView(view) }, 'moved');
    known.current = new URLSearchParams(location.search).get('at') ?? undefined;
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: only what the address lacks is the signal
  useEffect(() => {
    if (isKept && at === undefined && last.current) write(last.current);
  }, [isKept, at]);
  // Only what came by another way than this map's own writing, which stands in the place of what it wrote before: else two moves in quick turn would
  // call each other back without end.
  useEffect(() => {
    const led = () => {
      const now = new URLSearchParams(location.search).get('at') ?? undefined;
      if (now === known.current) return;
      known.current = now;
      const view = readView(now);
      if (view) setGoTo(view);
    };
    for (const way of ways) addEventListener(way, led);
    return () => {
      for (const way of ways) removeEventListener(way, led);
    };
  }, []);
  const tell = (view: View) => {
    last.current = view;
    if (isKept) write(view);
  };
  return { start, goTo, tell };
};
