import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { OrderRow } from '#domain/contract/orders.ts';
import type { OrderAction } from '#domain/contract/terms.ts';
import { call } from '../../client/call.ts';
import { actOnOrder } from '../../client/routes.ts';
import { defined } from '../../staff/defined.ts';

export interface Outcome {
  readonly order: OrderRow;
  /** null: done */
  readonly error: unknown;
}
interface Given {
  readonly action: OrderAction;
  readonly note: string;
  readonly unitId: string | undefined;
}

/** One act on many orders, one after the other, each by the version that was seen; can be stopped, and says how each ended. */
export const useActOnMany = () => {
  const queries = useQueryClient();
  const [outcomes, setOutcomes] = useState<readonly Outcome[]>([]);
  const [isBusy, setIsBusy] = useState(false);
  const isStopped = useRef(false);
  const run = async (orders: readonly OrderRow[], { action, note, unitId }: Given) => {
    isStopped.current = false;
    setIsBusy(true);
    setOutcomes([]);
    for (const order of orders) {
      if (isStopped.current) break;
      const body = { version: order.version, ...defined({ note: note.trim(), unitId }) };
      const error = await call(actOnOrder, { params: { id: order.id, action }, body }).then(
        () => null,
        (refused: unknown) => refused,
      );
      setOutcomes((before) => [...before, { order, error }]);
    }
    setIsBusy(false);
    await Promise.all([queries.invalidateQueries({ queryKey: ['orders'] }), queries.invalidateQueries({ queryKey: ['order'] })]);
  };
  return { outcomes, isBusy, run, stop: () => (isStopped.current = true), clear: () => setOutcomes([]) };
};
