import type { Order } from '#domain/contract/orders.ts';

/** Whether units denied it so often that a centre was asked to decide whose it is, and nobody has. */
export const awaitsDecision = ({ assignments, denials }: Pick<Order, 'assignments' | 'denials'>): boolean =>
  denials.some(({ upheld }) => upheld === null) && assignments.some(({ reason, endedAt }) => reason.code === 'informed-decide' && endedAt === null);
