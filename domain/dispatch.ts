import { type Applied, applyRules, type Named, type PlaceUnits } from './apply-rules.ts';
import type { DispatchCase, DispatchRule } from './contract/dispatch-rules.ts';
import type { ReasonCode } from './contract/reasons.ts';
import type { Reason } from './contract/terms.ts';
import { type CaseInput, type Living, readCase } from './dispatch-case.ts';
import { livingUnit } from './living-unit.ts';

/** The rules that hold at the moment of a decision. */
export interface RuleSet {
  readonly version: number;
  readonly rules: readonly DispatchRule[];
}

export interface DispatchInput extends CaseInput {
  readonly units: PlaceUnits;
  /** Of the units that assets and rules name: which ended, and who followed them (null: nobody). One not listed is active. */
  readonly endedUnits?: EndedUnits;
}

export type EndedUnits = Readonly<Record<string, { readonly successorId: string | null }>>;

export interface DispatchDecision {
  readonly unitId: string;
  readonly reason: Reason;
  /** Unit ids from the city's centre down to the unit. */
  readonly path: string[];
  readonly informed: { readonly unitId: string; readonly reason: Reason }[];
  /** Who is called to a danger before the street's, the district's and the city's people. */
  readonly fallbacks: readonly string[];
  readonly matchScore: number | null;
  readonly assetId: string | null;
  /** Which rule of which version; the row is null where no rule fitted and the street had to take it. */
  readonly rule: { readonly version: number; readonly row: number | null; readonly ruleId: string | null };
  readonly of: DispatchCase;
}

export const livingAmong =
  (ended: EndedUnits): Living =>
  (unitId) =>
    livingUnit(unitId, (id) => {
      const unit = ended[id];
      return unit && { active: false, successorId: unit.successorId };
    });

const coded = (code: ReasonCode, params?: Reason['params']): Reason => (params ? { code, params } : { code });

const percentOf = ({ percent }: DispatchCase): Reason['params'] => (percent === null ? undefined : { percent });

const byKind: Readonly<Record<string, ReasonCode>> = { road: 'dispatch-kind-road', greening: 'dispatch-kind-greening', street: 'dispatch-kind-centre' };

const knownBy = { plate: 'dispatch-plate', picked: 'dispatch-picked', matched: 'dispatch-matched' } as const satisfies Record<string, ReasonCode>;

const keeperReason = (of: DispatchCase, unitId: string): Reason => {
  const as = unitId === of.maintainerId && of.maintainerId !== of.ownerId ? 'maintainer' : 'owner';
  const { by } = of;
  return coded(by === null ? 'dispatch-matched' : knownBy[by], { ...(by === 'matched' ? percentOf(of) : {}), as });
};

const doubtReason = (of: DispatchCase, informed: readonly Named[]): Reason => {
  if (informed.some(({ party }) => party === 'likeliest')) return coded('dispatch-unsure-hazard', percentOf(of));
  return coded(of.belief === 'unsure' && of.location !== null ? 'dispatch-unsure' : 'dispatch-none', percentOf(of));
};

/** The sentence that says why: where the rule does what the thing's own circumstances say, theirs; else the rule itself. */
const reasonOf = (of: DispatchCase, { accountable, informed, row }: Applied, version: number): Reason => {
  const { party, unitId } = accountable;
  if (of.acts !== 'owner') return byKind[party] ? coded(byKind[party]) : coded('dispatch-rule', { version, row });
  if (of.belief === 'known' && (party === 'maintainer' || party === 'owner')) return keeperReason(of, unitId);
  if (of.belief === 'ownerless' && party === 'road') return coded('dispatch-ownerless-road');
  if (of.belief === 'ownerless' && party === 'street') return coded(of.hasEnded ? 'dispatch-unit-ended' : 'dispatch-ownerless');
  if ((of.belief === 'unsure' || of.belief === 'none') && party === 'street') return doubtReason(of, informed);
  return coded('dispatch-rule', { version, row });
};

const informedReason = (of: DispatchCase, party: string, { row }: Applied, version: number): Reason => {
  if (party === 'owner') return coded('informed-owner');
  if (party === 'road') return coded(of.belief === 'unsure' || of.belief === 'none' ? 'informed-road-hazard' : 'informed-road');
  if (party === 'likeliest' && of.isHazard) return coded('informed-likeliest-owner', percentOf(of));
  return coded('informed-rule', { version, row });
};

const pathTo = ({ cityCentre, districtCentre, streetCentre }: PlaceUnits, unitId: string): string[] => {
  const centres = [cityCentre, districtCentre, streetCentre];
  return [...new Set([...centres, unitId])];
};

/**
 * Who is accountable, who is told, who falls back, and why: the first rule of the set that fits the case says so. Never nobody: where no
 * rule names a unit that exists, the street's centre has it.
 */
export const decideDispatch = (input: DispatchInput, set: RuleSet): DispatchDecision => {
  const living = livingAmong(input.endedUnits ?? {});
  const { of, assetId, matchScore } = readCase(input, living);
  const applied = applyRules(set.rules, of, input.units, living);
  const found = { of, assetId, matchScore };
  const { version } = set;
  if (!applied) {
    const unitId = input.units.streetCentre;
    const rule = { version, row: null, ruleId: null };
    return { ...found, unitId, reason: coded('dispatch-no-rule'), path: pathTo(input.units, unitId), informed: [], fallbacks: [], rule };
  }
  const { unitId } = applied.accountable;
  return {
    ...found,
    unitId,
    reason: reasonOf(of, applied, version),
    path: pathTo(input.units, unitId),
    informed: applied.informed.map((told) => ({ unitId: told.unitId, reason: informedReason(of, told.party, applied, version) })),
    fallbacks: applied.fallbacks,
    rule: { version, row: applied.row, ruleId: applied.rule.id },
  };
};
