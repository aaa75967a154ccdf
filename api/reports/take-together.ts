import { type Client, inTransaction, type Pool, withCommit } from '#db/pool.ts';
import { listTakenAssets, lockIncidentsOfAll, type TakenAsset } from '#db/queries/orders/incidents.ts';
import { insertJoinOffers } from '#db/queries/orders/join-offers.ts';
import { drawOrderNumbers, type InsertedOrder, insertOrders, type OrderNumbers } from '#db/queries/orders/new-orders.ts';
import { groundOf, holdPlaces } from '#db/queries/reports/open-holes.ts';
import { findReportsByKeys, insertReports, lockReportKeys } from '#db/queries/reports/reports.ts';
import { kindsOfMatter, statesTaking } from '#domain/merge-incident.ts';
import { aroundReport, findRepeats, type Repeat } from '../find-repeats.ts';
import { type MatchedReport, matchReport } from '../match-report.ts';
import { contactOf, decideSending, newOrderOf, openedOf } from '../open-order.ts';
import type { Sending } from '../send-crew.ts';
import { tellStory } from '../tell-story.ts';
import { offeredOf, offersOf } from './join-or-open.ts';
import { type Asked, type Ready, readyOf, writtenOf } from './sent-report.ts';
import { storyOfNew } from './story-of-new.ts';
import type { Taken } from './take-alone.ts';

/** A report that waits to be taken with others; one that only its pin places is matched with them, any other was matched before. */
export interface Coming {
  readonly asked: Asked;
  readonly matched: MatchedReport | null;
}

/** What came of it: taken; or it is to be taken alone, as it was matched. */
export type Outcome = Taken | { readonly alone: MatchedReport | null };

/** A report that opens an order of its own, with all that is written of it. */
interface Opens {
  readonly ready: Ready;
  readonly sending: Sending | null;
  readonly offered: readonly Repeat[];
}

/** What a report brings that is worked alone: photos, a picked asset too far away, a number that was merged, a year without a calendar. */
const isOrdinary = ({ body, opening }: Ready): boolean =>
  !body.photoIds?.length && !opening.matched.isPickTooFar && opening.matched.merged.length === 0 && opening.deadlines.every(({ dueAt }) => dueAt !== null);

/** Each on ground and about an asset that none before it is on or about: they do not see what the others open. */
const apartOf = (all: readonly (Ready | null)[]): (Ready | null)[] => {
  const held = new Set<string>();
  return all.map((ready) => {
    if (ready === null || !isOrdinary(ready)) return null;
    const { decision, matched } = ready.opening;
    const holds = [`key ${ready.key}`, ...groundOf(aroundReport(matched)), ...(decision.assetId === null ? [] : [`asset ${decision.assetId}`])];
    if (holds.some((one) => held.has(one))) return null;
    for (const one of holds) held.add(one);
    return ready;
  });
};

const isTaken = ({ vocabulary, opening }: Ready, taken: readonly TakenAsset[]): boolean => {
  const [kinds, states] = [kindsOfMatter(vocabulary.kinds, opening.kind), statesTaking(opening.isHazard)];
  return taken.some(
    ({ assetId, kindCode, state }) =>
      assetId === opening.decision.assetId && (kindCode === null || state === null || (kinds.includes(kindCode) && states.includes(state))),
  );
};

/**
 * Holds everything that the reports are about, in the order in which one report alone holds it, and looks: which of them open an order of
 * their own. All of it leaves in one packet. No order is held here: whoever joins one does so alone.
 */
const look = async (client: Client, all: readonly Ready[]): Promise<{ opens: (Opens | null)[]; numbers: OrderNumbers[] }> => {
  const assetIds = all.flatMap(({ opening }) => opening.decision.assetId ?? []);
  const locked = lockIncidentsOfAll(client, assetIds);
  const takenAssets = listTakenAssets(client, assetIds);
  const held = holdPlaces(
    client,
    all.map(({ opening }) => aroundReport(opening.matched)),
  );
  const repeats = Promise.all(all.map(({ vocabulary, opening }) => findRepeats(client, vocabulary, opening)));
  const sendings = Promise.all(all.map(({ vocabulary, opening }) => decideSending(client, vocabulary, opening)));
  const [, taken, , found, sent, numbers] = await Promise.all([locked, takenAssets, held, repeats, sendings, drawOrderNumbers(client, all.length)]);
  const opens = all.map((ready, i): Opens | null => {
    const repeated = found[i];
    if (!repeated || repeated.action === 'join' || isTaken(ready, taken)) return null;
    return { ready, sending: sent[i] ?? null, offered: offeredOf(repeated) };
  });
  return { opens, numbers };
};

