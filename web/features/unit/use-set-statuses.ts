import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { AssetStatus } from '#domain/contract/terms.ts';
import { call } from '../../client/call.ts';
import { ProblemError } from '../../client/problem-error.ts';
import { followAssetChange } from '../../staff/assets.ts';
import { defined } from '../../staff/defined.ts';
import { setStatuses } from '../../staff/routes.ts';

/** So many are asked for at once: often enough to show how far it is, and to be stopped. */
const atOnce = 25;

export interface Outcome {
  readonly id: string;
  /** null: done */
  readonly error: unknown;
}

/** One status for many wells, told part by part; stopped, what is done stays. */
export const useSetStatuses = () => {
  const queries = useQueryClient();
  const [outcomes, setOutcomes] = useState<readonly Outcome[]>([]);
  const [isBusy, setIsBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const isStopped = useRef(false);
  const run = async (ids: readonly string[], status: AssetStatus, note: string) => {
    isStopped.current = false;
    setIsBusy(true);
    setError(null);
    setOutcomes([]);
    try {
      for (let from = 0; from < ids.length && !isStopped.current; from += atOnce) {
        const part = await call(setStatuses, { body: { ids: ids.slice(from, from + atOnce), status, ...defined({ note: note.trim() }) } });
        setOutcomes((before) => [...before, ...part.outcomes.map(({ id, problem }) => ({ id, error: problem ? new ProblemError(problem) : null }))]);
      }
    } catch (failed) {
      setError(failed);
    }
    setIsBusy(false);
    await Promise.all([followAssetChange(queries), queries.invalidateQueries({ queryKey: ['asset'] })]);
  };
  const stop = () => {
    isStopped.current = true;
  };
  return { outcomes, isBusy, error, run, stop };
};
