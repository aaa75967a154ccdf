import { inTransaction } from '#db/pool.ts';
import { listLeftBehind, moveToLivingPlace, moveToLivingUnits } from '#db/queries/network/todays-network.ts';
import { lockOrder, notifyOrderChanged } from '#db/queries/orders/order-changes.ts';
import { isOver } from '#domain/order-transitions.ts';
import type { App } from '../app-type.ts';

/** Moves one open order to where its place and its units went on. */
const settleOne = (app: App, id: string): Promise<void> =>
  inTransaction(app.pool, async (client) => {
    const order = await lockOrder(client, id);
    if (!order || isOver(order.state)) return;
    await moveToLivingPlace(client, id);
    await moveToLivingUnits(client, id, { at: app.clock.now(), personId: null });
    await notifyOrderChanged(client, id, [order.unitId]);
  });

/** Orders that were opened where a place or a unit had just ended go on with who follows: nobody works a list of what is no more. @returns how many were found */
export const settleOrders = async (app: App): Promise<number> => {
  const ids = await listLeftBehind(app.pool);
  for (const id of ids) await settleOne(app, id);
  return ids.length;
};
