import type { ReportRequest, ReportStory } from '#domain/contract/reports.ts';
import type { Problem } from '#domain/contract/terms.ts';
import { readTelephone } from '#domain/telephone.ts';
import { flushReports } from '../../client/device/flush.ts';
import { dropWaiting, findWaiting, putWaiting, type Waiting } from '../../client/device/store.ts';
import { loadCatalogue, ProblemError } from '../../client/problem-error.ts';
import { createReport } from '../../client/routes.ts';
import type { Draft } from './draft.ts';
import { longestMs } from './send-report.ts';

const waitingOf = (draft: Draft, report: ReportRequest, key: string, at: string): Waiting => ({
  id: key,
  what: 'report',
  at,
  path: createReport.path,
  headers: { 'idempotency-key': key },
  body: { ...report },
  queue: key,
  state: 'waiting',
  memo: { draft },
});

/** What was refused while its photos were already up: they keep the names they were given. */
class RefusedWithPhotos extends ProblemError {
  readonly photoIds: readonly string[];

  constructor(problem: Problem, photoIds: readonly string[]) {
    super(problem);
    this.photoIds = photoIds;
  }
}

/** What the server would refuse hours later, with nobody there to mend it, is said while they are. @throws ProblemError */
const requireTelephone = async ({ contact }: ReportRequest): Promise<void> => {
  if (contact?.phone === undefined || readTelephone(contact.phone) !== null) return;
  await loadCatalogue();
  throw new ProblemError({ type: 'about:blank', title: '', status: 422, code: 'telephone-malformed', detail: '', field: 'contact/phone', params: {} });
};

/** Puts it on this phone and tries at once. @returns the story, or null when it waits for a signal @throws ProblemError refused */
export const keepReport = async (draft: Draft, report: ReportRequest, key: string, at: string): Promise<ReportStory | null> => {
  await requireTelephone(report);
  await putWaiting(waitingOf(draft, report, key, at));
  // What waits goes on by itself: the person is told so after as long as they would have waited for an answer.
  await Promise.race([flushReports(), new Promise((late) => setTimeout(late, longestMs))]);
  const now = await findWaiting(key);
  if (!now || now.state === 'waiting') return null;
  await dropWaiting(key);
  if (now.problem) throw new RefusedWithPhotos(now.problem, now.body.photoIds ?? []);
  return now.reply as ReportStory;
};
