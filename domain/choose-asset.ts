import { farthestMergeM } from './join-orders.ts';
import { accept, type Decision, reject } from './rejection.ts';

interface Chosen {
  readonly id: string;
  /** From where it was reported. */
  readonly metres: number;
  /** The open order of the same asset and matter, where there is one. */
  readonly orderId: string | null;
}

/** Whether an order may be about another asset than the one it is about; of one asset and matter there is one open order. */
export const decideChosen = (nowAbout: string | null, { id, metres, orderId }: Chosen): Decision<null> => {
  const field = { field: 'assetId' };
  if (id === nowAbout) return reject('asset-same', field);
  if (metres > farthestMergeM) return reject('chosen-too-far', { ...field, params: { metres: farthestMergeM } });
  return orderId === null ? accept(null) : reject('asset-has-order', { ...field, params: { orderId } });
};
