import {
  decideDenials,
  insertDenial,
  listDeniers,
  listLineOwners,
  listToldCandidates,
  lockOwnership,
  type OwnershipRow,
  saveOwnership,
} from '#db/queries/orders/denials.ts';
import { tellUnit } from '#db/queries/orders/order-changes.ts';
import { centreFrom } from '#domain/after-rules.ts';
import { acceptedConfidence, beliefAfterDenial, decideAfterDenial, decidedConfidence } from '#domain/denial.ts';
import { livingIn } from '#domain/living-unit.ts';
import { localDate } from '#domain/local-time.ts';
import { afterRulesAt } from '../after-rules.ts';
import { refuse } from '../errors.ts';
import { centreLevels, centresAt } from '../order-access.ts';
import type { Acting } from './acting.ts';
import { pathTo, type Successor } from './decide-successor.ts';

/** Denials and decisions are the staff's; no caller has a hand for them. */
const staffOf = (person: Acting['person']): string => {
  if (!person) throw refuse('forbidden');
  return person.id;
};

const save = ({ client, vocabulary, order, act, person, now }: Acting, assetId: string, before: OwnershipRow, after: OwnershipRow) =>
  saveOwnership(client, {
    assetId,
    orderId: order.id,
    personId: staffOf(person),
    at: now,
    on: localDate(now, vocabulary.city.timeZone),
    before,
    after,
    note: act.note ?? null,
  });

/** A centre decided whose it is, or the registrar on a claim with its evidence: that is not argued over again, and no repair teaches otherwise. */
const isSettled = ({ ownerEvidence }: OwnershipRow): boolean => ownerEvidence === 'decision' || ownerEvidence === 'claim';

/** A denial lowers what the registry believes of that owner. */
const doubtOwner = async (acting: Acting): Promise<void> => {
  const { client, order } = acting;
  const kept = order.assetId === null ? undefined : await lockOwnership(client, order.assetId);
  if (order.assetId === null || kept?.ownerId !== order.unitId) return;
  if (isSettled(kept)) throw refuse('ownership-decided', { field: 'action' });
  if ((await listDeniers(client, order.id)).includes(order.unitId)) return; // the same word twice weighs once
  await save(acting, order.assetId, kept, { ...kept, ownerConfidence: beliefAfterDenial(kept.ownerConfidence), ownerEvidence: 'denied' });
};

/**
 * A unit says "not ours": kept with its evidence, believed so far as its word goes, and the next candidate is asked; at the last denial that the
 * rules allow the fallback acts and a centre is told to decide.
 * @throws HttpError ownership-decided where the centre has decided before that it is theirs
 */
export const deny = async (acting: Acting): Promise<Successor> => {
  const { client, vocabulary, order, act, person, now } = acting;
  await doubtOwner(acting);
  await insertDenial(client, { orderId: order.id, unitId: order.unitId, assetId: order.assetId, personId: staffOf(person), at: now, note: act.note ?? '' });
  const levels = centreLevels(vocabulary, order);
  const centres = centresAt(vocabulary, order);
  const { denial } = afterRulesAt(vocabulary, now).after;
  const living = <C extends { readonly ownerId: string | null }>(candidates: readonly C[]): C[] =>
    candidates.map((candidate) => ({ ...candidate, ownerId: livingIn(vocabulary.units, candidate.ownerId) }));
  const after = decideAfterDenial({
    candidates: living(await listToldCandidates(client, order.id)),
    neighbours: order.assetId === null ? [] : living(await listLineOwners(client, order.assetId)),
    denied: (await listDeniers(client, order.id)).map((unitId) => livingIn(vocabulary.units, unitId) ?? unitId),
    rule: denial,
    fallsTo: centreFrom(denial.fallsTo, centres),
    decides: centreFrom(denial.decides, centres),
    isActive: (unitId) => vocabulary.units.some((unit) => unit.id === unitId && unit.active),
  });
  if (after.decides !== null && after.decides !== after.unitId)
    await tellUnit(client, { orderId: order.id, unitId: after.decides, at: now, reason: { code: 'informed-decide' } });
  return { unitId: after.unitId, reason: after.reason, path: pathTo(levels, after.unitId), decides: after.decides };
};

/** Every denier but the owner was right, and the registry learns whose it is. */
const settle = async (acting: Acting, ownerId: string, ownerConfidence: number, ownerEvidence: 'decision' | 'accepted'): Promise<void> => {
  const { client, order, now } = acting;
  const kept = order.assetId === null ? undefined : await lockOwnership(client, order.assetId);
  if (ownerEvidence === 'accepted' && kept && isSettled(kept)) return;
  await decideDenials(client, order.id, ownerId, now);
  if (order.assetId === null || !kept) return;
  await save(acting, order.assetId, kept, { ownerId, ownerConfidence, ownerEvidence });
};

const isCentre = ({ vocabulary }: Acting, unitId: string) => vocabulary.units.some((unit) => unit.id === unitId && unit.kind === 'centre');

/**
 * After so many denials as the rules allow the district's or the city's dispatcher decides whose it is by sending it there: the registry learns it, and so
 * does the score of whoever denied what they own. @param toUnit where it is sent
 */
export const decideOwner = async (acting: Acting, toUnit: string): Promise<void> => {
  const denied = await listDeniers(acting.client, acting.order.id);
  const { mostDenials } = afterRulesAt(acting.vocabulary, acting.now).after.denial;
  if (denied.length >= mostDenials && !isCentre(acting, toUnit)) await settle(acting, toUnit, decidedConfidence, 'decision');
};

/** Who repaired what another had denied has taken it for theirs. */
export const acceptOwner = async (acting: Acting): Promise<void> => {
  const { client, order } = acting;
  const denied = await listDeniers(client, order.id);
  if (denied.length > 0 && !denied.includes(order.unitId) && !isCentre(acting, order.unitId))
    await settle(acting, order.unitId, acceptedConfidence, 'accepted');
};
