import { type InfiniteData, queryOptions, useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type * as contract from '#domain/contract/import-doubts.ts';
import type { Import } from '#domain/contract/imports.ts';
import { call, type Reply } from '../../client/call.ts';
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

export type DoubtKind = Reply<typeof contract.listDoubts>['kinds'][number]['kind'];
/** Which doubts are listed: all, those of a kind, those that nobody has decided yet. */
export interface DoubtFilter {
  readonly kind: DoubtKind | null;
  readonly isOpen: boolean;
}

export const useDoubts = (one: Import, { kind, isOpen }: DoubtFilter) =>
  useInfiniteQuery({
    queryKey: [...findingsKey(one), 'doubts', kind, isOpen],
    queryFn: ({ pageParam, signal }) =>
      call(listDoubts, {
        params: { id: one.id },
        query: { limit: 50, ...(pageParam ? { after: pageParam } : {}), ...(kind ? { kind } : {}), ...(isOpen ? { open: true } : {}) },
        signal,
      }),
    initialPageParam: 0,
    getNextPageParam: (last) => last.nextAfter,
    placeholderData: (before) => before,
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

type Page = Reply<typeof contract.listDoubts>;
export type Decision = NonNullable<Page['items'][number]['decision']>;

/** A page of doubts as it is once some of its rows are decided, or in doubt again (null). */
export const withDecided = (page: Page, rows: readonly number[], decision: Decision | null): Page => {
  const touched = page.items.filter((item) => rows.includes(item.row) && (item.decision === null) === (decision !== null));
  const by = decision === null ? -1 : 1;
  const ofKind = (kind: DoubtKind) => by * touched.filter((item) => item.kind === kind).length;
  return {
    ...page,
    items: page.items.map((item) => (touched.includes(item) ? { ...item, decision, mayTakeBack: decision !== null } : item)),
    open: page.open - by * touched.length,
    kinds: page.kinds.map((of) => ({ ...of, open: of.open - ofKind(of.kind), decided: of.decided + ofKind(of.kind) })),
  };
};

/**
 * What decisions changed: the rows at once, as they were answered; the doubts, the sample's outcomes and the counts are loaded anew behind them, as
 * of thousands all that were looked through are.
 */
export const useAfterDecision = (one: Import) => {
  const queries = useQueryClient();
  return (rows: readonly number[] | undefined, decision: Decision | null): void => {
    const doubts = [...findingsKey(one), 'doubts'];
    if (rows)
      queries.setQueriesData<InfiniteData<Page>>({ queryKey: doubts }, (shown) => {
        if (!shown) return shown;
        const pages = shown.pages.map((page) => withDecided(page, rows, decision));
        const changed = pages.find((page, i) => page.open !== shown.pages[i]?.open);
        // What is counted stands on the first page, the row perhaps on another.
        return { ...shown, pages: changed ? pages.map((page) => ({ ...page, open: changed.open, kinds: changed.kinds })) : pages };
      });
    void queries.invalidateQueries({ queryKey: ['import-findings', one.id] });
    void queries.invalidateQueries({ queryKey: importQuery(one.id).queryKey });
  };
};
