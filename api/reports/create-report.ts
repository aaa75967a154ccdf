import { randomBytes } from 'node:crypto';
import { type Client, inTransaction, withCommit } from '#db/pool.ts';
import { insertOrderEvent, notifyOrderChanged } from '#db/queries/order-changes.ts';
import { attachToReport } from '#db/queries/photos.ts';
import { findReportByKey, insertReport, lockReportKey, type NewContact } from '#db/queries/reports.ts';
import type { KindRow, Vocabulary } from '#db/queries/vocabulary.ts';
import type { Connection } from '#db/sql.ts';
import { covers, reachOf } from '#domain/access.ts';
import { decideText } from '#domain/clean-text.ts';
import type { Language } from '#domain/contract/errors.ts';
import type { ReportRequest, ReportStory } from '#domain/contract/reports.ts';
import { localDate } from '#domain/local-time.ts';
import { reportNumber } from '#domain/report-number.ts';
import type { App, Person } from '../app-type.ts';
import { storedCandidate } from '../candidates.ts';
import { decideOpening } from '../decide-opening.ts';
import { accepted, refuse } from '../errors.ts';
import { lineKey } from '../line-key.ts';
import { type MatchedReport, matchReport } from '../match-report.ts';
import { farthestPickM } from '../named-assets.ts';
import type { Opened, Opening } from '../open-order.ts';
import { placeInQueue } from '../order-clocks.ts';
import { tellStory } from '../tell-story.ts';
import { vocabularyOf } from '../vocabulary.ts';
import { bodyHash } from './body-hash.ts';
import { openOrder } from './join-or-open.ts';
import { storyOfNew } from './story-of-new.ts';

export interface Sent {
  readonly body: ReportRequest;
  readonly key: string;
  readonly person: Person | null;
  /** By an API token, not by a page. */
  readonly byProgram: boolean;
  /** The line of whoever sends it from the street; an agent's desk and a program say nothing of the caller. */
  readonly line: string | null;
  readonly language: Language;
  readonly now: string;
}

const channelOf = ({ body, byProgram, person }: Sent, { plate }: Pick<MatchedReport, 'plate'>): 'pin' | 'plate' | 'hotline' | 'api' => {
  if (body.channel === 'hotline' && (person === null || reachOf(person.grants, 'reports.forCallers', person.cityCode) === null)) {
    throw refuse(person === null ? 'not-signed-in' : 'forbidden', { field: 'channel' });
  }
  if (body.channel !== undefined) return body.channel;
  if (byProgram) return 'api';
  return plate === null ? 'pin' : 'plate';
};

const mayTakeFor = (person: Person, { place }: MatchedReport): boolean => {
  const reach = reachOf(person.grants, 'reports.forCallers', person.cityCode);
  return reach !== null && covers(reach, { districtCode: place.districtCode, streetCode: place.streetCode, unitIds: [] });
};

/** A plate tells what the thing is; a problem that such a thing cannot have is a slip worth a question. */
const requireFit = (kind: KindRow, { plateAsset, pickedAsset }: MatchedReport, vocabulary: Vocabulary, language: Language): void => {
  const asset = plateAsset ?? pickedAsset;
  if (!asset || kind.about === 'none') return;
  const isWell = vocabulary.classes.some((c) => c.code === asset.classCode && c.isWell);
  const fits = kind.assetClasses.length > 0 ? kind.assetClasses.includes(asset.classCode) : kind.about === 'asset' || isWell;
  if (!fits) throw refuse('plate-class-differs', { field: plateAsset ? 'plate' : 'assetId', params: { class: asset.className[language] } });
};

/** Someone's words about themselves: empty is none. */
const contactOf = (body: ReportRequest): NewContact | null => {
  const name = accepted(decideText(body.contact?.name ?? '', 'contact/name', 60)) || null;
  const phone = body.contact?.phone?.trim() || null;
  return name === null && phone === null ? null : { name, phone };
};

