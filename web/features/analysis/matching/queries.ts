import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { call } from '../../../client/call.ts';
import { defined } from '../../../staff/defined.ts';
import { getMatching, listMatchingOrders, listMatchVersions } from '../../../staff/registry-routes.ts';
import type { Chosen } from './address.ts';

export const useMatching = ({ channel, placeCode, classCode }: Chosen) => {
  const query = defined({ channel, placeCode, classCode });
  return useQuery({
    queryKey: ['matching', query],
    queryFn: ({ signal }) => call(getMatching, { query, signal }),
    placeholderData: (before) => before,
  });
};

export const useOrdersSaid = (chosen: Chosen) =>
  useInfiniteQuery({
    queryKey: ['matching-orders', chosen],
    queryFn: ({ pageParam, signal }) => call(listMatchingOrders, { query: { ...defined({ ...chosen, cursor: pageParam ?? undefined }), limit: 50 }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.nextCursor,
    placeholderData: (before) => before,
  });

export const useMatchVersions = () => useQuery({ queryKey: ['match-versions'], queryFn: ({ signal }) => call(listMatchVersions, { signal }) });
