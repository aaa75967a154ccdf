import type { AssetStatus } from './contract/terms.ts';

export interface KeptAsset {
  readonly ownerId: string | null;
  readonly maintainerId: string | null;
}

/** Whether one of these units keeps the asset: its recorded owner or maintainer. */
export const isKeeper = (unitIds: readonly string[], asset: KeptAsset): boolean => unitIds.some((id) => id === asset.ownerId || id === asset.maintainerId);

/** A status as it was said of an asset, and when. */
export interface StatusWord {
  readonly status: AssetStatus;
  readonly at: string;
}

export interface ClosedOrder {
  /** When its unit replied. */
  readonly repliedAt: string;
  /** The status that the reply names; null: none. */
  readonly replied: AssetStatus | null;
  /** What its kind of problem leaves an asset in; null: it says nothing of it. */
  readonly kind: AssetStatus | null;
}

/** What closing an order makes of its asset's status, and whose word was passed over by that. */
export interface ClosedStatus {
  readonly status: AssetStatus;
  /** The order's reply, or what somebody else said since the order was opened; null: nobody said otherwise. */
  readonly passedOver: { readonly whose: 'order' | 'other'; readonly status: AssetStatus } | null;
}

/** A reply that names no status still says that what was reported is over. */
const wordOf = ({ replied, kind, repliedAt }: ClosedOrder, current: AssetStatus): StatusWord | null => {
  if (replied !== null) return { status: replied, at: repliedAt };
  return kind === current && (kind === 'damaged' || kind === 'missing') ? { status: 'intact', at: repliedAt } : null;
};

/**
 * An order is closed: its reply against what anybody else said of the asset since it was opened (null: nobody did). Status comes from
 * people and from closed orders; of two that differ the later word stands, and the other is to be written down.
 */
export const decideClosedStatus = (current: AssetStatus, order: ClosedOrder, other: StatusWord | null): ClosedStatus => {
  const word = wordOf(order, current);
  if (word === null) return { status: current, passedOver: null };
  const isLate = other !== null && Date.parse(other.at) > Date.parse(word.at);
  if (isLate) return { status: current, passedOver: word.status === current ? null : { whose: 'order', status: word.status } };
  return { status: word.status, passedOver: other === null || other.status === word.status ? null : { whose: 'other', status: other.status } };
};
