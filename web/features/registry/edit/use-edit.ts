import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Asset } from '#domain/contract/assets.ts';
import { followAssetChange } from '../../../staff/assets.ts';

/** Sends one edit of an asset; what is shown follows, and after a refusal it is loaded as it stands now. */
export const useEdit = <T>(asset: Asset, send: (wanted: T) => Promise<Asset>, onDone: (next: Asset) => void) => {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: send,
    onSuccess: (next) => {
      queries.setQueryData(['asset', next.id], next);
      void queries.invalidateQueries({ queryKey: ['asset'] });
      void followAssetChange(queries);
      onDone(next);
    },
    onError: () => void queries.invalidateQueries({ queryKey: ['asset', asset.id] }),
  });
};
