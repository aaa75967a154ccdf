import type { Static } from 'typebox';
import { inTransaction } from '#db/pool.ts';
import { type HeldAsset, lockAssets } from '#db/queries/assets/asset-edits.ts';
import {
  decideClaims,
  findNotice,
  type HeldNotice,
  hasOpenNotice,
  insertClaim,
  insertNotice,
  lockNotice,
  putOffNotice,
} from '#db/queries/assets/ownership-notices.ts';
import type { Vocabulary } from '#db/queries/places/vocabulary.ts';
import type { Connection } from '#db/sql.ts';
import { cityNumber } from '#domain/city-numbers.ts';
import { decideText } from '#domain/clean-text.ts';
import type * as contract from '#domain/contract/ownership-notices.ts';
import { localDate } from '#domain/local-time.ts';
import { decideClaim, decideNotice, decideOwnerless, endOfNotice, type NoticeOutcome, noticeDueAt, type Settled } from '#domain/ownership-notice.ts';
import { unitsAt } from '#domain/place-units.ts';
import type { App, Person } from '../app-type.ts';
import { accepted, refuse } from '../errors.ts';
import { vocabularyOf } from '../vocabulary.ts';
import { type Doing, endNotice, saveWell } from './learn-owner.ts';
import { takeStep } from './take-step.ts';
import { claimingUnits, mayDecide, tellNotices } from './tell-notice.ts';

interface Acting {
  readonly client: Connection;
  readonly vocabulary: Vocabulary;
  readonly person: Person;
  readonly now: string;
}

const doingOf = ({ client, vocabulary, person, now }: Acting): Doing => ({
  client,
  personId: person.id,
  now,
  timeZone: vocabulary.city.timeZone,
  units: vocabulary.units,
});
const todayOf = ({ vocabulary, now }: Acting): string => localDate(now, vocabulary.city.timeZone);

const holdWell = async ({ client }: Acting, assetId: string): Promise<HeldAsset> => {
  const [asset] = await lockAssets(client, [assetId]);
  if (!asset) throw refuse('plate-unknown', { field: 'assetId' });
  return asset;
};

/** Runs one act in one transaction and tells the notice as it is then. */
const acting = async (app: App, person: Person, now: string, work: (acting: Acting) => Promise<string>): Promise<contract.OwnershipNotice> => {
  const vocabulary = await vocabularyOf(app.pool);
  return inTransaction(app.pool, async (client) => {
    const id = await work({ client, vocabulary, person, now });
    const row = await findNotice(client, id);
    const [told] = row ? await tellNotices(client, vocabulary, [row], person, now) : [];
    if (!told) throw refuse('not-found', { field: 'id' });
    return told;
  });
};

const standingOf = ({ ownerId, mergedInto, facts: { status } }: HeldAsset) => ({ ownerId, mergedInto, status });

/** Puts a well that nobody owns in the public notice; who maintains the road keeps it from now on, so that orders about it are somebody's. */
export const publish = (app: App, person: Person, now: string, { assetId, note }: Static<typeof contract.publishNotice.body>) =>
  acting(app, person, now, async (act) => {
    const asset = await holdWell(act, assetId);
    if (!mayDecide(person, asset)) throw refuse('outside-scope');
    accepted(decideOwnerless(standingOf(asset), 'assetId'));
    if (await hasOpenNotice(act.client, assetId)) throw refuse('notice-open', { field: 'assetId' });
    const { city, units } = act.vocabulary;
    const here = unitsAt(units, city.code)(asset);
    const kept = units.find(({ id, active }) => active && id === asset.maintainerId)?.id ?? null;
    const keeperId = kept ?? here.road ?? here.streetCentre;
    const endsOn = endOfNotice(todayOf(act), cityNumber(city.settings, 'ownershipNoticeDays'));
    const words = accepted(decideText(note ?? '', 'note', 2000)) || null;
    const dueAt = noticeDueAt(endsOn, city.timeZone);
    const id = await insertNotice(act.client, { assetId, keeperId, keptBefore: kept, openedAt: now, endsOn, dueAt, note: words });
    await takeStep(act.client, { noticeId: id, at: now, step: 'publish', personId: person.id, unitId: keeperId, note: words });
    await saveWell(doingOf(act), asset, { maintainerId: keeperId }, words);
    return id;
  });

