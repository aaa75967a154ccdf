import { listOrdersOf } from '#db/queries/assets/chosen-assets.ts';
import { offerOnce } from '#db/queries/orders/join-offers.ts';
import { type LockedOrder, notifyOrderChanged } from '#db/queries/orders/order-changes.ts';
import type { KindRow, Vocabulary } from '#db/queries/places/vocabulary.ts';
import type { Connection } from '#db/sql.ts';
import { kindsOfMatter, statesTaking } from '#domain/merge-incident.ts';

type Matter = Pick<LockedOrder, 'id' | 'kindCode' | 'isHazard'>;

export const kindOf = (vocabulary: Vocabulary, { id, kindCode }: Matter): KindRow => {
  const kind = vocabulary.kinds.find(({ code }) => code === kindCode);
  if (!kind) throw new Error(`order ${id}: no kind ${kindCode}`);
  return kind;
};

/** The other open orders of an asset and of an order's matter, the oldest first. */
export const listRivals = (connection: Connection, vocabulary: Vocabulary, order: Matter, assetId: string): Promise<string[]> =>
  listOrdersOf(connection, {
    assetId,
    kinds: kindsOfMatter(vocabulary.kinds, kindOf(vocabulary, order)),
    states: statesTaking(order.isHazard),
    notOrder: order.id,
  });

/**
 * An order that was done or over goes on, is taken out of another one, or comes to an asset with another number: where its asset has an order of the same
 * matter by now, a dispatcher is asked whether the two are one. Asked also where somebody holds the other one, for which nobody waits.
 */
export const offerRivals = async (connection: Connection, vocabulary: Vocabulary, order: Matter & Pick<LockedOrder, 'assetId'>, at: string): Promise<void> => {
  if (order.assetId === null) return;
  const reasons = [{ code: 'repeat-asset' }, { code: 'repeat-kind' }] as const;
  for (const otherOrderId of await listRivals(connection, vocabulary, order, order.assetId))
    if ((await offerOnce(connection, { orderId: order.id, otherOrderId, probability: 1, reasons, at })) > 0) await notifyOrderChanged(connection, otherOrderId);
};
