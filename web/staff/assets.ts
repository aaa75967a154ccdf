import { type QueryClient, queryOptions, useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { AssetQuery } from '#domain/contract/asset-search.ts';
import type { Asset, AssetRow } from '#domain/contract/assets.ts';
import { call } from '../client/call.ts';
import { getAsset } from '../client/routes.ts';
import { defined } from './defined.ts';
import { listAssets } from './routes.ts';

/** What a search is narrowed by; nothing of its page. */
export type AssetFilter = { readonly [K in keyof Omit<AssetQuery, 'cursor' | 'limit'>]?: AssetQuery[K] | undefined };

export const assetStatuses: readonly AssetRow['status'][] = ['intact', 'damaged', 'missing', 'abandoned', 'removed'];

/** Pages of the registry. */
export const useAssets = (filter: AssetFilter, isWanted = true) =>
  useInfiniteQuery({
    enabled: isWanted,
    queryKey: ['assets', filter],
    queryFn: ({ pageParam, signal }) => call(listAssets, { query: { ...defined(filter), ...defined({ cursor: pageParam ?? undefined }), limit: 50 }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.nextCursor,
    placeholderData: (before) => before,
  });

const isWhole = (asset: object): asset is Asset => 'events' in asset;

/** One asset's whole life. @throws ProblemError; an Error when the API showed only what the public may see */
const loadAsset = async (id: string, query: { readonly at?: string; readonly near?: string }, signal: AbortSignal): Promise<Asset> => {
  const asset = await call(getAsset, { params: { id }, query, signal });
  if (!isWhole(asset)) throw new Error('only the public side of this asset was shown');
  return asset;
};

const assetQuery = (id: string | null, at: string | null) =>
  queryOptions({
    queryKey: at === null ? ['asset', id ?? ''] : ['asset', id ?? '', at],
    queryFn: ({ signal }) => loadAsset(id ?? '', at === null ? {} : { at }, signal),
    enabled: id !== null,
  });

/** @param at the instant to show it at; null: now */
export const useAsset = (id: string | null, at: string | null = null) => useQuery(assetQuery(id, at));

/** What will most likely be opened next is there by then. */
export const useLoadedAhead = (ids: readonly string[]): void => {
  const queries = useQueryClient();
  const all = ids.join(' ');
  useEffect(() => {
    for (const id of all.split(' ').filter(Boolean)) void queries.prefetchQuery(assetQuery(id, null));
  }, [queries, all]);
};

/** A number that was mistyped, asked for again from where its reader stands: the refusal names the likely ones nearest first. */
export const useMistyped = (typed: string, near: string | undefined) =>
  useQuery({
    queryKey: ['asset', typed, 'near', near],
    queryFn: ({ signal }) => loadAsset(typed, defined({ near }), signal),
    enabled: near !== undefined,
  });

const changesQuery = queryOptions({ queryKey: ['assets-changed'], queryFn: () => 0, staleTime: Number.POSITIVE_INFINITY, gcTime: Number.POSITIVE_INFINITY });

/** How often somebody changed the registry on this page: the map beside it draws its tiles anew with each. */
export const useAssetChanges = (): number => useQuery(changesQuery).data ?? 0;

/** What lists and maps show of the registry is asked for anew. */
export const followAssetChange = (queries: QueryClient): Promise<void> => {
  queries.setQueryData(changesQuery.queryKey, (before = 0) => before + 1);
  return queries.invalidateQueries({ queryKey: ['assets'] });
};
