import type { Vocabulary } from '#db/queries/places/vocabulary.ts';
import type { ReasonCode } from '#domain/contract/reasons.ts';
import type { OrderAction, Reason } from '#domain/contract/terms.ts';
import { livingIn } from '#domain/living-unit.ts';
import { isBelow } from '#domain/unit-levels.ts';
import { refuse } from '../errors.ts';
import { centreLevels } from '../order-access.ts';

/** Who is accountable after a move, and by which way it came there. */
export interface Successor {
  readonly unitId: string;
  readonly reason: Reason;
  readonly path: readonly string[];
  /** The centre that has to decide whose it is after the last denial, told of it by that name. */
  readonly decides?: string | null;
}

interface At {
  readonly unitId: string;
  readonly districtCode: string;
  readonly streetCode: string;
}

interface Wish {
  readonly action: OrderAction;
  readonly unitId: string | undefined;
  /** Whether a leader sends it in person. */
  readonly isLeaders: boolean;
}

/** From the city's centre down to a unit. @param levels the street's centre first */
export const pathTo = (levels: readonly string[], unitId: string): string[] => {
  const centres = levels.toReversed();
  const upTo = centres.indexOf(unitId);
  return upTo === -1 ? [...centres, unitId] : centres.slice(0, upTo + 1);
};

/** Back to whoever had it, or to who followed them; a unit that ended without a successor leaves it to the street. */
const sameAgain: Readonly<Partial<Record<OrderAction, ReasonCode>>> = {
  rework: 'assignment-rework',
  not_solved: 'assignment-recheck',
  reopen: 'assignment-reopened',
};

/** The centres of other places are no units of this one: an order goes there whole, with its place. */
const requireHere = (vocabulary: Vocabulary, levels: readonly string[], unitId: string): void => {
  const unit = vocabulary.units.find(({ id, active }) => id === unitId && active);
  if (!unit) throw refuse('unit-unknown', { field: 'unitId' });
  if (unit.kind === 'centre' && !levels.includes(unit.id)) throw refuse('centre-elsewhere', { field: 'unitId' });
};

const requireBelow = (vocabulary: Vocabulary, levels: readonly string[], holder: string, unitId: string): void => {
  const [at, to] = [levels.indexOf(holder), levels.indexOf(unitId)];
  const isCentreBelow = at >= 0 && to >= 0 && to < at;
  const isUnitBelow = at < 0 && vocabulary.units.some((unit) => unit.id === unitId && unit.active) && isBelow(vocabulary.units, unitId, holder);
  if (!isCentreBelow && !isUnitBelow) throw refuse('unit-not-below', { field: 'unitId' });
};

const requireBeside = (vocabulary: Vocabulary, levels: readonly string[], unitId: string): void => {
  const unit = vocabulary.units.find(({ id, active }) => id === unitId && active);
  if (unit?.kind !== 'centre' || levels.includes(unitId)) throw refuse('unit-not-beside', { field: 'unitId' });
};

/** The unit that a move makes accountable; null where it stays with whom it is. A unit's return is a denial, decided elsewhere. */
export const decideSuccessor = (vocabulary: Vocabulary, order: At, { action, unitId = '', isLeaders }: Wish): Successor | null => {
  const levels = centreLevels(vocabulary, order);
  const to = (id: string, code: ReasonCode): Successor => ({ unitId: id, reason: { code }, path: pathTo(levels, id) });
  const again = sameAgain[action];
  if (again !== undefined) return to(livingIn(vocabulary.units, order.unitId) ?? levels[0] ?? order.unitId, again);
  switch (action) {
    case 'dispatch':
      requireHere(vocabulary, levels, unitId);
      return to(unitId, isLeaders ? 'assignment-in-person' : 'assignment-dispatched');
    case 'decide_docket':
      requireHere(vocabulary, levels, unitId);
      return to(unitId, 'assignment-docket');
    case 'hand_up':
      return to(levels[levels.indexOf(order.unitId) + 1] ?? order.unitId, 'assignment-handed-up');
    case 'hand_down':
      requireBelow(vocabulary, levels, order.unitId, unitId);
      return to(unitId, 'assignment-handed-down');
    case 'hand_across':
      requireBeside(vocabulary, levels, unitId);
      return { unitId, reason: { code: 'assignment-handed-across' }, path: [unitId] };
    default:
      return null;
  }
};
