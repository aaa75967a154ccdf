import type { OrderState } from './contract/terms.ts';
import { accept, type Decision, reject } from './rejection.ts';

/** Orders whose places lie farther apart are about two holes, whatever anybody says. */
export const farthestMergeM = 1000;
/** Into an order that waits for a day, or whose work is done, nothing is merged: it goes on first. */
const mergeable: readonly OrderState[] = ['dispatched', 'signed', 'contacted', 'in_progress'];

export interface Joinable {
  readonly id: string;
  readonly state: OrderState;
  /** Since when it is supervised, or on the docket; null: it is not. */
  readonly supervisedAt: string | null;
  readonly docketedAt: string | null;
}

const isLost = (here: string | null, there: string | null): boolean => here !== null && there === null;

/** Whether an order may become part of another one that stays accountable; what is supervised does not end in what nobody supervises. @param metres between their places */
export const decideMerge = (order: Joinable, into: Joinable, metres: number): Decision<null> => {
  if (order.id === into.id) return reject('merge-itself', { field: 'orderId' });
  if (!mergeable.includes(into.state)) return reject('merge-not-open', { field: 'orderId' });
  if (isLost(order.supervisedAt, into.supervisedAt) || isLost(order.docketedAt, into.docketedAt)) return reject('merge-supervised', { field: 'orderId' });
  return metres > farthestMergeM ? reject('orders-too-far', { field: 'orderId', params: { metres: farthestMergeM } }) : accept(null);
};

/** The danger's clock of an order: when it ends; null: somebody is on site, or no danger is open. */
interface Endangered {
  readonly isHazard: boolean;
  readonly dueAt: string | null;
}

/** What a danger of the order that was merged does to the other one: it begins there (`raise`), only its end comes `sooner`, or nothing. */
export const decideDanger = (order: Endangered, into: Endangered, now: string): 'raise' | 'sooner' | null => {
  if (!order.isHazard) return null;
  if (!into.isHazard) return 'raise';
  if (order.dueAt === null || into.dueAt === null || Date.parse(order.dueAt) <= Date.parse(now)) return null;
  return Date.parse(order.dueAt) < Date.parse(into.dueAt) ? 'sooner' : null;
};
