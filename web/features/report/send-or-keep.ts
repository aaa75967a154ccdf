import type { ReportRequest, ReportStory } from '#domain/contract/reports.ts';
import { isUnreachable } from '../../client/is-unreachable.ts';
import { ProblemError } from '../../client/problem-error.ts';
import type { Draft } from './draft.ts';
import { sendReport } from './send-report.ts';

const viaDevice = async (...given: Parameters<typeof import('./keep-report.ts').keepReport>) => (await import('./keep-report.ts')).keepReport(...given);

/**
 * Sends the report, or without a signal keeps it on this phone until it can go.
 * @returns the story, or null when it waits
 * @throws ProblemError refused, or unreachable where the browser keeps nothing
 */
export const sendOrKeep = async (draft: Draft, report: ReportRequest, key: string, at: string): Promise<ReportStory | null> => {
  const hasLocal = draft.photos.some(({ id }) => id.startsWith('local:'));
  if (hasLocal) return viaDevice(draft, report, key, at);
  try {
    return await sendReport(report, key);
  } catch (error) {
    if (!isUnreachable(error)) throw error;
    return viaDevice(draft, report, key, at).catch((later: unknown) => {
      throw later instanceof ProblemError ? later : error;
    });
  }
};
