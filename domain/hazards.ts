/**
 * Hazards that follow from what is recorded: nobody reports them. Which load class a place asks for and where a net is asked is the
 * city's (settings.hazards of its city.json); the defaults are EN 124 and GB/T 23858. The same rule stands in
 * db/functions/derive-hazards.sql for loads of millions; a test holds the two equal.
 */
export type Hazard = 'weak_cover' | 'no_anti_fall_net';
export type LoadClass = 'A15' | 'B125' | 'C250' | 'D400' | 'E600' | 'F900';
export type LocationKind = 'carriageway' | 'footway' | 'green' | 'compound';

export interface HazardRules {
  /** The least load class that each kind of location asks for. */
  readonly loadClass: Readonly<Record<LocationKind, LoadClass>>;
  /** Wells of these classes at least so deep (m) must have a net under the cover. */
  readonly antiFallNet: { readonly classCodes: readonly string[]; readonly fromDepthM: number };
  /** A well not looked at for so many days is due again. */
  readonly verifiedWithinDays: number;
}

const defaultHazardRules: HazardRules = {
  loadClass: { carriageway: 'D400', footway: 'B125', green: 'A15', compound: 'B125' },
  antiFallNet: { classCodes: ['0102', '0103'], fromDepthM: 1.5 },
  verifiedWithinDays: 1095,
};

const isPart = (value: unknown): value is Partial<HazardRules> => typeof value === 'object' && value !== null;

/** The city's rules, what it leaves out by default. @param given settings.hazards */
export const hazardRulesOf = (given: unknown): HazardRules => {
  const own = isPart(given) ? given : {};
  return {
    loadClass: { ...defaultHazardRules.loadClass, ...own.loadClass },
    antiFallNet: { ...defaultHazardRules.antiFallNet, ...own.antiFallNet },
    verifiedWithinDays: own.verifiedWithinDays ?? defaultHazardRules.verifiedWithinDays,
  };
};

/** What stored hazards are derived by: days of verification are compared when somebody asks, and stored nowhere. */
export type DerivingRules = Pick<HazardRules, 'loadClass' | 'antiFallNet'>;

/** @param given settings.hazards */
export const derivingRulesOf = (given: unknown): DerivingRules => {
  const { loadClass, antiFallNet } = hazardRulesOf(given);
  return { loadClass, antiFallNet };
};

export interface HazardFacts {
  readonly classCode: string;
  readonly locationKind: LocationKind;
  readonly status: string;
  /** Of the cover that is on it; null when none is. */
  readonly loadClass: LoadClass | null;
  readonly depthM: number | null;
  /** null: nobody has looked, which is a gap in the record and no hazard. */
  readonly hasAntiFallNet: boolean | null;
}

const strengths: readonly LoadClass[] = ['A15', 'B125', 'C250', 'D400', 'E600', 'F900'];

/** Whether a cover is below what its place asks for. */
export const isWeakCover = (rules: HazardRules, locationKind: LocationKind, loadClass: LoadClass): boolean =>
  strengths.indexOf(loadClass) < strengths.indexOf(rules.loadClass[locationKind]);

/** The hazards of an asset, in one order; a removed one has none. */
export const hazardsOf = (rules: HazardRules, facts: HazardFacts): Hazard[] => {
  if (facts.status === 'removed') return [];
  const { classCodes, fromDepthM } = rules.antiFallNet;
  const weak = facts.loadClass !== null && isWeakCover(rules, facts.locationKind, facts.loadClass);
  const open = facts.hasAntiFallNet === false && classCodes.includes(facts.classCode) && (facts.depthM ?? 0) >= fromDepthM;
  return [...(weak ? (['weak_cover'] as const) : []), ...(open ? (['no_anti_fall_net'] as const) : [])];
};

/**
 * Whether nobody has looked at it for too long. Of one that no day of a look is known of, the day it was first recorded counts: whoever
 * recorded it knew of it then, and what a census brought today is not "not looked at for long". db/queries/asset-filters.ts asks the same.
 * @param dueBefore see verificationDueBefore
 */
export const isVerificationDue = (
  { status, lastVerifiedOn, firstRecordedOn }: { readonly status: string; readonly lastVerifiedOn: string | null; readonly firstRecordedOn: string },
  dueBefore: string,
): boolean => status !== 'removed' && (lastVerifiedOn ?? firstRecordedOn) < dueBefore;

/** The date before which a last look is too long ago. @param today ISO date */
export const verificationDueBefore = (rules: HazardRules, today: string): string =>
  new Date(Date.parse(`${today}T00:00:00Z`) - rules.verifiedWithinDays * 86_400_000).toISOString().slice(0, 10);
