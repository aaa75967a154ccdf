import { randomBytes } from 'node:crypto';
import type { KindRow, Vocabulary } from '#db/queries/places/vocabulary.ts';
import type { NewContact, ReportWithCaller } from '#db/queries/reports/reports.ts';
import { covers, reachOf } from '#domain/access.ts';
import { decideText } from '#domain/clean-text.ts';
import type { Language } from '#domain/contract/errors.ts';
import type { ReportRequest } from '#domain/contract/reports.ts';
import { localDate } from '#domain/local-time.ts';
import type { Lately } from '#domain/match/lately.ts';
import { likelyOf, packLikely } from '#domain/repeat/telling.ts';
import { reportNumber } from '#domain/report-number.ts';
import { readTelephone } from '#domain/telephone.ts';
import type { Person } from '../app-type.ts';
import { storedCandidate, storedOwners } from '../candidates.ts';
import { decideOpening } from '../decide-opening.ts';
import { accepted, refuse } from '../errors.ts';
import type { MatchedReport } from '../match-report.ts';
import type { Opened, Opening } from '../open-order.ts';

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

/** What is known of a report before the database is asked. */
export interface Asked extends Omit<Sent, 'line'> {
  readonly vocabulary: Vocabulary;
  readonly lately: Lately | null;
  readonly hash: Buffer;
  readonly lineKey: Buffer | null;
}

type Channel = Opening['hearsay']['channel'];

/** A report that may be taken: matched, with its number and what is to be done about it. */
export interface Ready extends Asked {
  readonly number: string;
  readonly channel: Channel;
  readonly contact: NewContact | null;
  readonly opening: Opening;
}

const channelOf = ({ body, byProgram, person }: Asked, { plate }: Pick<MatchedReport, 'plate'>): Channel => {
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

/** The number that they can be called at: who is asked for it mends it at once; a unit's own system cannot, and its reports are not held up by one. */
const phoneOf = (said: string, channel: Channel): string | null => {
  if (said.trim() === '') return null;
  const number = readTelephone(said);
  if (number !== null) return number;
  if (channel !== 'api') throw refuse('telephone-malformed', { field: 'contact/phone' });
  return accepted(decideText(said, 'contact/phone', 30)) || null;
};

/** Someone's words about themselves: empty is none. */
const contactOf = (body: ReportRequest, channel: Channel): NewContact | null => {
  const name = accepted(decideText(body.contact?.name ?? '', 'contact/name', 60)) || null;
  const phone = phoneOf(body.contact?.phone ?? '', channel);
  return name === null && phone === null ? null : { name, phone };
};

/** Whether it is taken, as what, and what is done about it. Refuses who may not, and what cannot be. */
export const readyOf = (asked: Asked, matched: MatchedReport): Ready => {
  const { vocabulary, body, person, language, lineKey, now } = asked;
  const channel = channelOf(asked, matched);
  const { kind } = matched;
  if (!kind) throw refuse('kind-unknown', { field: 'kind' });
  if (channel === 'hotline' && person && !mayTakeFor(person, matched)) throw refuse('outside-scope', { field: 'position' });
  requireFit(kind, matched, vocabulary, language);
  const contact = contactOf(body, channel);
  const opening = decideOpening({ vocabulary, matched, kind, body, contact, channel, lineKey, now });
  return { ...asked, channel, contact, opening, number: reportNumber(randomBytes(8), localDate(now, vocabulary.city.timeZone)) };
};

/** A report as it is written beside the order that it opened or joined. */
export const writtenOf = (ready: Ready, opened: Pick<Opened, 'incidentId' | 'orderId' | 'isHazard' | 'contact'>): ReportWithCaller => {
  const { body, channel, contact, hash, key, number, now, opening, person } = ready;
  const { kind, matched, hearsay } = opening;
  const candidates = matched.result.candidates.map(storedCandidate);
  const report = {
    number,
    incidentId: opened.incidentId,
    channel,
    kind: kind.code,
    point: { lon: matched.point.lon, lat: matched.point.lat },
    accuracyM: matched.accuracyM,
    datum: body.position?.datum ?? 'WGS84',
    text: matched.text,
    address: matched.address,
    plate: matched.plate,
    someoneHurt: body.someoneHurt ?? false,
    pickedAssetId: matched.pickedAsset?.id ?? null,
    candidates,
    owners: storedOwners(matched.result.owners),
    likely: packLikely(likelyOf(candidates)),
    matchVersion: matched.version,
    matchSeen: { ...matched.seen, told: matched.told() },
    key,
    bodyHash: hash,
    takenBy: channel === 'hotline' ? (person?.id ?? null) : null,
    receivedAt: now,
    lineKey: opened.isHazard || opening.isHazard ? hearsay.lineKey : null,
  };
  return { report, contact, clock: opened.contact && { ...opened.contact, orderId: opened.orderId } };
};
