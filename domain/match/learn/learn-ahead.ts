import { metresTo } from '../address-side.ts';
import type { MatchPriors } from '../priors.ts';
import type { Responsible } from './responsibilities.ts';
import type { Settled } from './settled.ts';

/** What is believed before weighs as so many photos. */
const steadying = 30;
const fewestAfter = 0.01;
/** Nobody photographs a cover from farther away. */
const farthestM = 30;

interface Weighted {
  readonly metres: number;
  readonly share: number;
}

/** How far ahead of the camera what was found lies, by each that may be meant. */
const aheadOf = ({ observation: { photoPoint } }: Settled, responsible: readonly Responsible[]): Weighted[] => {
  const ahead = photoPoint?.ahead;
  if (!photoPoint || !ahead) return [];
  const way = (ahead.directionDeg * Math.PI) / 180;
  return responsible.flatMap(({ asset, after }) => {
    if (!asset || after < fewestAfter) return [];
    const { east, north } = metresTo(photoPoint.point, asset);
    return [{ metres: ahead.metres + east * Math.sin(way) + north * Math.cos(way), share: after }];
  });
};

const middleOf = (all: readonly Weighted[]): number => {
  let left = all.reduce((sum, { share }) => sum + share, 0) / 2;
  for (const { metres, share } of all.toSorted((a, b) => a.metres - b.metres)) {
    left -= share;
    if (left <= 0) return metres;
  }
  return 0;
};

/**
 * How far ahead of a camera lies what is on its photo, metres: the middle of how far what was found lay along the way it looked, since some phones lose
 * themselves altogether.
 */
export const learnAhead = ({ photo }: MatchPriors, orders: readonly Settled[], responsible: readonly (readonly Responsible[])[]): number => {
  const seen = orders.flatMap((order, i) => aheadOf(order, responsible[i] ?? []));
  const count = seen.reduce((sum, { share }) => sum + share, 0);
  const learned = (count * middleOf(seen) + steadying * photo.aheadM) / (count + steadying);
  return Math.min(farthestM, Math.max(0, learned));
};
