import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { call } from '../../client/call.ts';
import { defined } from '../../staff/defined.ts';
import { getAnalysis, getAnalysisMap, listAnalysedOrders } from '../../staff/registry-routes.ts';
import type { Filter } from './address.ts';

const asked = ({ from, to, ...rest }: Filter) => ({ from, to, ...defined(rest) });

export const useAnalysis = (filter: Filter) =>
  useQuery({
    queryKey: ['analysis', filter],
    queryFn: ({ signal }) => call(getAnalysis, { query: asked(filter), signal }),
    placeholderData: (before) => before,
  });

export const useOrdersBehind = (filter: Filter) =>
  useInfiniteQuery({
    queryKey: ['analysis-orders', filter],
    queryFn: ({ pageParam, signal }) =>
      call(listAnalysedOrders, { query: { ...asked(filter), ...defined({ cursor: pageParam ?? undefined }), limit: 50 }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.nextCursor,
    placeholderData: (before) => before,
  });

/** Where they lie; the map's own box does not narrow it. */
export const useAnalysisMap = ({ bbox: _, ...filter }: Filter) =>
  useQuery({
    queryKey: ['analysis-map', filter],
    queryFn: ({ signal }) => call(getAnalysisMap, { query: asked(filter), signal }),
    placeholderData: (before) => before,
  });
