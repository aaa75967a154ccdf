import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Preferences } from '#domain/contract/preferences.ts';
import { standardPreferences } from '#domain/preferences.ts';
import { call } from '../client/call.ts';
import { getPreferences, putPreferences } from './routes.ts';

const key = ['preferences'];

/** How this person likes their desk; a change shows at once, and is taken back when it could not be kept. */
export const usePreferences = () => {
  const queries = useQueryClient();
  const found = useQuery({ queryKey: key, queryFn: ({ signal }) => call(getPreferences, { signal }), staleTime: 5 * 60_000 });
  const keep = useMutation({
    mutationFn: (next: Preferences) => call(putPreferences, { body: next }),
    onMutate: async (next) => {
      await queries.cancelQueries({ queryKey: key });
      const before = queries.getQueryData<Preferences>(key);
      queries.setQueryData(key, next);
      return { before };
    },
    onError: (_error, _next, kept) => {
      if (kept?.before) queries.setQueryData(key, kept.before);
    },
  });
  const preferences = found.data ?? standardPreferences;
  return { preferences, change: (part: Partial<Preferences>) => keep.mutate({ ...preferences, ...part }), error: keep.error };
};
