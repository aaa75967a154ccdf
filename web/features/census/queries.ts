import { queryOptions, useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Import } from '#domain/contract/imports.ts';
import { call } from '../../client/call.ts';
import { getImport, getImportHead, getImportSample, listCensusSources, listDoubts, listImports, listUnknownWords } from '../../staff/registry-routes.ts';

const soonMs = 800;
const laterMs = 5_000;

/** A program is reading or writing. */
export const isWorking = ({ state }: Pick<Import, 'state'>): boolean => state === 'checking' || state === 'applying';

export const useImports = () =>
  useQuery({
    queryKey: ['imports'],
    queryFn: ({ signal }) => call(listImports, { signal }),
    refetchInterval: ({ state }) => (state.data?.items.some((one) => isWorking(one) && !one.interrupted) ? laterMs : false),
  });

export const useSources = () => useQuery({ queryKey: ['census-sources'], queryFn: ({ signal }) => call(listCensusSources, { signal }) });

const importQuery = (id: string) => queryOptions({ queryKey: ['import', id], queryFn: ({ signal }) => call(getImport, { params: { id }, signal }) });

const againMs = (one: Import): number | false => {
  if (isWorking(one)) return one.interrupted ? laterMs : soonMs;
  return one.state === 'checked' ? laterMs : false; // another may be writing it by now, from the list or another window
};

/** One import, asked for again while a program is at work on it, or may be. */
export const useImport = (id: string) => useQuery({ ...importQuery(id), refetchInterval: ({ state }) => (state.data ? againMs(state.data) : false) });

export const useHead = (id: string, isWanted: boolean) =>
  useQuery({
    queryKey: ['import-head', id],
    queryFn: ({ signal }) => call(getImportHead, { params: { id }, signal }),
    enabled: isWanted,
    staleTime: Number.POSITIVE_INFINITY,
  });

/** What was found belongs to one check: another check's findings are others. */
const findingsKey = ({ id, checkedAt, state }: Import) => ['import-findings', id, checkedAt, state] as const;

export const useUnknownWords = (one: Import) =>
  useQuery({ queryKey: [...findingsKey(one), 'words'], queryFn: ({ signal }) => call(listUnknownWords, { params: { id: one.id }, signal }) });

export const useSample = (one: Import) =>
  useQuery({ queryKey: [...findingsKey(one), 'sample'], queryFn: ({ signal }) => call(getImportSample, { params: { id: one.id }, signal }) });

export const useDoubts = (one: Import) =>
  useInfiniteQuery({
    queryKey: [...findingsKey(one), 'doubts'],
    queryFn: ({ pageParam, signal }) => call(listDoubts, { params: { id: one.id }, query: { limit: 50, ...(pageParam ? { after: pageParam } : {}) }, signal }),
    initialPageParam: 0,
    getNextPageParam: (last) => last.nextAfter,
  });

/** Sends one step of an import; the page follows the reply. */
export const useStep = <T>(id: string, send: (wanted: T) => Promise<Import>) => {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: send,
    onSuccess: (next) => {
      queries.setQueryData(importQuery(id).queryKey, next);
      void queries.invalidateQueries({ queryKey: ['imports'] });
    },
    onError: () => void queries.invalidateQueries({ queryKey: ['import', id] }),
  });
};

/** Loads anew what decisions changed: the doubts, the sample's outcomes and the counts. */
export const useAfterDecision = (id: string) => {
  const queries = useQueryClient();
  return () =>
    Promise.all([queries.invalidateQueries({ queryKey: ['import-findings', id] }), queries.invalidateQueries({ queryKey: importQuery(id).queryKey })]);
};
