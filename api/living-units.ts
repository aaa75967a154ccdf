import type { UnitRow, Vocabulary } from '#db/queries/places/vocabulary.ts';
import { livingIn } from '#domain/living-unit.ts';
import { followUnits, type Heirs } from '#domain/match/follow-units.ts';
import { defaultPriors, withPriors } from '#domain/match/priors.ts';

/** Who follows each unit that has ended; those that nobody follows are left out. */
export const heirsIn = (units: readonly UnitRow[]): Heirs =>
  new Map(
    units.flatMap(({ id, active }): [string, string][] => {
      const heir = active ? null : livingIn(units, id);
      return heir === null ? [] : [[id, heir]];
    }),
  );

/** The city with its version of what is believed as it is of the units that live. */
export const withLivingUnits = (vocabulary: Vocabulary): Vocabulary => {
  const { match, units } = vocabulary;
  const heirs = heirsIn(units);
  if (match === null || heirs.size === 0) return vocabulary;
  return { ...vocabulary, match: { ...match, priors: followUnits(withPriors(match.priors, defaultPriors), heirs) } };
};

/** The units as they were. @param followed those that others had followed by then */
export const unitsThen = (units: readonly UnitRow[], followed: ReadonlySet<string>): UnitRow[] =>
  units.map((unit) => (unit.successorId === null || followed.has(unit.id) ? unit : { ...unit, active: true }));
