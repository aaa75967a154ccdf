import { inTransaction } from '#db/pool.ts';
import { insertOrderEvent, lockOrder, notifyOrderChanged } from '#db/queries/orders/order-changes.ts';
import { attachToAddition } from '#db/queries/reports/photos.ts';
import { findAdditionByKey, findReportToAddTo, insertAddition, type ReportToAddTo } from '#db/queries/reports/report-additions.ts';
import { lockReportKey } from '#db/queries/reports/reports.ts';
import type { Connection } from '#db/sql.ts';
import { decideText } from '#domain/clean-text.ts';
import type { ReportStory } from '#domain/contract/reports.ts';
import { decideAddition } from '#domain/report-additions.ts';
import { parseReportNumber } from '#domain/report-number.ts';
import type { App, Person } from '../app-type.ts';
import { accepted, refuse } from '../errors.ts';
import { reaches } from '../order-access.ts';
import { readStory } from '../tell-story.ts';

export interface Added {
  readonly text?: string | undefined;
  readonly photoIds?: readonly string[] | undefined;
  readonly key: string;
  /** Who is signed in. */
  readonly person: Person | null;
  readonly now: string;
}

/**
 * How it stands once its order is held: others who add, close or join it wait. Null where it became another order's meanwhile, by a merge or a split:
 * that one is held by a transaction anew, since whoever holds two takes the lower number first.
 */
const holdReport = async (client: Connection, number: string): Promise<ReportToAddTo | null> => {
  const found = await findReportToAddTo(client, number);
  if (found) await lockOrder(client, found.orderId);
  const held = found && (await findReportToAddTo(client, number));
  if (!held) throw refuse('not-found', { field: 'number' });
  return held.orderId === found.orderId ? held : null;
};

/** Who takes calls at an order's place writes for its callers, and stands in its story; whoever else comes with a number is the reporter. */
const writerOf = (person: Person | null, { districtCode, streetCode }: ReportToAddTo): string | null =>
  person && reaches(person, 'reports.forCallers', { districtCode, streetCode, unitIds: [] }) ? person.id : null;

const save = async (client: Connection, report: ReportToAddTo, text: string, { key, photoIds = [], person, now }: Added) => {
  const { reportId, orderId, state } = report;
  const additionId = await insertAddition(client, { reportId, text, key, at: now });
  const attached = photoIds.length === 0 ? 0 : await attachToAddition(client, { reportId, additionId }, photoIds, person?.id ?? null);
  if (attached < photoIds.length) throw refuse('photo-unknown', { field: 'photoIds' });
  // The story refers to it; the words stay where they can be erased.
  const event = { orderId, at: now, personId: writerOf(person, report), unitId: null, action: 'add', fromState: state, toState: state };
  await insertOrderEvent(client, { ...event, details: { reportId, additionId } });
  await notifyOrderChanged(client, orderId);
};

/** @returns null where the report's order is another one by now: nothing was written */
const addOnce = (app: App, number: string, text: string, given: Added): Promise<ReportStory | null> =>
  inTransaction(app.pool, async (client) => {
    await lockReportKey(client, given.key);
    const before = await findAdditionByKey(client, given.key);
    const report = await holdReport(client, number);
    if (!report) return null;
    if (before && (before.reportId !== report.reportId || before.text !== text)) throw refuse('idempotency-key-reused', { field: 'idempotency-key' });
    if (!before) {
      accepted(decideAddition(report));
      await save(client, report, text, given);
    }
    return readStory(client, number, given);
  });

/** Whoever holds a report's number says or shows more. The same key again is the same addition; the order's version stays: nobody's act is outrun. */
export const addTo = async (app: App, typed: string, given: Added): Promise<ReportStory> => {
  const number = accepted(parseReportNumber(typed));
  const text = accepted(decideText(given.text ?? '', 'text', 2000));
  if (text === '' && !given.photoIds?.length) throw refuse('addition-empty', { field: 'text' });
  for (;;) {
    const story = await addOnce(app, number, text, given);
    if (story) return story;
  }
};
