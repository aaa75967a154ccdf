import { useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext, useEffect, useMemo, useRef, useState } from 'react';
import type { LiveEvent, LiveState } from '../client/listen.ts';
import { useLive } from '../client/live.ts';
import { type Changes, gather } from './gather.ts';
import { renew } from './renew.ts';

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
  const latest = useRef<(changes: Changes) => Promise<unknown>>(null);
  latest.current = ({ ids, all }) => {
    setVersion((before) => before + 1);
    const keys = [['orders'], ['calls'], ...(all ? [['order']] : [...ids].map((id) => ['order', id]))];
    return Promise.all(keys.map((queryKey) => renew(queries, queryKey)));
  };
  const [changes] = useState(() => gather(async (now) => latest.current?.(now), gatherMs));
  const state = useLive(isAllowed ? '/api/v1/events' : null, (event) => changes.tell(orderIdOf(event)));
  useEffect(() => changes.end, [changes]);

  const value = useMemo(() => ({ state, version, isAllowed }), [state, version, isAllowed]);
  return <Live value={value}>{children}</Live>;
};

export const useLiveOrders = (): LiveOrders => useContext(Live);
