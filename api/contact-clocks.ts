import { disarmContacts, endContacts, listWaitingCallers, meetContact } from '#db/queries/orders/contact-clocks.ts';
import { insertDeadlines } from '#db/queries/orders/deadlines.ts';
import { armTimers } from '#db/queries/orders/timers.ts';
import type { Vocabulary } from '#db/queries/places/vocabulary.ts';
import type { Connection } from '#db/sql.ts';
import { decideWorkingDayClock } from '#domain/clocks.ts';
import { contactTimers } from '#domain/timers.ts';
import { afterRulesAt } from './after-rules.ts';
import { clocksOf } from './clock-settings.ts';
import { placeInQueue, sayPending } from './order-clocks.ts';

/** Arms what the callers who still wait need, and nothing else; puts the order at its place in the queue. */
export const rearmContacts = async (client: Connection, vocabulary: Vocabulary, orderId: string, now: string): Promise<void> => {
  const waiting = await listWaitingCallers(client, orderId);
  const { escalation, warnings } = afterRulesAt(vocabulary, now).after;
  const { everyHours } = escalation.contact;
  const isAnyLate = waiting.some(({ dueAt }) => dueAt !== null && Date.parse(dueAt) <= Date.parse(now));
  const armed = await disarmContacts(client, orderId, isAnyLate, now);
  await armTimers(client, orderId, contactTimers(waiting, armed > 0, { now, everyHours, warnings }), now);
  await placeInQueue(client, orderId);
};

/** One caller was contacted: their clock stops, the others' go on. */
export const contactCaller = async (client: Connection, vocabulary: Vocabulary, orderId: string, reportId: string, now: string): Promise<void> => {
  await meetContact(client, orderId, reportId, now);
  await rearmContacts(client, vocabulary, orderId, now);
};

/** Callers' contact clocks begin anew, counted from an instant: another unit has them now. */
export const restartContacts = async (
  client: Connection,
  vocabulary: Vocabulary,
  orderId: string,
  reportIds: readonly string[],
  { from, now }: { from: string; now: string },
): Promise<void> => {
  const counting = clocksOf(vocabulary);
  const deadline = decideWorkingDayClock('contact', counting.settings.contactWorkingDays, { ...counting, receivedAt: from });
  await endContacts(client, orderId, reportIds, now);
  const started = await insertDeadlines(
    client,
    orderId,
    reportIds.map((reportId) => ({ ...deadline, reportId })),
  );
  await sayPending(client, orderId, started, now);
  await rearmContacts(client, vocabulary, orderId, now);
};
