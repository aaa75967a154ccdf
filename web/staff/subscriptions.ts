import { useQuery } from '@tanstack/react-query';
import { call } from '../client/call.ts';
import { listSubscriptions } from './routes.ts';

export const subscriptionsKey = ['subscriptions'];

/** The orders and classes that the reader follows. */
export const useSubscriptions = () => useQuery({ queryKey: subscriptionsKey, queryFn: ({ signal }) => call(listSubscriptions, { signal }), staleTime: 60_000 });
