import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { call } from '../../client/call.ts';
import { useLiveOrders } from '../../staff/live-orders.tsx';
import { getWall } from '../../staff/registry-routes.ts';

/** A city of 25 million has a change each second at noon: its wall is drawn anew at most so often. */
const restMs = 4_000;
/** Clocks run out without any event. */
const everyMs = 30_000;

/** The latest value, at most one in so many milliseconds; the last one always comes. */
const useThrottled = <T>(value: T, ms: number): T => {
  const [shown, setShown] = useState({ value, at: 0 });
  useEffect(() => {
    if (shown.value === value) return;
    const timer = setTimeout(() => setShown({ value, at: Date.now() }), Math.max(0, shown.at + ms - Date.now()));
    return () => clearTimeout(timer);
  }, [value, shown, ms]);
  return shown.value;
};

/** The city now; follows each change within seconds. */
export const useWall = () => {
  const { version, state } = useLiveOrders();
  const seen = useThrottled(version, restMs);
  const queries = useQueryClient();
  const found = useQuery({
    queryKey: ['wall'],
    queryFn: ({ signal }) => call(getWall, { signal }),
    refetchInterval: everyMs,
    refetchIntervalInBackground: true,
  });
  // One and the same query, so that what stands stays where the next one fails.
  const last = useRef(seen);
  useEffect(() => {
    if (last.current === seen || found.isPending) return; // its first look may be older than the change: it is let come, and asked once more
    last.current = seen;
    void queries.invalidateQueries({ queryKey: ['wall'] }, { cancelRefetch: false }); // a look that takes long is not begun anew by each change
  }, [seen, queries, found.isPending]);
  return { found, state };
};
