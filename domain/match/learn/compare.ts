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

/**
 * Each fifth hole is kept aside to judge by, with all that was told of it, and the same ones each time: a version that stands has not learned from those either.
 */
export const splitHeldOut = (orders: readonly Settled[]): { readonly teach: Settled[]; readonly judge: Settled[] } => {
  const isHeld = ({ incidentId }: Settled, i: number) => Number(incidentId ?? i) % partsHeld === 0;
  return { teach: orders.filter((one, i) => !isHeld(one, i)), judge: orders.filter(isHeld) };
};

export const judge = (orders: readonly Settled[], context: MatchContext): HeldOut => {
  const answers = orders
    .filter(({ found }) => found.unitId !== null)
    .map(({ observation, nearby, found }) => {
      const { owners } = matchAssets(observation, nearby, context);
      const top = owners.find(({ unitId }) => unitId !== null);
      return {
        said: top?.probability ?? 0,
        right: Number(top?.unitId === found.unitId),
        given: Math.max(least, owners.find(({ unitId }) => unitId === found.unitId)?.probability ?? 0),
      };
    });
  const count = Math.max(1, answers.length);
  const mean = (of: (one: (typeof answers)[number]) => number, among = answers) => among.reduce((sum, one) => sum + of(one), 0) / Math.max(1, among.length);
  const byBin = grouped(answers, ({ said }) => String(Math.min(bins - 1, Math.floor(said * bins))));
  const apart = (bin: typeof answers) => Math.abs(mean((one) => one.said, bin) - mean((one) => one.right, bin)) * (bin.length / count);
  return {
    orders: answers.length,
    rightOwner: mean((one) => one.right),
    surprise: mean((one) => -Math.log(one.given)),
    calibrationError: [...byBin.values()].reduce((sum, bin) => sum + apart(bin), 0),
  };
};
