import { findOffer } from '#db/queries/orders/join-offers.ts';
import { wasMergedBy } from '#db/queries/orders/joins.ts';
import type { Vocabulary } from '#db/queries/places/vocabulary.ts';
import type { Connection } from '#db/sql.ts';
import { decideBecauseFor, decideBecauseSo } from '#domain/act-because.ts';
import type { ActBecause } from '#domain/contract/orders.ts';
import { wordReason } from '#domain/contract/reasons.ts';
import type { Reason } from '#domain/contract/terms.ts';
import type { Person } from '../app-type.ts';
import { accepted } from '../errors.ts';
import { heirsIn } from '../living-units.ts';
import type { Act } from './decide-act.ts';
import { suggestionOf } from './suggestion.ts';

const reasonOf = ({ code, ...params }: ActBecause): Reason => ({ code, params });

/**
 * What is kept in words of an act: what a page wrote for its person, in Chinese, as all that is stored, and behind it what they wrote themselves; for
 * who reads words alone (a message, an export, a bill).
 */
export const noteInWords = (because: ActBecause | undefined, own: string): string | undefined =>
  [because && wordReason(reasonOf(because), 'zh'), own].filter(Boolean).join(' ') || undefined;

/** What an event keeps of it, so that each reader reads it in their own language. */
export const becauseKept = ({ because }: Pick<Act, 'because'>): { because?: Reason } => (because === undefined ? {} : { because: reasonOf(because) });

/** Codes that say something of what the order's page showed, or of who merged it. */
const saysOfOrder: ReadonlySet<ActBecause['code']> = new Set(['note-same-place', 'note-as-suggested', 'note-as-recorded', 'note-slip']);

/**
 * A code stands for words only where a page writes it, and only for what is so: nobody gives a reason by naming the code of another act.
 * The caller of this holds the order. @throws HttpError because-unfit
 */
export const requireFitting = async (
  client: Connection,
  { units }: Pick<Vocabulary, 'units'>,
  { id, action, because, unitId, orderId }: Act,
  person: Pick<Person, 'id'>,
): Promise<void> => {
  accepted(decideBecauseFor(because, action));
  if (because === undefined || !saysOfOrder.has(because.code)) return;
  const isOwnMerge = because.code === 'note-slip' && (await wasMergedBy(client, id, person.id));
  const offer = because.code === 'note-same-place' && orderId !== undefined ? ((await findOffer(client, id, orderId)) ?? null) : null;
  const suggestion = because.code === 'note-as-suggested' || because.code === 'note-as-recorded' ? await suggestionOf(client, id, heirsIn(units)) : null;
  accepted(decideBecauseSo(because, unitId, { suggestion, offer, isOwnMerge }));
};
