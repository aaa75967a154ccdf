import type { NearbyAsset, Observation } from './observation.ts';
import type { MatchPriors } from './priors.ts';

/** Orders' worth of belief that at each place of a number any character is as likely. */
const anyCharacter = 10;
/** Where in the number a part of it begins is not said. */
const begins = 1 / 14;

type Chance = (position: number, character: string) => number;

/**
 * How likely something was read off a number of which each character is there by some chance: the likeliest way to lay one along the other, each
 * slip (a wrong character, one left out, one too many, two neighbours exchanged) costing what slips cost.
 */
const likeliestLay = (read: string, length: number, slip: number, chance: Chance): number => {
  const wrong = slip / 10;
  // before[j]: the best way to have laid all of what was read so far so that it ends at place j of the number.
  let [twoBack, before] = [[] as number[], Array.from({ length: length + 1 }, (_, j) => (j === 0 ? 1 : begins))];
  for (let i = 1; i <= read.length; i++) {
    const said = read.charAt(i - 1);
    const now: number[] = [(before[0] ?? 0) * wrong];
    for (let j = 1; j <= length; j++) {
      const laid = (before[j - 1] ?? 0) * (said === '?' ? 1 : (1 - slip) * chance(j - 1, said) + wrong);
      const tooMany = (before[j] ?? 0) * wrong;
      const leftOut = (now[j - 1] ?? 0) * slip;
      const exchanged = i > 1 && j > 1 ? (twoBack[j - 2] ?? 0) * slip * chance(j - 1, read.charAt(i - 2)) * chance(j - 2, said) : 0;
      now.push(Math.max(laid, tooMany, leftOut, exchanged));
    }
    [twoBack, before] = [before, now];
  }
  return Math.max(...before);
};

/** How often each character stands at each place of the numbers around: county, class and leading noughts tell little, the rest much. */
const aroundOf = (ids: readonly string[]): Chance => {
  const counts = new Map<string, number>();
  for (const id of ids) for (let j = 0; j < id.length; j++) counts.set(`${j}${id.charAt(j)}`, (counts.get(`${j}${id.charAt(j)}`) ?? 0) + 1);
  return (position, character) => ((counts.get(`${position}${character}`) ?? 0) + anyCharacter / 10) / (ids.length + anyCharacter);
};

const length = 17;

/** How likely something was read off each plate, and off any other that might hang around here. */
export interface ReadChances {
  readonly byAnother: number;
  byThis(asset: NearbyAsset): number;
}

/** What was read, and off which assets it may be read by another number than their own: a merged one's, whose plate still hangs there. */
interface ReadOff {
  readonly read: string;
  readonly bearing?: Observation['bearing'];
}

/** @param slip how often one character is read wrong, lost, doubled or exchanged */
export const readChances = ({ read, bearing = {} }: ReadOff, nearby: readonly NearbyAsset[]): ((slip: number) => ReadChances) => {
  const around = aroundOf(nearby.map(({ id }) => id));
  return (slip) => {
    const off = (number: string) => likeliestLay(read, length, slip, (position, character) => Number(number.charAt(position) === character));
    return { byAnother: likeliestLay(read, length, slip, around), byThis: ({ id }) => Math.max(...[id, ...(bearing[id] ?? [])].map(off)) };
  };
};

/**
 * What half a number, or one with a wrong character, tells of each asset: the log of how much likelier it was read off this plate than off any
 * other that might hang around here. That it was read off something else altogether is never ruled out.
 */
export const fragmentWeights = (
  read: ReadOff,
  nearby: readonly NearbyAsset[],
  { plate: { right, slip, byChance } }: MatchPriors,
): ((asset: NearbyAsset) => number) => {
  const { byAnother, byThis } = readChances(read, nearby)(slip);
  const most = Math.log(right / byChance);
  return (asset) => Math.min(most, Math.log((right * byThis(asset)) / byAnother + 1 - right));
};
