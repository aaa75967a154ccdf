import { type QueryClient, queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect } from 'react';
import type { Order, OrderRow } from '#domain/contract/orders.ts';
import type { Session } from '#domain/contract/sessions.ts';
import { isDone } from '#domain/order-transitions.ts';
import { call } from '../../client/call.ts';
import { useSession } from '../../client/session.ts';
import { deviceStore } from '../../client/use-waiting.ts';
import { getOrder, listOrders } from '../../staff/routes.ts';

export interface Jobs {
  readonly username: string;
  readonly orders: readonly Order[];
}

const most = 50;
const atOnce = 4;
const everyMs = 60_000;

/** Whether its unit sent this person to it by name. */
export const isMine = ({ assignments }: Order): boolean => assignments.some(({ endedAt, crew }) => endedAt === null && crew?.isReader === true);

const isOurs = (row: OrderRow): boolean => (row.part === 'accountable' || row.part === 'fallback') && !isDone(row.state);

const listRows = async (session: Session, signal: AbortSignal): Promise<OrderRow[]> => {
  const units = session.grants.flatMap((grant) => (grant.unit ? [grant.unit.id] : []));
  const pages = await Promise.all(units.map((unitId) => call(listOrders, { query: { state: 'open', unitId, limit: most }, signal })));
  const rows = pages.flatMap((page) => page.orders).filter(isOurs);
  return [...new Map(rows.map((row) => [row.id, row])).values()];
};

/** Each order whole, so that it can be worked on without a signal; a few at a time. */
const loadJobs = async (session: Session, signal: AbortSignal): Promise<Jobs> => {
  const rows = await listRows(session, signal);
  const orders: Order[] = [];
  for (let i = 0; i < rows.length; i += atOnce)
    orders.push(...(await Promise.all(rows.slice(i, i + atOnce).map(({ id }) => call(getOrder, { params: { id }, signal })))));
  return { username: session.username, orders };
};

interface Kept {
  readonly at: string;
  readonly value: Jobs;
}

const keptQuery = queryOptions({
  queryKey: ['jobs-kept'],
  queryFn: async () => ((await (await deviceStore()).findKept('jobs').catch(() => undefined)) ?? null) as Kept | null,
  staleTime: 0,
});

/** For a page without a signal: what of the jobs this phone knows, and of when. */
const keepJobs = async (queries: QueryClient, kept: Kept): Promise<void> => {
  queries.setQueryData(keptQuery.queryKey, kept);
  const { keep } = await deviceStore();
  await keep('jobs', kept.value, kept.at).catch(() => undefined); // a private window keeps nothing
};

const withOrder = ({ username, orders }: Jobs, order: Order): Jobs => ({
  username,
  orders: orders.map((one) => (one.id === order.id && one.version <= order.version ? order : one)),
});

/** Shows an order as the server just answered it among the jobs of this person, and keeps it; a look that began before would show it as it was. */
export const showAnswered = async (queries: QueryClient, { username }: Session, order: Order): Promise<void> => {
  const jobsKey = ['jobs', username];
  await queries.cancelQueries({ queryKey: jobsKey });
  queries.setQueryData<Jobs | null>(jobsKey, (jobs) => jobs && withOrder(jobs, order));
  const kept = queries.getQueryData(keptQuery.queryKey);
  if (kept?.value.username === username) await keepJobs(queries, { ...kept, value: withOrder(kept.value, order) });
};

/** This person's jobs: as the server has them, else as they were kept here; and since when. */
export const useJobs = () => {
  const queries = useQueryClient();
  const session = useSession();
  const kept = useQuery(keptQuery);
  const loaded = useQuery({
    queryKey: ['jobs', session.data?.username],
    queryFn: async ({ signal }) => {
      if (!session.data) return null;
      const jobs = await loadJobs(session.data, signal);
      await keepJobs(queries, { at: new Date().toISOString(), value: jobs });
      return jobs;
    },
    enabled: Boolean(session.data),
    refetchInterval: everyMs,
  });
  // What was done may have answered a call too.
  const reload = useCallback(() => void Promise.all(['jobs', 'calls'].map((key) => queries.invalidateQueries({ queryKey: [key] }))), [queries]);
  useEffect(() => {
    const again = () => void queries.invalidateQueries({ queryKey: ['session'] }).then(reload);
    addEventListener('online', again);
    return () => removeEventListener('online', again);
  }, [queries, reload]);
  const isFresh = loaded.data != null && !loaded.isError && !session.isError;
  // What was kept for another person who used this phone is not this one's to see.
  const keptJobs = kept.data?.value;
  const isOwn = keptJobs !== undefined && (!session.data || session.data.username === keptJobs.username);
  const jobs = loaded.data ?? (isOwn ? keptJobs : null);
  return {
    jobs,
    keptAt: isFresh ? null : (kept.data?.at ?? null),
    isWaiting: jobs === null && (session.isPending || kept.isPending || loaded.isLoading),
    isSignedOut: session.data === null,
    error: jobs === null ? (loaded.error ?? session.error) : null,
    reload,
  };
};
