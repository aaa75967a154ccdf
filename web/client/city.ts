import { queryOptions, useQuery } from '@tanstack/react-query';
import { call } from './call.ts';
import { getCity } from './routes.ts';

export const cityQuery = queryOptions({ queryKey: ['city'], queryFn: ({ signal }) => call(getCity, { signal }), staleTime: Number.POSITIVE_INFINITY });

/** The city's names, kinds, classes, numbers to call, bounds; loaded once. */
export const useCity = () => useQuery(cityQuery);