/** Writes orders and reports; nothing waits for it but the commit. @returns what the database knows of the orders alone */
const write = (client: Client, all: readonly Opens[], numbers: readonly OrderNumbers[]): Promise<InsertedOrder[]> => {
  const orders = all.map(({ ready: { vocabulary, opening }, sending }) => newOrderOf(vocabulary, opening, sending));
  const reports = all.flatMap(({ ready }, i) => {
    const own = numbers[i];
    const { isHazard, deadlines } = ready.opening;
    return own ? [writtenOf(ready, { ...own, isHazard, contact: contactOf(deadlines) })] : [];
  });
  const offers = all.flatMap(({ ready, offered }, i) => offersOf(numbers[i]?.orderId ?? '', offered, ready.opening));
  const inserted = insertOrders(client, orders, numbers);
  withCommit(client, inserted);
  withCommit(client, insertReports(client, reports));
  if (offers.length > 0) withCommit(client, insertJoinOffers(client, offers));
  return inserted;
};

const settled = async <T>(all: readonly (T | Promise<T>)[]): Promise<(T | null)[]> =>
  (await Promise.allSettled(all)).map((one) => (one.status === 'fulfilled' ? one.value : null));

/** What may not be, or cannot be read, is refused where it is taken alone. */
const readyOrNull = (asked: Asked, matched: MatchedReport | null): Ready | null => {
  try {
    return matched && readyOf(asked, matched);
  } catch {
    return null;
  }
};

interface Worked {
  readonly ready: readonly (Ready | null)[];
  readonly matched: readonly (MatchedReport | null)[];
  /** Those that are written, each with its order. */
  readonly written: readonly Opens[];
  readonly inserted: Promise<InsertedOrder[]> | null;
}

const work = async (client: Client, all: readonly Coming[]): Promise<Worked> => {
  const keys = all.map(({ asked }) => asked.key);
  const known = Promise.all([lockReportKeys(client, keys), findReportsByKeys(client, keys)]);
  const matching = settled(all.map(({ asked, matched }) => matched ?? matchReport(client, asked.vocabulary, asked.body, asked.lately)));
  const [[, before], matched] = await Promise.all([known, matching]);
  const isKnown = new Set(before.map(({ key }) => key));
  const ready = apartOf(all.map(({ asked }, i) => (isKnown.has(asked.key) ? null : readyOrNull(asked, matched[i] ?? null))));
  const looked = ready.filter((one) => one !== null);
  if (looked.length === 0) return { ready, matched, written: [], inserted: null };
  const { opens, numbers } = await look(client, looked);
  const written = opens.filter((one) => one !== null);
  return { ready, matched, written, inserted: written.length === 0 ? null : write(client, written, numbers) };
};

/** Who holds what one of them needs for longer than this keeps that one waiting, not all who came with it. */
const lockTimeoutMs = 2_000;

/**
 * Takes reports that came at the same time in one transaction: its ways to the database, its statements and its one commit are shared by all.
 * Whatever is not an order of its own (it joins one, was sent before, is refused, or stands where another of them does) is left to be taken alone.
 * Fails for all of them, or for none.
 */
export const takeTogether = async (pool: Pool, all: readonly Coming[]): Promise<Outcome[]> => {
  const { ready, matched, written, inserted } = await inTransaction(pool, (client) => work(client, all), { lockTimeoutMs });
  const orders = (await inserted) ?? [];
  const opened = new Map(written.flatMap((one, i) => (orders[i] ? [[one.ready, openedOf(one.ready.opening, orders[i])] as const] : [])));
  return Promise.all(
    ready.map(async (one, i) => {
      const order = one && opened.get(one);
      if (!one || !order) return { alone: matched[i] ?? null };
      return { story: storyOfNew(one, order) ?? (await tellStory(pool, one.number)), created: true };
    }),
  );
};
