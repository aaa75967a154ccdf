import type { Measured } from '#domain/contract/measurements.ts';
import type { Order } from '#domain/contract/orders.ts';
import type { Point } from '#domain/contract/terms.ts';
import { hrefOf } from '../../client/call.ts';
import { putWaiting } from '../../client/device/store.ts';
import { newKey } from '../../client/new-key.ts';
import { actOnOrder } from '../../staff/routes.ts';
import type { CrewAct } from './acts.ts';
import type { ActMemo } from './sync.ts';

export interface ActBody {
  readonly note?: string;
  readonly reply?: string;
  readonly photoIds?: readonly string[];
  readonly position?: Point;
  readonly measured?: Measured;
}

/** Every step goes by way of this phone's own store: with a signal it leaves it at once, without one it waits. @throws where the browser keeps nothing */
export const queueAct = async (
  order: Order,
  action: CrewAct,
  body: ActBody,
  said: { readonly by: string; readonly at: string; readonly doneAt: string },
): Promise<void> => {
  const memo: ActMemo = { by: said.by, action, seen: order.version, seenEvents: order.events.length, doneAt: said.doneAt };
  await putWaiting({
    id: newKey(),
    what: 'act',
    at: said.at,
    path: hrefOf(actOnOrder.path, { id: order.id, action }),
    headers: {},
    body: { ...body },
    queue: order.id,
    state: 'waiting',
    memo: { ...memo },
  });
};
