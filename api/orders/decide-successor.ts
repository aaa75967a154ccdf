import type { Vocabulary } from '#db/queries/vocabulary.ts';
import type { ReasonCode } from '#domain/contract/reasons.ts';
import type { OrderAction, Reason } from '#domain/contract/terms.ts';
import { refuse } from '../errors.ts';
import { centresOf } from '../order-access.ts';

/** Who is accountable after a move, and by which way it came there. */
export interface Successor {
  readonly unitId: string;
  readonly reason: Reason;
  readonly path: readonly string[];
}

interface At {
  readonly unitId: string;
  readonly districtCode: string;
  readonly streetCode: string;
}

const coded = (code: ReasonCode): Reason => ({ code });

/**
 * The unit that a return, a dispatch or a rework makes accountable; null for every other move. A return goes to the street's
 * handling centre, from there to the district's, from there to the city's: the city's own has nobody to return to.
 */
export const decideSuccessor = (vocabulary: Vocabulary, order: At, action: OrderAction, wantedUnit: string | undefined): Successor | null => {
  const centreOf = centresOf(vocabulary.units);
  const centres = [vocabulary.city.code, order.districtCode, order.streetCode].flatMap((code) => centreOf.get(code) ?? []);
  const pathTo = (unitId: string) => {
    const upTo = centres.indexOf(unitId);
    return upTo === -1 ? [...centres, unitId] : centres.slice(0, upTo + 1);
  };
  const to = (unitId: string, code: ReasonCode): Successor => ({ unitId, reason: coded(code), path: pathTo(unitId) });
  if (action === 'rework') return to(order.unitId, 'assignment-rework');
  if (action === 'dispatch') {
    if (!vocabulary.units.some((u) => u.id === wantedUnit && u.active)) throw refuse('unit-unknown', { field: 'unitId' });
    return to(wantedUnit ?? '', 'assignment-dispatched');
  }
  if (action !== 'return') return null;
  const upwards = centres.toReversed();
  const next = upwards[upwards.indexOf(order.unitId) + 1];
  if (next === undefined) throw refuse('move-illegal', { params: { state: 'dispatched', action } });
  return to(next, 'assignment-returned');
};
