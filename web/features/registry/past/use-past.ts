import { useInfiniteQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { mostKmBack } from '#domain/contract/asset-search.ts';
import type { City } from '#domain/contract/city.ts';
import { metresBetween } from '#domain/datum.ts';
import { dayAfter, startOfDay } from '#domain/local-time.ts';
import { call } from '../../../client/call.ts';
import type { Bounds } from '../../../map/types.ts';
import { boxText } from '../../../staff/bounds.ts';
import { defined } from '../../../staff/defined.ts';
import { listAssets } from '../../../staff/routes.ts';

const mostKm: typeof mostKmBack = 5; // the contract's own, held equal by the compiler
/** Pages that come by themselves, so that the map is not half empty; more are asked for. */
const pagesAtOnce = 5;

/** The last instant of a day of the city. */
export const endOf = (day: string, timeZone: string): string => new Date(Date.parse(startOfDay(dayAfter(day), timeZone)) - 1).toISOString();

/** Whether a part of the map is small enough to be looked back at. */
export const isNearEnough = ([west, south, east, north]: Bounds): boolean => {
  const corner = { lon: west, lat: south };
  return Math.max(metresBetween(corner, { lon: east, lat: south }), metresBetween(corner, { lon: west, lat: north })) <= mostKm * 1000;
};

export interface PastFilter {
  readonly classCode: string | undefined;
  readonly status: string | undefined;
}

/** What stood in a part of the map at the end of a day, by number. */
export const usePastAssets = (bounds: Bounds | null, day: string, city: City, filter: PastFilter) => {
  const isAsked = bounds !== null && isNearEnough(bounds);
  const found = useInfiniteQuery({
    queryKey: ['past', bounds === null ? '' : boxText(bounds), day, filter],
    queryFn: ({ pageParam, signal }) =>
      call(listAssets, {
        query: {
          ...defined(filter),
          ...defined({ cursor: pageParam ?? undefined }),
          bbox: boxText(bounds ?? [0, 0, 0, 0]),
          at: endOf(day, city.timeZone),
          limit: 100,
        },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.nextCursor,
    placeholderData: (before) => before,
    enabled: isAsked,
  });
  const { hasNextPage, isFetchingNextPage, isPlaceholderData, fetchNextPage, data } = found;
  const pages = data?.pages.length ?? 0;
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage && !isPlaceholderData && pages < pagesAtOnce) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, isPlaceholderData, pages, fetchNextPage]);
  return { found, isAsked };
};