const requireNote = (note: string): string => {
  const words = accepted(decideText(note, 'note', 2000));
  if (!words) throw refuse('note-missing', { field: 'note' });
  return words;
};

/** A unit says that a well in the notice is its own: in words, and by at least one photo or document. */
export const claim = (app: App, person: Person, now: string, id: string, body: Static<typeof contract.claimWell.body>) =>
  acting(app, person, now, async (act) => {
    if (!claimingUnits(person).includes(body.unitId)) throw refuse('outside-scope', { field: 'unitId' });
    const notice = await lockNotice(act.client, id);
    if (!notice) throw refuse('not-found', { field: 'id' });
    accepted(decideClaim(notice, body.unitId));
    requireUnit(act, body.unitId); // its people keep their role at a unit that ended, to read
    const note = requireNote(body.note);
    if (body.photoIds.length === 0) throw refuse('claim-evidence-missing', { field: 'photoIds' });
    const attached = await insertClaim(act.client, { noticeId: id, unitId: body.unitId, personId: person.id, at: now, note, photoIds: body.photoIds });
    if (attached < body.photoIds.length) throw refuse('photo-unknown', { field: 'photoIds' });
    await takeStep(act.client, { noticeId: id, at: now, step: 'claim', personId: person.id, unitId: body.unitId, note });
    return id;
  });

/** A unit that ended cannot be given a well. */
const requireUnit = ({ vocabulary }: Acting, unitId: string | undefined): void => {
  const unit = vocabulary.units.find(({ id, active }) => id === unitId && active);
  if (!unit || unit.kind === 'centre') throw refuse('unit-unknown', { field: 'unitId' });
};

type Deciding = Acting & { readonly notice: HeldNotice; readonly note: string };

const refuseClaim = async (act: Deciding, claimId: string | null): Promise<void> => {
  const { client, notice, person, now, note } = act;
  const unitId = notice.claims.find(({ id }) => id === claimId)?.unitId ?? null;
  await decideClaims(client, notice.id, { claimId, accepted: false, at: now });
  await takeStep(client, { noticeId: notice.id, at: now, step: 'refuse', personId: person.id, unitId, note });
  // The last claim refused after the notice: nothing is waited for any more, so the clockwork ends it at once.
  if (todayOf(act) > notice.endsOn) await putOffNotice(client, notice.id, now);
};

const steps = { confirmed: 'confirm', assigned: 'assign', unowned: 'unowned', withdrawn: 'withdraw' } as const;

const settle = async (act: Deciding, asset: HeldAsset, outcome: NoticeOutcome, { ownerId, claimId }: Settled): Promise<void> => {
  const { client, notice, now, note } = act;
  if (outcome !== 'withdrawn') accepted(decideOwnerless(standingOf(asset), 'id'));
  // Put in the notice once more since: whoever claims it there is heard first.
  if (notice.outcome !== null && (await hasOpenNotice(client, notice.assetId))) throw refuse('notice-open', { field: 'id' });
  if (ownerId !== null) requireUnit(act, ownerId);
  if (claimId !== null) await decideClaims(client, notice.id, { claimId, accepted: true, at: now });
  await decideClaims(client, notice.id, { claimId: null, accepted: false, at: now });
  await endNotice(doingOf(act), notice, asset, { outcome, ownerId, step: steps[outcome], note });
};

/** The registrar's word on a claim or on the whole notice; the registry learns it in the same transaction. */
export const decide = (app: App, person: Person, now: string, id: string, body: Static<typeof contract.decideNotice.body>) =>
  acting(app, person, now, async (act) => {
    const notice = await lockNotice(act.client, id);
    if (!notice) throw refuse('not-found', { field: 'id' });
    const asset = await holdWell(act, notice.assetId);
    if (!mayDecide(person, asset)) throw refuse('outside-scope');
    const settled = accepted(decideNotice(notice, { ...body, today: todayOf(act) }));
    const deciding = { ...act, notice, note: requireNote(body.note) };
    if (settled.outcome === null) await refuseClaim(deciding, settled.claimId);
    else await settle(deciding, asset, settled.outcome, settled);
    return id;
  });
