import { matchAssets } from '../match-assets.ts';
import type { MatchContext } from '../observation.ts';
import { grouped } from './counts.ts';
import type { Settled } from './settled.ts';

/** How a version does on orders it has not seen. */
export interface HeldOut {
  readonly orders: number;
  /** Share whose likeliest owner did the work. */
  readonly rightOwner: number;
  /** Mean of −log of the probability given to the owner who did the work: less is better, and claiming too much costs most. */
  readonly surprise: number;
  readonly calibrationError: number;
}

const bins = 10;
const least = 1e-4;

const partsHeld = 5;

/** Whether a hole is one of those that judge. */
export const isHeldOut = (incidentId: string): boolean => Number(incidentId) % partsHeld === 0;

/**
 * Each fifth hole is kept aside to judge by, with all that was told of it, and the same ones each time: a version that stands has not learned from those either.
 */
export const splitHeldOut = (orders: readonly Settled[]): { readonly teach: Settled[]; readonly judge: Settled[] } => {
  const isHeld = ({ incidentId }: Settled, i: number) => isHeldOut(incidentId ?? String(i));
  return { teach: orders.filter((one, i) => !isHeld(one, i)), judge: orders.filter(isHeld) };
};

/** One order held out, as a version answers it. */
interface Judged {
  readonly incidentId: string | undefined;
  readonly said: number;
  readonly right: number;
  /** Probability given to who did the work, at least `least`. */
  readonly given: number;
}

/** How a version answers each order whose owner was found. */
export const judgeEach = (orders: readonly Settled[], context: MatchContext): Judged[] =>
  orders
    .filter(({ found }) => found.unitId !== null)
    .map(({ observation, nearby, found, incidentId }) => {
      const { owners } = matchAssets(observation, nearby, context);
      const top = owners.find(({ unitId }) => unitId !== null);
      return {
        incidentId,
        said: top?.probability ?? 0,
        right: Number(top?.unitId === found.unitId),
        given: Math.max(least, owners.find(({ unitId }) => unitId === found.unitId)?.probability ?? 0),
      };
    });

export const heldOutOf = (answers: readonly Judged[]): HeldOut => {
  const count = Math.max(1, answers.length);
  const mean = (of: (one: Judged) => number, among: readonly Judged[] = answers) => among.reduce((sum, one) => sum + of(one), 0) / Math.max(1, among.length);
  const byBin = grouped(answers, ({ said }) => String(Math.min(bins - 1, Math.floor(said * bins))));
  const apart = (bin: readonly Judged[]) => Math.abs(mean((one) => one.said, bin) - mean((one) => one.right, bin)) * (bin.length / count);
  return {
    orders: answers.length,
    rightOwner: mean((one) => one.right),
    surprise: mean((one) => -Math.log(one.given)),
    calibrationError: [...byBin.values()].reduce((sum, bin) => sum + apart(bin), 0),
  };
};

const holeOf = ({ incidentId }: Judged, i: number): string => incidentId ?? `report ${i}`;

interface Gain {
  readonly value: number;
  readonly error: number;
}

/**
 * By how much less a version is surprised than the one before it, by the same orders in turn, natural log; and the standard error of that mean. Reports of one hole
 * are one, since they err together.
 */
export const gainBetween = (before: readonly Judged[], after: readonly Judged[]): Gain => {
  const each = before.map((was, i) => ({ hole: holeOf(was, i), gain: Math.log((after[i]?.given ?? was.given) / was.given) }));
  const count = Math.max(1, each.length);
  const value = each.reduce((sum, { gain }) => sum + gain, 0) / count;
  const holes = [...grouped(each, ({ hole }) => hole).values()].map((reports) => reports.reduce((sum, { gain }) => sum + gain - value, 0));
  const spread = holes.reduce((sum, off) => sum + off ** 2, 0);
  return { value, error: holes.length < 2 ? 0 : Math.sqrt((spread * holes.length) / (holes.length - 1)) / count };
};

/** So many standard errors a version must gain to be used: one of forty that is no better comes so far by chance. Sorts of hours are held to the same. */
export const surely = 2;
/** Of fewer holes the error itself is chance. */
const fewestHoles = 20;

/** Whether a gain over these orders is beyond chance: more than twice its standard error, on holes enough that there is one. */
export const isSurelyBetter = ({ value, error }: Gain, judged: readonly Judged[]): boolean =>
  new Set(judged.map(holeOf)).size >= fewestHoles && value > surely * error;
