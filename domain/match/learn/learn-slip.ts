import { readChances } from '../plate-fragment.ts';
import type { MatchPriors } from '../priors.ts';
import type { Responsible } from './responsibilities.ts';
import type { Settled } from './settled.ts';

/** What is believed before weighs as so many characters that were read. */
const steadying = 100;
const least = 0.002;
const steps = Array.from({ length: 15 }, (_, i) => least * 1.4 ** i);
const fewestAfter = 0.01;

/** How likely all that was read of plates is, by what was found, when one character in so many is read wrong. */
type LogLikelihood = (slip: number) => number;

const ofOrder = ({ observation, nearby }: Settled, responsible: readonly Responsible[], right: number): LogLikelihood | null => {
  const { plate, plateRead, bearing } = observation;
  const meant = responsible.filter(({ asset, after }) => asset !== null && after >= fewestAfter);
  if (plate !== null || !plateRead || meant.length === 0) return null;
  const chancesAt = readChances({ read: plateRead, bearing }, nearby);
  return (slip) => {
    const { byAnother, byThis } = chancesAt(slip);
    return meant.reduce((sum, { asset, after }) => sum + (asset ? after * Math.log(right * byThis(asset) + (1 - right) * byAnother) : 0), 0);
  };
};

/**
 * How often a character of a plate is read wrong, lost or doubled: of a few steps the one that makes what was read of the plates of what was found the
 * likeliest.
 */
export const learnSlip = ({ plate }: MatchPriors, orders: readonly Settled[], responsible: readonly (readonly Responsible[])[]): number => {
  const read = orders.flatMap((order, i) => ofOrder(order, responsible[i] ?? [], plate.right) ?? []);
  if (read.length === 0) return plate.slip;
  const believed: LogLikelihood = (slip) => steadying * (plate.slip * Math.log(slip) + (1 - plate.slip) * Math.log(1 - slip));
  const all = [believed, ...read];
  const likely = [plate.slip, ...steps].map((slip) => ({ slip, log: all.reduce((sum, one) => sum + one(slip), 0) }));
  return likely.reduce((best, one) => (one.log > best.log ? one : best)).slip;
};
