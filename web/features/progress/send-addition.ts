import type { ReportStory } from '#domain/contract/reports.ts';
import { call, hrefOf } from '../../client/call.ts';
import { isUnreachable } from '../../client/is-unreachable.ts';
import { addToReport } from '../../client/routes.ts';
import { deviceStore } from '../../client/use-waiting.ts';

export interface Said {
  readonly text: string;
  /** `local:…` those that still lie on this phone. */
  readonly photoIds: readonly string[];
}

export interface Attempt {
  readonly number: string;
  readonly said: Said;
  readonly key: string;
  /** When the person pressed send. */
  readonly at: string;
}

const longestMs = 20_000;

const bodyOf = ({ text, photoIds }: Said) => ({ ...(text ? { text } : {}), ...(photoIds.length > 0 ? { photoIds: [...photoIds] } : {}) });

const sendNow = ({ number, said, key }: Attempt): Promise<ReportStory> =>
  call(addToReport, { params: { number }, body: bodyOf(said), headers: { 'idempotency-key': key }, signal: AbortSignal.timeout(longestMs) });

/** Puts it on this phone, where it is sent from as soon as it can go. */
const keep = async ({ number, said, key, at }: Attempt): Promise<null> => {
  const { putWaiting } = await deviceStore();
  const path = hrefOf(addToReport.path, { number });
  await putWaiting({
    id: key,
    what: 'addition',
    at,
    path,
    headers: { 'idempotency-key': key },
    body: bodyOf(said),
    queue: number,
    state: 'waiting',
    memo: { number },
  });
  const { flushReports } = await import('../../client/device/flush.ts');
  void flushReports();
  return null;
};

/**
 * Sends what is added, or without a signal keeps it on this phone until it can go.
 * @returns the story, or null when it waits
 * @throws ProblemError refused, or unreachable where the browser keeps nothing
 */
export const sendAddition = async (attempt: Attempt): Promise<ReportStory | null> => {
  if (attempt.said.photoIds.some((id) => id.startsWith('local:'))) return keep(attempt);
  try {
    return await sendNow(attempt);
  } catch (error) {
    if (!isUnreachable(error)) throw error;
    return keep(attempt).catch(() => {
      throw error;
    });
  }
};
