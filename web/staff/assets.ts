import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { Asset, AssetRow } from '#domain/contract/assets.ts';
import { call } from '../client/call.ts';
import { getAsset, listAssets } from '../client/routes.ts';
import { defined } from './defined.ts';

export interface AssetFilter {
  readonly q?: string | undefined;
  readonly classCode?: string | undefined;
  readonly status?: AssetRow['status'] | undefined;
  readonly ownerId?: string | undefined;
  readonly placeCode?: string | undefined;
  readonly bbox?: string | undefined;
}

export const assetStatuses: readonly AssetRow['status'][] = ['intact', 'damaged', 'missing', 'abandoned', 'removed'];

/** Pages of the registry. */
export const useAssets = (filter: AssetFilter) =>
  useInfiniteQuery({
    queryKey: ['assets', filter],
    queryFn: ({ pageParam, signal }) => call(listAssets, { query: { ...defined(filter), ...defined({ cursor: pageParam ?? undefined }), limit: 50 }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.nextCursor,
    placeholderData: (before) => before,
  });

const isWhole = (asset: object): asset is Asset => 'events' in asset;

/** One asset's whole life. @throws ProblemError; an Error when the API showed only what the public may see */
const loadAsset = async (id: string, signal: AbortSignal): Promise<Asset> => {
  const asset = await call(getAsset, { params: { id }, signal });
  if (!isWhole(asset)) throw new Error('only the public side of this asset was shown');
  return asset;
};

export const useAsset = (id: string | null) =>
  useQuery({ queryKey: ['asset', id ?? ''], queryFn: ({ signal }) => loadAsset(id ?? '', signal), enabled: id !== null });
