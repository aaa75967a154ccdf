import type { Vocabulary } from '#db/queries/vocabulary.ts';
import type { ReasonCode } from '#domain/contract/reasons.ts';
import type { OrderAction, OrderState, Reason } from '#domain/contract/terms.ts';
import { livingUnit } from '#domain/living-unit.ts';
import { refuse } from '../errors.ts';
import { centreLevels } from '../order-access.ts';

/** Who is accountable after a move, and by which way it came there. */
export interface Successor {
  readonly unitId: string;
  readonly reason: Reason;
  readonly path: readonly string[];
}

interface At {
  readonly state: OrderState;
  readonly unitId: string;
  readonly districtCode: string;
  readonly streetCode: string;
}

/** The unit itself while it goes on, else who followed it. */
export const livingIn = ({ units }: Vocabulary, unitId: string | null): string | null => livingUnit(unitId, (id) => units.find((unit) => unit.id === id));

const coded = (code: ReasonCode): Reason => ({ code });

/** From the city's centre down to a unit. @param levels the street's centre first */
export const pathTo = (levels: readonly string[], unitId: string): string[] => {
  const centres = levels.toReversed();
  const upTo = centres.indexOf(unitId);
  return upTo === -1 ? [...centres, unitId] : centres.slice(0, upTo + 1);
};

/**
 * The unit that a dispatch, a rework or a centre's own return makes accountable; null for every other move. A centre hands up: the street's
 * to the district's, that one to the city's; the city's own has nobody to return to.
 */
export const decideSuccessor = (vocabulary: Vocabulary, order: At, action: OrderAction, wantedUnit: string | undefined): Successor | null => {
  const upwards = centreLevels(vocabulary, order);
  const to = (unitId: string, code: ReasonCode): Successor => ({ unitId, reason: coded(code), path: pathTo(upwards, unitId) });
  // A unit that ended is followed by its successor; where there is none the street's centre has it.
  if (action === 'rework') return to(livingIn(vocabulary, order.unitId) ?? upwards[0] ?? order.unitId, 'assignment-rework');
  if (action === 'dispatch') {
    if (!vocabulary.units.some((u) => u.id === wantedUnit && u.active)) throw refuse('unit-unknown', { field: 'unitId' });
    return to(wantedUnit ?? '', 'assignment-dispatched');
  }
  if (action !== 'return') return null;
  const next = upwards[upwards.indexOf(order.unitId) + 1];
  if (next === undefined) throw refuse('move-illegal', { params: { state: order.state, action } });
  return to(next, 'assignment-handed-up');
};
