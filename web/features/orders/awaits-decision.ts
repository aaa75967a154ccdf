import type { Order } from '#domain/contract/orders.ts';

/** Whether units denied it so often that a centre was asked to decide whose it is, and nobody has. */
export const awaitsDecision = ({ assignments }: Pick<Order, 'assignments'>): boolean =>
  assignments.some(({ reason, endedAt }) => reason.code === 'informed-decide' && endedAt === null);
