import { inTransaction } from '#db/pool.ts';
import { findReportOfNumber, listJudgements } from '#db/queries/orders/judgements.ts';
import { type LockedOrder, lockOrder } from '#db/queries/orders/order-changes.ts';
import type { Connection } from '#db/sql.ts';
import { cityNumber } from '#domain/city-numbers.ts';
import { decideText } from '#domain/clean-text.ts';
import type { ReportStory } from '#domain/contract/reports.ts';
import type { OrderAction } from '#domain/contract/terms.ts';
import { noWords } from '#domain/judged-words.ts';
import type { Grades } from '#domain/order-conditions.ts';
import { orderTransitions } from '#domain/order-transitions.ts';
import { parseReportNumber } from '#domain/report-number.ts';
import type { App } from '../app-type.ts';
import { accepted, refuse } from '../errors.ts';
import { type Reading, readStory } from '../tell-story.ts';
import { vocabularyOf } from '../vocabulary.ts';
import { actAsCaller } from './act-on-order.ts';
import { holdOrders } from './hold-orders.ts';

export interface Judged {
  readonly solved: boolean;
  readonly grades?: Grades | undefined;
  readonly note?: string | undefined;
  readonly isDangerous?: boolean | undefined;
}

/** For some days after it was settled a caller may say that it is not; later it is another matter. */
const actionOf = (order: LockedOrder, solved: boolean, reopenDays: number, now: string): OrderAction => {
  if (solved) return 'call_back';
  if (order.state !== 'closed') return 'not_solved';
  const isLate = order.closedAt !== null && Date.parse(now) - Date.parse(order.closedAt) > reopenDays * 86_400_000;
  if (isLate) throw refuse('reopen-too-late', { params: { days: reopenDays } });
  return 'reopen';
};

/** Words without which it could not be looked at again: what was graded says as much as a sentence. */
const noteOf = ({ note, solved, grades }: Judged): string | undefined => note?.trim() || (!solved && grades ? noWords : undefined);

/** A phone that had no answer sends again within this. */
const sentAgainMs = 600_000;

/** Whether the caller said the very same just now, and by it moved the order to where it cannot be said once more, or said nothing new: their phone had no answer. */
const isSentAgain = async (
  client: Connection,
  order: LockedOrder,
  { reportId, action, now }: { readonly reportId: string; readonly action: OrderAction; readonly now: string },
  judged: Judged,
): Promise<boolean> => {
  const last = (await listJudgements(client, order.id)).findLast((one) => one.byCaller && one.reportId === reportId);
  if (!last || Date.parse(now) - Date.parse(last.at) > sentAgainMs) return false;
  if (!judged.solved && orderTransitions[order.state][action]) return false; // looked at again meanwhile, and not solved again
  if (judged.isDangerous && !order.isHazard) return false; // that is new
  const words = accepted(decideText(judged.note ?? '', 'note', 2000));
  const { speed = null, manner = null, outcome = null } = judged.grades ?? {};
  return [last.solved === judged.solved, (last.note ?? '') === words, last.speed === speed, last.manner === manner, last.outcome === outcome].every(Boolean);
};

/** Whoever holds a report's number judges what was done, or says that it is not solved. */
export const judgeReport = async (app: App, typed: string, judged: Judged, { person, now }: Reading): Promise<ReportStory> => {
  const number = accepted(parseReportNumber(typed));
  const vocabulary = await vocabularyOf(app.pool);
  return inTransaction(app.pool, async (client) => {
    const found = await findReportOfNumber(client, number);
    if (found && !judged.solved) await holdOrders(client, { id: found.orderId, action: 'reopen' });
    const order = found && (await lockOrder(client, found.orderId));
    if (!found || !order) throw refuse('not-found', { field: 'number' });
    // Split out or merged while this waited: what was judged is another order's by now.
    if ((await findReportOfNumber(client, number))?.orderId !== order.id) throw refuse('version-stale');
    const action = actionOf(order, judged.solved, cityNumber(vocabulary.city.settings, 'reopenDays'), now);
    if (await isSentAgain(client, order, { reportId: found.reportId, action, now }, judged)) return readStory(client, number, { person, now });
    if (!orderTransitions[order.state][action]) throw refuse('move-illegal', { params: { state: order.state, action } });
    const { grades, isDangerous } = judged;
    await actAsCaller(
      { client, vocabulary, order: { ...order, hasContact: true }, now },
      { action, grades, isDangerous, note: noteOf(judged), reportId: found.reportId },
    );
    return readStory(client, number, { person, now });
  });
};
