import type { AfterRules } from './contract/after-rules.ts';
import type { Reason } from './contract/terms.ts';

/**
 * How often a unit says "not ours" of what is its own, and of what is not: the stated strength of its word until orders that were
 * settled teach a better one. A denial so takes the odds that the recorded owner is right down to a sixth.
 */
const deniesItsOwn = 0.15;
const deniesAnothers = 0.9;
/** What a handling centre decided after hearing the units is believed so far. */
export const decidedConfidence = 0.98;
/** And so far who repaired what another had denied, without denying it in turn. */
export const acceptedConfidence = 0.9;

/** What the registry believes of a recorded owner after that owner's denial. @param confidence 0 to 1 */
export const beliefAfterDenial = (confidence: number): number => {
  const owns = confidence * deniesItsOwn;
  return owns / (owns + (1 - confidence) * deniesAnothers);
};

export interface DenialInput {
  /** The match as it was told: whose each candidate was recorded as, and how likely it was meant; null: ownerless or not registered. */
  readonly candidates: readonly { readonly ownerId: string | null; readonly probability: number }[];
  /** Whose the assets of the same class nearest to a known asset are, by their share: what lies in one line is mostly one owner's. */
  readonly neighbours: DenialInput['candidates'];
  /** Every unit that has denied this order, the last one too. */
  readonly denied: readonly string[];
  /** What the rules in force say. */
  readonly rule: AfterRules['denial'];
  /** Who acts where nobody else is asked, and who decides then: handling centres. */
  readonly fallsTo: string;
  readonly decides: string;
  readonly isActive: (unitId: string) => boolean;
}

export interface AfterDenial {
  readonly unitId: string;
  readonly reason: Reason;
  /** Who has to decide, told beside the one who acts; null while the next candidate is asked. */
  readonly decides: string | null;
}

/** What a match as good as sure leaves to others says nothing of them; then the neighbours are asked. */
const leastTold = 0.01;

/** The likeliest owner that has not denied it, of what its denials leave; null when nobody is worth asking. */
const nextCandidate = ({ candidates, neighbours, denied, isActive, rule }: DenialInput): { unitId: string; probability: number } | null => {
  const leftOf = (all: DenialInput['candidates']) => all.filter(({ ownerId }) => ownerId === null || !denied.includes(ownerId));
  const sumOf = (all: DenialInput['candidates']) => all.reduce((sum, { probability }) => sum + probability, 0);
  const told = leftOf(candidates);
  const left = sumOf(told) >= leastTold ? told : leftOf(neighbours);
  const whole = sumOf(left);
  const owners = new Map<string, number>();
  for (const { ownerId, probability } of left)
    if (ownerId !== null && isActive(ownerId)) owners.set(ownerId, (owners.get(ownerId) ?? 0) + probability / (whole || 1));
  const [best] = [...owners].sort(([a, p], [b, q]) => q - p || (a < b ? -1 : 1));
  return best && best[1] * 100 >= rule.leastPercent ? { unitId: best[0], probability: best[1] } : null;
};

/**
 * Who acts after a denial, by the rules in force: the next candidate is asked, who is likely enough to be worth it; after the last denial that
 * they allow (the second, unless a city says otherwise) the fallback acts and a centre decides whose it is.
 */
export const decideAfterDenial = (input: DenialInput): AfterDenial => {
  const { denied, rule, fallsTo, decides } = input;
  const isUsual = denied.length === 2 && rule.fallsTo === 'street' && rule.decides === 'district';
  const lastDenied: Reason = isUsual ? { code: 'assignment-denied-twice' } : { code: 'assignment-denied', params: { count: denied.length } };
  if (denied.length >= rule.mostDenials) return { unitId: fallsTo, reason: lastDenied, decides };
  const next = nextCandidate(input);
  if (next === null) return { unitId: fallsTo, reason: { code: 'assignment-returned' }, decides: null };
  return { unitId: next.unitId, reason: { code: 'assignment-offered', params: { percent: Math.round(next.probability * 100) } }, decides: null };
};
