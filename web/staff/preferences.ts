import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Preferences } from '#domain/contract/preferences.ts';
import { standardPreferences } from '#domain/preferences.ts';
import { call } from '../client/call.ts';
import { getPreferences, putPreferences } from './routes.ts';

const key = ['preferences'];

/** What becomes of them, from what they are. */
export type Edit = (now: Preferences) => Partial<Preferences>;

/** How this person likes their desk; a change shows at once, and is taken back when it could not be kept. */
export const usePreferences = () => {
  const queries = useQueryClient();
  const found = useQuery({ queryKey: key, queryFn: ({ signal }) => call(getPreferences, { signal }), staleTime: 5 * 60_000 });
  const keep = useMutation({
    // As they stand at the server, where another tab may have changed another part of them, and not as a page had them that has loaded none yet.
    mutationFn: async (edit: Edit) => {
      const now = await call(getPreferences, {});
      return call(putPreferences, { body: { ...now, ...edit(now) } });
    },
    scope: { id: 'preferences' }, // one after another: each begins from what the one before made
    onMutate: async (edit) => {
      await queries.cancelQueries({ queryKey: key });
      const before = queries.getQueryData<Preferences>(key);
      if (before) queries.setQueryData(key, { ...before, ...edit(before) });
      return { before };
    },
    onError: (_error, _edit, kept) => {
      if (kept?.before) queries.setQueryData(key, kept.before);
    },
    onSuccess: () => void queries.invalidateQueries({ queryKey: key }),
  });
  const preferences = found.data ?? standardPreferences;
  return {
    preferences,
    /** Whether they are this person's; else they are the standard's. */
    isKnown: found.data !== undefined,
    /** Why they are not known, once asking has failed. */
    lost: found.data === undefined ? found.error : null,
    again: () => void found.refetch(),
    change: (part: Partial<Preferences>) => keep.mutate(() => part),
    edit: keep.mutate,
    error: keep.error,
  };
};
