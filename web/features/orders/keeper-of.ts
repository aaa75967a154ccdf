import type { Order } from '#domain/contract/orders.ts';

type Keeper = 'owner' | 'claimed' | 'decided' | 'maintainer';
/** An owner whom nobody merely wrote down: it was put to the public, or to who decides, and found so. */
const settledBy: Readonly<Partial<Record<string, Keeper>>> = { claim: 'claimed', decision: 'decided' };

/** What the unit that acts is to the asset, as the registry has it; null where that is not why it acts, or another has it now. */
export const keeperOf = ({
  dispatchReason,
  dispatchPath,
  ownerEvidence,
  unit,
}: Pick<Order, 'dispatchReason' | 'dispatchPath' | 'ownerEvidence' | 'unit'>): Keeper | null => {
  const as = dispatchReason.params?.['as'];
  if (dispatchPath.at(-1)?.id !== unit.id || (as !== 'owner' && as !== 'maintainer')) return null;
  return (as === 'owner' && settledBy[ownerEvidence ?? '']) || as;
};
