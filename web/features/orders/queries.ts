import { queryOptions, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { OrderRow } from '#domain/contract/orders.ts';
import type { OrderMark } from '#domain/contract/terms.ts';
import { call } from '../../client/call.ts';
import { defined } from '../../staff/defined.ts';
import { getOrder, listOrders } from '../../staff/routes.ts';

export interface OrderFilter {
  readonly state?: 'open' | 'done' | OrderRow['state'] | undefined;
  readonly unitId?: string | undefined;
  readonly placeCode?: string | undefined;
  readonly hazard?: boolean | undefined;
  readonly mark?: OrderMark | undefined;
  /** acting: one of the reader's units has to act; informed: none of them has */
  readonly part?: 'acting' | 'informed' | undefined;
  /** due: by clock; newest: the danger that came last first */
  readonly sort?: 'due' | 'newest' | undefined;
  /** west,south,east,north: only what lies there */
  readonly bbox?: string | undefined;
}

const orderQuery = (id: string) =>
  queryOptions({ queryKey: ['order', id], queryFn: ({ signal }) => call(getOrder, { params: { id }, signal }), enabled: id !== '' });

/** One order, whole; nothing is loaded while `id` is null. */
export const useOrder = (id: string | null) => useQuery(orderQuery(id ?? ''));

/** Pages of orders, soonest due first; reloaded by live events under the key `orders`. */
export const useOrders = (filter: OrderFilter, isWanted = true) =>
  useInfiniteQuery({
    enabled: isWanted,
    queryKey: ['orders', filter],
    queryFn: ({ pageParam, signal }) => call(listOrders, { query: { ...defined(filter), ...defined({ cursor: pageParam ?? undefined }), limit: 50 }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.nextCursor,
    placeholderData: (before) => before,
  });

/** The orders loaded so far, as the API orders them: what is open by danger and then the soonest due, what is done newest first. */
export const ordersOf = (found: ReturnType<typeof useOrders>): OrderRow[] => found.data?.pages.flatMap((page) => page.orders) ?? [];
