import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Order } from '#domain/contract/orders.ts';
import type { OrderAction } from '#domain/contract/terms.ts';
import type { Ask } from '#domain/order-conditions.ts';
import { asksOf } from '#domain/order-transitions.ts';
import { call } from '../../client/call.ts';
import { isUnreachable } from '../../client/is-unreachable.ts';
import { ProblemError } from '../../client/problem-error.ts';
import { defined } from '../../staff/defined.ts';
import { actOnOrder } from '../../staff/routes.ts';
import { type Draft, gradesOf } from './drafts.ts';
import { callersFor, isAboutReport, mayBeDangerous, takesNote } from './what-is-asked.ts';

/** Where, to whom, until when, how judged. */
const shown = (asks: readonly Ask[], draft: Draft) => ({
  unitId: asks.includes('unit') ? draft.unitId : undefined,
  position: asks.some((ask) => ask === 'position' || ask === 'safe') && draft.position ? { lon: draft.position.lon, lat: draft.position.lat } : undefined,
  day: asks.includes('day') ? draft.day : undefined,
  orderId: asks.includes('order') ? draft.orderId : undefined,
  assetId: asks.includes('asset') ? draft.assetId : undefined,
  personId: asks.includes('person') ? draft.personId : undefined,
  grades: asks.includes('grades') ? gradesOf(draft) : undefined,
});

const sole = (callers: Order['reports']) => (callers.length === 1 ? callers[0]?.id : undefined);

/** What one of the callers said, and which; a single one need not be named. */
const callersOf = (order: Order, action: OrderAction, draft: Draft) => ({
  reportId: isAboutReport(action) ? (draft.reportId ?? sole(callersFor(order, action))) : undefined,
  isDangerous: mayBeDangerous(action) && draft.isDangerous ? true : undefined,
});

/** Of what was typed, only what the action takes: a note begun for a return never travels with a signature. */
const bodyOf = (order: Order, action: OrderAction, draft: Draft) => {
  const asks = asksOf(order.state, action, order);
  return {
    version: order.version,
    ...defined({
      ...shown(asks, draft),
      note: takesNote(asks, action) ? draft.note.trim() : undefined,
      because: draft.because,
      reply: asks.includes('reply') ? draft.reply.trim() : undefined,
      photoIds: (asks.includes('photo') || asks.includes('evidence')) && draft.photos.length > 0 ? draft.photos.map((photo) => photo.id) : undefined,
      assetStatus: action === 'resolve' ? draft.assetStatus : undefined,
      bodies: action === 'supervise' && draft.bodies.length > 0 ? [...draft.bodies] : undefined,
      ...callersOf(order, action, draft),
    }),
  };
};

/** An act waits for an answer no longer than a person does; which of the two versions stands is then looked up. */
export const longestActMs = 20_000;

const isOutrun = (error: unknown): boolean => error instanceof ProblemError && ['version-stale', 'move-illegal'].includes(error.problem.code);

/** Moves an order on. When someone was quicker, the order is loaded anew and `isStale` says so; `isUnanswered`: whether it was done is not known. */
export const useAct = (order: Order, onDone: (action: OrderAction, next: Order) => void) => {
  const queries = useQueryClient();
  const act = useMutation({
    mutationFn: ({ action, draft }: { action: OrderAction; draft: Draft }) =>
      call(actOnOrder, { params: { id: order.id, action }, body: bodyOf(order, action, draft), longestMs: longestActMs }),
    onSuccess: (next, { action }) => {
      queries.setQueryData(['order', order.id], next);
      void queries.invalidateQueries({ queryKey: ['orders'] });
      onDone(action, next);
    },
    onError: () => void queries.invalidateQueries({ queryKey: ['order', order.id] }),
  });
  return { ...act, isStale: isOutrun(act.error), isUnanswered: isUnreachable(act.error) };
};
