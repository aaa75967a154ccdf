import type { Order } from '#domain/contract/orders.ts';

/** How a candidate that is no asset is called: something that nobody registered, or nothing of the registry's kind at all. Both may stand in one list. */
export const wordOfUnnamed = ({ reasons }: Pick<Order['candidates'][number], 'reasons'>): 'notRegistered' | 'notMeant' =>
  reasons.some(({ code }) => code === 'match-nothing-meant' || code === 'match-kind-about-none') ? 'notMeant' : 'notRegistered';
