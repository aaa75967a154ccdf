import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Order } from '#domain/contract/orders.ts';
import type { OrderAction } from '#domain/contract/terms.ts';
import { orderTransitions } from '#domain/order-transitions.ts';
import { call } from '../../client/call.ts';
import { ProblemError } from '../../client/problem-error.ts';
import { actOnOrder } from '../../client/routes.ts';
import { defined } from '../../staff/defined.ts';
import type { Draft } from './drafts.ts';

/** Of what was typed, only what the action takes: a note begun for a return never travels with a signature. */
const bodyOf = (order: Order, action: OrderAction, draft: Draft) => {
  const asks = orderTransitions[order.state][action]?.asks ?? [];
  const takesNote = asks.includes('note') || action === 'contact' || action === 'close';
  return {
    version: order.version,
    ...defined({
      note: takesNote ? draft.note.trim() : undefined,
      reply: asks.includes('reply') ? draft.reply.trim() : undefined,
      unitId: asks.includes('unit') ? draft.unitId : undefined,
      photoIds: (asks.includes('photo') || asks.includes('evidence')) && draft.photos.length > 0 ? draft.photos.map((photo) => photo.id) : undefined,
      assetStatus: action === 'resolve' ? draft.assetStatus : undefined,
      position: asks.includes('position') && draft.position ? { lon: draft.position.lon, lat: draft.position.lat } : undefined,
    }),
  };
};

const isOutrun = (error: unknown): boolean => error instanceof ProblemError && ['version-stale', 'move-illegal'].includes(error.problem.code);

/** Moves an order on. When someone was quicker, the order is loaded anew and `isStale` says so. */
export const useAct = (order: Order, onDone: (action: OrderAction) => void) => {
  const queries = useQueryClient();
  const act = useMutation({
    mutationFn: ({ action, draft }: { action: OrderAction; draft: Draft }) =>
      call(actOnOrder, { params: { id: order.id, action }, body: bodyOf(order, action, draft) }),
    onSuccess: (next, { action }) => {
      queries.setQueryData(['order', order.id], next);
      void queries.invalidateQueries({ queryKey: ['orders'] });
      onDone(action);
    },
    onError: () => void queries.invalidateQueries({ queryKey: ['order', order.id] }),
  });
  return { ...act, isStale: isOutrun(act.error) };
};
