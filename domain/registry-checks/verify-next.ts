import type { MatchPriors } from '../match/priors.ts';

/** So many reports a well and year, all wells taken together; stated: 100,000 of 5,000,000. */
const reportsAYear = 0.02;

export interface Verifiable {
  readonly classCode: string;
  readonly locationKind: string;
  readonly status: string;
  /** How likely the recorded owner is right. */
  readonly probability: number;
}

/**
 * Minutes of people's time a year that knowing the owner would save: how often it will be told of, times what its doubt costs each time, a wrong
 * dispatch or a patrol, whichever is cheaper.
 */
export const savedByVerifying = ({ classCode, locationKind, status, probability }: Verifiable, { costs, learned, statusOdds }: MatchPriors): number => {
  const { wrongDispatch, patrol } = costs.ordinary;
  const ofStatus: Readonly<Record<string, number>> = { damaged: statusOdds.damaged, missing: statusOdds.missing };
  const rate = reportsAYear * (learned.classRates[classCode] ?? 1) * (learned.locationRates[locationKind] ?? 1) * (ofStatus[status] ?? 1);
  return rate * Math.min((1 - probability) * wrongDispatch, patrol);
};
