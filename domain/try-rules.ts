import { applyRules, type PlaceUnits } from './apply-rules.ts';
import type { DispatchCase, DispatchRule } from './contract/dispatch-rules.ts';
import type { Living } from './dispatch-case.ts';

/** Of so many days a draft is tried before it is switched on: shorter than any month. */
export const leastTriedDays = 28;

export interface Tried {
  readonly rules: readonly DispatchRule[];
  readonly of: DispatchCase;
  readonly units: PlaceUnits;
  readonly living: Living;
}

export interface DispatchChange {
  readonly toUnit: string;
  /** Version 0: a draft has none yet. */
  readonly toRule: { readonly version: number; readonly row: number | null; readonly ruleId: string | null };
  readonly newlyTold: string[];
  readonly noLongerTold: string[];
}

/** What rules would have made otherwise of an order that was sent already; null when nothing. */
export const compareDispatch = (
  { rules, of, units, living }: Tried,
  was: { readonly unitId: string; readonly told: readonly string[] },
): DispatchChange | null => {
  const applied = applyRules(rules, of, units, living);
  const toUnit = applied?.accountable.unitId ?? units.streetCentre;
  const told = applied?.informed.map(({ unitId }) => unitId) ?? [];
  // A unit that ended since is compared as who followed it: that is no change of the rules.
  const wasUnit = living(was.unitId) ?? was.unitId;
  const wasTold = was.told.map((unitId) => living(unitId) ?? unitId);
  const newlyTold = told.filter((unitId) => !wasTold.includes(unitId));
  const noLongerTold = wasTold.filter((unitId) => !told.includes(unitId) && unitId !== toUnit);
  if (toUnit === wasUnit && newlyTold.length === 0 && noLongerTold.length === 0) return null;
  const toRule = { version: 0, row: applied?.row ?? null, ruleId: applied?.rule.id ?? null };
  return { toUnit: toUnit === wasUnit ? was.unitId : toUnit, toRule, newlyTold, noLongerTold };
};