const saveReport = async (connection: Connection, number: string, sent: Sent, hash: Buffer, opening: Opening, opened: Opened): Promise<void> => {
  const { kind, matched } = opening;
  const { body, key, person, now } = sent;
  const channel = channelOf(sent, matched);
  const report = {
    number,
    incidentId: opened.incidentId,
    channel,
    kind: kind.code,
    point: matched.point,
    accuracyM: matched.accuracyM,
    datum: body.position?.datum ?? 'WGS84',
    text: matched.text,
    address: matched.address,
    plate: matched.plate,
    someoneHurt: body.someoneHurt ?? false,
    pickedAssetId: matched.pickedAsset?.id ?? null,
    candidates: matched.result.candidates.map(storedCandidate),
    matchVersion: matched.version,
    matchSeen: matched.seen,
    key,
    bodyHash: hash,
    takenBy: channel === 'hotline' ? (person?.id ?? null) : null,
    receivedAt: now,
    lineKey: opened.isHazard || opening.isHazard ? opening.hearsay.lineKey : null,
  };
  const clock = opened.contact && { ...opened.contact, orderId: opened.orderId };
  const reportId = await insertReport(connection, report, contactOf(body), clock);
  if (opened.joined && clock) await placeInQueue(connection, opened.orderId);
  const photoIds = body.photoIds ?? [];
  const attached = photoIds.length === 0 ? 0 : await attachToReport(connection, reportId, photoIds, person?.id ?? null);
  if (attached < photoIds.length) throw refuse('photo-unknown', { field: 'photoIds' });
};

/**
 * Takes a report in: matched, joined to an open incident or given an order, all in one transaction, so that a number once told is kept.
 * The same key with the same body is the same report, however many send it at once.
 * @returns the story, and whether this call made it
 */
export const takeReport = async (app: App, sent: Sent): Promise<{ story: ReportStory; created: boolean }> => {
  const vocabulary = await vocabularyOf(app.pool);
  const hash = bodyHash(sent.body);
  const key = await lineKey(app.pool, sent.line);
  return inTransaction(app.pool, async (client) => {
    // Sent together, the lock first. What was sent before is told as it was, whatever would be refused today.
    const known = Promise.all([lockReportKey(client, sent.key), findReportByKey(client, sent.key)]);
    const matching = matchReport(client, vocabulary, sent.body);
    matching.catch(() => undefined);
    const [, before] = await known;
    if (before) await matching.catch(() => undefined); // nothing may run on after the connection was given back
    if (before && !before.bodyHash.equals(hash)) throw refuse('idempotency-key-reused', { field: 'idempotency-key' });
    if (before) return { story: await tellStory(client, before.number), created: false };
    return { story: await takeNew(client, vocabulary, { ...sent, lineKey: key }, hash, await matching), created: true };
  });
};

const takeNew = async (
  client: Client,
  vocabulary: Vocabulary,
  sent: Sent & { readonly lineKey: Buffer | null },
  hash: Buffer,
  matched: MatchedReport,
): Promise<ReportStory> => {
  const { body, person, now, language } = sent;
  const channel = channelOf(sent, matched);
  const { kind } = matched;
  if (!kind) throw refuse('kind-unknown', { field: 'kind' });
  if (channel === 'hotline' && person && !mayTakeFor(person, matched)) throw refuse('outside-scope', { field: 'position' });
  requireFit(kind, matched, vocabulary, language);
  const contact = contactOf(body);
  const opening = decideOpening({ vocabulary, matched, kind, body, contact, channel, lineKey: sent.lineKey, now });
  const opened = await openOrder(client, vocabulary, opening);
  const { orderId, state } = opened;
  const number = reportNumber(randomBytes(8), localDate(now, vocabulary.city.timeZone));
  const saved = saveReport(client, number, sent, hash, opening, opened);
  const story = storyOfNew(vocabulary, { number, opening, opened, hasContact: contact !== null });
  if (story && !matched.isPickTooFar) {
    withCommit(client, saved);
    return story;
  }
  const joins = {
    orderId,
    at: now,
    personId: null,
    unitId: null,
    action: 'join',
    fromState: state,
    toState: state,
    details: opened.likelihood ? { likelihood: opened.likelihood } : {},
  };
  await Promise.all([
    saved,
    opened.joined && insertOrderEvent(client, joins),
    opened.joined && notifyOrderChanged(client, orderId), // a new one told of itself
  ]);
  if (matched.isPickTooFar) throw refuse('asset-too-far', { field: 'assetId', params: { metres: farthestPickM } });
  return tellStory(client, number);
};
