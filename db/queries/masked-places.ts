import { maskPersonal } from '#domain/mask-personal.ts';

/** Orders as a list tells them: what a caller wrote of themselves into their order's place stands whole on the order's own page alone, where a look is logged. */
export const withMaskedPlaces = <P extends { readonly address: string | null }>(orders: readonly P[]): P[] =>
  orders.map((order) => (order.address === null ? order : { ...order, address: maskPersonal(order.address) }));
