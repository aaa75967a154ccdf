import { findBill } from '#db/queries/orders/bills.ts';
import { type BillPaper, billedSteps, wordBill } from '#domain/liability-bill.ts';
import type { App, Person } from '../app-type.ts';
import { refuse } from '../errors.ts';
import { noteExport, reachOfOrder } from '../note-export.ts';
import { requireReadable } from '../order-access.ts';
import { vocabularyOf } from '../vocabulary.ts';

/**
 * The bill of a case, for whoever is shown its order; who took it stands in the book of exports.
 * @throws HttpError outside-scope where it is none of theirs or there is none; bill-missing before anything was entered
 */
export const printBill = async (app: App, caseId: string, person: Person, { language, now }: { language: 'zh' | 'en'; now: string }): Promise<BillPaper> => {
  const found = await findBill(app.pool, caseId, billedSteps);
  if (!found) throw refuse('outside-scope'); // as one that lies outside, so that no number is guessed
  const order = await requireReadable(app, found.orderId, person);
  const { billFen, billNote, billedAt } = found;
  if (billFen === null || billNote === null || billedAt === null) throw refuse('bill-missing');
  const filter = { orderId: found.orderId, caseId };
  await noteExport(app, person, { what: 'bill', form: 'pdf', filter, reach: reachOfOrder(order), count: 1 }, now);
  const { city } = await vocabularyOf(app.pool);
  return wordBill({ ...found, billFen, billNote, billedAt }, language, city.timeZone);
};
