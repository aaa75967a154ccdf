import { stateOf } from '#db/errors.ts';
import { inTransaction } from '#db/pool.ts';
import { listLeftBehind, moveCasesToLivingUnits, moveToLivingPlace, moveToLivingUnits } from '#db/queries/network/todays-network.ts';
import { lockCasesOf } from '#db/queries/orders/liability.ts';
import { lockOrder, notifyOrderChanged } from '#db/queries/orders/order-changes.ts';
import { isOver } from '#domain/order-transitions.ts';
import type { App } from '../app-type.ts';

/** Moves one order to where its place and its units went on; its cases of bill and blame also where it is over. */
const settleOne = (app: App, id: string): Promise<void> =>
  inTransaction(app.pool, async (client) => {
    await lockCasesOf(client, id); // before the order, as whoever takes a step in one
    const order = await lockOrder(client, id);
    if (!order) return;
    const by = { at: app.clock.now(), personId: null };
    await moveCasesToLivingUnits(client, id, by);
    if (isOver(order.state)) return;
    await moveToLivingPlace(client, id);
    await moveToLivingUnits(client, id, by);
    await notifyOrderChanged(client, id, [order.unitId]);
  });

/** One that fails is tried again by the next run, and holds up no other. */
const trySettle = async (app: App, id: string): Promise<void> => {
  try {
    await settleOne(app, id);
  } catch (error) {
    app.log.error({ orderId: id, code: stateOf(error) }, 'an order that was left behind could not be moved');
  }
};

/**
 * Orders, and cases of bill and blame, that were opened where a place or a unit had just ended go on with who follows: nobody works a list of what is no more.
 * @param isClosing a server that is stopped waits for the order that it is at
 * @returns how many were found
 */
export const settleOrders = async (app: App, isClosing: () => boolean = () => false): Promise<number> => {
  const ids = await listLeftBehind(app.pool);
  for (const id of ids) {
    if (isClosing()) break;
    await trySettle(app, id);
  }
  return ids.length;
};
