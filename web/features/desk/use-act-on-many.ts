import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { OrderRow } from '#domain/contract/orders.ts';
import type { OrderAction } from '#domain/contract/terms.ts';
import { call } from '../../client/call.ts';
import { ProblemError } from '../../client/problem-error.ts';
import { useAsked } from '../../client/use-asked.ts';
import { defined } from '../../staff/defined.ts';
import { actOnOrders } from '../../staff/routes.ts';
import { keepBrokenOff, whileRunning } from './broken-off.ts';
import { inPieces, type PieceOutcome } from './in-pieces.ts';

export type Outcome = PieceOutcome<OrderRow>;
interface Given {
  readonly action: OrderAction;
  readonly note: string;
  readonly unitId: string | undefined;
}

const send = async (orders: readonly OrderRow[], { action, note, unitId }: Given): Promise<Outcome[]> => {
  const body = { action, orders: orders.map(({ id, version }) => ({ id, version })), ...defined({ note: note.trim() || undefined, unitId }) };
  const problems = new Map((await call(actOnOrders, { body })).outcomes.map(({ id, problem }) => [id, problem]));
  return orders.map((order) => {
    const problem = problems.get(order.id);
    return { order, error: problem ? new ProblemError(problem) : null };
  });
};

/**
 * One act on many orders, each by the version that was seen, told piece by piece. Stopped, what is done stays done and the rest is untouched; of
 * a page that was shut the next one tells how far it came.
 * @param by who does it
 */
export const useActOnMany = (by: string) => {
  const queries = useQueryClient();
  const [outcomes, setOutcomes] = useState<readonly Outcome[]>([]);
  const [isBusy, setIsBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const isStopped = useRef(false);
  useAsked(isBusy);
  const run = async (orders: readonly OrderRow[], given: Given) => {
    isStopped.current = false;
    setIsBusy(true);
    setError(null);
    setOutcomes([]);
    const at = new Date().toISOString();
    const kept = { by, at, action: given.action, note: given.note, unitId: given.unitId ?? null, all: orders.length };
    try {
      await whileRunning(() =>
        inPieces(orders, {
          send: (piece) => send(piece, given),
          onLeft: (left) => keepBrokenOff({ ...kept, left: left.map(({ id }) => id) }),
          onOutcomes: (part) => setOutcomes((before) => [...before, ...part]),
          isStopped: () => isStopped.current,
        }),
      );
    } catch (failed) {
      setError(failed);
    }
    keepBrokenOff(null); // the page that is open tells it
    setIsBusy(false);
    await Promise.all([queries.invalidateQueries({ queryKey: ['orders'] }), queries.invalidateQueries({ queryKey: ['order'] })]);
  };
  const stop = () => {
    isStopped.current = true;
  };
  return { outcomes, isBusy, error, run, stop };
};
