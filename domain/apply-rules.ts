import type { DispatchCase, DispatchRule, RuleWhen } from './contract/dispatch-rules.ts';
import type { Living } from './dispatch-case.ts';

/** The units that the words of a rule stand for at one place. */
export interface PlaceUnits {
  readonly streetCentre: string;
  readonly districtCentre: string;
  readonly cityCentre: string;
  /** The district's road authority and greening unit, where it has them. */
  readonly road: string | null;
  readonly greening: string | null;
}

const among = <T>(wanted: readonly T[] | undefined, value: T | null): boolean => wanted === undefined || (value !== null && wanted.includes(value));

/** Whether a time lies in hours that may go over midnight; the end is not in them. */
export const isWithin = ({ from, to }: NonNullable<RuleWhen['hours']>, time: string): boolean =>
  from < to ? time >= from && time < to : time >= from || time < to;

/** One test a condition; check-rules.ts splits the cases of a city along the same ones. */
export const conditions: Readonly<Record<keyof RuleWhen, (when: RuleWhen, of: DispatchCase) => boolean>> = {
  acts: (when, of) => among(when.acts, of.acts),
  kinds: (when, of) => among(when.kinds, of.kind),
  isHazard: (when, of) => when.isHazard === undefined || when.isHazard === of.isHazard,
  beliefs: (when, of) => among(when.beliefs, of.belief),
  classes: (when, of) => among(when.classes, of.classCode),
  locations: (when, of) => among<string>(when.locations, of.location),
  places: (when, of) => among(when.places, of.districtCode) || among(when.places, of.streetCode),
  hours: (when, of) => when.hours === undefined || isWithin(when.hours, of.time),
};
const all = Object.values(conditions);

export const fits = (when: RuleWhen, of: DispatchCase): boolean => all.every((holds) => holds(when, of));

/** A needless look costs less than a hole that waits: who owns it one time in ten is told. */
export const leastPercentUnlessSaid = 10;

/** The unit that a word of a rule stands for; null where there is none. */
export const unitOf = (party: string, rule: DispatchRule, of: DispatchCase, units: PlaceUnits, living: Living): string | null => {
  if (party.startsWith('unit:')) return living(party.slice(5));
  // Of a known thing its owner is the likeliest, whatever else a case says: check-rules.ts counts on it.
  const [likeliest, percent] = of.belief === 'known' ? [of.ownerId, 100] : [of.likeliestId, of.percent ?? 0];
  const byWord: Readonly<Record<string, string | null>> = {
    maintainer: living(of.maintainerId),
    owner: living(of.ownerId),
    likeliest: percent >= (rule.leastPercent ?? leastPercentUnlessSaid) ? living(likeliest) : null,
    road: units.road,
    greening: units.greening,
    street: units.streetCentre,
    district: units.districtCentre,
    city: units.cityCentre,
  };
  return byWord[party] ?? null;
};

/** The set that holds at an instant: of those whose time has come the one that came last. @param sets the latest first */
export const ruleSetAt = <S extends { readonly effectiveAt: string }>(sets: readonly S[], now: string): S | undefined =>
  sets.find(({ effectiveAt }) => Date.parse(effectiveAt) <= Date.parse(now));

export interface Named {
  readonly party: string;
  readonly unitId: string;
}

export interface Applied {
  readonly rule: DispatchRule;
  /** From 1, as the table is read. */
  readonly row: number;
  readonly accountable: Named;
  readonly informed: readonly Named[];
  readonly fallbacks: readonly string[];
}

/** What the first rule that fits says; null where none fits or it names nobody who exists here. A checked set never comes to null. */
export const applyRules = (rules: readonly DispatchRule[], of: DispatchCase, units: PlaceUnits, living: Living): Applied | null => {
  const at = rules.findIndex((rule) => fits(rule.when, of));
  const rule = rules[at];
  if (!rule) return null;
  const named = (parties: readonly string[]): Named[] =>
    parties.flatMap((party) => {
      const unitId = unitOf(party, rule, of, units, living);
      return unitId === null ? [] : [{ party, unitId }];
    });
  const [accountable] = named(rule.act);
  if (!accountable) return null;
  const isFirst = ({ unitId }: Named, i: number, list: readonly Named[]) => list.findIndex((other) => other.unitId === unitId) === i;
  const informed = named(rule.tell).filter((one, i, list) => one.unitId !== accountable.unitId && isFirst(one, i, list));
  return { rule, row: at + 1, accountable, informed, fallbacks: [...new Set(named(rule.fallBack).map(({ unitId }) => unitId))] };
};
