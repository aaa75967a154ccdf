import { inTransaction } from '#db/pool.ts';
import { type LockedCase, lockCase, saveBill, saveObjection, saveSettlement } from '#db/queries/orders/liability.ts';
import { insertOrderEvent, type LockedOrder, lockOrder, notifyOrderChanged, tellUnit } from '#db/queries/orders/order-changes.ts';
import type { Connection } from '#db/sql.ts';
import { decideText } from '#domain/clean-text.ts';
import type { Order } from '#domain/contract/orders.ts';
import type { LiabilityOutcome } from '#domain/contract/terms.ts';
import { lastCaseStep } from '#domain/last-case-step.ts';
import type { App, Person } from '../app-type.ts';
import { accepted, refuse } from '../errors.ts';
import { centresOf, handsOf, mayDispatch, maySettle } from '../order-access.ts';
import { vocabularyOf } from '../vocabulary.ts';
import { showPhotos } from './show-photos.ts';
import { tellOrder } from './tell-order.ts';

interface Step {
  readonly action: 'bill' | 'object' | 'settle';
  readonly note: string;
  /** When the case was billed or disputed last, as its person saw it; undefined: they do not say. */
  readonly seenAt: string | null | undefined;
  /** For whom it is done. */
  readonly forUnit: (one: LockedCase) => string;
  /** Whose hand it is, and when it makes no sense. @throws HttpError */
  readonly allow: (order: LockedOrder, one: LockedCase) => void;
  readonly save: (client: Connection, note: string, one: LockedCase) => Promise<unknown>;
}

/** One step of a case of bill and blame, its order held, with a line in the order's story. */
const takeStep = async (app: App, caseId: string, person: Person, now: string, step: Step): Promise<Order> => {
  const vocabulary = await vocabularyOf(app.pool);
  const note = accepted(decideText(step.note, 'note', 2000));
  return inTransaction(app.pool, async (client) => {
    const one = await lockCase(client, caseId);
    const order = one && (await lockOrder(client, one.orderId));
    if (!one || !order) throw refuse('outside-scope'); // as one that lies outside, so that no number is guessed
    step.allow(order, one);
    if (one.settledAt !== null) throw refuse('case-settled');
    // Nobody settles, replaces or disputes an amount that they did not see.
    if (step.seenAt !== undefined && step.seenAt !== lastCaseStep(one)) throw refuse('case-changed', { field: 'seenAt' });
    if (!note) throw refuse('note-missing', { field: 'note' });
    await step.save(client, note, one);
    const event = { orderId: order.id, at: now, personId: person.id, unitId: step.forUnit(one), fromState: order.state, toState: order.state };
    await insertOrderEvent(client, { ...event, action: step.action, note, details: { caseId } });
    await notifyOrderChanged(client, order.id);
    return tellOrder(client, vocabulary, order.id, person, now);
  });
};

/** The fallback's people enter what it cost to act in another's place; who is asked to pay can read the order from then on. */
export const putBill = async (
  app: App,
  caseId: string,
  bill: { amountFen: number; note: string; seenAt?: Step['seenAt'] },
  person: Person,
  now: string,
): Promise<Order> => {
  const { units } = await vocabularyOf(app.pool);
  return takeStep(app, caseId, person, now, {
    action: 'bill',
    note: bill.note,
    seenAt: bill.seenAt,
    forUnit: ({ fallbackUnitId }) => fallbackUnitId,
    allow: (order, { fallbackUnitId }) => {
      const isTheirs = handsOf(person, { ...order, unitId: fallbackUnitId }, centresOf(units)).includes('unit');
      if (!isTheirs) throw refuse('outside-scope');
    },
    save: async (client, note, { orderId, unitId }) => {
      await saveBill(client, caseId, { fen: bill.amountFen, note, at: now, by: person.id });
      // Who is asked to pay may have lost the order since: nobody answers a bill that they cannot open.
      await tellUnit(client, { orderId, unitId, at: now, reason: { code: 'informed-billed' } });
    },
  });
};

interface Objection {
  readonly note: string;
  readonly photoIds?: readonly string[] | undefined;
  readonly seenAt?: Step['seenAt'];
}

/** Whoever acts for the unit that is asked to pay disputes it, in words and photos: once it is billed, until it is settled. */
export const objectToBill = async (app: App, caseId: string, { note, photoIds = [], seenAt }: Objection, person: Person, now: string): Promise<Order> => {
  const { units } = await vocabularyOf(app.pool);
  return takeStep(app, caseId, person, now, {
    action: 'object',
    note,
    seenAt,
    forUnit: ({ unitId }) => unitId,
    allow: (order, { unitId, billFen }) => {
      if (!handsOf(person, { ...order, unitId }, centresOf(units)).includes('unit')) throw refuse('outside-scope');
      if (billFen === null) throw refuse('bill-missing');
    },
    save: async (client, text, { orderId }) => {
      await saveObjection(client, caseId, { text, at: now, by: person.id });
      await showPhotos(client, orderId, photoIds, { personId: person.id, shows: 'objection', caseId });
    },
  });
};

/** A handling centre over the place settles what was billed, and closes what nobody billed: then no money is asked for. Who asks for the money does neither. */
export const settleCase = async (
  app: App,
  caseId: string,
  settled: { outcome: LiabilityOutcome; note: string; seenAt?: Step['seenAt'] },
  person: Person,
  now: string,
): Promise<Order> => {
  const { units } = await vocabularyOf(app.pool);
  return takeStep(app, caseId, person, now, {
    action: 'settle',
    note: settled.note,
    seenAt: settled.seenAt,
    forUnit: ({ fallbackUnitId }) => fallbackUnitId,
    allow: (order, one) => {
      const { billFen } = one;
      if (!maySettle(person, order, one, centresOf(units))) throw refuse(mayDispatch(person, order) ? 'case-own' : 'outside-scope');
      if (billFen === null && settled.outcome !== 'unbilled') throw refuse('bill-missing');
      if (billFen !== null && settled.outcome === 'unbilled') throw refuse('bill-entered', { field: 'outcome' });
    },
    save: async (client, text, { orderId, unitId }) => {
      await saveSettlement(client, caseId, { outcome: settled.outcome, text, at: now, by: person.id });
      // Of a case that nobody billed its unit hears here for the first time, and may have lost the order since.
      await tellUnit(client, { orderId, unitId, at: now, reason: { code: 'informed-settled' } });
    },
  });
};
