import { useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useRef, useState } from 'react';
import type { LiveEvent, LiveState } from '../client/listen.ts';
import { useLive } from '../client/live.ts';

interface LiveOrders {
  readonly state: LiveState;
  /** Moves on whenever an order changed, for tiles that must be fetched anew. */
  readonly version: number;
  /** False for those who may read no order: nothing is told to them. */
  readonly isAllowed: boolean;
}

const Live = createContext<LiveOrders>({ state: 'catching-up', version: 0, isAllowed: false });
const gatherMs = 400;

const orderIdOf = (event: LiveEvent): string | null => {
  const { data } = event;
  return typeof data === 'object' && data !== null && 'id' in data ? String(data.id) : null;
};

/** Listens once for the whole page; a burst of changes reloads what is shown once. */
export const LiveOrdersProvider = ({ isAllowed, children }: { isAllowed: boolean; children: ReactNode }) => {
  const queries = useQueryClient();
  const [version, setVersion] = useState(0);
  const waiting = useRef<{ timer: ReturnType<typeof setTimeout> | undefined; ids: Set<string>; all: boolean }>({
    timer: undefined,
    ids: new Set(),
    all: false,
  });

  const reload = useCallback(() => {
    const { ids, all } = waiting.current;
    waiting.current = { timer: undefined, ids: new Set(), all: false };
    void queries.invalidateQueries({ queryKey: ['orders'] });
    void queries.invalidateQueries({ queryKey: ['calls'] });
    for (const id of ids) void queries.invalidateQueries({ queryKey: ['order', id] });
    if (all) void queries.invalidateQueries({ queryKey: ['order'] });
    setVersion((before) => before + 1);
  }, [queries]);

  const state = useLive(isAllowed ? '/api/v1/events' : null, (event) => {
    const id = orderIdOf(event);
    if (id === null) waiting.current.all = true;
    else waiting.current.ids.add(id);
    waiting.current.timer ??= setTimeout(reload, gatherMs);
  });
  useEffect(() => () => clearTimeout(waiting.current.timer), []);

  const value = useMemo(() => ({ state, version, isAllowed }), [state, version, isAllowed]);
  return <Live value={value}>{children}</Live>;
};

export const useLiveOrders = (): LiveOrders => useContext(Live);
