import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { OwnershipNotice } from '#domain/contract/ownership-notices.ts';

/** Sends one act on a notice; the lists follow, also after a refusal, which may come from somebody having been quicker. */
export const useNotice = <T>(send: (wanted: T) => Promise<OwnershipNotice>, onDone: (notice: OwnershipNotice) => void) => {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: send,
    onSuccess: (notice) => onDone(notice),
    onSettled: () => Promise.all(['ownership-notices', 'ownerless', 'asset'].map((key) => queries.invalidateQueries({ queryKey: [key] }))),
  });
};
