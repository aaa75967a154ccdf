import type { Reason } from '../contract/terms.ts';

/** What tells whose a well is, besides its record. */
export interface OwnerEvidence {
  /** The registry's own confidence, which denials and decisions have moved already. */
  readonly confidence: number;
  readonly evidence: string;
  /** Of the nearest of its class that have an owner: how many are the same owner's, and how many another's. */
  readonly sameNear: number;
  readonly otherNear: number;
  /** Orders of it that were closed by the recorded owner, and by another trade unit. */
  readonly closedByOwner: number;
  readonly closedByOther: number;
}

export interface OwnerBelief {
  readonly probability: number;
  /** Natural log-odds that the recorded owner is right; they add up. */
  readonly reasons: readonly Reason[];
}

/** A neighbour on the line is of the same owner so often when the record is right, and when it is wrong; stated. */
const sameOnLine = { right: 0.7, wrong: 0.35 };
/** Neighbours are one statement about the line, not eight: together they count as so many. */
const mostNeighbours = 3;
/** Who closes an order of it: the recorded owner, or another, when the record is right, and when it is wrong; stated. */
const closes = { owner: { right: 0.95, wrong: 0.2 }, other: { right: 0.05, wrong: 0.8 } };
const mostOrders = 4;

const logit = (share: number) => Math.log(share / (1 - share));
const bounded = (share: number) => Math.min(0.995, Math.max(0.005, share));

const lineReason = ({ sameNear, otherNear }: OwnerEvidence): Reason[] => {
  const all = sameNear + otherNear;
  if (all === 0) return [];
  const ofSame = Math.log(sameOnLine.right / sameOnLine.wrong);
  const ofOther = Math.log((1 - sameOnLine.right) / (1 - sameOnLine.wrong));
  const weight = ((sameNear * ofSame + otherNear * ofOther) / all) * Math.min(mostNeighbours, all);
  return [{ code: weight >= 0 ? 'owner-line' : 'owner-line-other', weight, params: { same: sameNear, all } }];
};

const closedReasons = ({ closedByOwner, closedByOther }: OwnerEvidence): Reason[] => {
  const of = (count: number, { right, wrong }: { right: number; wrong: number }) => Math.min(mostOrders, count) * Math.log(right / wrong);
  return [
    ...(closedByOwner > 0 ? [{ code: 'owner-closed', weight: of(closedByOwner, closes.owner), params: { count: closedByOwner } }] : []),
    ...(closedByOther > 0 ? [{ code: 'owner-closed-other', weight: of(closedByOther, closes.other), params: { count: closedByOther } }] : []),
  ];
};

/** How likely the recorded owner is right, by its record, what lies beside it on the line, and who settled its orders. */
export const believeOwner = (given: OwnerEvidence): OwnerBelief => {
  const base = bounded(given.confidence);
  const reasons: Reason[] = [
    { code: 'owner-record', weight: logit(base), params: { percent: Math.round(base * 100) } },
    ...lineReason(given),
    ...closedReasons(given),
  ];
  const odds = Math.exp(reasons.reduce((sum, { weight }) => sum + (weight ?? 0), 0));
  return { probability: odds / (1 + odds), reasons };
};
