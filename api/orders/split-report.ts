import { isMerged, tryIncidentsOf } from '#db/queries/orders/incidents.ts';
import { answerOffer } from '#db/queries/orders/join-offers.ts';
import * as joins from '#db/queries/orders/joins.ts';
import { listReportIds } from '#db/queries/orders/judgements.ts';
import { lockOrder, notifyOrderChanged } from '#db/queries/orders/order-changes.ts';
import type { ReportRequest } from '#domain/contract/reports.ts';
import { rearmContacts, restartContacts } from '../contact-clocks.ts';
import { decideOpening } from '../decide-opening.ts';
import { refuse } from '../errors.ts';
import { matchReport } from '../match-report.ts';
import { stillStand } from '../named-assets.ts';
import { offerRivals } from '../offer-rivals.ts';
import { decideSending, newOrderOf, openNew, ordersOwn } from '../open-order.ts';
import type { Acting } from './acting.ts';

/** The report as its caller sent it; its place is WGS 84 by now. */
const bodyOf = (report: joins.SplitReport): ReportRequest => ({
  kind: report.kind,
  position: { ...report.position, datum: 'WGS84' },
  accuracyM: Math.min(5000, Math.max(1, report.accuracyM)),
  text: report.text,
  ...(report.address === null ? {} : { address: report.address }),
  ...(report.plate === null ? {} : { plate: report.plate }),
  ...(report.pickedAssetId === null ? {} : { assetId: report.pickedAssetId }),
  someoneHurt: report.someoneHurt,
});

/** The caller's own clock goes along as it is where the unit stays the same, or begins with their report; another unit has its days from now. */
const carryCaller = async ({ client, vocabulary, order, now }: Acting, caller: { id: string; receivedAt: string }, to: { orderId: string; unitId: string }) => {
  const ended = await joins.endClocks(client, order.id, { clock: 'contact', reportIds: [caller.id] }, now);
  await rearmContacts(client, vocabulary, order.id, now);
  const isSame = to.unitId === order.unitId;
  if (!isSame || ended.length === 0) return restartContacts(client, vocabulary, to.orderId, [caller.id], { from: isSame ? caller.receivedAt : now, now });
  await joins.carryClocks(client, ended, to.orderId);
  await rearmContacts(client, vocabulary, to.orderId, now);
};

/**
 * Takes a report that was joined wrongly out of its incident: matched and sent by itself, its clocks counted from its own hour. Both orders
 * keep their story; nobody is asked again whether the two are one, but whether the new one is what another order of its asset is about.
 * @throws HttpError report-unknown; version-stale where its own asset is just being told of, acted on or merged
 */
export const splitReport = async (acting: Acting): Promise<void> => {
  const { client, vocabulary, order, act, person, now } = acting;
  const reportId = act.reportId ?? '';
  if (!(await listReportIds(client, order.id)).includes(reportId)) throw refuse('report-unknown', { field: 'reportId' });
  const report = await joins.getSplitReport(client, reportId);
  const body = bodyOf(report);
  const matched = await matchReport(client, vocabulary, body);
  const kind = vocabulary.kinds.find(({ code }) => code === report.kind);
  if (!kind) throw refuse('kind-unknown', { field: 'reportId' });
  const { hasContact, phone, photoCount, channel, receivedAt } = report;
  const told = { contact: hasContact ? { phone } : null, photoCount, channel, receivedAt };
  const opening = decideOpening({ vocabulary, matched, kind, body, now, ...told });
  const { assetId } = opening.decision;
  if (assetId !== null && !(await tryIncidentsOf(client, assetId))) throw refuse('version-stale');
  if (assetId !== null && ((await isMerged(client, assetId)) || !(await stillStand(client, matched.merged)))) throw refuse('version-stale'); // merged since it was matched, or split off again
  const own = { ...opening, deadlines: ordersOwn(opening.deadlines) };
  const sending = await decideSending(client, vocabulary, own);
  const first = { action: 'split_from', personId: person?.id ?? null, note: act.note ?? null, details: { orderId: order.id } };
  const opened = await openNew(client, own, newOrderOf(vocabulary, own, sending, first));
  const personId = person?.id ?? null;
  await joins.moveReports(client, { reportIds: [reportId], fromOrderId: order.id, toOrderId: opened.orderId, why: 'split', at: now, personId });
  if (hasContact) await carryCaller(acting, { id: reportId, receivedAt }, opened);
  await answerOffer(client, [order.id, opened.orderId], { answer: 'apart', personId, at: now });
  const openedOrder = await lockOrder(client, opened.orderId);
  if (openedOrder) await offerRivals(client, vocabulary, openedOrder, now);
  await notifyOrderChanged(client, opened.orderId);
};
