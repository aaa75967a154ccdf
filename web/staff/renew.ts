import type { QueryClient, QueryKey } from '@tanstack/react-query';

/**
 * Has what is shown under a key asked anew after a change. What is on its way for the first time, or brings more of a list, is let come and asked once more: it may
 * have been read before the change, and the library would take it for the answer, or drop what was to be more. A look that is only repeated is begun anew at once.
 */
export const renew = (queries: QueryClient, queryKey: QueryKey): Promise<unknown> =>
  Promise.all(
    queries
      .getQueryCache()
      .findAll({ queryKey })
      .map(async (query) => {
        const { data, fetchMeta } = query.state;
        if (data === undefined || fetchMeta?.fetchMore) await query.promise?.catch(() => undefined);
        await queries.invalidateQueries({ queryKey: query.queryKey, exact: true });
      }),
  );
