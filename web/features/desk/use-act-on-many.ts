import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { OrderRow } from '#domain/contract/orders.ts';
import type { OrderAction } from '#domain/contract/terms.ts';
import { call } from '../../client/call.ts';
import { ProblemError } from '../../client/problem-error.ts';
import { actOnOrders } from '../../client/routes.ts';
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

/** One act on many orders in one call, each by the version that was seen: the server works them off, page or no page, and says how each ended. */
export const useActOnMany = () => {
  const queries = useQueryClient();
  const { data, isPending, error, mutate } = useMutation({
    mutationFn: async ({ orders, action, note, unitId }: Given & { readonly orders: readonly OrderRow[] }): Promise<Outcome[]> => {
      const { outcomes } = await call(actOnOrders, {
        body: { action, orders: orders.map(({ id, version }) => ({ id, version })), ...defined({ note: note.trim(), unitId }) },
      });
      const problems = new Map(outcomes.map(({ id, problem }) => [id, problem]));
      return orders.map((order) => {
        const problem = problems.get(order.id);
        return { order, error: problem ? new ProblemError(problem) : null };
      });
    },
    onSettled: () => Promise.all([queries.invalidateQueries({ queryKey: ['orders'] }), queries.invalidateQueries({ queryKey: ['order'] })]),
  });
  return { outcomes: data ?? [], isBusy: isPending, error, run: (orders: readonly OrderRow[], given: Given) => mutate({ orders, ...given }) };
};
