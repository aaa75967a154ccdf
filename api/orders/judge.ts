import { insertJudgement, listReportIds } from '#db/queries/orders/judgements.ts';
import type { OrderAction } from '#domain/contract/terms.ts';
import { refuse } from '../errors.ts';
import type { Acting } from './acting.ts';

const solvedBy: Readonly<Partial<Record<OrderAction, boolean>>> = { call_back: true, not_solved: false, reopen: false };

/** Keeps what a caller judged: speed, manner and outcome apart, and whether it is solved. Of several callers it has to be said which. */
export const judge = async ({ client, order, act, person, now }: Acting): Promise<void> => {
  const solved = solvedBy[act.action];
  if (solved === undefined) return;
  const ids = await listReportIds(client, order.id);
  const reportId = act.reportId ?? (ids.length === 1 ? ids[0] : undefined);
  const isSaid = act.grades !== undefined || act.reportId !== undefined;
  if (reportId === undefined && !isSaid) return; // a centre that opens it again on its own word speaks for no caller
  if (reportId === undefined || !ids.includes(reportId)) throw refuse('report-unknown', { field: 'reportId' });
  await insertJudgement(client, { orderId: order.id, reportId, at: now, personId: person?.id ?? null, solved, grades: act.grades });
};
