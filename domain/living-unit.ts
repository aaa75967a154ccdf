/** What is known of whether a unit goes on, or who followed it. */
export interface UnitLife {
  readonly active: boolean;
  readonly successorId: string | null;
}

/** A unit that still exists: itself, or who followed it; null when nobody did. A unit of which nothing is known is taken to go on. */
export const livingUnit = (unitId: string | null, lifeOf: (unitId: string) => UnitLife | undefined): string | null => {
  let id = unitId;
  for (let step = 0; id !== null && step < 8; step++) {
    const unit: UnitLife | undefined = lifeOf(id);
    if (!unit || unit.active) return id;
    id = unit.successorId;
  }
  return null;
};

/** The same among all units that there are or were. */
export const livingIn = (units: readonly (UnitLife & { readonly id: string })[], unitId: string | null): string | null =>
  livingUnit(unitId, (id) => units.find((unit) => unit.id === id));
